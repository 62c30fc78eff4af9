//! The visitor: what the studio wants to know, what was answered, and who is known already.
//!
//! All of it is personal and lives in the visit only: `Debug` is masked, nothing here is written to disk.

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::text::{Secret, Text};
use super::time::Date;

/// Id of a customer; a lead has one as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CustomerId(pub u64);

/// What tells one customer from all others (`GET /v1/customers/by`). A number is no proof of identity.
#[derive(Clone, PartialEq, Eq)]
pub enum CustomerKey {
    /// The number of a card, as the reader gives it.
    CardNumber {
        /// The digits.
        number: String,
        /// How they are written.
        format: CardNumberFormat,
    },
    /// A barcode or the content of a QR code.
    Barcode(String),
    /// The PIN.
    Pin(Secret),
    /// The number staff see, such as `1-12345`.
    CustomerNumber(String),
}

/// How a card number is written (`cardNumberFormat`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardNumberFormat {
    /// In decimal digits.
    #[default]
    Decimal,
    /// In hexadecimal digits, the most significant byte first.
    HexMsb,
    /// In hexadecimal digits, the least significant byte first.
    HexLsb,
}

/// Which fields the studio wants of a new person (`GET /v1/leads/config`). Names and e-mail are always wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadForm {
    /// Street, number, zip code, city and country: all or nothing.
    pub address: Mode,
    /// Date of birth.
    pub date_of_birth: Mode,
    /// Gender.
    pub gender: Mode,
    /// Telephone number.
    pub telephone: Mode,
    /// Fields of the studio's own.
    pub additional: Vec<AdditionalField>,
    /// The consent matrix, as delivered.
    pub consents: Vec<Consent>,
}

/// Whether a field is asked (`InputFieldMode`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Do not ask.
    Inactive,
    /// Ask.
    Optional,
    /// Ask and insist.
    Mandatory,
}

/// Id of an additional field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FieldId(pub u64);

/// A field of the studio's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdditionalField {
    /// Its id.
    pub id: FieldId,
    /// Its label, as the studio wrote it.
    pub name: Text,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it is asked.
    pub mode: Mode,
}

/// What an additional field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Yes or no.
    Boolean,
    /// A date.
    Date,
    /// One of the options, or several.
    List {
        /// The options, in the order of the studio.
        options: Vec<ListOption>,
        /// Whether several may be chosen.
        multiple: bool,
    },
    /// A whole number.
    Numeric,
    /// A line of text; also what a kind this kiosk does not know is treated as.
    Text,
}

/// An option of a list field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListOption {
    /// What is shown.
    pub label: Text,
    /// What is sent back, exactly as it came.
    pub value: String,
}

/// A row of the consent matrix: one message category and its channels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// `messageCategory`, as it came; known ones are shown in the visitor's words.
    pub category: String,
    /// Its channels.
    pub channels: Vec<ConsentChannel>,
}

/// One channel of a consent row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentChannel {
    /// `communicationChannel`, as it came.
    pub channel: String,
    /// Whether the person may change it; if not, it goes back as it came.
    pub overridable: bool,
    /// Whether messages are wanted.
    pub active: bool,
}

/// What a new person answered (`POST /v1/leads/validate`, `POST /v1/leads/create`).
#[derive(Clone, PartialEq, Eq)]
pub struct Lead {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// E-mail address.
    pub email: String,
    /// Date of birth, when the form asks for it.
    pub date_of_birth: Option<Date>,
    /// Gender, when given.
    pub gender: Option<Gender>,
    /// Telephone number, when given.
    pub telephone: Option<String>,
    /// Address, when given.
    pub address: Option<Address>,
    /// Language of the visit.
    pub language: Language,
    /// The consent matrix with the person's choices.
    pub consents: Vec<Consent>,
    /// Answers to additional fields.
    pub additional: Vec<(FieldId, FieldAnswer)>,
}

/// The genders the API knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the values of the API")]
pub enum Gender {
    Female,
    Male,
    Unisex,
}

/// An address of which nothing is missing.
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the five parts every country has")]
pub struct Address {
    pub street: String,
    pub house_number: String,
    pub zip_code: String,
    pub city: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
}

/// The answer to an additional field.
#[derive(Clone, PartialEq, Eq)]
pub enum FieldAnswer {
    /// Text as is, digits, an ISO date, `true` or `false`, or one option.
    Value(String),
    /// The options chosen where several may be.
    Values(Vec<String>),
}

/// What the studio says of a lead before it is created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeadVerdict {
    /// It can be created.
    Possible,
    /// Something is wrong with the data.
    Invalid,
    /// This person is a customer already.
    Duplicate,
    /// A status this kiosk does not know: as good as a refusal.
    Other(Text),
}

/// What the kiosk keeps of a customer of the studio; bank and address data are dropped at the edge.
#[derive(Clone, PartialEq, Eq)]
pub struct Customer {
    /// The id.
    pub id: CustomerId,
    /// First name, where recorded.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Date of birth, where recorded.
    pub date_of_birth: Option<Date>,
    /// Whether the person is barred from entry, and so from buying.
    pub access_refusal: bool,
    /// What the person is to the studio.
    pub status: CustomerStatus,
    /// The id of whoever created the record (`thirdPartyId`): a reference of ours, of somebody else, or none.
    pub third_party_id: Option<String>,
}

/// What a customer is to the studio (`CustomerStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerStatus {
    /// Has a membership.
    Member,
    /// Had one.
    FormerMember,
    /// Has none yet; who buys a pass is one.
    Prospect,
    /// A status this kiosk does not know.
    Other,
}

/// The one customer a lead turned out to be: same e-mail and last name (folded), and the same birth date where it is
/// recorded.
///
/// `None` unless exactly one matches, and its first name does too where it is recorded: families share an address and a
/// name, nobody buys for another of them by mistake, and the kiosk never shows people to choose from.
pub fn sole_match<'a>(lead: &Lead, found: &'a [Customer]) -> Option<&'a Customer> {
    let mut matching = found.iter().filter(|customer| is_alike(lead, customer));
    let customer = matching.next()?;
    let first_name =
        customer.first_name.as_deref().is_none_or(|theirs| fold(theirs) == fold(&lead.first_name));
    // One id listed twice is one customer.
    (first_name && matching.all(|other| other.id == customer.id)).then_some(customer)
}

fn is_alike(lead: &Lead, customer: &Customer) -> bool {
    let same = |theirs: &Option<String>, ours: &str| {
        theirs.as_deref().is_some_and(|theirs| fold(theirs) == fold(ours))
    };
    same(&customer.email, &lead.email)
        && same(&customer.last_name, &lead.last_name)
        && customer.date_of_birth.is_none_or(|recorded| lead.date_of_birth == Some(recorded))
}

/// What stays of a name or address when case and surrounding space do not count.
pub(super) fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// A `Debug` that tells nothing of a person.
macro_rules! masked_debug {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(***)"))
            }
        }
    )*};
}

pub(super) use masked_debug;

masked_debug!(CustomerKey, Lead, Address, FieldAnswer, Customer);

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn lead() -> Lead {
        Lead {
            first_name: "Ada".into(),
            last_name: "Love lace".into(),
            email: "Ada@Example.org".into(),
            date_of_birth: Some(date(1990, 12, 10)),
            gender: None,
            telephone: None,
            address: None,
            language: Language::En,
            consents: vec![],
            additional: vec![],
        }
    }

    fn customer(id: u64, last_name: &str, born: Option<Date>) -> Customer {
        Customer {
            id: CustomerId(id),
            first_name: Some("ADA".into()),
            last_name: Some(last_name.into()),
            email: Some("ada@example.org ".into()),
            date_of_birth: born,
            access_refusal: false,
            status: CustomerStatus::Prospect,
            third_party_id: None,
        }
    }

    #[test]
    fn exactly_one_exact_match_counts() {
        let found = [customer(1, "LOVE  LACE", None), customer(2, "Lovelace-Byron", None)];
        assert_eq!(sole_match(&lead(), &found).map(|one| one.id), Some(CustomerId(1)));
    }

    #[test]
    fn one_customer_listed_twice_is_one() {
        let found = [customer(1, "Love Lace", None), customer(1, "love lace", None)];
        assert_eq!(sole_match(&lead(), &found).map(|one| one.id), Some(CustomerId(1)));
    }

    #[test]
    fn another_of_the_family_is_not_the_same_person() {
        let byron = Customer { first_name: Some("Annabella".into()), ..customer(1, "Love Lace", None) };
        assert!(sole_match(&lead(), &[byron]).is_none());
        let unnamed = Customer { first_name: None, ..customer(1, "Love Lace", None) };
        assert!(sole_match(&lead(), &[unnamed]).is_some());
        let byron = Customer { first_name: Some("Annabella".into()), ..customer(1, "Love Lace", None) };
        assert!(sole_match(&lead(), &[byron, customer(2, "Love Lace", None)]).is_none(), "two are alike");
    }

    #[test]
    fn two_matches_are_none() {
        let found = [customer(1, "Love Lace", None), customer(2, "love lace", None)];
        assert_eq!(sole_match(&lead(), &found), None);
    }

    #[test]
    fn a_recorded_birth_date_must_be_known() {
        let born = Some(date(1990, 12, 10));
        assert!(sole_match(&lead(), &[customer(1, "Love Lace", born)]).is_some());
        assert!(sole_match(&lead(), &[customer(1, "Love Lace", Some(date(1991, 12, 10)))]).is_none());
        let untold = Lead { date_of_birth: None, ..lead() };
        assert!(sole_match(&untold, &[customer(1, "Love Lace", born)]).is_none());
    }

    #[test]
    fn nobody_appears_in_debug_output() {
        let shown = format!("{:?} {:?}", lead(), customer(1, "Love Lace", None));
        assert!(!shown.contains("Ada") && !shown.to_lowercase().contains("lace"), "{shown}");
    }
}
