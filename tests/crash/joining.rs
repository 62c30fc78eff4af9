//! Killed while somebody becomes a member, or a member adds a membership: what was paid and sent is told truly, and nothing is
//! sent twice. Who joined is in nobody's memory afterwards, so that what is not known of it is for staff.

use serde_json::{Value, json};

use super::kiosk::Kiosk;
use super::phone::Phone;
use super::proxy::{At, Catch};
use super::scene::{SESSION, Scene};
use super::visitor::{EMAIL, ENTER};

/// Who has been recorded with an e-mail and a birth date: read before somebody joins, and looked at afterwards.
const SEARCH: &str = "POST /v1/customers/search";
/// What tells the contract that came of it.
const CONTRACTS: &str = "GET /v1/memberships/{id}/self-service/contract-data";
/// Somebody joins.
const SIGNUP: &str = "POST /v1/memberships/signup";
/// A member gets one more.
const ADD: &str = "POST /v1/memberships/customers/{id}/add-membership";
/// One with a signature and two payments.
const SIGNED: &str = "Kraftwerk Classic";
/// One that a member can add with nothing to sign or to pay; it has a document to be read on the phone.
const FREE_OF_DUES: &str = "Kraftwerk Basic";
/// A member: their number, what proves who they are, and the studio's id.
const MEMBER: (&str, &str, u64) = ("1-20101", "14031991", 200_101);

#[test]
fn between_the_two_payments_nothing_is_authorised_and_it_is_given_up() {
    let scene = Scene::open();
    let kiosk = joining(&scene);
    let first = scene.proxy.catch(At::Answer(SESSION));
    let address = kiosk.scanned();
    // It is cut off in the middle, and panics.
    let phone = std::thread::spawn(move || Phone::default().pay(&address));
    first.wait();
    let second = scene.proxy.catch(At::Request(SESSION));
    first.pass();
    second.wait();
    kiosk.kill();
    second.lose();
    phone.join().expect_err("the phone was cut off");
    scene.assert_on_disk("awaiting_payment");
    assert_abandoned(&scene);
}

#[test]
fn when_both_payments_are_there_and_nothing_is_sent_it_is_given_up() {
    let scene = Scene::open();
    let kiosk = joining(&scene);
    let read = scene.proxy.catch(At::Request(SEARCH));
    kiosk.pay();
    read.wait();
    kiosk.kill();
    read.lose();
    scene.assert_on_disk("authorised");
    assert_abandoned(&scene);
}

#[test]
fn a_signup_that_left_and_never_arrived_is_for_staff_and_is_not_sent_again() {
    let scene = Scene::open();
    let signup = signed_up(&scene, At::Request(SIGNUP));
    signup.lose();
    assert_for_staff(&scene);
    assert_eq!(contracts_of(&scene, EMAIL), 0, "nothing was concluded");
}

#[test]
fn a_signup_that_is_done_and_whose_answer_is_lost_is_for_staff_and_is_not_sent_again() {
    let scene = Scene::open();
    let signup = signed_up(&scene, At::Answer(SIGNUP));
    signup.lose();
    assert_for_staff(&scene);
    assert_eq!(contracts_of(&scene, EMAIL), 1, "concluded once");
}

#[test]
fn a_signup_whose_contract_was_not_read_yet_is_found_by_whose_it_is() {
    let scene = Scene::open();
    let kiosk = joining(&scene);
    let contracts = scene.proxy.catch(At::Request(CONTRACTS));
    kiosk.pay();
    contracts.wait();
    scene.wait_for_state("completed");
    let claim = kiosk.claim_code();
    kiosk.kill();
    contracts.lose();
    scene.assert_on_disk("completed");
    let mut kiosk = scene.start();
    kiosk.come_back(&claim);
    kiosk.reads("request-concluded");
    let order = concluded(&scene);
    assert_eq!(contracts_of(&scene, EMAIL), 1, "{order}");
    assert_eq!(scene.proxy.asked(SIGNUP).len(), 1, "sent once");
}

#[test]
fn a_membership_that_was_added_and_whose_answer_is_lost_is_found_by_what_is_new() {
    let scene = Scene::open();
    let before = contracts_of_member(&scene);
    let (kiosk, add) = adding(&scene, At::Answer(ADD));
    kiosk.kill();
    scene.assert_on_disk("submitted");
    add.lose();
    let _kiosk = scene.start();
    let order = concluded(&scene);
    let id = order["contract_id"].as_u64().expect("an id");
    let after = contracts_of_member(&scene);
    assert!(!before.contains(&id) && after.contains(&id), "{order}: {before:?}, {after:?}");
    assert_eq!(after.len(), before.len() + 1, "added once");
    assert_eq!(scene.proxy.asked(ADD).len(), 1, "sent once");
}

#[test]
fn a_membership_that_left_and_never_arrived_stays_unknown_and_is_not_sent_again() {
    let scene = Scene::open();
    let before = contracts_of_member(&scene);
    let (kiosk, add) = adding(&scene, At::Request(ADD));
    kiosk.kill();
    scene.assert_on_disk("submitted");
    add.lose();
    let look = scene.proxy.catch(At::Answer(CONTRACTS));
    let _kiosk = scene.start();
    look.pass();
    scene.proxy.catch(At::Answer(CONTRACTS)).wait();
    scene.wait_for_state("unknown");
    assert_eq!(contracts_of_member(&scene), before);
    assert_eq!(scene.proxy.asked(ADD).len(), 1, "sent once");
}

/// A kiosk at which somebody has ordered a membership that is to be signed and paid.
fn joining(scene: &Scene) -> Kiosk {
    let mut kiosk = scene.start();
    let mut visitor = kiosk.visitor();
    visitor.comes_to_join(SIGNED);
    visitor.order();
    kiosk
}

/// The same, with the signup held there and the kiosk killed.
fn signed_up(scene: &Scene, at: At) -> Catch {
    let kiosk = joining(scene);
    let signup = scene.proxy.catch(at);
    kiosk.pay();
    signup.wait();
    kiosk.kill();
    scene.assert_on_disk("submitted");
    signup
}

/// A kiosk at which a member has ordered one more, and the call, held there.
fn adding(scene: &Scene, at: At) -> (Kiosk, Catch) {
    let (number, born, _) = MEMBER;
    let mut kiosk = scene.start();
    let mut visitor = kiosk.visitor();
    visitor.press("\x1b[15~");
    visitor.reads("identify-title");
    visitor.type_text(number);
    visitor.press(ENTER);
    visitor.type_text(born);
    visitor.press(ENTER);
    visitor.kiosk.wait_for_text("Jonas");
    let add = visitor.say("member-add");
    visitor.press("\x1b[6~");
    visitor.pick(&add);
    visitor.kiosk.wait_for_text(FREE_OF_DUES);
    visitor.chooses_membership(FREE_OF_DUES);
    visitor.comes_to_order();
    visitor.order();
    let call = scene.proxy.catch(at);
    kiosk.pay();
    call.wait();
    (kiosk, call)
}

/// The kiosk is started again: the only order is given up, nobody was charged, and nothing was sent.
fn assert_abandoned(scene: &Scene) {
    let kiosk = scene.start();
    let order = scene.wait_for_state("abandoned");
    assert_eq!(order["reason"], "restarted", "{order}");
    assert_eq!(scene.proxy.asked(SIGNUP).len(), 0, "nothing was sent, by the restart neither");
    kiosk.assert_sells();
}

/// The kiosk is started again: staff have the only order at once, and nothing is sent.
fn assert_for_staff(scene: &Scene) {
    let kiosk = scene.start();
    let order = scene.wait_for_state("needs_staff");
    assert_eq!((&order["reason"], &order["kind"]), (&json!("untraceable"), &json!("join")), "{order}");
    kiosk.assert_sells();
    assert_eq!(scene.proxy.asked(SIGNUP).len(), 1, "sent once");
}

/// The only order, with the contract that came of it.
fn concluded(scene: &Scene) -> Value {
    super::signal::eventually("a contract in the ledger", || {
        scene.ledger().into_iter().find(|order| order["contract_id"].is_u64())
    })
}

fn contracts_of_member(scene: &Scene) -> Vec<u64> {
    contracts(scene, MEMBER.2)
}

/// How many contracts the people with this address have.
fn contracts_of(scene: &Scene, email: &str) -> usize {
    let people = scene.ask("POST", "/v1/customers/search", &json!({"email": email}));
    let people = people.as_array().expect("people");
    people.iter().map(|person| contracts(scene, person["id"].as_u64().expect("an id")).len()).sum()
}

fn contracts(scene: &Scene, customer: u64) -> Vec<u64> {
    let path = format!("/v1/memberships/{customer}/self-service/contract-data");
    let list = scene.ask("GET", &path, &Value::Null);
    list.as_array()
        .expect("contracts")
        .iter()
        .map(|contract| contract["id"].as_u64().expect("an id"))
        .collect()
}
