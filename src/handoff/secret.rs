//! Codes and cookies: made of random bytes, compared without telling how much of a guess was right.

use std::fmt;

use crate::clock;

/// Thirty-two letters and digits that nobody mistakes for one another (Crockford's), five bits each.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The one-time part of an address: sixty random bits. Masked in `Debug`.
#[derive(Clone)]
pub(super) struct Code([u8; Code::LENGTH]);

impl Code {
    /// Letters and digits of a code.
    pub(super) const LENGTH: usize = 12;

    /// A new code; `None` when the system has no random bytes.
    pub(super) fn random() -> Option<Self> {
        clock::random::<{ Self::LENGTH }>().map(|bytes| Self(bytes.map(letter)))
    }

    /// Reads a code from an address, in any case; a typed O, I or L is the digit it was taken for.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let letters: [u8; Self::LENGTH] = text.as_bytes().try_into().ok()?;
        let letters = letters.map(|letter| match letter.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        });
        letters.iter().all(|letter| ALPHABET.contains(letter)).then_some(Self(letters))
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        same(&self.0, &other.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(***)")
    }
}

/// What a browser is known by: 130 random bits in a cookie. Masked in `Debug`.
#[derive(Clone)]
pub(super) struct Browser([u8; Browser::LENGTH]);

impl Browser {
    const LENGTH: usize = 26;

    /// A new one; `None` when the system has no random bytes.
    pub(super) fn random() -> Option<Self> {
        clock::random::<{ Self::LENGTH }>().map(|bytes| Self(bytes.map(letter)))
    }

    /// Reads what a browser sent.
    pub(super) fn parse(cookie: &str) -> Option<Self> {
        let letters: [u8; Self::LENGTH] = cookie.as_bytes().try_into().ok()?;
        letters.iter().all(|letter| ALPHABET.contains(letter)).then_some(Self(letters))
    }

    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        same(&self.0, &other.0)
    }
}

impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Browser(***)")
    }
}

/// Takes five bits of a random byte: 256 is a multiple of 32, so no letter is likelier than another.
fn letter(byte: u8) -> u8 {
    ALPHABET[usize::from(byte) % ALPHABET.len()]
}

/// Compares in a time that does not depend on how much is right.
fn same<const N: usize>(ours: &[u8; N], theirs: &[u8; N]) -> bool {
    ours.iter().zip(theirs).fold(0, |differing, (a, b)| std::hint::black_box(differing | (a ^ b))) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_any_case_and_with_its_look_alikes() {
        let code = Code::parse("abc0123456xz").expect("a code");
        assert_eq!(code.as_str(), "ABC0123456XZ");
        assert!(code.is(&Code::parse("ABCOi23456XZ").expect("a code")));
        assert!(code.is(&Code::parse("ABCol23456xz").expect("a code")));
        for wrong in ["", "ABC0123456X", "ABC0123456XZ0", "ABC0123456XU", "ABC-123456XZ", "äBC012345XZ"] {
            assert!(Code::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn one_wrong_letter_is_wrong() {
        let code = Code::parse("ABC0123456XZ").expect("a code");
        assert!(!code.is(&Code::parse("ABC0123456XY").expect("a code")));
        assert!(!code.is(&Code::parse("BBC0123456XZ").expect("a code")));
        let browser = Browser::random().expect("random bytes");
        assert!(browser.is(&Browser::parse(browser.as_str()).expect("a cookie")));
        assert!(!browser.is(&Browser::random().expect("random bytes")));
        assert!(Browser::parse(&browser.as_str()[1..]).is_none() && Browser::parse("").is_none());
    }

    #[test]
    fn codes_are_random_and_stay_out_of_debug_output() {
        let (one, two) = (Code::random().expect("random bytes"), Code::random().expect("random bytes"));
        assert!(!one.is(&two));
        assert!(Code::parse(one.as_str()).is_some());
        assert_eq!(format!("{one:?}"), "Code(***)");
    }
}
