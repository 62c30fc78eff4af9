//! The program: arguments, configuration, wiring, exit code. The only file that prints.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use walkin::cli::{self, Cli, Command, LedgerError, NotSpoken, ReportArgs};
use walkin::config::{Config, ConfigError, Loaded};
use walkin::doctor;
use walkin::runtime::terminal;
use walkin::words::Words;

/// Exit code when arguments or configuration cannot be used; clap uses the same.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    let command = Cli::parse().command;
    match perform(command) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            let is_unusable = error.is::<ConfigError>()
                || error.is::<NotSpoken>()
                || error.downcast_ref::<LedgerError>().is_some_and(LedgerError::is_unusable);
            if is_unusable { ExitCode::from(UNUSABLE) } else { ExitCode::FAILURE }
        }
    }
}

fn perform(command: Command) -> anyhow::Result<ExitCode> {
    let words = Words::load()?;
    match command {
        Command::Demo(args) => block_on(cli::demo(args, words))?,
        Command::Run(args) => {
            let config = load(&args.config, &words)?.config;
            block_on(cli::run(config, words))?;
        }
        Command::Sandbox(args) => block_on(async {
            let sandbox = cli::Sandbox::start(&args).await?;
            say(&(sandbox.announcement() + "\n"));
            sandbox.serve().await;
            Ok(())
        })?,
        Command::Doctor(args) => return diagnose(&args, words),
        Command::Ledger(command) => {
            let said = block_on(cli::ledger(&command, &cli::spoken(&words)))?;
            say(&said.text);
            return Ok(if said.needs_person { ExitCode::FAILURE } else { ExitCode::SUCCESS });
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn diagnose(args: &ReportArgs, words: Words) -> anyhow::Result<ExitCode> {
    let loaded = load(&args.config.config, &words);
    let terminal = doctor::Terminal {
        size: terminal::size(),
        colours: terminal::colours(|name| std::env::var(name).ok()),
    };
    let diagnosis = block_on(async { Ok(doctor::examine(loaded, terminal, words, cli::USER_AGENT).await) })?;
    say(&if args.json { diagnosis.json() } else { diagnosis.text() });
    Ok(if diagnosis.healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn load(file: &Path, words: &Words) -> Result<Loaded, ConfigError> {
    Config::load(file, &cli::spoken(words))
}

/// Runs on this thread alone: the kiosk waits, it does not compute.
fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(work)
}

/// Says something to whoever called. A reader that has gone, such as `head`, has heard enough.
fn say(text: &str) {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
}

/// Says what went wrong.
fn complain(text: &str) {
    writeln!(io::stderr(), "walkin: {text}").ok();
}
