use super::*;

/// A wedge with everything it let out, fed at explicit milliseconds.
struct Trial {
    wedge: Wedge,
    out: VecDeque<Input>,
}

fn at(ms: u64) -> Moment {
    Moment::after_start(Duration::from_millis(ms))
}

impl Trial {
    fn new() -> Self {
        Self { wedge: Wedge::new(Duration::from_millis(50)), out: VecDeque::new() }
    }

    fn press(mut self, ms: u64, press: Press) -> Self {
        self.wedge.feed(at(ms), press, &mut self.out);
        self
    }

    /// Types characters, the first at `from`, then one every `step` milliseconds.
    fn typed(mut self, from: u64, step: u64, text: &str) -> Self {
        for (n, c) in (0..).zip(text.chars()) {
            self = self.press(from + n * step, Press::Char(c));
        }
        self
    }

    fn enter(self, ms: u64) -> Self {
        self.press(ms, Press::Terminator(Key::Enter))
    }

    /// Wakes up when the wedge asks for it, then shows what came out: scans in brackets.
    fn shown(mut self) -> String {
        if let Some(due) = self.wedge.wake_at() {
            self.wedge.wake(due, &mut self.out);
        }
        assert_eq!(self.wedge.wake_at(), None, "it asks to be woken for nothing");
        let show = |input| match input {
            Input::Key(Key::Char(c)) => c.to_string(),
            Input::Key(key) => format!("<{}>", key.cap()),
            Input::Scan(text) => format!("[{text}]"),
            other => format!("{other:?}"),
        };
        self.out.into_iter().map(show).collect()
    }
}

#[test]
fn characters_in_quick_succession_are_one_scan() {
    assert_eq!(Trial::new().typed(0, 10, "4711-AB").shown(), "[4711-AB]");
    assert_eq!(Trial::new().typed(0, 50, "4711").shown(), "[4711]", "the gap itself still counts");
    assert_eq!(Trial::new().typed(0, 51, "4711").shown(), "4711", "and no more than the gap");
    assert_eq!(Trial::new().typed(0, 10, "471").shown(), "471", "three are too few");
}

#[test]
fn whatever_ends_a_scan_presses_nothing() {
    let scanned = || Trial::new().typed(0, 5, "4711");
    assert_eq!(scanned().enter(20).shown(), "[4711]");
    assert_eq!(scanned().press(20, Press::Terminator(Key::Tab)).shown(), "[4711]");
    assert_eq!(scanned().press(20, Press::LineFeed).shown(), "[4711]");
    assert_eq!(scanned().enter(20).press(21, Press::LineFeed).shown(), "[4711]", "CR and LF");
    assert_eq!(scanned().press(20, Press::Terminator(Key::Tab)).enter(25).shown(), "[4711]", "Tab and CR");
}

#[test]
fn a_scan_is_delivered_with_its_terminator_and_not_a_gap_later() {
    let mut trial = Trial::new().typed(0, 5, "4711").enter(20);
    assert_eq!(trial.out.pop_front(), Some(Input::Scan("4711".into())));
    assert_eq!(trial.wedge.wake_at(), None);
}

#[test]
fn a_person_is_a_person() {
    assert_eq!(Trial::new().typed(0, 120, "anna").enter(700).shown(), "anna<Enter>");
    assert_eq!(
        Trial::new().typed(0, 10, "abc").enter(230).shown(),
        "abc<Enter>",
        "200 ms after a quick roll"
    );
    assert_eq!(Trial::new().typed(0, 10, "ab").enter(30).shown(), "ab<Enter>", "a roll of three keys");
    assert_eq!(Trial::new().press(0, Press::LineFeed).shown(), "", "a line feed alone is a chord");
}

#[test]
fn a_person_pressing_enter_after_a_scan_is_heard() {
    assert_eq!(Trial::new().typed(0, 5, "4711").enter(20).enter(220).shown(), "[4711]<Enter>");
}

#[test]
fn a_character_is_held_no_longer_than_the_gap() {
    let mut trial = Trial::new().typed(100, 0, "a");
    assert_eq!(trial.wedge.wake_at(), Some(at(151)));
    trial.wedge.wake(at(150), &mut trial.out);
    assert!(trial.out.is_empty());
    trial.wedge.wake(at(151), &mut trial.out);
    assert_eq!(trial.out, [Input::Key(Key::Char('a'))]);
}

#[test]
fn other_keys_pass_at_once_after_what_is_held() {
    let trial = Trial::new().typed(0, 10, "ab").press(15, Press::Input(Input::Key(Key::Down)));
    assert_eq!(trial.out.len(), 3);
    assert_eq!(trial.shown(), "ab<↓>");
    let touch = Press::Input(Input::Touch(1, 2));
    assert_eq!(Trial::new().typed(0, 5, "4711").press(20, touch).shown(), "[4711]Touch(1, 2)");
}

#[test]
fn the_same_scan_within_two_seconds_counts_once() {
    let twice = |pause: u64| {
        Trial::new().typed(0, 5, "4711").enter(20).typed(20 + pause, 5, "4711").enter(35 + pause + 5).shown()
    };
    assert_eq!(twice(1_900), "[4711]");
    assert_eq!(twice(2_100), "[4711][4711]");
    assert_eq!(Trial::new().typed(0, 5, "4711").enter(20).typed(500, 5, "4712").shown(), "[4711][4712]");
}

#[test]
fn a_card_left_before_the_scanner_stays_one_scan() {
    let mut trial = Trial::new();
    for n in 0..6 {
        trial = trial.typed(n * 1_500, 5, "4711").enter(n * 1_500 + 20);
    }
    assert_eq!(trial.shown(), "[4711]");
}

#[test]
fn a_key_held_down_is_no_scan() {
    let held = Trial::new().typed(0, 30, &"a".repeat(40));
    assert!(held.out.len() > 20, "it shows while it is held");
    assert_eq!(held.shown(), "a".repeat(40));
    assert_eq!(Trial::new().typed(0, 30, "aaaaaa").shown(), "aaaaaa", "let go early");
    assert_eq!(Trial::new().typed(0, 10, "0000000042").enter(100).shown(), "[0000000042]", "leading zeros");
    assert_eq!(Trial::new().typed(0, 10, "1111").enter(40).shown(), "[1111]", "the terminator proves it");
}

#[test]
fn what_takes_longer_than_any_scan_is_typing_and_its_terminator_still_presses_nothing() {
    let text = "abcdefgh".repeat(5);
    assert_eq!(Trial::new().typed(0, 45, &text).enter(45 * 40).shown(), text);
}

#[test]
fn what_is_longer_than_any_scan_is_dropped_with_its_terminator() {
    let flood = "abcdefgh".repeat(200);
    let trial = Trial::new().typed(0, 1, &flood).enter(1_600);
    assert!(trial.out.is_empty());
    assert_eq!(trial.typed(1_700, 0, "x").shown(), "x");
}

#[test]
fn a_scan_of_exactly_the_limit_is_one() {
    let longest: String = "abcdefgh".repeat(SCAN_MAX / 8);
    assert_eq!(Trial::new().typed(0, 2, &longest).shown(), format!("[{longest}]"));
}

#[test]
fn control_characters_are_dropped_without_ending_the_scan() {
    let gs = Trial::new().typed(0, 30, "01").press(60, Press::Control).typed(100, 30, "17").shown();
    assert_eq!(gs, "[0117]");
    assert_eq!(Trial::new().press(0, Press::Control).shown(), "");
}

#[test]
fn a_paste_is_a_scan_and_comes_after_what_is_held() {
    let paste = || Press::Input(Input::Scan("SAVE10".into()));
    assert_eq!(Trial::new().typed(0, 0, "x").press(5, paste()).press(300, paste()).shown(), "x[SAVE10]");
}
