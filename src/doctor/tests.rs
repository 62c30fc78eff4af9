mod phone_changes;
mod phone_page;
mod server;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use super::*;
use crate::clock;
use crate::config::Surroundings;
use crate::domain::time::Timestamp;
use crate::sandbox::{Faults, Scope, Studio, World};

const TERMINAL: Terminal = Terminal { size: Some((80, 24)), colours: Colours::True };

/// A studio and the configuration of a kiosk for it.
struct Trial {
    studio: Studio,
    dir: tempfile::TempDir,
}

impl Trial {
    async fn new(change: impl FnOnce(&mut World)) -> Self {
        let mut world = World::new(1, Timestamp::UNIX_EPOCH);
        change(&mut world);
        let listen = "127.0.0.1:0".parse().expect("an address");
        let studio = Studio::serve(listen, world, Faults::default(), clock::wall).await.expect("a studio");
        Self { studio, dir: tempfile::tempdir().expect("a directory") }
    }

    async fn examine(&self, key: &str) -> Diagnosis {
        let component = format!("widget_url = {:?}", self.studio.widget_url);
        self.examine_with(key, SocketAddr::from(([127, 0, 0, 1], 0)), &component).await
    }

    /// The same with another place for the page, and more settings, of the payment first.
    async fn examine_with(&self, key: &str, listen: SocketAddr, payment: &str) -> Diagnosis {
        let text = format!(
            "[api]\nbase_url = {:?}\n[studio]\ntime_zone = \"Europe/Berlin\"\n[payment]\nlisten = \"{listen}\"\n\
             environment = \"test\"\ncountry = \"DE\"\n{payment}\n[data]\ndir = {:?}\n",
            self.studio.api,
            self.dir.path().join("data")
        );
        let words = Words::load().expect("words");
        let variable = |_: &str| Some(key.to_owned());
        let around =
            Surroundings { file: Path::new("w.toml"), variable: &variable, spoken: &words.languages() };
        examine(Config::parse(&text, around), TERMINAL, words, "test").await
    }
}

fn verdict(diagnosis: &Diagnosis, name: &str) -> Option<Verdict> {
    diagnosis.checks.iter().find(|check| check.check == name).map(|check| check.verdict)
}

#[tokio::test]
async fn a_kiosk_that_can_sell_is_healthy_and_write_scopes_stay_unproven() {
    let trial = Trial::new(|_| {}).await;
    let diagnosis = trial.examine(&trial.studio.key).await;
    assert!(diagnosis.healthy, "{}", diagnosis.text());
    for name in
        ["config", "key", "clock", "STUDIO_READ", "LEAD_READ", "ONLINE_OFFER_READ", "CUSTOMER_READ", "data"]
    {
        assert_eq!(verdict(&diagnosis, name), Some(Verdict::Ok), "{name}: {}", diagnosis.text());
    }
    for name in ["LEAD_WRITE", "ONLINE_OFFER_WRITE", "PAYMENT_WRITE"] {
        assert_eq!(verdict(&diagnosis, name), Some(Verdict::Unproven), "{name}");
    }
    let sold = trial.studio.visit(|world| world.sessions().count());
    assert_eq!(sold, 0, "nothing was changed in the studio");
    assert!(!trial.dir.path().join("data").exists(), "nor on the disk");
}

#[tokio::test]
async fn a_missing_scope_is_named_and_the_others_are_tried_all_the_same() {
    let trial = Trial::new(|world| {
        world.scopes.remove(&Scope::LeadRead);
    })
    .await;
    let diagnosis = trial.examine(&trial.studio.key).await;
    assert!(!diagnosis.healthy);
    assert_eq!(verdict(&diagnosis, "LEAD_READ"), Some(Verdict::Failed));
    assert_eq!(verdict(&diagnosis, "CUSTOMER_READ"), Some(Verdict::Ok));
    assert!(diagnosis.text().contains("lacks the scope LEAD_READ"), "{}", diagnosis.text());
}

/// The reads that only members need.
const MEMBERS_READ: [&str; 2] =
    ["MEMBERSHIP_SELF_SERVICE_READ", "MEMBERSHIP_SELF_SERVICE_ADDITIONAL_MODULE_READ"];

#[tokio::test]
async fn what_members_need_is_tried_and_its_lack_stops_no_sale() {
    let trial = Trial::new(|world| {
        world.scopes.remove(&Scope::MembershipSelfServiceRead);
    })
    .await;
    let diagnosis = trial.examine(&trial.studio.key).await;
    assert!(diagnosis.healthy, "{}", diagnosis.text());
    assert_eq!(verdict(&diagnosis, MEMBERS_READ[0]), Some(Verdict::Warning));
    assert_eq!(verdict(&diagnosis, MEMBERS_READ[1]), Some(Verdict::Ok), "{}", diagnosis.text());
    assert_eq!(verdict(&diagnosis, "CHECKIN_VOUCHER_WRITE"), Some(Verdict::Unproven));
    assert!(diagnosis.text().contains("members cannot help themselves: scope MEMBERSHIP_SELF_SERVICE_READ"));

    let off = format!("widget_url = {:?}\n[members]\nself_service = \"off\"", trial.studio.widget_url);
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let diagnosis = trial.examine_with(&trial.studio.key, listen, &off).await;
    assert!(MEMBERS_READ.iter().all(|scope| verdict(&diagnosis, scope).is_none()));
    assert_eq!(verdict(&diagnosis, "CHECKIN_VOUCHER_WRITE"), None);
}

#[tokio::test]
async fn what_memberships_need_is_told_while_any_of_them_is_concluded_here() {
    let trial = Trial::new(|_| {}).await;
    let listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let with =
        |settings: &str| format!("widget_url = {:?}\n[memberships]\n{settings}", trial.studio.widget_url);
    let scopes = ["MEMBERSHIP_READ", "MEMBERSHIP_WRITE"];
    let one = with("join = \"off\"\nadd = \"off\"");
    let diagnosis = trial.examine_with(&trial.studio.key, listen, &one).await;
    assert_eq!(verdict(&diagnosis, scopes[0]), Some(Verdict::Ok), "{}", diagnosis.text());
    assert_eq!(verdict(&diagnosis, scopes[1]), Some(Verdict::Unproven));
    trial.studio.visit(|world| world.scopes.remove(&Scope::MembershipRead));
    let diagnosis = trial.examine_with(&trial.studio.key, listen, &one).await;
    assert!(diagnosis.healthy, "passes are sold all the same: {}", diagnosis.text());
    assert_eq!(verdict(&diagnosis, scopes[0]), Some(Verdict::Warning));
    assert!(diagnosis.text().contains("nobody can join, add a membership or switch: scope MEMBERSHIP_READ"));
    let none = with("join = \"off\"\nadd = \"off\"\nswitch = \"off\"");
    let diagnosis = trial.examine_with(&trial.studio.key, listen, &none).await;
    assert!(scopes.iter().all(|scope| verdict(&diagnosis, scope).is_none()), "{}", diagnosis.text());
}

#[tokio::test]
async fn a_wrong_key_is_told_without_showing_it() {
    let trial = Trial::new(|_| {}).await;
    let diagnosis = trial.examine("not-the-key").await;
    assert_eq!(verdict(&diagnosis, "key"), Some(Verdict::Failed));
    assert_eq!(verdict(&diagnosis, "STUDIO_READ"), None);
    assert!(!diagnosis.text().contains("not-the-key") && !diagnosis.json().contains("not-the-key"));
}

#[tokio::test]
async fn a_configuration_that_cannot_be_used_is_a_finding_with_its_place() {
    let error = Config::load(Path::new("/nowhere/w.toml"), &[]);
    let diagnosis = examine(error, TERMINAL, Words::load().expect("words"), "test").await;
    assert!(!diagnosis.healthy);
    assert!(
        diagnosis.text().starts_with("FAILED    config    /nowhere/w.toml: cannot be read"),
        "{}",
        diagnosis.text()
    );
}

#[test]
fn the_json_form_has_every_check() {
    let check = Check::new("key", Verdict::Failed, "x");
    let diagnosis = Diagnosis { healthy: false, checks: vec![check] };
    assert_eq!(
        diagnosis.json(),
        "{\"checks\":[{\"check\":\"key\",\"detail\":\"x\",\"verdict\":\"failed\"}],\"healthy\":false}\n"
    );
}

#[test]
fn a_terminal_that_is_too_small_fails_and_none_is_unproven() {
    let of = |size| place::terminal(Terminal { size, colours: Colours::None }).map(|check| check.verdict);
    assert_eq!(of(Some((72, 20))), [Verdict::Ok, Verdict::Ok]);
    assert_eq!(of(Some((71, 20)))[0], Verdict::Failed);
    assert_eq!(of(None)[0], Verdict::Unproven);
}

#[test]
fn a_key_that_others_can_read_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a directory");
    let path = dir.path().join("key");
    fs::write(&path, "k").expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("ours");
    assert_eq!(place::key_file(&path).verdict, Verdict::Warning);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("ours");
    assert_eq!(place::key_file(&path).verdict, Verdict::Ok);
}

#[test]
fn a_directory_that_cannot_be_written_fails_with_its_remedy() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("file");
    fs::write(&file, "x").expect("a file");
    let checks = place::data(&file.join("data"));
    assert_eq!(checks[0].verdict, Verdict::Failed);
    assert!(checks[0].detail.contains("[data] dir"), "{}", checks[0].detail);
    assert_eq!(place::data(dir.path()).len(), 3);
    assert_eq!(fs::read_dir(dir.path()).expect("readable").count(), 1, "the probe is gone");
}
