//! What nobody can promise: servers that break the contract, and a desk that does the very same thing at the very same time.
//!
//! Each is a journey that breaks a promise. One that stops doing so has become a promise: take it out, and let the visitors
//! of the simulation meet it.

use crate::simulation::audit::{Judge, Promise};
use crate::simulation::replay;

/// Somebody as far as the order button, for a pass that is paid.
const PAID: &str = "
    studio asks nothing
    press Enter
    press Enter
    press Enter
    scan Ada
    press Enter
    scan Lovelace
    press Enter
    scan ada@example.com
    press Enter
    press Enter";
/// The same for a free pass.
const FREE: &str = "
    studio asks nothing
    press Enter
    press End
    press Up
    press Enter
    press Enter
    scan Ada
    press Enter
    scan Lovelace
    press Enter
    scan ada@example.com
    press Enter";
/// A member as far as a contract of theirs.
const CONTRACT: &str = "
    scan 4006381333931
    type 14031991
    press Enter
    wait 1s
    press 3
    wait 1s
    press 1
    wait 1s";
/// From there as far as the button that ends it.
const CANCEL: &str = "
    press 2
    wait 1s
    press Enter
    press Enter
    wait 1s";
/// From there as far as the button that orders the first module,
const BOOK: &str = "
    press 1
    wait 1s
    press 1
    wait 1s
    press Enter
    wait 1s";
/// and the same module once more, which stands below the one that was booked.
const BOOK_AGAIN: &str = "
    press 1
    wait 1s
    press 2
    wait 1s
    press Enter
    wait 1s";
/// Somebody as far as the button that redeems a check-in voucher.
const REDEEM: &str = "
    press F4
    press F5
    scan CHVB1-YL29-MYVA
    type Ada
    press Enter
    type Lovelace
    press Enter
    type ada@example.com";

/// Somebody new as far as the button that concludes a membership of which nothing is due now.
const JOIN: &str = "
    studio asks nothing
    press F6
    wait 1s
    press 1
    wait 1s
    press Enter
    wait 1s
    press Enter
    wait 1s
    scan Zoe
    press Enter
    scan Quillfeather
    press Enter
    type 13041987
    press Enter
    scan zoe@example.com
    press Enter
    scan Ostufer
    press Enter
    scan 12
    press Enter 2
    scan 10245
    press Enter
    scan Berlin
    press Enter 2
    wait 2s
    press Enter
    wait 1s";
/// A member as far as the button that adds a membership of which nothing is due now.
const ADD: &str = "
    scan 4006381333931
    type 14031991
    press Enter
    wait 1s
    press 5
    wait 1s
    press 1
    wait 1s
    press Enter
    wait 1s
    press Enter
    wait 2s
    press Enter
    wait 1s";
/// The texts of that membership, confirmed where that is asked.
const READ: &str = "
    press F4
    press Enter
    press F4
    press Enter
    wait 1s";

fn broken(journey: &[&str]) -> Option<Promise> {
    let lines = journey.iter().flat_map(|part| part.lines()).map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<_> = lines.map(str::to_owned).collect();
    replay(Judge::Strict, &lines).map(|broken| broken.promise)
}

/// 429 means "refused before any work". One that was done all the same, and is listed later than the server asked to wait, is
/// sent again. A payment token pays once, so that it costs nobody anything: only a free pass is there twice.
#[test]
fn a_free_pass_is_there_twice_when_a_429_was_done_and_is_not_listed_for_long() {
    let doubled = broken(&[FREE, "api purchase: done-but 429 hidden 5m", "press Enter\nwait 3m"]);
    assert_eq!(doubled, Some(Promise::OneResult));
    let listed = broken(&[FREE, "api purchase: done-but 429 hidden 30s", "press Enter\nwait 3m"]);
    assert_eq!(listed, None, "listed within the minute, it is found");
    let paid = broken(&[PAID, "api purchase: done-but 429 hidden 5m", "phone pays\nwait 3m"]);
    assert_eq!(paid, None, "the token pays once");
}

/// A success names the purchase it made. One with an id that nobody knows is believed.
#[test]
fn a_success_with_a_made_up_id_is_believed() {
    let foreign = broken(&[PAID, "api purchase: says /onlineOfferPurchaseId 4711", "phone pays"]);
    assert_eq!(foreign, Some(Promise::OwnResult));
}

/// The desk sells the very same thing (buyer, offer, first day) while the kiosk does not know what became of its own: nothing
/// tells the two apart.
#[test]
fn the_same_sold_at_the_desk_while_the_own_is_looked_for_is_taken_for_it() {
    let sale = "studio sells 41001 from 2026-11-20 to ada@example.com";
    let desk = broken(&[PAID, "api purchase: lost-request\nphone pays", sale, "wait 5s"]);
    assert_eq!(desk, Some(Promise::OwnResult));
    let before = broken(&[PAID, sale, "api purchase: lost-request\nphone pays", "wait 5s"]);
    assert_eq!(before, None, "what was there before the call is not taken");
}

/// A refusal that was a lie is found for a quarter of an hour, and no longer.
#[test]
fn a_refusal_that_was_a_lie_for_too_long_stays_one() {
    let late = broken(&[PAID, "api purchase: done-but 400 hidden 20m", "phone pays\nwait 30m"]);
    assert_eq!(late, Some(Promise::NotCharged));
    let none = "api purchased: status 404 x400";
    let denied = broken(&[PAID, "api purchase: done-but 400", none, "phone pays\nwait 30m"]);
    assert_eq!(denied, Some(Promise::NotCharged), "404 means that there are none");
    let soon = broken(&[PAID, "api purchase: done-but 400 hidden 10m", "phone pays\nwait 30m"]);
    assert_eq!(soon, None);
}

/// The same of what is asked of a contract, where the studio takes it once more.
#[test]
fn a_contract_is_ended_twice_when_a_429_was_done_and_is_not_shown_for_long() {
    let repeats = "studio takes repeats";
    let doubled =
        broken(&[repeats, CONTRACT, CANCEL, "api cancel: done-but 429 hidden 5m", "press Enter\nwait 3m"]);
    assert_eq!(doubled, Some(Promise::OneResult));
    let once = broken(&[CONTRACT, CANCEL, "api cancel: done-but 429 hidden 5m", "press Enter\nwait 3m"]);
    assert_eq!(once, None, "a studio that looks refuses the second");
    let shown =
        broken(&[repeats, CONTRACT, CANCEL, "api cancel: done-but 429 hidden 4s", "press Enter\nwait 3m"]);
    assert_eq!(shown, None, "shown before it is sent again, it is found");
}

/// A refusal of a request that was a lie is found for a quarter of an hour as well.
#[test]
fn a_refused_cancelation_that_was_a_lie_for_too_long_stays_refused() {
    let late = broken(&[CONTRACT, CANCEL, "api cancel: done-but 400 hidden 20m", "press Enter\nwait 30m"]);
    assert_eq!(late, Some(Promise::NotCharged));
    let soon = broken(&[CONTRACT, CANCEL, "api cancel: done-but 400 hidden 10m", "press Enter\nwait 30m"]);
    assert_eq!(soon, None);
}

/// Nothing can be read that tells of a check-in voucher: a refusal is believed, unless it may be said of the very same call.
#[test]
fn a_voucher_that_was_redeemed_all_the_same_is_called_refused() {
    let lied = broken(&[REDEEM, "api redeem: done-but 400", "press Enter\nwait 1m"]);
    assert_eq!(lied, Some(Promise::NotCharged));
    let used = broken(&[REDEEM, "api redeem: done-but 409", "press Enter\nwait 1m"]);
    assert_eq!(used, None, "\"used already\" is for staff");
}

/// The desk ends the same contract while the kiosk does not know what became of its own request: nothing tells the two apart.
#[test]
fn the_same_done_at_the_desk_while_the_own_is_looked_for_is_taken_for_it() {
    let lost = "api cancel: lost-request\npress Enter";
    let desk = broken(&[CONTRACT, CANCEL, lost, "studio cancels 300101\nwait 5s"]);
    assert_eq!(desk, Some(Promise::OwnResult));
    let before = broken(&[CONTRACT, CANCEL, "studio cancels 300101", lost, "wait 5s"]);
    assert_eq!(before, None, "what is there before the call is not taken");
}

/// A success names the contract of the module. One with an id that nobody knows is believed.
#[test]
fn a_module_with_a_made_up_id_is_believed() {
    let foreign = broken(&[CONTRACT, BOOK, "api purchase-module: says /id 4711", "press Enter\nwait 5s"]);
    assert_eq!(foreign, Some(Promise::OwnResult));
}

/// For ten minutes nobody books again what the studio does not show yet; who does so later, in a studio that takes it once
/// more, is billed twice.
#[test]
fn a_module_that_is_not_shown_for_long_is_booked_once_more_by_who_asks_for_it() {
    let hidden = "api purchase-module: hidden 20m\npress Enter\nwait 5s\npress Enter\npress Esc";
    let order = "press Enter\nwait 5s";
    let again =
        |pause| broken(&["studio takes repeats", CONTRACT, BOOK, hidden, pause, CONTRACT, BOOK_AGAIN, order]);
    assert_eq!(again("wait 11m"), Some(Promise::OneResult));
    assert_eq!(again("wait 3m"), None, "what was booked a moment ago is not booked again");
}

/// The button, and what is done on the phone.
const ADDED: &str = "press Enter\nwait 1s\nphone signs\nwait 5s";
const JOINED: &str = "press Enter\nwait 1s\nphone signs\nwait 1s\nphone pays\nwait 5s";

/// The same of a membership that costs nothing now; one for which somebody has left a token is concluded once.
#[test]
fn a_membership_is_there_twice_when_a_429_was_done_and_is_not_shown_for_long() {
    let doubled = broken(&[ADD, READ, "api add: done-but 429 hidden 5m", ADDED, "wait 3m"]);
    assert_eq!(doubled, Some(Promise::OneResult));
    let shown = broken(&[ADD, READ, "api add: done-but 429 hidden 4s", ADDED, "wait 3m"]);
    assert_eq!(shown, None, "shown before it is sent again, it is found");
    let paid = broken(&[JOIN, READ, "api join: done-but 429 hidden 5m", JOINED, "wait 3m"]);
    assert_eq!(paid, None, "the token counts once");
}

/// A success names who was recorded. One with the id of somebody else is believed.
#[test]
fn a_signup_with_a_made_up_id_is_believed() {
    let foreign = broken(&[JOIN, READ, "api join: says /customerId 200101", JOINED]);
    assert_eq!(foreign, Some(Promise::OwnResult));
    let none = broken(&[JOIN, READ, "api join: says /customerId 0", JOINED]);
    assert_eq!(none, None, "one that is none is not");
}

/// Two people of one e-mail, one name and one birth date, the second without a reference: while the first joins and is looked for,
/// the desk takes the other down.
#[test]
fn somebody_of_the_same_name_and_address_who_is_taken_down_meanwhile_is_taken_for_who_joins() {
    let knows = "studio knows Zoe Quillfeather born 1987-04-13 zoe@example.com";
    let lost = "api join: lost-request";
    let meanwhile =
        broken(&[JOIN, READ, lost, "press Enter\nwait 1s\nphone signs\nphone pays", knows, "wait 5s"]);
    assert_eq!(meanwhile, Some(Promise::OwnResult));
    let before = broken(&[JOIN, READ, lost, knows, JOINED]);
    assert_eq!(before, None, "who was there before is not");
}

/// A contract is told by its rate and its first day, beside not having been there before. One of which the studio tells neither is
/// taken.
#[test]
fn a_contract_of_which_the_studio_tells_neither_rate_nor_day_is_taken() {
    let desk = "studio concludes 71201 from 2026-12-24 for jonas.brandt@example.com";
    let silent = "api contracts: says /2/startDate null & /2/rateCodes null always";
    let lost = "api add: lost-request\npress Enter\nwait 1s\nphone signs";
    let taken = broken(&[ADD, READ, lost, desk, silent, "wait 5s"]);
    assert_eq!(taken, Some(Promise::OwnResult));
    let told = broken(&[ADD, READ, lost, desk, "wait 5s"]);
    assert_eq!(told, None, "of another rate and day, it is not");
}

/// A refused membership that was a lie is found for a quarter of an hour; of somebody new, who is not looked for once they have
/// left, staff are told.
#[test]
fn a_refused_membership_that_was_a_lie_for_too_long_stays_refused() {
    let late = broken(&[ADD, READ, "api add: done-but 400 hidden 20m", ADDED, "wait 30m"]);
    assert_eq!(late, Some(Promise::NotCharged));
    let soon = broken(&[ADD, READ, "api add: done-but 400 hidden 10m", ADDED, "wait 30m"]);
    assert_eq!(soon, None);
    let left = broken(&[
        JOIN,
        READ,
        "api join: done-but 400 hidden 20m",
        JOINED,
        "wait 5s\npress Enter",
        "wait 30m",
    ]);
    assert_eq!(left, None);
    let restarted = broken(&[JOIN, READ, "api join: done-but 400 hidden 20m", JOINED, "wait 5s\nrestart"]);
    assert_eq!(restarted, None);
}

/// What the network delivers twice, where nothing is paid, makes two contracts: staff are told which cannot be told apart.
#[test]
fn two_contracts_of_one_order_are_for_staff() {
    assert_eq!(broken(&[ADD, READ, "api add: twice", ADDED, "wait 5s"]), None);
    assert_eq!(broken(&[ADD, READ, "api add: done-but 500\napi contracts: hidden 4s", ADDED]), None);
}

/// One that was refused and done all the same is not lost behind the one that followed it.
#[test]
fn a_membership_that_was_refused_and_asked_once_more_is_known_to_staff() {
    let again = "wait 10s\npress F4\nwait 2s\npress Enter\nwait 1s\nphone signs\nwait 5s";
    assert_eq!(broken(&[ADD, READ, "api add: done-but 400 hidden 6m", ADDED, again, "wait 20m"]), None);
    assert_eq!(broken(&[ADD, READ, "api add: status 400", ADDED, again, "wait 20m"]), None);
    let unread = "api contracts: offline x12\nwait 20m";
    assert_eq!(broken(&[ADD, READ, "api add: done-but 400 hidden 6m", ADDED, again, unread]), None);
}
