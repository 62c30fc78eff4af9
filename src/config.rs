//! The configuration: a file becomes validated types once, at the start; every limit and every unit is typed here.

mod error;
mod legal;
mod members;
mod memberships;
mod parse;
mod payment;
mod reference_text;
mod section;
mod url;

use std::collections::BTreeMap;
use std::io::Read;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;

pub use error::{ConfigError, Mistake};
pub use parse::Surroundings;
pub use reference_text::{ReferenceText, ReferenceTextError};

use crate::domain::language::Language;
use crate::domain::person::{CardNumberFormat, FieldId};
use crate::domain::text::{Secret, Text};
use crate::domain::time::TimeZone;
use crate::ui::theme::ThemeName;

/// Everything an operator can set.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the API is and how to get in.
    pub api: ApiConfig,
    /// The studio.
    pub studio: StudioConfig,
    /// How the kiosk behaves.
    pub kiosk: KioskConfig,
    /// What members can do.
    pub members: MembersConfig,
    /// What is concluded here.
    pub memberships: MembershipsConfig,
    /// Payment on the phone.
    pub payment: PaymentConfig,
    /// What the law wants shown.
    pub legal: LegalConfig,
    /// The log.
    pub log: LogConfig,
    /// The one writable directory.
    pub data: DataConfig,
}

/// A configuration, and what only `doctor` wants to know of how it came about.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The configuration.
    pub config: Config,
    /// The file the key was read from, unless it came from the environment.
    pub key_file: Option<PathBuf>,
}

/// The part of a configuration with which the ledger is read and closed: nobody is asked, so no key is needed, which
/// accountants may not read.
#[derive(Clone, Debug)]
pub struct BooksConfig {
    /// The studio.
    pub studio: StudioConfig,
    /// The one writable directory.
    pub data: DataConfig,
}

/// The variable of the environment that holds the API key; it comes before `key_file`.
pub const KEY_VARIABLE: &str = "WALKIN_API_KEY";

/// Bytes of a configuration file; the example with all its comments has a few thousand.
const FILE_MAX: u64 = 262_144;

impl Config {
    /// Reads a file, and the key it names.
    ///
    /// `spoken` are the languages the kiosk has words for; they are offered in this order when the file names none.
    pub fn load(file: &Path, spoken: &[Language]) -> Result<Loaded, ConfigError> {
        let variable = |name: &str| std::env::var(name).ok();
        let text = read(file)?;
        Self::parse(&text, Surroundings { file, variable: &variable, spoken })
    }

    /// Reads the text of a file.
    pub fn parse(text: &str, around: Surroundings<'_>) -> Result<Loaded, ConfigError> {
        parse::parse(text, around)
    }
}

impl BooksConfig {
    /// Reads a file as [`Config::load`] does, without the key.
    pub fn load(file: &Path, spoken: &[Language]) -> Result<Self, ConfigError> {
        let text = read(file)?;
        parse::parse_for_books(&text, Surroundings { file, variable: &|_| None, spoken })
    }
}

fn read(file: &Path) -> Result<String, ConfigError> {
    let refused = |what: String, remedy: &str| ConfigError::whole(file, what, remedy);
    let remedy = "Name a file with --config FILE or WALKIN_CONFIG; config.example.toml is one to start from";
    let mut bytes = Vec::new();
    std::fs::File::open(file)
        .and_then(|file| file.take(FILE_MAX + 1).read_to_end(&mut bytes))
        .map_err(|error| refused(format!("cannot be read: {error}"), remedy))?;
    if bytes.len() as u64 > FILE_MAX {
        return Err(refused("is too large for a configuration".into(), remedy));
    }
    String::from_utf8(bytes).map_err(|_| refused("is not a text in UTF-8".into(), "Save it as UTF-8"))
}

/// `[api]`.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// The tenant's host; `https`, or `http` to a loopback address. No trailing slash.
    pub base_url: String,
    /// The key of the studio.
    pub key: Secret,
}

/// `[studio]`.
#[derive(Clone, Debug)]
pub struct StudioConfig {
    /// The zone its dates are meant in; no operation tells it.
    pub time_zone: TimeZone,
}

/// `[kiosk]`.
#[derive(Clone, Debug)]
pub struct KioskConfig {
    /// What the welcome screen says before the server has told the studio's name.
    pub name: Text,
    /// Languages offered, the default first; never empty.
    pub languages: Vec<Language>,
    /// The theme a visit starts with.
    pub theme: ThemeName,
    /// Time without a key or touch until the warning, 20 to 300 s.
    pub idle_warning: Duration,
    /// Time to answer the warning, at least 20 s.
    pub idle_grace: Duration,
    /// Longest gap between two characters of one scan, at most 100 ms.
    pub scan_gap: Duration,
    /// How long a pass is shown again for its claim code, at most 30 days; never beyond its validity.
    pub show_again: Duration,
    /// Whom to ask when nobody is at the desk, such as a telephone number.
    pub contact: Option<Text>,
}

/// `[members]`.
#[derive(Clone, Debug)]
pub struct MembersConfig {
    /// Whether members can help themselves here.
    pub enabled: bool,
    /// What somebody may be found by, in the order in which it is tried; never empty.
    pub identify_by: Vec<Identifier>,
    /// How card numbers are written that come from the reader or are typed.
    pub card_number_format: CardNumberFormat,
    /// What only that person knows besides; never one of `identify_by`.
    pub proof: Proof,
    /// Wrong proofs of one customer within a day, 3 to 20; then the desk helps.
    pub tries_max: u8,
    /// Time without a key or touch until the warning, 20 to 300 s, once somebody has proved who they are.
    pub idle_warning: Duration,
}

impl Default for MembersConfig {
    /// As it is when the file has no `[members]`.
    fn default() -> Self {
        use Identifier::{Barcode, Card, CustomerNumber, Pin};
        Self {
            enabled: true,
            identify_by: vec![Card, Barcode, CustomerNumber, Pin],
            card_number_format: CardNumberFormat::Decimal,
            proof: Proof::BirthDate,
            tries_max: 5,
            idle_warning: Duration::from_secs(30),
        }
    }
}

/// `[memberships]`.
#[derive(Clone, Debug)]
pub struct MembershipsConfig {
    /// Whether somebody can become a member here.
    pub join: bool,
    /// Whether a member can get one more membership here.
    pub add: bool,
    /// Whether a member can switch here.
    pub switch: bool,
    /// Years from which on somebody signs for themselves, 14 to 25; who is younger concludes nothing here.
    pub signing_age: u8,
    /// The items of list fields: a signup takes their ids, and only the operator knows them.
    pub list_items: Vec<ListItem>,
}

impl Default for MembershipsConfig {
    /// As it is when the file has no `[memberships]`.
    fn default() -> Self {
        Self { join: true, add: true, switch: true, signing_age: 18, list_items: Vec::new() }
    }
}

impl MembershipsConfig {
    /// Whether anything of it is done here.
    pub fn is_any(&self) -> bool {
        self.join || self.add || self.switch
    }
}

/// An item of a list field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The field (`additionalInformationFieldId`).
    pub field: FieldId,
    /// The id of the item.
    pub item: u64,
    /// The item's text, as the lead form has it.
    pub option: String,
}

/// What somebody may be found by (`GET /v1/customers/by`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// The number of a card.
    Card,
    /// A barcode or the content of a QR code.
    Barcode,
    /// The number staff see.
    CustomerNumber,
    /// The PIN.
    Pin,
}

/// What only one person knows besides what they are found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The birth date.
    BirthDate,
    /// The PIN.
    Pin,
}

/// `[payment]`.
#[derive(Clone, Debug)]
pub struct PaymentConfig {
    /// Where the page for the phone is served.
    pub listen: SocketAddr,
    /// How a phone reaches it; the bound address when unset.
    pub public_url: Option<String>,
    /// The payment component's script.
    pub widget_url: String,
    /// The payment component's `environment`.
    pub environment: Environment,
    /// The payment component's `countryCode`, ISO 3166-1 alpha-2.
    pub country: String,
    /// Payment choices offered (`permittedPaymentChoices`).
    pub choices: Vec<String>,
    /// What stands on the bank statement (`referenceText`).
    pub reference_text: ReferenceText,
    /// Who may say for whom it asks (`X-Forwarded-For`).
    pub trusted_proxies: Vec<IpNet>,
    /// Where the payment component may connect to, what it may frame and where it may send forms: sources of a
    /// `Content-Security-Policy`.
    pub csp_sources: Vec<String>,
    /// Origins that scripts may come from, besides the payment component's own.
    pub script_origins: Vec<String>,
}

/// The payment component's `environment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the values of the payment component")]
pub enum Environment {
    Test,
    Sandbox,
    Live,
}

/// `[legal]`: privacy notice and terms, per language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LegalConfig {
    /// The privacy notice.
    pub privacy: BTreeMap<Language, LegalText>,
    /// The terms.
    pub terms: BTreeMap<Language, LegalText>,
}

/// A text the law wants shown, or where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LegalText {
    /// The text itself.
    Text(Text),
    /// Where to read it.
    Link(Text),
}

/// `[log]`.
#[derive(Clone, Debug)]
pub struct LogConfig {
    /// JSON lines go here; nowhere when unset.
    pub file: Option<PathBuf>,
    /// The least important lines written.
    pub level: LogLevel,
    /// Bytes after which the file is started anew (the last one is kept as `.1`).
    pub size_max: u64,
}

/// How important a log line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
}

/// `[data]`.
#[derive(Clone, Debug)]
pub struct DataConfig {
    /// Holds the ledger and the catalogue; created 0700, locked by one process.
    pub dir: PathBuf,
}

#[cfg(test)]
mod tests;
