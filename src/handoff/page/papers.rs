//! What is read and signed: every text in full and in its order, and the field for a signature behind the text it stands under.

use super::{escape_into, fill};
use crate::domain::membership::{Attachment, Papers, Prose, TextBlock};
use crate::words::{Arg, Speech};

/// The script of the fields.
pub(in crate::handoff) const SCRIPT: &str = include_str!("../../../assets/handoff/sign.js");
const STYLE: &str = include_str!("../../../assets/handoff/sign.css");
const PAPERS: &str = include_str!("../../../assets/handoff/papers.html");
const UNSIGNED: &str = include_str!("../../../assets/handoff/unsigned.html");
const TEXT: &str = include_str!("../../../assets/handoff/text.html");
const FIELD: &str = include_str!("../../../assets/handoff/field.html");

/// Characters of a text that is not folded: a screenful of a phone or two.
const OPEN_MAX: usize = 1_500;

/// The papers, for the browser that has taken them. What cannot be read to its end is not to be signed.
pub(super) fn print(speech: Speech<'_>, papers: &Papers) -> String {
    let mut texts: String =
        papers.texts.iter().enumerate().map(|(n, text)| block(speech, n + 1, text)).collect();
    if !papers.texts.iter().all(|text| text.text.is_whole()) {
        return fill(UNSIGNED, speech, &[("style", STYLE), ("texts", &texts)], |_| None);
    }
    if papers.signs_contract {
        texts += &field(speech, 0, None, &speech.say("phone-sign-contract"));
    }
    let button = if papers.signatures() > 0 { "phone-sign" } else { "phone-sign-nothing" };
    fill(PAPERS, speech, &[("style", STYLE), ("texts", &texts)], |name| {
        (name == "button").then(|| speech.say(button))
    })
}

/// The n-th text, from 1, with what stands beside it and the field below it.
fn block(speech: Speech<'_>, n: usize, text: &TextBlock) -> String {
    let title = text.title.as_ref().filter(|title| !title.is_empty());
    let title = title.map_or_else(|| speech.say("phone-text"), ToString::to_string);
    let mut body = prose(speech, &title, &text.text);
    if let Some(attachment) = &text.attachment {
        body += &link(speech, attachment);
    }
    if let Some(id) = text.id.filter(|_| text.has_signature) {
        let label = speech.with("phone-sign-text", &[("title", Arg::from(&title))]);
        body += &field(speech, n, Some(id.0), &label);
    }
    fill(TEXT, speech, &[("body", &body)], |name| match name {
        "n" => Some(n.to_string()),
        "title" => Some(title.clone()),
        _ => None,
    })
}

/// What a text says, folded where it is long.
fn prose(speech: Speech<'_>, title: &str, prose: &Prose) -> String {
    let mut html = String::new();
    for paragraph in prose.paragraphs() {
        html.push_str("<p>");
        escape_into(&mut html, paragraph.as_str());
        html.push_str("</p>\n");
    }
    let length: usize = prose.paragraphs().iter().map(|paragraph| paragraph.as_str().chars().count()).sum();
    if length <= OPEN_MAX {
        return html;
    }
    let mut summary = String::new();
    escape_into(&mut summary, &speech.with("phone-text-read", &[("title", Arg::from(title))]));
    format!("<details><summary>{summary}</summary>\n{html}</details>\n")
}

/// A document or page beside a text, in a window of its own, so that no stroke is lost by looking at it.
fn link(speech: Speech<'_>, attachment: &Attachment) -> String {
    let (mut title, mut address) = (String::new(), String::new());
    let is_web = |url: &&str| ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
    if let Some(url) = attachment.url.as_deref().filter(is_web) {
        escape_into(&mut title, attachment.title.as_str());
        escape_into(&mut address, url);
        format!(r#"<p><a href="{address}" target="_blank" rel="noopener noreferrer">{title}</a></p>"#)
    } else {
        let told = [("title", Arg::from(&attachment.title))];
        escape_into(&mut title, &speech.with("phone-text-at-desk", &told));
        format!("<p>{title}</p>")
    }
}

/// The n-th field; of a text, or of the contract itself.
fn field(speech: Speech<'_>, n: usize, text: Option<u64>, label: &str) -> String {
    fill(FIELD, speech, &[], |name| match name {
        "n" => Some(n.to_string()),
        "text" => Some(text.map(|id| id.to_string()).unwrap_or_default()),
        "label" => Some(label.to_owned()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::handoff::tests::papers;
    use crate::words::Words;

    /// The papers as they are shown.
    fn shown(papers: &Papers) -> String {
        let words = Words::load().expect("word files");
        print(words.speech(Language::En), papers)
    }

    /// Where something stands.
    fn place(html: &str, what: &str) -> usize {
        html.find(what).unwrap_or_else(|| panic!("{what} is missing in {html}"))
    }

    #[test]
    fn every_text_is_read_before_it_is_signed_and_the_contract_is_signed_last() {
        let html = shown(&papers());
        let order = [
            ">House rules</h3>",
            "Be kind.",
            ">Your signature: House rules<",
            "data-text=\"77\"",
            ">Terms</h3>",
            "12 months.",
            ">Your signature under the contract<",
            "data-text=\"\"",
            ">Sign and go on</button>",
        ];
        let places: Vec<_> = order.iter().map(|what| place(&html, what)).collect();
        assert!(places[..3].is_sorted() && places[4..7].is_sorted() && places[6] < places[8], "{places:?}");
        assert!(places[3] < places[4], "the field stands below its own text");
        assert_eq!(html.matches("class=\"field\"").count(), papers().signatures());
        for (n, label) in [(1, "House rules"), (0, "the contract")] {
            assert!(html.contains(&format!(
                "<svg viewBox=\"0 0 1000 400\" role=\"img\" aria-labelledby=\"field-{n}\""
            )));
            assert!(html[place(&html, &format!("id=\"field-{n}\""))..].contains(label));
        }
    }

    #[test]
    fn papers_without_a_signature_are_read_and_go_on() {
        let mut papers = papers();
        (papers.signs_contract, papers.texts[0].has_signature) = (false, false);
        let html = shown(&papers);
        assert!(html.contains(">I have read this, go on</button>") && !html.contains("<svg"), "{html}");
    }

    #[test]
    fn a_long_text_is_folded_and_whole() {
        let mut papers = papers();
        papers.texts[1].text = Prose::new(&"Every word counts. ".repeat(1_000));
        let html = shown(&papers);
        assert!(html.contains("<details><summary>Read in full: Terms</summary>"), "{html}");
        assert_eq!(html.matches("Every word counts.").count(), 1_000);
        assert_eq!(html.matches("<details>").count(), 1, "a short one is not folded");
    }

    #[test]
    fn what_cannot_be_read_to_its_end_cannot_be_signed() {
        let mut papers = papers();
        papers.texts[1].text = Prose::new(&"x".repeat(Prose::MAX + 1));
        let html = shown(&papers);
        assert!(html.contains("too long for this page") && html.contains("Be kind."), "{html}");
        assert!(!html.contains("<button id=\"sign\"") && !html.contains("sign.js"), "{html}");
    }

    #[test]
    fn a_text_without_an_id_can_be_read_and_not_signed() {
        let mut papers = papers();
        papers.texts[0].id = None;
        let html = shown(&papers);
        assert!(html.contains("Be kind.") && !html.contains("Your signature: House rules"), "{html}");
    }

    #[test]
    fn the_script_writes_what_the_kiosk_reads_and_no_more_than_it_takes() {
        let before =
            crate::handoff::signature::BEFORE.replace("1000", "${WIDTH}").replace("400", "${HEIGHT}");
        let (image, path) = before.split_once("<path").expect("a path");
        let path = path.strip_suffix("d=\"").expect("strokes");
        assert!(
            SCRIPT.contains(&format!("`{image}`")) && SCRIPT.contains(&format!("'<path{path}'")),
            "{before}"
        );
        assert!(SCRIPT.contains("`d=\"${drawn()}\"/></svg>`") && SCRIPT.contains("[1000, 400]"));
        assert!(SCRIPT.contains("ALL_MAX = 18000;") && SCRIPT.contains("POINTS_MIN = 4;"));
        assert!(SCRIPT.contains("SPAN_MIN = 50;"));
    }
}
