//! What is read before a contract is concluded, and the signatures under it.

use std::fmt;

use super::OfferModuleId;
use crate::domain::text::{Secret, Text};

/// Id of a legal text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextBlockId(pub u64);

/// A legal text to show, and perhaps to confirm or sign (`ContractTextBlock`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Its id; without one it can be read, and not signed.
    pub id: Option<TextBlockId>,
    /// Its heading.
    pub title: Option<Text>,
    /// What it says.
    pub text: Prose,
    /// Where it stands among the others.
    pub order: i64,
    /// Whether it has a field for a signature.
    pub has_signature: bool,
    /// Whether the consent matrix stands beside it (`showCommunicationPrivacyOptions`).
    pub shows_consents: bool,
    /// Whether the person has to say that they have read it.
    pub confirmation_required: bool,
    /// A document or page beside it.
    pub attachment: Option<Attachment>,
    /// The module whose consent it is (`rateBundleModuleId`).
    pub module: Option<OfferModuleId>,
}

impl TextBlock {
    /// Whether another one is the same text in the same words.
    pub fn says_as(&self, other: &Self) -> bool {
        (self.id, &self.title, &self.text) == (other.id, &other.title, &other.text)
    }
}

/// A document or page beside a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// What it is called.
    pub title: Text,
    /// Where it is, http or https; none where it is something else, which nobody can open. Lives for hours only.
    pub url: Option<String>,
}

/// A text of several paragraphs, each harmless; never cut in the middle without [`Prose::is_whole`] saying so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    paragraphs: Vec<Text>,
    is_cut: bool,
}

impl Prose {
    /// Characters of a legal text; the terms of a gym have some twenty thousand.
    pub const MAX: usize = 100_000;

    /// Cleans a text: line breaks make paragraphs, and long ones are parted between words.
    pub fn new(raw: &str) -> Self {
        let mut prose = Self::default();
        let mut left = Self::MAX;
        for line in raw.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            let mut rest = line.trim();
            while !rest.is_empty() {
                if left == 0 {
                    prose.is_cut = true;
                    return prose;
                }
                let end = piece_end(rest, left.min(PIECE));
                let (piece, after) = rest.split_at(end);
                left -= piece.chars().count();
                let text = Text::long(piece);
                if !text.is_empty() {
                    prose.paragraphs.push(text);
                }
                rest = after.trim_start();
            }
        }
        prose
    }

    /// The paragraphs.
    pub fn paragraphs(&self) -> &[Text] {
        &self.paragraphs
    }

    /// Whether nothing of it was left out; nobody signs what they cannot read.
    pub fn is_whole(&self) -> bool {
        !self.is_cut
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }
}

/// Characters of one piece: what [`Text::long`] takes uncut.
const PIECE: usize = Text::LONG_MAX - 1;

/// Where a piece of at most so many characters ends: at the last space, or in the middle of a word that has none.
fn piece_end(text: &str, max: usize) -> usize {
    let Some((end, _)) = text.char_indices().nth(max) else { return text.len() };
    text[..end].rfind(char::is_whitespace).filter(|space| *space > 0).unwrap_or(end)
}

/// What is read, and perhaps signed, on the phone before a contract is concluded. It says whose contract it is: what its `Debug`
/// tells of the facts is how many there are.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Papers {
    /// What the signature stands under: what is concluded, each a label and what it says.
    pub facts: Vec<(Text, Text)>,
    /// The texts, in their order.
    pub texts: Vec<TextBlock>,
    /// Whether the contract itself has to be signed.
    pub signs_contract: bool,
}

impl Papers {
    /// Texts that have to be signed.
    pub fn signed_texts(&self) -> impl Iterator<Item = TextBlockId> {
        self.texts.iter().filter(|text| text.has_signature).filter_map(|text| text.id)
    }

    /// How many signatures are wanted.
    pub fn signatures(&self) -> usize {
        usize::from(self.signs_contract) + self.signed_texts().count()
    }

    /// Whether they have to be seen on a phone: something is to be signed, or can only be read there.
    pub fn need_phone(&self) -> bool {
        self.signatures() > 0 || self.texts.iter().any(|text| text.attachment.is_some())
    }

    /// Whether these are the signatures that are wanted, each once and no other.
    pub fn are_signed_by(&self, signatures: &Signatures) -> bool {
        let mut wanted: Vec<_> = self.signed_texts().collect();
        let mut given: Vec<_> = signatures.texts.iter().map(|(id, _)| *id).collect();
        wanted.sort_unstable();
        given.sort_unstable();
        signatures.contract.is_some() == self.signs_contract && wanted == given
    }
}

impl fmt::Debug for Papers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (facts, texts) = (self.facts.len(), self.texts.len());
        write!(f, "Papers({facts} facts, {texts} texts, {} signatures)", self.signatures())
    }
}

/// A signature as it was drawn: an SVG image of strokes and nothing else, base64 encoded (`base64SvgSignature`). Personal:
/// its `Debug` is masked, and it is in memory only.
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(Secret);

impl Signature {
    /// Bytes of an encoded signature: some thousand points.
    pub const MAX: usize = 65_536;

    /// Takes an encoded image whose content has been checked by whoever took it from outside.
    pub fn new(base64_svg: &str) -> Option<Self> {
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
        let fits = (1..=Self::MAX).contains(&base64_svg.len()) && base64_svg.bytes().all(is_base64);
        fits.then(|| Self(Secret::new(base64_svg)))
    }

    /// The encoded image, where it is sent.
    pub fn base64_svg(&self) -> &str {
        self.0.reveal()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(***)")
    }
}

/// The signatures under a contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signatures {
    /// Under the contract itself (`contractSignature`).
    pub contract: Option<Signature>,
    /// Under texts of it (`textBlockSignatures`).
    pub texts: Vec<(TextBlockId, Signature)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_kept_whole_and_in_order() {
        let raw = format!("First.\r\n\r\n{}\nLast.", "word ".repeat(3_000));
        let prose = Prose::new(&raw);
        let words: usize = prose.paragraphs().iter().map(|text| text.as_str().split(' ').count()).sum();
        assert!(prose.is_whole());
        assert_eq!(words, 3_002);
        assert_eq!(prose.paragraphs().first().map(Text::as_str), Some("First."));
        assert_eq!(prose.paragraphs().last().map(Text::as_str), Some("Last."));
        assert!(prose.paragraphs().iter().all(|text| !text.as_str().ends_with('…')));
    }

    #[test]
    fn what_is_too_long_says_so() {
        let prose = Prose::new(&"x".repeat(Prose::MAX + 1));
        assert!(!prose.is_whole());
        let shown: usize = prose.paragraphs().iter().map(|text| text.as_str().chars().count()).sum();
        assert_eq!(shown, Prose::MAX);
    }

    #[test]
    fn every_signature_that_is_wanted_has_to_be_there_and_no_other() {
        let block = |id, has_signature| TextBlock {
            id: Some(TextBlockId(id)),
            title: None,
            text: Prose::new("Terms"),
            order: 0,
            has_signature,
            shows_consents: false,
            confirmation_required: false,
            attachment: None,
            module: None,
        };
        let papers =
            Papers { facts: vec![], texts: vec![block(1, true), block(2, false)], signs_contract: true };
        let drawn = || Signature::new("PHN2Zy8+").expect("base64");
        let all = Signatures { contract: Some(drawn()), texts: vec![(TextBlockId(1), drawn())] };
        assert_eq!(papers.signatures(), 2);
        assert!(papers.are_signed_by(&all));
        assert!(!papers.are_signed_by(&Signatures { contract: None, ..all.clone() }));
        assert!(!papers.are_signed_by(&Signatures { texts: vec![], ..all.clone() }));
        let twice = vec![(TextBlockId(1), drawn()), (TextBlockId(1), drawn())];
        assert!(!papers.are_signed_by(&Signatures { texts: twice, ..all.clone() }));
        let others = vec![(TextBlockId(2), drawn())];
        assert!(!papers.are_signed_by(&Signatures { texts: others, ..all }));
    }

    #[test]
    fn a_signature_is_base64_and_never_seen_in_debug_output() {
        assert!(Signature::new("").is_none() && Signature::new("<svg/>").is_none());
        assert!(Signature::new(&"A".repeat(Signature::MAX + 1)).is_none());
        let shown = format!("{:?}", Signature::new("PHN2Zy8+"));
        assert!(!shown.contains("PHN2"), "{shown}");
    }
}
