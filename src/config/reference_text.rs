//! What stands on the bank statement of somebody who paid (`referenceText`).

use std::fmt;
use std::str::FromStr;

use crate::domain::pass::Reference;
use crate::domain::text::Text;

/// A template with the places `{offer}`, `{studio}` and `{reference}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceText(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Offer,
    Studio,
    Reference,
}

/// Why a template cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceTextError {
    /// Nothing would stand on the statement.
    #[error("is empty")]
    Empty,
    /// A bank has no room for it.
    #[error("is longer than a bank statement has room for ({} characters)", ReferenceText::MAX)]
    TooLong,
    /// A control character, or a brace without its partner.
    #[error("has a character that cannot stand in it")]
    Character,
    /// A place nobody knows.
    #[error("names {{{0}}}, which is not known")]
    Place(String),
}

impl ReferenceText {
    /// Characters that a bank statement has room for (the remittance information of SEPA).
    pub const MAX: usize = 140;

    /// Fills the places. Names give way when it would be too long, so that the reference stays whole.
    pub fn fill(&self, offer: &Text, studio: &Text, reference: &Reference) -> Text {
        let write = |name_max: usize| {
            let name = |text: &Text| text.as_str().chars().take(name_max).collect::<String>();
            let parts = self.0.iter().map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Offer => name(offer),
                Part::Studio => name(studio),
                Part::Reference => reference.to_string(),
            });
            parts.collect::<String>()
        };
        let fits = |text: &String| text.chars().count() <= Self::MAX;
        let text = (0..=Self::MAX).rev().map(write).find(fits).unwrap_or_default();
        let text = Text::long(&text);
        // A studio without a name must not make the session fail, which wants some text.
        if text.as_str().trim().is_empty() { Text::name(&reference.to_string()) } else { text }
    }
}

impl Default for ReferenceText {
    fn default() -> Self {
        Self(vec![Part::Offer, Part::Text(" ".to_owned()), Part::Reference])
    }
}

impl FromStr for ReferenceText {
    type Err = ReferenceTextError;

    fn from_str(text: &str) -> Result<Self, ReferenceTextError> {
        if text.trim().is_empty() {
            return Err(ReferenceTextError::Empty);
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) =
            rest.split_once('{').and_then(|(before, named)| Some((before, named.split_once('}')?)))
        {
            parts.push(Part::Text(before.to_owned()));
            parts.push(match name {
                "offer" => Part::Offer,
                "studio" => Part::Studio,
                "reference" => Part::Reference,
                _ => return Err(ReferenceTextError::Place(name.chars().take(40).collect())),
            });
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        parts.retain(|part| *part != Part::Text(String::new()));
        let own = parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::Offer | Part::Studio | Part::Reference => None,
        });
        let own: String = own.collect();
        if own.chars().any(|c| c.is_control() || c == '{' || c == '}') {
            return Err(ReferenceTextError::Character);
        }
        let references = parts.iter().filter(|part| **part == Part::Reference).count();
        if own.chars().count() + references * Reference::LENGTH > Self::MAX {
            return Err(ReferenceTextError::TooLong);
        }
        Ok(Self(parts))
    }
}

impl fmt::Display for ReferenceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.0 {
            f.write_str(match part {
                Part::Text(text) => text,
                Part::Offer => "{offer}",
                Part::Studio => "{studio}",
                Part::Reference => "{reference}",
            })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pass::ClaimCode;

    fn fill(template: &str, offer: &str, studio: &str) -> String {
        let template: ReferenceText = template.parse().expect("a template");
        let code = ClaimCode::from_random([3; 12]);
        template.fill(&Text::name(offer), &Text::name(studio), code.reference()).to_string()
    }

    #[test]
    fn places_are_filled() {
        let reference = ClaimCode::from_random([3; 12]).reference().to_string();
        assert_eq!(fill("{studio}: {offer}", "Day ticket", "Gym"), "Gym: Day ticket");
        assert_eq!(fill("{reference}", "Day ticket", "Gym"), reference);
        assert_eq!(
            fill(&ReferenceText::default().to_string(), "Day ticket", ""),
            format!("Day ticket {reference}")
        );
        assert_eq!(fill("{studio}", "Day ticket", ""), reference, "never empty");
    }

    #[test]
    fn names_give_way_and_the_reference_stays_whole() {
        let reference = ClaimCode::from_random([3; 12]).reference().to_string();
        let long = "ä".repeat(120);
        let filled = fill("{offer} {studio} {reference}", &long, &long);
        assert!(filled.chars().count() <= ReferenceText::MAX && filled.ends_with(&reference), "{filled}");
        assert!(filled.chars().count() > ReferenceText::MAX - 3, "no more is cut than must be: {filled}");
    }

    #[test]
    fn what_cannot_stand_on_a_statement_is_refused() {
        for (template, error) in [
            (" ", ReferenceTextError::Empty),
            ("{offr}", ReferenceTextError::Place("offr".into())),
            ("{offer", ReferenceTextError::Character),
            ("a\u{7}", ReferenceTextError::Character),
        ] {
            assert_eq!(template.parse::<ReferenceText>(), Err(error), "{template}");
        }
        assert_eq!("x".repeat(141).parse::<ReferenceText>(), Err(ReferenceTextError::TooLong));
    }
}
