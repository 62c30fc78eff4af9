//! `walkin run`: the kiosk on a real studio.

use std::sync::Arc;

use anyhow::Context;
use tokio::sync::mpsc;

use super::USER_AGENT;
use crate::api::Client;
use crate::api::transport::Http;
use crate::app::model::Model;
use crate::app::msg::Event;
use crate::app::shared::Settings;
use crate::clock::{self, Clock};
use crate::config::Config;
use crate::log::Log;
use crate::runtime::services::{Parts, Pretend, Services, log_calls};
use crate::runtime::{self, Setup, terminal};
use crate::words::Words;

/// Runs the kiosk until SIGTERM.
///
/// # Errors
/// When there is no terminal to take, or no TLS to be had.
pub async fn run(config: Config, words: Words) -> anyhow::Result<()> {
    let words = Arc::new(words);
    let log = Log::open(&config.log);
    let seed = clock::random().context("the system has no random bytes to give")?;
    let model = Model::new(Settings::new(&config, false), Arc::clone(&words), seed);
    let setup = setup(model, &config, log.clone(), false);
    runtime::run(setup, async move |events| {
        let services = services(config, words, log, None, events)?;
        services.check_key();
        Ok(services)
    })
    .await
}

/// What the loop runs for a configuration.
pub(super) fn setup(model: Model, config: &Config, log: Log, interruptible: bool) -> Setup {
    Setup {
        model: Box::new(model),
        clock: Clock::start(),
        colours: terminal::colours(|name| std::env::var(name).ok()),
        scan_gap: config.kiosk.scan_gap,
        interruptible,
        data_dir: config.data.dir.clone(),
        log,
    }
}

/// The services of a configuration, over the network.
pub(super) fn services(
    config: Config,
    words: Arc<Words>,
    log: Log,
    pretend: Option<Pretend>,
    events: mpsc::Sender<Event>,
) -> anyhow::Result<Services<Http>> {
    let http = Http::new(&config.api, USER_AGENT)?.with_report(log_calls(log.clone()));
    let base_url = config.api.base_url.clone();
    let parts = Parts {
        client: Client::new(http, config.studio.time_zone),
        clock_offset: Http::clock_offset,
        data_dir: config.data.dir,
        base_url,
        payment: config.payment,
        theme: config.kiosk.theme,
        words,
        pretend,
        log,
    };
    Ok(Services::new(parts, events))
}
