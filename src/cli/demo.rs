//! `walkin demo`: the kiosk on a studio of its own, in the same process, over real HTTP.

use std::fs::{self, DirBuilder};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;

use super::kiosk::{services, setup};
use super::{DemoArgs, spoken};
use crate::app::model::Model;
use crate::app::shared::Settings;
use crate::clock;
use crate::config::{
    ApiConfig, Config, DataConfig, Environment, KioskConfig, LegalConfig, LegalText, LogConfig, LogLevel,
    MembersConfig, MembershipsConfig, PaymentConfig, StudioConfig,
};
use crate::domain::language::Language;
use crate::domain::payment::{PhonePage, PhoneTask};
use crate::domain::text::{Secret, Text};
use crate::domain::time::TimeZone;
use crate::handoff;
use crate::log::Log;
use crate::runtime;
use crate::runtime::services::{Pretend, Pretended};
use crate::sandbox::Studio;
use crate::ui::theme::ThemeName;
use crate::words::Words;

/// The zone of the embedded studio, and its name: known before it is open, for the first frame.
const ZONE: &str = "Europe/Berlin";
const STUDIO: &str = "Kraftwerk Ostufer";

/// A free port of this machine, reached by nobody else.
const HERE: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// A language the kiosk has no words in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("--lang {asked}: the kiosk has no words in this language; it speaks {}", codes(spoken))]
pub struct NotSpoken {
    asked: Language,
    spoken: Vec<Language>,
}

fn codes(languages: &[Language]) -> String {
    languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(" ")
}

/// Runs the demo until Ctrl-C.
///
/// # Errors
/// When there is no terminal to take, no temporary directory to write to, or no words in the language asked for.
pub async fn demo(args: DemoArgs, words: Words) -> anyhow::Result<()> {
    let languages = languages(&words, args.lang)?;
    let words = Arc::new(words);
    let dir = TemporaryDir::create(&std::env::temp_dir()).context("no temporary directory can be made")?;
    let mut config = config(languages, dir.path())?;
    let random: [u8; 32] = clock::random().context("the system has no random bytes to give")?;
    let (seed, codes) = seeds(args.seed, random);

    let model = Model::new(Settings::new(&config, true), Arc::clone(&words), codes);
    let setup = setup(model, &config, Log::none(), true);
    let faults = args.faults.faults();
    runtime::run(setup, async move |events| {
        let studio = Studio::start(HERE, seed, faults, clock::wall).await?;
        config.api.base_url.clone_from(&studio.api);
        config.api.key = Secret::new(&studio.key);
        config.payment.widget_url.clone_from(&studio.widget_url);
        let pretend: Pretend = Box::new(move |page: &PhonePage| match &page.task {
            PhoneTask::Sign(papers) => handoff::scribble(papers).map(Arc::new).map(Pretended::Signed),
            PhoneTask::Pay { session, .. } => {
                studio.authorise(session.token.reveal()).ok().map(Secret::new).map(Pretended::Paid)
            }
        });
        services(config, words, Log::none(), Some(pretend), events)
    })
    .await
}

/// Seeds of the studio and of the kiosk's codes: the same every time when one is given.
fn seeds(given: Option<u64>, random: [u8; 32]) -> (u64, [u8; 32]) {
    let mut codes = random;
    if let Some(seed) = given {
        codes = [0; 32];
        codes[..8].copy_from_slice(&seed.to_le_bytes());
    }
    let first = codes.first_chunk().copied().unwrap_or_default();
    (u64::from_le_bytes(first), codes)
}

/// All languages, the one asked for first.
fn languages(words: &Words, first: Option<Language>) -> Result<Vec<Language>, NotSpoken> {
    let mut languages = spoken(words);
    if let Some(first) = first {
        if !languages.contains(&first) {
            return Err(NotSpoken { asked: first, spoken: languages });
        }
        languages.sort_by_key(|language| *language != first);
    }
    Ok(languages)
}

/// The configuration of the demo; address and key of the studio follow when it is open.
fn config(languages: Vec<Language>, dir: &Path) -> anyhow::Result<Config> {
    let privacy = |language, text: &str| (language, LegalText::Text(Text::long(text)));
    Ok(Config {
        api: ApiConfig { base_url: String::new(), key: Secret::new("") },
        studio: StudioConfig { time_zone: TimeZone::get(ZONE).context("the zone of the demo is not known")? },
        kiosk: KioskConfig {
            name: Text::name(STUDIO),
            languages,
            theme: ThemeName::Dark,
            idle_warning: Duration::from_secs(45),
            idle_grace: Duration::from_secs(20),
            scan_gap: Duration::from_millis(50),
            show_again: Duration::from_hours(24),
            contact: None,
        },
        members: MembersConfig::default(),
        memberships: MembershipsConfig::default(),
        payment: PaymentConfig::with_defaults(HERE, Environment::Sandbox, "DE".into()),
        legal: LegalConfig {
            privacy: [
                privacy(Language::En, "This is a demo: what you type stays in this process and is gone when it ends."),
                privacy(
                    Language::De,
                    "Dies ist eine Vorführung: Was Sie eingeben, bleibt in diesem Programm und ist mit seinem Ende fort.",
                ),
            ]
            .into(),
            terms: std::collections::BTreeMap::new(),
        },
        log: LogConfig { file: None, level: LogLevel::Info, size_max: 0 },
        data: DataConfig { dir: dir.to_owned() },
    })
}

/// A directory that is gone, with everything in it, when this is dropped.
struct TemporaryDir(PathBuf);

impl TemporaryDir {
    /// Makes one for the owner alone, under a name nobody can have taken before.
    fn create(parent: &Path) -> io::Result<Self> {
        let bytes: [u8; 8] = clock::random().ok_or_else(|| io::Error::other("no random bytes"))?;
        let path = parent.join(format!("walkin-demo-{:016x}", u64::from_le_bytes(bytes)));
        // Fails on a directory or link that is there already, rather than trusting it.
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TemporaryDir {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clean: nothing in it is personal.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Timestamp;
    use crate::sandbox::World;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_demo_knows_the_zone_of_its_studio() {
        let zone = TimeZone::get(ZONE).expect("bundled");
        assert_eq!(World::new(0, Timestamp::UNIX_EPOCH).zone(), &zone);
    }

    #[test]
    fn a_seed_makes_the_demo_the_same_every_time() {
        assert_eq!(seeds(Some(7), [1; 32]), seeds(Some(7), [2; 32]));
        assert_ne!(seeds(None, [1; 32]), seeds(None, [2; 32]));
        assert_eq!(seeds(Some(7), [1; 32]).0, 7);
    }

    #[test]
    fn the_language_asked_for_is_the_first() {
        let words = Words::load().expect("words");
        assert_eq!(languages(&words, Some(Language::De)).expect("spoken").first(), Some(&Language::De));
        assert!(languages(&words, Some(Language::Tr)).is_err());
    }

    #[test]
    fn the_temporary_directory_is_private_and_goes_with_its_owner() {
        let parent = tempfile::tempdir().expect("a directory");
        let dir = TemporaryDir::create(parent.path()).expect("a directory");
        let path = dir.path().to_owned();
        fs::write(path.join("ledger"), "x").expect("writable");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o700);
        drop(dir);
        assert!(!path.exists());
    }
}
