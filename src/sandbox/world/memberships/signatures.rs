//! Signatures: who signs what, and whether it is one.

use crate::api::wire::memberships::{ContractTextBlock, MembershipContractRequest};

use super::super::refusal::{Problem, Refusal};
use super::order::Fields;

/// Characters of an encoded image; a signature has some thousand.
const SIGNATURE_CHARS_MAX: usize = 65_536;

/// Whether everything that has to be signed is signed, and nothing else.
///
/// `texts` are those of the offer, of the modules that were chosen and of the voucher.
pub(super) fn check(
    request: &MembershipContractRequest,
    signs_contract: bool,
    texts: &[ContractTextBlock],
    fields: Fields,
) -> Result<(), Refusal> {
    let field = fields.of("contractSignature");
    match &request.contract_signature {
        None if signs_contract => return Err(Problem::SignatureMissing.of(field)),
        Some(signature) if !is_svg(&signature.base64_svg_signature) => {
            return Err(Problem::SignatureInvalid.of(field));
        }
        _ => {}
    }
    let field = fields.of("textBlockSignatures");
    let to_sign = || texts.iter().filter(|text| text.has_signature == Some(true)).filter_map(|text| text.id);
    let mut signed = Vec::new();
    for (at, signature) in request.text_block_signatures.iter().enumerate() {
        let id = signature.text_block_id;
        if !to_sign().any(|wanted| wanted == id) || signed.contains(&id) {
            return Err(Problem::SignatureInvalid.of(format!("{field}[{at}].textBlockId")));
        }
        if !is_svg(&signature.base64_svg_signature) {
            return Err(Problem::SignatureInvalid.of(format!("{field}[{at}].base64SvgSignature")));
        }
        signed.push(id);
    }
    if to_sign().any(|wanted| !signed.contains(&wanted)) {
        return Err(Problem::SignatureMissing.of(field));
    }
    Ok(())
}

/// Whether a text is an SVG image in base64.
fn is_svg(text: &str) -> bool {
    let Some(bytes) = (text.len() <= SIGNATURE_CHARS_MAX).then(|| decode(text)).flatten() else {
        return false;
    };
    let Ok(image) = std::str::from_utf8(&bytes) else { return false };
    let image = image.trim();
    let root = if image.starts_with("<?xml") {
        image.split_once("?>").map_or("", |(_, rest)| rest.trim())
    } else {
        image
    };
    let ends = root.ends_with("</svg>") || root.ends_with("/>");
    ends && root.strip_prefix("<svg").is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// The bytes of a standard base64 text with its padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if text.is_empty() || !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 {
        return None;
    }
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        (bits, held) = (bits << 6 | u32::from(value), held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    #[test]
    fn an_image_is_told_from_what_is_none() {
        let encoded = |text: &str| STANDARD.encode(text);
        for image in
            ["<svg/>", "<?xml version=\"1.0\"?>\n<svg viewBox=\"0 0 9 9\"><path d=\"M0 0\"/></svg>\n"]
        {
            assert!(is_svg(&encoded(image)), "{image}");
        }
        for other in ["", "<svgs/>", "<svg>", "<html></html>", "PNG"] {
            assert!(!is_svg(&encoded(other)), "{other}");
        }
        assert!(!is_svg("<svg/>") && !is_svg("PHN2Zy8") && !is_svg("PHN2Zy8=+") && !is_svg("===="));
        assert!(
            !is_svg(&encoded(&format!("<svg>{}</svg>", " ".repeat(60_000)))),
            "longer than any signature"
        );
    }

    proptest! {
        #[test]
        fn what_was_encoded_is_decoded(bytes: Vec<u8>) {
            let decoded = decode(&STANDARD.encode(&bytes)).unwrap_or_default();
            prop_assert_eq!(decoded, bytes);
        }
    }
}
