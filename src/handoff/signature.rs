//! A signature as the page sends it: one drawing, in the one spelling that its script has.
//!
//! What a phone sends is foreign, and goes from here to the studio's files. So nothing is interpreted: whatever is not letter
//! by letter what the script writes is refused, and an image with anything but strokes in it has no spelling at all.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;

use crate::domain::membership::{Papers, Signature, Signatures};

/// The field in which is drawn, in units of its own.
const WIDTH: u16 = 1_000;
const HEIGHT: u16 = 400;
/// The image around the strokes, as the script writes it.
pub(super) const BEFORE: &str = concat!(
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="400" viewBox="0 0 1000 400">"#,
    r##"<path fill="none" stroke="#000" stroke-width="6" stroke-linecap="round" stroke-linejoin="round" d=""##
);
const AFTER: &str = r#""/></svg>"#;
/// Points of the shortest signature: less is a slip of the finger.
const POINTS_MIN: usize = 4;
/// What it spans at least, in one direction.
const SPAN_MIN: u16 = 50;

/// Reads a signature; none where it is anything but a drawing.
pub(super) fn read(base64_svg: &str) -> Option<Signature> {
    let signature = Signature::new(base64_svg)?;
    let image = BASE64.decode(base64_svg).ok()?;
    let image = std::str::from_utf8(&image).ok()?;
    let strokes = image.strip_prefix(BEFORE)?.strip_suffix(AFTER)?;
    is_drawn(strokes).then_some(signature)
}

/// Every signature that is wanted, drawn by nobody: for whoever pretends to be a phone.
pub fn scribble(papers: &Papers) -> Option<Signatures> {
    const STROKES: &str = "M120 250L180 120L240 280L300 140L360 260M400 220L520 200L640 240L860 180";
    let drawn = read(&BASE64.encode(format!("{BEFORE}{STROKES}{AFTER}")))?;
    let texts = papers.signed_texts().map(|text| (text, drawn.clone())).collect();
    Some(Signatures { contract: papers.signs_contract.then_some(drawn), texts })
}

/// Whether these are strokes of two points or more each, all of them in the field, and together more than a dot.
fn is_drawn(strokes: &str) -> bool {
    let Some(strokes) = strokes.strip_prefix('M') else { return false };
    let (mut count, mut xs, mut ys) = (0, Span::EMPTY, Span::EMPTY);
    for stroke in strokes.split('M') {
        let before = count;
        for point in stroke.split('L') {
            let Some((x, y)) = point.split_once(' ') else { return false };
            let (Some(x), Some(y)) = (number(x, WIDTH), number(y, HEIGHT)) else { return false };
            xs.add(x);
            ys.add(y);
            count += 1;
        }
        if count < before + 2 {
            return false;
        }
    }
    count >= POINTS_MIN && xs.width().max(ys.width()) >= SPAN_MIN
}

/// A whole number in the one way to write it.
fn number(digits: &str, max: u16) -> Option<u16> {
    let is_plain =
        digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|number| is_plain && *number <= max)
}

/// From the least to the greatest of some numbers.
#[derive(Clone, Copy)]
struct Span {
    least: u16,
    greatest: u16,
}

impl Span {
    const EMPTY: Self = Self { least: u16::MAX, greatest: 0 };

    fn add(&mut self, number: u16) {
        (self.least, self.greatest) = (self.least.min(number), self.greatest.max(number));
    }

    fn width(self) -> u16 {
        self.greatest.saturating_sub(self.least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STROKES: &str = "M10 20L300 40L310 390M0 0L1000 400";

    fn drawn(strokes: &str) -> bool {
        read(&BASE64.encode(format!("{BEFORE}{strokes}{AFTER}"))).is_some()
    }

    #[test]
    fn strokes_in_the_field_are_a_signature_and_kept_as_they_are() {
        let sent = BASE64.encode(format!("{BEFORE}{STROKES}{AFTER}"));
        assert_eq!(read(&sent).map(|signature| signature.base64_svg().to_owned()), Some(sent));
        let papers = Papers { signs_contract: true, ..Papers::default() };
        assert!(scribble(&papers).is_some_and(|drawn| papers.are_signed_by(&drawn)));
    }

    #[test]
    fn the_field_is_as_large_as_its_image_says() {
        assert!(
            BEFORE.contains(&format!(r#"width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}""#))
        );
    }

    #[test]
    fn a_dot_a_slip_or_nothing_is_no_signature() {
        for strokes in
            ["", "M", "M5 5", "M5 5L5 5", "M5 5L6 6L7 7L8 8L9 9", "M0 0L900 300L0 0", "M1 1L2 2M900 3"]
        {
            assert!(!drawn(strokes), "{strokes}");
        }
        assert!(drawn("M0 0L10 10L20 20L50 20"));
    }

    #[test]
    fn what_is_spelt_otherwise_is_refused() {
        for strokes in [
            "M10 20 L300 40L310 390L1 1",
            "M10,20L300 40L310 390L1 1",
            "m10 20L300 40L310 390L1 1",
            "M10 20L300 40L310 390L1 1Z",
            "M10 20L300 40L310 390L1001 1",
            "M10 20L300 40L310 390L1 401",
            "M-1 20L300 40L310 390L1 1",
            "M+1 20L300 40L310 390L1 1",
            "M01 20L300 40L310 390L1 1",
            "M1.5 20L300 40L310 390L1 1",
            "M1e1 20L300 40L310 390L1 1",
            "M99999 20L300 40L310 390L1 1",
            "M10 20L300 40L310 390L1 1M",
            "LM10 20L300 40L310 390L1 1",
            "M10  20L300 40L310 390L1 1",
            "M10 20L300 40L310 390L\u{661} 1",
            "M10 20L300 40L310 390L1 1\n",
        ] {
            assert!(!drawn(strokes), "{strokes}");
        }
    }

    #[test]
    fn an_image_with_anything_but_strokes_is_refused() {
        let right = format!("{BEFORE}{STROKES}{AFTER}");
        for (from, to) in [
            ("<svg ", "<?xml version=\"1.0\"?><svg "),
            ("<svg ", "<!DOCTYPE svg [<!ENTITY x \"y\">]><svg "),
            ("<svg ", "<!-- --><svg "),
            ("<svg ", "<svg onload=\"alert(1)\" "),
            ("<path ", "<script>alert(1)</script><path "),
            ("<path ", "<style>*{}</style><path "),
            ("<path ", "<image href=\"https://evil.example/x\"/><path "),
            ("<path ", "<foreignObject/><path "),
            ("<path ", "<path style=\"fill:url(https://evil.example)\" "),
            ("stroke=\"#000\"", "stroke=\"url(#x)\""),
            ("\"/></svg>", "\"/><path d=\"M0 0L1 1\"/></svg>"),
            ("\"/></svg>", "\" onclick=\"alert(1)\"/></svg>"),
            ("\"/></svg>", "&#10;\"/></svg>"),
            ("</svg>", "</svg>\n"),
            ("</svg>", "</svg><svg/>"),
            ("<svg", "<SVG"),
            ("<svg", "\u{feff}<svg"),
            ("xmlns=\"http://www.w3.org/2000/svg\" ", ""),
            ("viewBox=\"0 0 1000 400\"", "viewBox=\"0 0 1000 401\""),
        ] {
            let wrong = right.replacen(from, to, 1);
            assert_ne!(wrong, right, "{from}");
            assert!(read(&BASE64.encode(&wrong)).is_none(), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_exactly_base64_is_refused() {
        let right = BASE64.encode(format!("{BEFORE}{STROKES}{AFTER}"));
        assert!(read(&right).is_some());
        let not_text = BASE64.encode([BEFORE.as_bytes(), b"\xff", AFTER.as_bytes()].concat());
        let unpadded = right.trim_end_matches('=').to_owned() + "A";
        for wrong in [
            String::new(),
            format!("{BEFORE}{STROKES}{AFTER}"),
            format!("data:image/svg+xml;base64,{right}"),
            format!("{right}\n"),
            format!(" {right}"),
            format!("{right}{right}"),
            unpadded,
            not_text,
            "A".repeat(Signature::MAX + 4),
        ] {
            assert!(read(&wrong).is_none(), "{wrong}");
        }
    }
}
