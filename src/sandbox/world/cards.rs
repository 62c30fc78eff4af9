//! Numbers of cards in the forms that readers give them.

use super::person::Identifiers;

/// The form of a card number (`cardNumberFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CardFormat {
    /// Decimal digits.
    Decimal,
    /// Hexadecimal digits, most significant byte first.
    HexMsb,
    /// Hexadecimal digits, least significant byte first.
    HexLsb,
}

impl CardFormat {
    /// The format of a name of the API.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "DECIMAL" => Some(Self::Decimal),
            "HEX_MSB" => Some(Self::HexMsb),
            "HEX_LSB" => Some(Self::HexLsb),
            _ => None,
        }
    }

    /// The number that a text stands for; none where it is not of this form.
    pub(super) fn number(self, text: &str) -> Option<u64> {
        let radix = if self == Self::Decimal { 10 } else { 16 };
        let number = u64::from_str_radix(text, radix).ok().filter(|_| !text.starts_with('+'))?;
        if self == Self::HexLsb { swap_bytes(number, text.len()) } else { Some(number) }
    }

    /// A number as a reader of this form would give it.
    pub(super) fn text(self, number: u64) -> String {
        let hex = || {
            let digits = format!("{number:X}");
            if digits.len().is_multiple_of(2) { digits } else { format!("0{digits}") }
        };
        match self {
            Self::Decimal => number.to_string(),
            Self::HexMsb => hex(),
            Self::HexLsb => {
                let digits = hex();
                let bytes = (0..digits.len()).step_by(2).rev().filter_map(|at| digits.get(at..at + 2));
                bytes.collect()
            }
        }
    }
}

impl Identifiers {
    /// The number of the card, whatever form readers give it in.
    pub(super) fn card(&self) -> Option<u64> {
        self.decimal_card().or_else(|| self.hex_card())
    }

    /// Whether this is the card that a reader gives in a form; the studio knows some in hexadecimal digits only.
    pub(super) fn has_card(&self, number: u64, format: CardFormat) -> bool {
        let is_hex = format != CardFormat::Decimal && self.hex_card() == Some(number);
        is_hex || self.decimal_card() == Some(number)
    }

    fn decimal_card(&self) -> Option<u64> {
        self.card_number.as_deref().and_then(|text| CardFormat::Decimal.number(text))
    }

    fn hex_card(&self) -> Option<u64> {
        self.card_number_hex.as_deref().and_then(|text| CardFormat::HexMsb.number(text))
    }
}

/// Turns round the bytes of a number that was written with `digits` hexadecimal digits.
fn swap_bytes(number: u64, digits: usize) -> Option<u64> {
    let bytes = u32::try_from(digits / 2).ok().filter(|_| digits.is_multiple_of(2))?;
    number.swap_bytes().checked_shr(64_u32.checked_sub(8 * bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_the_same_in_every_format() {
        for (text, name) in [("1290158199", "DECIMAL"), ("4CE64077", "HEX_MSB"), ("7740E64C", "HEX_LSB")] {
            let format = CardFormat::named(name).expect("a format");
            assert_eq!(format.number(text), Some(1_290_158_199), "{name}");
            assert_eq!(format.text(1_290_158_199), text);
        }
        for (text, name) in [("12x", "DECIMAL"), ("+12", "DECIMAL"), ("xyz", "HEX_MSB"), ("123", "HEX_LSB")] {
            assert_eq!(CardFormat::named(name).and_then(|format| format.number(text)), None, "{text} {name}");
        }
        assert_eq!(CardFormat::named("OCTAL"), None);
        assert_eq!(CardFormat::HexLsb.text(0x04A1_B2C3), "C3B2A104");
    }
}
