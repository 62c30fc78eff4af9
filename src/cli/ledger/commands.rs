//! The commands that are said to follow, so that they can be copied as they stand.

use std::ffi::OsStr;
use std::path::Path;

use crate::cli::CONFIG_VARIABLE;

/// Commands on the configuration of the one that is performed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commands {
    /// The option that names it; empty where the environment does.
    config: String,
}

impl Commands {
    /// On this configuration.
    pub fn on(config: &Path) -> Self {
        Self::of(config, std::env::var_os(CONFIG_VARIABLE).as_deref())
    }

    fn of(config: &Path, variable: Option<&OsStr>) -> Self {
        if variable == Some(config.as_os_str()) {
            return Self { config: String::new() };
        }
        Self { config: format!(" --config {}", quoted(&config.display().to_string())) }
    }

    /// `walkin ledger` with these arguments.
    pub fn ledger(&self, arguments: &str) -> String {
        format!("walkin ledger {arguments}{}", self.config)
    }
}

/// A word for a shell.
fn quoted(word: &str) -> String {
    if word.chars().all(|char| char.is_alphanumeric() || "/-_.".contains(char)) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_the_configuration_unless_the_environment_does() {
        let on = |config: &str, variable: Option<&str>| {
            Commands::of(Path::new(config), variable.map(OsStr::new)).ledger("list")
        };
        assert_eq!(
            on("/etc/walkin/config.toml", None),
            "walkin ledger list --config /etc/walkin/config.toml"
        );
        assert_eq!(on("/etc/walkin/config.toml", Some("/etc/walkin/config.toml")), "walkin ledger list");
        assert_eq!(on("a.toml", Some("b.toml")), "walkin ledger list --config a.toml");
        assert_eq!(on("it's here.toml", None), r"walkin ledger list --config 'it'\''s here.toml'");
    }
}
