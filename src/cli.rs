//! The command line: what can be asked of the program, and what each command does.
//!
//! Nothing here prints. A command that has something to say returns it, and `main` says it.

mod demo;
mod kiosk;
mod ledger;
mod sandbox;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::domain::language::Language;
use crate::sandbox::{FaultRule, Faults, fault_help};
use crate::words::Words;

pub use demo::{NotSpoken, demo};
pub use kiosk::run;
pub use ledger::{LedgerCommand, LedgerError, Said, perform as ledger};
pub use sandbox::Sandbox;

/// A self-service kiosk for gyms on `PerfectGym` Next, in a terminal.
#[derive(Debug, Parser)]
#[command(
    name = "walkin",
    version,
    about = "A self-service kiosk for gyms on PerfectGym Next, in a terminal",
    max_term_width = 100,
    after_help = "Begin with: walkin demo\n\nExit codes: 0 ended as asked, 1 something failed or needs a person, 2 arguments or configuration cannot be used."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Opens the kiosk on a studio of its own, to try it out
    ///
    /// Everything is real but the studio: the API is served by this process, nothing is stored beyond its end, and any
    /// browser on this machine can play the phone that pays. Ctrl-C quits.
    #[command(after_help = "Example:\n  walkin demo --lang de --fault purchase:lost-answer")]
    Demo(DemoArgs),
    /// Opens the kiosk on the studio of a configuration
    ///
    /// Runs until SIGTERM; a purchase on its way is waited for, at most 30 seconds. Keys such as Ctrl-C do nothing.
    #[command(after_help = "Example:\n  walkin run --config /etc/walkin/config.toml")]
    Run(ConfigArgs),
    /// Serves the demo's studio alone, over HTTP
    ///
    /// Prints one line of JSON with its address and key when it is ready, then serves until SIGTERM or Ctrl-C.
    #[command(
        after_help = "Example:\n  walkin sandbox --listen 127.0.0.1:8080 --seed 7 --fault purchase:timeout@1"
    )]
    Sandbox(SandboxArgs),
    /// Tries out a configuration: key, scopes, data directory, clock, terminal
    ///
    /// Changes nothing in the studio, so scopes that only write are reported as unproven. Exit code 1 if something
    /// fails.
    #[command(after_help = "Example:\n  walkin doctor --config /etc/walkin/config.toml --json")]
    Doctor(ReportArgs),
    /// Lists, shows and exports the sales, and settles what only a person can
    ///
    /// docs/ledger.md tells staff and accountants more.
    #[command(subcommand, after_help = "Example:\n  walkin ledger list --config /etc/walkin/config.toml")]
    Ledger(LedgerCommand),
}

/// Of `walkin demo`.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Makes the studio and its codes the same every time
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// The language to begin with, such as de
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Language>,
    /// What goes wrong in it.
    #[command(flatten)]
    pub faults: FaultArgs,
}

/// Of commands that open the demo's studio.
#[derive(Clone, Debug, Args)]
pub struct FaultArgs {
    /// Lets something go wrong, such as purchase:lost-answer@2; --help lists what can
    #[arg(long, value_name = "FAULT", long_help = fault_help())]
    pub fault: Vec<FaultRule>,
}

impl FaultArgs {
    fn faults(&self) -> Faults {
        Faults::new(self.fault.iter().cloned())
    }
}

/// Of commands that need a configuration.
#[derive(Clone, Debug, Args)]
pub struct ConfigArgs {
    /// The configuration; config.example.toml documents it
    #[arg(long, value_name = "FILE", env = CONFIG_VARIABLE)]
    pub config: PathBuf,
}

/// Of commands that report on a configuration.
#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    /// The configuration.
    #[command(flatten)]
    pub config: ConfigArgs,
    /// Reports in JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `walkin sandbox`.
#[derive(Clone, Debug, Args)]
pub struct SandboxArgs {
    /// Address and port to serve at; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Makes the studio and its codes the same every time
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// What goes wrong in it.
    #[command(flatten)]
    pub faults: FaultArgs,
}

/// The variable of the environment that names the configuration.
pub const CONFIG_VARIABLE: &str = "WALKIN_CONFIG";

/// What the kiosk calls itself towards the studio's API.
pub const USER_AGENT: &str = concat!("walkin/", env!("CARGO_PKG_VERSION"));

/// The languages there are words for: English first, which most visitors of a foreign gym read, then by their codes.
pub fn spoken(words: &Words) -> Vec<Language> {
    let mut languages = words.languages();
    languages.sort_by_key(|language| *language != Language::En);
    languages
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example_that_it_understands() {
        let mut tried = 0;
        let mut commands: Vec<clap::Command> = Cli::command().get_subcommands().cloned().collect();
        while let Some(mut command) = commands.pop() {
            commands.extend(command.get_subcommands().cloned());
            let help = command.render_long_help().to_string();
            let example = help.lines().find_map(|line| line.strip_prefix("  walkin "));
            let example = example.unwrap_or_else(|| panic!("no example in {help}"));
            let arguments = std::iter::once("walkin").chain(example.split_whitespace());
            assert!(Cli::try_parse_from(arguments).is_ok(), "{example}");
            tried += 1;
        }
        assert_eq!(tried, 10);
    }

    #[test]
    fn a_language_the_api_lacks_is_refused_with_those_it_has() {
        let refused = Cli::try_parse_from(["walkin", "demo", "--lang", "xx"]).expect_err("no language");
        assert!(refused.to_string().contains("not one of cs de en"), "{refused}");
    }

    #[test]
    fn a_fault_that_is_not_understood_is_refused_with_what_there_is() {
        for command in ["demo", "sandbox"] {
            let parse =
                |fault| Cli::try_parse_from(["walkin", command, "--fault", fault, "--fault", "any:hang@9"]);
            let refused = parse("purchase:lost").expect_err("no such kind");
            assert_eq!(refused.exit_code(), 2);
            assert!(refused.to_string().contains("there are lost-request, lost-answer"), "{refused}");
            assert!(parse("purchase:lost-answer@2").is_ok());
            let help = Cli::try_parse_from(["walkin", command, "--help"]).expect_err("help");
            assert!(help.to_string().contains("delayed-visibility[=30s]"), "{help}");
        }
    }

    #[test]
    fn english_is_offered_first() {
        let languages = spoken(&Words::load().expect("words"));
        assert_eq!(languages.first(), Some(&Language::En));
        assert!(languages.contains(&Language::De));
    }
}
