use super::*;
use crate::domain::membership::Prose;
use crate::domain::pass::ClaimCode;
use crate::domain::time::Timestamp;
use crate::handoff::scribble;
use crate::handoff::tests::{keeping, page, papers, paying, signing};

fn now(seconds: u64) -> Now {
    Now { moment: Moment::after_start(Duration::from_secs(seconds)), wall: Timestamp::UNIX_EPOCH }
}

fn later() -> Moment {
    now(1).moment
}

fn pages() -> (Pages, mpsc::Receiver<Report>) {
    let (sender, reports) = mpsc::channel(256);
    (Pages::new(sender), reports)
}

/// A page of the n-th code, taken.
fn taken(pages: &mut Pages, showing: u8) -> (Code, Browser) {
    let code = pages.show(page(1, showing), now(0)).expect("shown");
    let browser = Browser::random().expect("random bytes");
    assert!(matches!(pages.take(&code, &browser), Ok((_, Standing::Open(1)))));
    (code, browser)
}

fn standing(pages: &Pages, code: &Code, browser: &Browser) -> Standing {
    match pages.view(code, Some(browser)) {
        Ok(View::Taken(_, standing)) => standing,
        other => panic!("{other:?}"),
    }
}

fn token(session: u8) -> Goods {
    Goods::Token(session, Secret::new(format!("token of {session}")))
}

fn signed() -> Goods {
    Goods::Signatures(Arc::new(scribble(&papers()).expect("drawn")))
}

fn deliver(pages: &mut Pages, code: &Code, browser: &Browser, session: u8) -> Delivery {
    pages.deliver(code, Some(browser), &token(session)).expect("its own")
}

#[test]
fn a_page_replaced_keeps_its_address_and_its_browser() {
    let (mut pages, _reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    let spanish = PhonePage { item: "Billete de un día".into(), ..PhonePage::clone(&page(1, 1)) };
    assert!(code.is(&pages.show(Arc::new(spanish), now(0)).expect("shown")));
    assert!(code.is(&pages.show(page(2, 1), now(0)).expect("shown")));
    let shown = pages.take(&code, &browser).expect("its own");
    assert_eq!(shown, (page(2, 1), Standing::Open(2)));
    assert_eq!(pages.pages.len(), 1);
}

#[test]
fn a_new_code_ends_the_old_one_and_only_its_browser_is_told() {
    let (mut pages, _reports) = pages();
    let (old, browser) = taken(&mut pages, 1);
    let new = pages.show(page(1, 2), now(0)).expect("shown");
    assert!(!new.is(&old));
    assert_eq!(standing(&pages, &old, &browser), Standing::NewCode);
    assert!(matches!(pages.view(&old, None), Err(Refusal::Gone)));
    assert!(matches!(pages.take(&old, &Browser::random().expect("bytes")), Err(Refusal::Gone)));
    assert!(matches!(pages.view(&new, Some(&browser)), Ok(View::Free(_))), "the new one is for anybody");
}

#[test]
fn a_page_that_nobody_took_is_forgotten_when_it_ends() {
    let (mut pages, _reports) = pages();
    pages.show(page(1, 1), now(0)).expect("shown");
    pages.hide(&page(1, 1).payment, later());
    assert!(pages.pages.is_empty());
}

#[test]
fn a_page_ends_by_its_code_whichever_session_it_has_got_to() {
    let (mut pages, _reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    pages.hide(&page(2, 1).payment, later());
    assert_eq!(standing(&pages, &code, &browser), Standing::Ended);
}

#[test]
fn an_ended_page_is_remembered_for_a_while() {
    let (mut pages, _reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    pages.hide(&page(1, 1).payment, later());
    // It ended a second after the start.
    pages.forget(now(0).moment + Pages::KEPT);
    assert_eq!(standing(&pages, &code, &browser), Standing::Ended);
    pages.forget(later() + Pages::KEPT);
    assert!(matches!(pages.view(&code, Some(&browser)), Err(Refusal::Gone)));
}

#[test]
fn the_first_verdict_stands_and_outlives_the_page() {
    let (mut pages, _reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    let payment = page(1, 1).payment.clone();
    assert!(matches!(deliver(&mut pages, &code, &browser, 1), Delivery::Wait(_)));
    assert_eq!(standing(&pages, &code, &browser), Standing::Look);
    pages.answer(&payment, PhoneVerdict::Accepted);
    assert!(matches!(pages.view(&code, None), Err(Refusal::Gone)), "dead for everybody else at once");
    pages.answer(&payment, PhoneVerdict::TooLate);
    pages.hide(&payment, later());
    assert_eq!(standing(&pages, &code, &browser), Standing::Accepted);
    let again = deliver(&mut pages, &code, &browser, 1);
    assert!(matches!(again, Delivery::Settled(Standing::Accepted)), "{again:?}");
    assert!(matches!(pages.deliver(&code, None, &token(1)), Err(Refusal::Gone)), "gone to others");
    pages.answer(&payment, PhoneVerdict::Unused);
    assert_eq!(standing(&pages, &code, &browser), Standing::Unused, "given up, or refused");
    pages.answer(&payment, PhoneVerdict::Accepted);
    assert_eq!(standing(&pages, &code, &browser), Standing::Accepted, "the refusal was a lie");
}

#[test]
fn a_payment_that_came_too_late_is_not_said_to_be_unused() {
    let (mut pages, _reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    deliver(&mut pages, &code, &browser, 1);
    pages.hide(&page(1, 1).payment, later());
    pages.answer(&page(1, 1).payment, PhoneVerdict::TooLate);
    pages.answer(&page(1, 1).payment, PhoneVerdict::Unused);
    assert_eq!(standing(&pages, &code, &browser), Standing::TooLate);
}

#[test]
fn a_code_belongs_to_anybody_until_a_browser_has_taken_it() {
    let (mut pages, _reports) = pages();
    let code = pages.show(page(1, 1), now(0)).expect("shown");
    let browser = Browser::random().expect("bytes");
    assert_eq!(pages.bearer(&code, None), Some(Bearer::Finder));
    pages.take(&code, &browser).expect("taken");
    assert_eq!(pages.bearer(&code, Some(&browser)), Some(Bearer::Owner));
    assert_eq!(pages.bearer(&code, Browser::random().as_ref()), None);
    pages.hide(&page(1, 1).payment, later());
    assert_eq!(pages.bearer(&code, Some(&browser)), None);
}

#[test]
fn a_token_is_reported_once_and_after_the_end_not_at_all() {
    let (mut pages, mut reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    let payment = page(1, 1).payment.clone();
    assert_eq!(reports.try_recv(), Ok(Report::Taken(payment.clone())));
    deliver(&mut pages, &code, &browser, 1);
    deliver(&mut pages, &code, &browser, 1);
    assert_eq!(reports.try_recv(), Ok(Report::Token(payment, Secret::new("token of 1"))));
    assert!(reports.try_recv().is_err());

    let (code, browser) = taken(&mut pages, 2);
    reports.try_recv().expect("taken");
    pages.hide(&page(1, 2).payment, later());
    let late = deliver(&mut pages, &code, &browser, 1);
    assert!(matches!(late, Delivery::Settled(Standing::TooLate)), "{late:?}");
    assert!(reports.try_recv().is_err());
}

#[test]
fn a_token_of_an_older_session_is_refused_while_the_page_lives_on() {
    let (mut pages, mut reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    let Delivery::Wait(waiting) = deliver(&mut pages, &code, &browser, 1) else { panic!("settled") };
    pages.show(page(2, 1), now(0)).expect("shown");
    assert!(waiting.has_changed().expect("the page is there"), "who waits is woken");
    for session in [0, 1, 3] {
        assert!(matches!(deliver(&mut pages, &code, &browser, session), Delivery::Renewed), "{session}");
    }
    pages.answer(&page(1, 1).payment, PhoneVerdict::TooLate);
    assert_eq!(standing(&pages, &code, &browser), Standing::Open(2), "the old verdict is not the new one's");
    while reports.try_recv().is_ok() {}
    deliver(&mut pages, &code, &browser, 2);
    assert_eq!(reports.try_recv(), Ok(Report::Token(page(2, 1).payment.clone(), Secret::new("token of 2"))));
}

#[test]
fn a_token_of_one_session_pays_for_no_other() {
    let (mut pages, mut reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    deliver(&mut pages, &code, &browser, 1);
    pages.show(page(2, 1), now(0)).expect("shown");
    while reports.try_recv().is_ok() {}
    let again = Goods::Token(2, Secret::new("token of 1"));
    let met = pages.deliver(&code, Some(&browser), &again);
    assert!(matches!(met, Ok(Delivery::Wrong)), "{met:?}");
    assert!(reports.try_recv().is_err(), "the kiosk does not hear of it");
    assert!(matches!(deliver(&mut pages, &code, &browser, 2), Delivery::Wait(_)), "its own one counts");
}

#[test]
fn a_token_refused_while_the_page_is_open_waits_for_what_becomes_of_the_page() {
    let (mut pages, _reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    deliver(&mut pages, &code, &browser, 1);
    pages.answer(&page(1, 1).payment, PhoneVerdict::TooLate);
    assert!(matches!(deliver(&mut pages, &code, &browser, 1), Delivery::Wait(_)));
    pages.hide(&page(1, 1).payment, later());
    let late = deliver(&mut pages, &code, &browser, 1);
    assert!(matches!(late, Delivery::Settled(Standing::TooLate)), "{late:?}");
}

#[test]
fn only_news_is_told_and_only_so_much_of_it() {
    let (mut pages, mut reports) = pages();
    let (code, browser) = taken(&mut pages, 1);
    reports.try_recv().expect("taken");
    let mut say_at = |pages: &mut Pages, seconds, session, progress| {
        let said = pages.progress(&code, Some(&browser), (session, progress), now(seconds).moment);
        assert_eq!(said, Ok((page(1, 1), Standing::Open(1))));
        reports.try_recv().ok()
    };
    let mut say = |pages: &mut Pages, session, progress| say_at(pages, 0, session, progress);
    let told = |progress| Some(Report::Progress(page(1, 1).payment.clone(), progress));
    assert_eq!(say(&mut pages, 1, PhoneProgress::Open), told(PhoneProgress::Open));
    assert_eq!(say(&mut pages, 1, PhoneProgress::Open), None, "no news");
    assert_eq!(say(&mut pages, 2, PhoneProgress::Closed), None, "not of this session");
    assert_eq!(say(&mut pages, 1, PhoneProgress::Processing), told(PhoneProgress::Processing));
    let flood = [PhoneProgress::Open, PhoneProgress::Closed].into_iter().cycle().take(1_000);
    assert_eq!(flood.filter_map(|progress| say(&mut pages, 1, progress)).count(), 198);
    // The last that was told of the flood is that the page was left.
    assert_eq!(say_at(&mut pages, 19, 1, PhoneProgress::Closed), None);
    for beat in 1..=300 {
        assert_eq!(say_at(&mut pages, 20 * beat, 1, PhoneProgress::Closed), told(PhoneProgress::Closed));
        assert_eq!(say_at(&mut pages, 20 * beat + 19, 1, PhoneProgress::Closed), None);
    }
    assert_eq!(say_at(&mut pages, 10_000, 1, PhoneProgress::Open), None, "it has changed often enough");
    assert_eq!(pages.progress(&code, None, (1, PhoneProgress::Open), later()), Err(Refusal::InUse));
}

#[test]
fn what_the_kiosk_does_not_hear_has_not_happened() {
    let (sender, mut reports) = mpsc::channel(1);
    let mut pages = Pages::new(sender);
    let (first, second) =
        (page(1, 1), Arc::new(PhonePage { item: "x".into(), ..PhonePage::clone(&page(1, 2)) }));
    let code = pages.show(first, now(0)).expect("shown");
    let browser = Browser::random().expect("bytes");
    pages.take(&code, &browser).expect("heard");
    let unheard = pages.deliver(&code, Some(&browser), &token(1));
    assert!(matches!(unheard, Err(Refusal::Unheard)), "{unheard:?}");
    let said = pages.progress(&code, Some(&browser), (1, PhoneProgress::Open), later());
    assert!(matches!(said, Ok((_, Standing::Open(1)))), "{said:?}");
    let code = pages.show(second, now(0)).expect("shown");
    assert!(matches!(pages.take(&code, &browser), Err(Refusal::Unheard)));
    assert!(matches!(pages.view(&code, None), Ok(View::Free(_))));
    reports.try_recv().expect("the take");
    pages.take(&code, &browser).expect("heard now");
}

#[test]
fn pages_are_bounded_and_ended_ones_make_room() {
    let (mut pages, _reports) = pages();
    let of = |n: u8| {
        let mut random = [0; 12];
        // Each byte becomes one of some thirty letters.
        (random[0], random[1]) = (n / 16, n % 16);
        let reference = ClaimCode::from_random(random).reference().clone();
        let payment = PaymentId { reference, attempt: 1, showing: 1 };
        Arc::new(PhonePage { payment, ..PhonePage::clone(&page(1, 1)) })
    };
    let codes: Vec<_> = (0..64).map(|n| pages.show(of(n), now(0)).expect("shown")).collect();
    let browser = Browser::random().expect("bytes");
    pages.take(&codes[5], &browser).expect("taken");
    assert_eq!(pages.show(of(64), now(0)).err(), Some(PhoneFault));
    let past = Now {
        wall: page(1, 1).session().expect("to be paid").valid_until + Duration::from_secs(1),
        ..now(0)
    };
    pages.show(of(64), past).expect("one whose session has ended makes room");
    assert!(matches!(pages.view(&codes[0], None), Err(Refusal::Gone)));

    pages.hide(&of(5).payment, later());
    assert_eq!(standing(&pages, &codes[5], &browser), Standing::Ended);
    pages.show(of(65), now(0)).expect("an ended one makes room");
    assert!(matches!(pages.view(&codes[5], Some(&browser)), Err(Refusal::Gone)));
    assert_eq!(pages.pages.len(), Pages::MAX);
}

#[test]
fn what_is_signed_is_reported_once_and_the_browser_goes_on_to_the_next_step() {
    let (mut pages, mut reports) = pages();
    let code = pages.show(signing(papers()), now(0)).expect("shown");
    let browser = Browser::random().expect("bytes");
    assert!(matches!(pages.take(&code, &browser), Ok((_, Standing::Open(0)))));
    reports.try_recv().expect("taken");
    let sign = |pages: &mut Pages| pages.deliver(&code, Some(&browser), &signed()).expect("its own");
    assert!(matches!(sign(&mut pages), Delivery::Wait(_)));
    let Delivery::Wait(waiting) = sign(&mut pages) else { panic!("settled") };
    assert!(matches!(reports.try_recv(), Ok(Report::Signed(payment, _)) if payment.attempt == 0));
    assert!(reports.try_recv().is_err(), "reported once");
    assert_eq!(standing(&pages, &code, &browser), Standing::Look);
    pages.show(signing(papers()), now(0)).expect("prolonged");
    assert_eq!(standing(&pages, &code, &browser), Standing::Look, "more time changes nothing of it");

    assert!(code.is(&pages.show(keeping(1), now(0)).expect("shown")));
    assert!(waiting.has_changed().expect("the page is there"), "who waits is woken");
    assert!(matches!(sign(&mut pages), Delivery::Next));
    assert_eq!(standing(&pages, &code, &browser), Standing::Open(1));
    assert!(reports.try_recv().is_err());
}

#[test]
fn a_longer_session_is_not_the_next_step_and_the_next_step_is_no_longer_session() {
    let (mut pages, mut reports) = pages();
    let code = pages.show(keeping(1), now(0)).expect("shown");
    let browser = Browser::random().expect("bytes");
    pages.take(&code, &browser).expect("taken");
    let say = |pages: &mut Pages, session| deliver(pages, &code, &browser, session);
    pages.show(keeping(2), now(0)).expect("longer");
    assert!(matches!(say(&mut pages, 1), Delivery::Renewed));
    assert!(matches!(say(&mut pages, 2), Delivery::Wait(_)));
    pages.show(paying(3), now(0)).expect("the next step");
    assert!(matches!(say(&mut pages, 1), Delivery::Next));
    assert!(matches!(say(&mut pages, 2), Delivery::Next));
    pages.show(paying(4), now(0)).expect("longer");
    assert!(matches!(say(&mut pages, 2), Delivery::Next));
    assert!(matches!(say(&mut pages, 3), Delivery::Renewed));
    let tokens = std::iter::from_fn(|| reports.try_recv().ok()).filter(|it| matches!(it, Report::Token(..)));
    assert_eq!(tokens.count(), 1, "each step's token is one of its own session");
    assert!(matches!(say(&mut pages, 4), Delivery::Wait(_)));
    pages.answer(&keeping(2).payment, PhoneVerdict::Accepted);
    assert_eq!(
        standing(&pages, &code, &browser),
        Standing::Look,
        "a verdict on a step that is done is none on this"
    );
    pages.answer(&paying(4).payment, PhoneVerdict::Accepted);
    assert_eq!(standing(&pages, &code, &browser), Standing::Accepted);
}

#[test]
fn each_step_takes_only_what_it_asks_for() {
    let (mut pages, mut reports) = pages();
    let browser = Browser::random().expect("bytes");
    let code = pages.show(signing(papers()), now(0)).expect("shown");
    pages.take(&code, &browser).expect("taken");
    reports.try_recv().expect("taken");
    let wrong = [
        token(0),
        token(1),
        Goods::Signatures(Arc::default()),
        Goods::Signatures(Arc::new(Signatures { contract: None, ..scribble(&papers()).expect("drawn") })),
        Goods::Signatures(Arc::new(Signatures { texts: vec![], ..scribble(&papers()).expect("drawn") })),
    ];
    for goods in &wrong {
        let met = pages.deliver(&code, Some(&browser), goods);
        assert!(matches!(met, Ok(Delivery::Wrong)), "{goods:?}: {met:?}");
    }
    assert_eq!(standing(&pages, &code, &browser), Standing::Open(0), "it can still be signed");

    let mut cut = papers();
    cut.texts[1].text = Prose::new(&"x".repeat(Prose::MAX + 1));
    pages.show(signing(cut), now(0)).expect("replaced");
    let met = pages.deliver(&code, Some(&browser), &signed());
    assert!(matches!(met, Ok(Delivery::Wrong)), "nobody signs what they cannot read: {met:?}");

    let (code, browser) = taken(&mut pages, 2);
    reports.try_recv().expect("taken");
    let met = pages.deliver(&code, Some(&browser), &signed());
    assert!(matches!(met, Ok(Delivery::Wrong)), "{met:?}");
    assert!(reports.try_recv().is_err());
}

#[test]
fn what_is_signed_after_the_end_is_too_late() {
    let (mut pages, mut reports) = pages();
    let code = pages.show(signing(papers()), now(0)).expect("shown");
    let browser = Browser::random().expect("bytes");
    pages.take(&code, &browser).expect("taken");
    reports.try_recv().expect("taken");
    pages.hide(&signing(papers()).payment, later());
    let met = pages.deliver(&code, Some(&browser), &signed());
    assert!(matches!(met, Ok(Delivery::Settled(Standing::TooLate))), "{met:?}");
    assert!(reports.try_recv().is_err());
}

#[test]
fn a_page_that_ends_between_two_steps_has_concluded_nothing() {
    let alone = || Arc::new(PhonePage { steps: 1, ..PhonePage::clone(&signing(papers())) });
    for (shown, goods, after) in [
        (signing(papers()), signed(), Standing::Ended),
        (alone(), signed(), Standing::Ended),
        (keeping(1), token(1), Standing::Ended),
        // The last token may have paid for something.
        (paying(2), token(2), Standing::Look),
    ] {
        let (mut pages, _reports) = pages();
        let code = pages.show(Arc::clone(&shown), now(0)).expect("shown");
        let browser = Browser::random().expect("bytes");
        pages.take(&code, &browser).expect("taken");
        assert!(matches!(pages.deliver(&code, Some(&browser), &goods), Ok(Delivery::Wait(_))));
        assert_eq!(standing(&pages, &code, &browser), Standing::Look);
        pages.hide(&shown.payment, later());
        assert_eq!(standing(&pages, &code, &browser), after, "{goods:?}");
    }
}
