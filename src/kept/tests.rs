use super::*;
use crate::domain::catalogue::OfferList;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::offer::{Offer, OfferId};
use crate::domain::text::Text;
use crate::domain::time::{Term, TermUnit, Timestamp};
use std::os::unix::fs::PermissionsExt;

const SOURCE: &str = "https://club.example/v1";

#[test]
fn what_is_kept_is_read_back_as_it_was() {
    let dir = tempfile::tempdir().expect("a directory");
    let catalogue = catalogue(3);
    keep(dir.path(), SOURCE, &catalogue).expect("kept");
    assert_eq!(load(dir.path(), SOURCE).expect("read"), Some(catalogue));
    let file = fs::metadata(dir.path().join(FILE)).expect("a file");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    assert!(!dir.path().join(NEXT).exists());
}

#[test]
fn a_directory_that_is_new_has_nothing_and_is_made_when_something_is_kept() {
    let parent = tempfile::tempdir().expect("a directory");
    let dir = parent.path().join("data");
    assert!(load(&dir, SOURCE).is_ok_and(|kept| kept.is_none()));
    keep(&dir, SOURCE, &catalogue(1)).expect("kept");
    assert!(load(&dir, SOURCE).is_ok_and(|kept| kept.is_some()));
}

#[test]
fn a_damaged_file_is_as_good_as_none_and_the_next_good_one_takes_its_place() {
    let dir = tempfile::tempdir().expect("a directory");
    let whole = encode(SOURCE, &catalogue(2)).expect("bytes");
    let mut damages: Vec<Vec<u8>> = (0..whole.len()).step_by(7).map(|end| whole[..end].to_vec()).collect();
    damages.extend([b"\0\0\0\0".to_vec(), b"[]".to_vec(), vec![b' '; BYTES_MAX + 1]]);
    for damage in damages {
        fs::write(dir.path().join(FILE), &damage).expect("written");
        assert!(load(dir.path(), SOURCE).is_err());
        assert_eq!(fs::read(dir.path().join(FILE)).expect("still there"), damage, "left alone");
    }
    keep(dir.path(), SOURCE, &catalogue(2)).expect("kept");
    assert_eq!(load(dir.path(), SOURCE).expect("read"), Some(catalogue(2)));
}

#[test]
fn another_version_and_another_studio_are_not_used() {
    let text = String::from_utf8(encode(SOURCE, &catalogue(1)).expect("bytes")).expect("text");
    let newer = text.replace("\"version\":1", "\"version\":2");
    assert_ne!(newer, text);
    assert!(matches!(decode(SOURCE, newer.as_bytes()), Err(KeptError::Damaged)));
    assert!(matches!(decode("https://other.example/v1", text.as_bytes()), Err(KeptError::Foreign)));
}

#[test]
fn what_was_written_by_another_hand_cannot_act_on_the_terminal_nor_be_no_price() {
    let text = String::from_utf8(encode(SOURCE, &catalogue(1)).expect("bytes")).expect("text");
    let harmful = text.replace("Day ticket", "Day\\u001b[2J ticket");
    let offers = &decode(SOURCE, harmful.as_bytes()).expect("read").lists[&Language::De].offers;
    assert_eq!(offers[0].name.as_str(), "Day[2J ticket 0");
    for amount in ["-1", "NaN", "1e99"] {
        let wrong = text.replace("19.900", amount);
        assert!(matches!(decode(SOURCE, wrong.as_bytes()), Err(KeptError::Damaged)), "{amount}");
    }
}

#[test]
fn of_a_list_without_an_end_only_so_much_is_kept() {
    let endless = catalogue(OfferList::KEPT_MAX + 50);
    let read = decode(SOURCE, &encode(SOURCE, &endless).expect("bytes")).expect("read");
    assert_eq!(read.lists[&Language::De], endless.lists[&Language::De].kept());
    assert_eq!(read.lists[&Language::De].offers.len(), OfferList::KEPT_MAX);
}

#[test]
fn a_disk_that_refuses_leaves_what_was_there() {
    let dir = tempfile::tempdir().expect("a directory");
    keep(dir.path(), SOURCE, &catalogue(1)).expect("kept");
    // A directory in the place of the new file refuses whoever runs this, a superuser too.
    fs::create_dir(dir.path().join(NEXT)).expect("a directory");
    assert!(matches!(keep(dir.path(), SOURCE, &catalogue(2)), Err(KeptError::Disk(_))));
    assert_eq!(load(dir.path(), SOURCE).expect("read"), Some(catalogue(1)));
}

fn catalogue(count: usize) -> Catalogue {
    let read_at: Timestamp = "2026-11-19T17:40:00Z".parse().expect("a time");
    let offer = |id: u64| Offer {
        id: OfferId(id),
        name: Text::name(&format!("Day ticket {id}")),
        price: Money::parse("19.900", "EUR").expect("an amount"),
        uses: Some(1),
        period_of_use: Some(Term {
            value: 1,
            unit: if id.is_multiple_of(2) { TermUnit::Day } else { TermUnit::Other("FORTNIGHT".into()) },
        }),
        category: (id.is_multiple_of(2)).then(|| "Tickets".into()),
    };
    let list = |count: usize| OfferList { offers: (0..).take(count).map(offer).collect(), read_at };
    Catalogue {
        studio: Some("Kraftwerk".into()),
        lists: [(Language::De, list(count)), (Language::En, list(1))].into(),
    }
}
