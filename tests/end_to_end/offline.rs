//! A kiosk that starts while the studio cannot be reached, and one that gets it back.

use std::fs;

use vt100::{Color, Screen};

use super::sandbox::Sandbox;
use super::tenant::Tenant;
use super::visitor::{ENTER, Visitor};
use super::{END, signal};

/// The price of an offer that is not selected, and where second-rank text has its colour from: the dark theme.
const PRICE: &str = "12.90";
const DIM: Color = Color::Rgb(0xAE, 0xB9, 0xC7);

#[test]
fn a_kiosk_without_a_network_shows_the_offers_of_before_and_sells_again_by_itself() {
    let tenant = Tenant::open();
    let sandbox = Sandbox::start();
    tenant.write_config(&tenant.config().replace(&tenant.studio().api, &sandbox.api));
    tenant.write_key(&sandbox.key);
    let address = sandbox.address();

    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.begin();
    let is_dim = |screen: &Screen| colour_of(screen, PRICE).map(|colour| colour == DIM);
    assert_eq!(visitor.kiosk.look(is_dim), Some(false), "what can be bought is not grey");
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    assert!(tenant.dir().join("data/catalogue.json").exists());
    sandbox.end();

    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.reads("no-sale-offline");
    visitor.kiosk.wait_for_text("Kraftwerk Ostufer");
    visitor.kiosk.wait_for_text("Offers as of ");
    visitor.press(ENTER);
    visitor.kiosk.wait_for("the offers of before, grey", |screen| is_dim(screen) == Some(true));
    visitor.reads("no-sale-offline");
    visitor.press(ENTER);
    visitor.kiosk.wait_for_text("Last known price: ");

    let sandbox = Sandbox::start_at(address);
    let start = visitor.say("offer-today");
    let offline = visitor.say("no-sale-offline");
    visitor.kiosk.wait_for("a day to start", |screen| {
        let text = screen.contents();
        text.contains(&start) && !text.contains(&offline)
    });
    visitor.press(ENTER);
    visitor.reads("visitor-title");
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    sandbox.end();
}

#[test]
fn a_damaged_catalogue_is_as_good_as_none() {
    let tenant = Tenant::open();
    fs::create_dir(tenant.dir().join("data")).expect("a directory");
    let file = tenant.dir().join("data/catalogue.json");
    fs::write(&file, b"{\"version\":1,\"lists\":").expect("a file");
    let mut kiosk = tenant.run();
    let mut visitor = Visitor::at(&mut kiosk);
    visitor.begin();
    signal(kiosk.id(), "TERM");
    assert_eq!(kiosk.wait_for_end(END).exit_code(), 0);
    let log = fs::read_to_string(tenant.dir().join("walkin.jsonl")).expect("a log");
    assert!(log.contains("catalogue_not_read"), "the operator is told: {log}");
    assert!(fs::read_to_string(&file).expect("a file").contains("Tageskarte"), "the good one took its place");
}

/// The colour of a text on the screen.
fn colour_of(screen: &Screen, text: &str) -> Option<Color> {
    let columns = screen.size().1.get();
    let (line, row) = screen.rows(0, columns).enumerate().find(|(_, row)| row.contains(text))?;
    let column = row[..row.find(text)?].chars().count();
    let place = (line.try_into().ok()?, column.try_into().ok()?);
    Some(screen.cell(place.0, place.1)?.fgcolor())
}
