//! What the phone is shown: two small pages, their style and their scripts, filled with the words of a language.

mod papers;

use super::colours::Colours;
use super::pages::Standing;
use crate::domain::language::Language;
use crate::domain::payment::{PaymentScope, PhonePage, PhoneTask};
use crate::words::{Arg, Speech, Words};

pub(super) use self::papers::SCRIPT as SIGNING;

/// The script.
pub(super) const SCRIPT: &str = include_str!("../../assets/handoff/page.js");
const STYLE: &str = include_str!("../../assets/handoff/page.css");
const PAGE: &str = include_str!("../../assets/handoff/page.html");
const FACTS: &str = include_str!("../../assets/handoff/facts.html");
const FACT: &str = include_str!("../../assets/handoff/fact.html");
const NOTE: &str = include_str!("../../assets/handoff/note.html");

/// The style of both pages, part of each, so that it is there under every address.
pub(super) fn style(colours: &Colours) -> String {
    colours.properties() + STYLE
}

/// What the pages are made with.
#[derive(Clone, Copy)]
pub(super) struct Printer<'a> {
    pub(super) words: &'a Words,
    pub(super) style: &'a str,
}

/// What is done on a page, as far as its words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sign,
    Keep,
    Pay,
}

impl Printer<'_> {
    /// The page of an intent as it stands now, in the language of its visit; how it stands, the whole claim code and what is to
    /// be signed are for the browser that has taken it.
    pub(super) fn page(&self, page: &PhonePage, taken: Option<Standing>) -> String {
        let speech = self.words.speech(page.language);
        let kind = Kind::of(page);
        // What became of it stands above what was bought, and instead of the studio.
        let (stage, outcome) = match taken {
            None => ("", None),
            Some(Standing::Open(_)) => ("taken", None),
            Some(over) => (over.word(), Some(over.word())),
        };
        let facts = self.facts(page, taken);
        let (above, below) = if outcome.is_some() { ("", facts.as_str()) } else { (facts.as_str(), "") };
        let papers = match (&page.task, taken) {
            (PhoneTask::Sign(papers), Some(Standing::Open(_))) => papers::print(speech, papers),
            _ => String::new(),
        };
        let made = [
            ("style", self.style),
            ("facts-above", above),
            ("facts-below", below),
            ("papers", papers.as_str()),
        ];
        fill(PAGE, speech, &made, |name| match name {
            "stage" => Some(stage.to_owned()),
            "task" => Some(kind.name().to_owned()),
            "step-number" => Some(page.step.to_string()),
            "step" => Some(kind.step(page, speech)),
            // A page that is taken goes on by itself.
            "hidden" => Some(if taken.is_some() { "hidden" } else { "" }.to_owned()),
            "heading" => Some(match outcome {
                Some(outcome) => speech.say(kind.word(&format!("phone-{outcome}-title"))),
                None => page.studio.to_string(),
            }),
            "outcome" => {
                let said = outcome.map(|outcome| speech.say(kind.word(&format!("phone-{outcome}"))));
                Some(said.unwrap_or_default())
            }
            "studio" => Some(page.studio.to_string()),
            word => Some(speech.say(kind.word(word))),
        })
    }

    /// What it is about: what is bought and for how much, or what the signature stands under.
    fn facts(&self, page: &PhonePage, taken: Option<Standing>) -> String {
        let speech = self.words.speech(page.language);
        let mut facts = String::new();
        let mut add = |label: &str, look: &str, fact: &str| {
            facts += &fill(FACT, speech, &[], |name| match name {
                "label" => Some(label.to_owned()),
                "look" => Some(look.to_owned()),
                "value" => Some(fact.to_owned()),
                _ => None,
            });
        };
        let item = speech.say(Kind::of(page).word("phone-item"));
        match &page.task {
            // Who might only look over somebody's shoulder is told no more than what it is about.
            PhoneTask::Sign(papers) if taken.is_some() && !papers.facts.is_empty() => {
                papers.facts.iter().for_each(|(label, fact)| add(label.as_str(), "", fact.as_str()));
            }
            PhoneTask::Sign(_) => add(&item, "", page.item.as_str()),
            PhoneTask::Pay { amount, .. } => {
                add(&item, "", page.item.as_str());
                let label = speech.say("phone-amount");
                if amount.is_zero() {
                    add(&label, "", &speech.say("phone-nothing-now"));
                } else {
                    add(&label, "amount", &speech.money(amount));
                }
            }
        }
        let reference = match page.claim.as_ref().filter(|_| taken.is_some()) {
            Some(claim) => claim.to_string(),
            None => page.payment.reference.to_string(),
        };
        fill(FACTS, speech, &[("facts", &facts)], |name| (name == "reference").then(|| reference.clone()))
    }

    /// The page for every address that leads nowhere, in the language the browser prefers.
    pub(super) fn gone(&self, accept_language: Option<&str>) -> String {
        self.note(preferred(self.words, accept_language), "phone-gone-title", "phone-gone")
    }

    /// The page for a payment that another browser has taken, in the language of its visit; it tells nothing else of it.
    pub(super) fn in_use(&self, language: Language) -> String {
        self.note(language, "phone-in-use-title", "phone-in-use")
    }

    fn note(&self, language: Language, title: &str, text: &str) -> String {
        let speech = self.words.speech(language);
        fill(NOTE, speech, &[("style", self.style)], |name| match name {
            "title" => Some(speech.say(title)),
            "text" => Some(speech.say(text)),
            _ => None,
        })
    }
}

/// Puts values and words where the template names them: `{{name}}` for what was made here as it stands, for a value, which
/// becomes text and nothing else, or else for the key of a word.
fn fill(
    template: &str,
    speech: Speech<'_>,
    made: &[(&str, &str)],
    value: impl Fn(&str) -> Option<String>,
) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once("{{").and_then(|(before, marked)| Some((before, marked.split_once("}}")?)))
    {
        filled.push_str(before);
        match made.iter().find(|(made, _)| *made == name) {
            Some((_, html)) => filled.push_str(html),
            None if name == "language" => filled.push_str(speech.language().code()),
            None => escape_into(&mut filled, &value(name).unwrap_or_else(|| speech.say(name))),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

impl Kind {
    fn of(page: &PhonePage) -> Self {
        match &page.task {
            PhoneTask::Sign(_) => Self::Sign,
            PhoneTask::Pay { scope: PaymentScope::MemberAccount, .. } => Self::Keep,
            PhoneTask::Pay { scope: PaymentScope::Ecom, .. } => Self::Pay,
        }
    }

    /// What the page's script is told.
    fn name(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Keep | Self::Pay => "pay",
        }
    }

    /// Which of several steps it is, and what is done in it; a payment that is all there is needs no such words.
    fn step(self, page: &PhonePage, speech: Speech<'_>) -> String {
        let task = match self {
            Self::Sign => "phone-task-sign",
            Self::Keep => "phone-task-keep",
            Self::Pay => "phone-task-pay",
        };
        match (page.steps, self) {
            (0 | 1, Self::Pay) => String::new(),
            (0 | 1, _) => speech.say(task),
            (steps, _) => {
                let [step, steps] = [page.step, steps].map(|number| Arg::from(number.to_string()));
                let task = Arg::from(speech.say(task));
                speech.with("phone-step", &[("step", step), ("steps", steps), ("task", task)])
            }
        }
    }

    /// The word for a payment, or what is said instead where nothing is paid.
    fn word(self, word: &str) -> &str {
        match (self, word) {
            (Self::Sign, "phone-title") => "phone-sign-title",
            (Self::Sign, "phone-continue") => "phone-sign-continue",
            (Self::Sign, "phone-opening") => "phone-sign-opening",
            (Self::Sign, "phone-sending") => "phone-sign-sending",
            (Self::Sign, "phone-accepted-title") => "phone-sign-accepted-title",
            (Self::Keep, "phone-title") => "phone-keep-title",
            (Self::Keep, "phone-continue") => "phone-keep-continue",
            (Self::Keep, "phone-sending") => "phone-keep-sending",
            (Self::Keep, "phone-renewed") => "phone-keep-renewed",
            (Self::Keep, "phone-accepted-title") => "phone-keep-accepted-title",
            (Self::Sign | Self::Keep, "phone-item") => "phone-unpaid-item",
            (Self::Sign | Self::Keep, "phone-unsent") => "phone-unpaid-unsent",
            (Self::Sign | Self::Keep, "phone-unused") => "phone-unpaid-unused",
            (Self::Sign | Self::Keep, "phone-ended-title" | "phone-too-late-title") => {
                "phone-unpaid-ended-title"
            }
            (Self::Sign | Self::Keep, "phone-ended") => "phone-unpaid-ended",
            (Self::Sign | Self::Keep, "phone-too-late") => "phone-unpaid-too-late",
            _ => word,
        }
    }
}

impl Standing {
    /// What the page's script is told.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Look => "look",
            Self::Accepted => "accepted",
            Self::Unused => "unused",
            Self::TooLate => "too-late",
            Self::Ended => "ended",
            Self::NewCode => "new-code",
        }
    }
}

/// The first language of the browser's that there are words for, else English.
fn preferred(words: &Words, accept_language: Option<&str>) -> Language {
    let spoken = words.languages();
    let mut wanted = accept_language.unwrap_or_default().split([',', ';']).filter_map(|tag| {
        let language: Language = tag.trim().split('-').next()?.parse().ok()?;
        spoken.contains(&language).then_some(language)
    });
    wanted.next().unwrap_or(Language::En)
}

/// Writes text so that it is text inside an element and inside a quoted attribute.
fn escape_into(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{keeping, page, papers, paying, signing};
    use super::*;
    use crate::domain::membership::Papers;

    const STANDINGS: [Standing; 7] = [
        Standing::Open(1),
        Standing::Look,
        Standing::Accepted,
        Standing::Unused,
        Standing::TooLate,
        Standing::Ended,
        Standing::NewCode,
    ];

    /// Runs a test with what pages are made with.
    fn with_printer(test: impl FnOnce(Printer<'_>)) {
        let words = Words::load().expect("word files");
        test(Printer { words: &words, style: &style(&Colours::default()) });
    }

    #[test]
    fn names_from_the_studio_are_text_and_nothing_else() {
        let nasty = PhonePage {
            item: "<script>alert(1)</script>\" onload='x' {{studio}} {{style}}".into(),
            ..PhonePage::clone(&page(1, 1))
        };
        with_printer(|printer| {
            let html = printer.page(&nasty, None);
            assert!(!html.contains("<script>alert"), "{html}");
            let expected =
                "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; {{studio}} {{style}}";
            assert!(html.contains(expected), "{html}");
        });
    }

    #[test]
    fn every_word_is_there_in_the_language_of_the_visit() {
        with_printer(|printer| {
            for language in printer.words.languages() {
                let mut pages = vec![printer.gone(Some(language.code())), printer.in_use(language)];
                for shown in
                    [page(1, 1), signing(papers()), signing(Papers::default()), keeping(1), paying(2)]
                {
                    let shown = PhonePage { language, ..PhonePage::clone(&shown) };
                    pages.push(printer.page(&shown, None));
                    for standing in STANDINGS {
                        pages.push(printer.page(&shown, Some(standing)));
                    }
                }
                for html in pages {
                    assert!(html.contains(&format!("lang=\"{language}\"")), "{html}");
                    assert!(!html.contains("phone-") && !html.contains("{{"), "{html}");
                }
            }
            let german = PhonePage { language: Language::De, ..PhonePage::clone(&page(1, 1)) };
            let html = printer.page(&german, None);
            assert!(html.contains("Weiter zur Zahlung") && html.contains("19,99"), "{html}");
        });
    }

    #[test]
    fn a_page_that_is_taken_says_how_it_stands_and_has_no_button() {
        with_printer(|printer| {
            let free = printer.page(&page(1, 1), None);
            assert!(free.contains("data-stage=\"\"") && free.contains("type=\"button\" >"), "{free}");
            let stages = ["taken", "look", "accepted", "unused", "too-late", "ended", "new-code"];
            for (standing, stage) in STANDINGS.into_iter().zip(stages) {
                let html = printer.page(&page(1, 1), Some(standing));
                assert!(html.contains(&format!("data-stage=\"{stage}\"")), "{html}");
                assert!(html.contains("type=\"button\" hidden>"), "{html}");
            }
        });
    }

    #[test]
    fn an_end_is_the_heading_and_what_was_bought_stands_below() {
        with_printer(|printer| {
            let place = |html: &str, what: &str| html.find(what).unwrap_or_else(|| panic!("{what}: {html}"));
            let open = printer.page(&page(1, 1), Some(Standing::Open(1)));
            assert!(place(&open, ">Kraftwerk Mitte</h1>") < place(&open, "<dl"), "{open}");
            assert!(place(&open, "<dl") < place(&open, "role=\"status\""), "{open}");
            let paid = printer.page(&page(1, 1), Some(Standing::Accepted));
            assert!(
                place(&paid, ">✓ Payment confirmed</h1>")
                    < place(&paid, ">Please look at the kiosk: it shows what you bought")
            );
            assert!(
                place(&paid, ">Please look at the kiosk: it shows what you bought") < place(&paid, "<dl"),
                "{paid}"
            );
            assert_eq!((open.matches("<dl").count(), paid.matches("<dl").count()), (1, 1));
            let new = printer.page(&page(1, 1), Some(Standing::NewCode));
            assert!(new.contains(">There is a new code</h1>"), "{new}");
        });
    }

    #[test]
    fn a_lost_browser_is_answered_in_its_language() {
        with_printer(|printer| {
            for (header, code) in [
                (Some("xx, de-AT;q=0.9, en"), "de"),
                (Some("q=0.9;;,-"), "en"),
                (Some("tlh"), "en"),
                (None, "en"),
            ] {
                assert!(printer.gone(header).contains(&format!("lang=\"{code}\"")), "{header:?}");
            }
        });
    }

    #[test]
    fn each_step_says_which_it_is_and_what_is_done_in_it() {
        with_printer(|printer| {
            let open = |page: &PhonePage, language| {
                printer.page(&PhonePage { language, ..page.clone() }, Some(Standing::Open(1)))
            };
            for (page, english, german) in [
                (
                    signing(papers()),
                    "Step 1 of 3: Read and sign",
                    "Schritt 1 von 3: Lesen und unterschreiben",
                ),
                (
                    keeping(1),
                    "Step 2 of 3: Payment method for later payments",
                    "Schritt 2 von 3: Zahlungsmittel für spätere Zahlungen",
                ),
                (paying(2), "Step 3 of 3: Pay now", "Schritt 3 von 3: Jetzt bezahlen"),
            ] {
                let (in_english, in_german) = (open(&page, Language::En), open(&page, Language::De));
                assert!(in_english.contains(&format!("<h2 id=\"step\">{english}</h2>")), "{in_english}");
                assert!(in_german.contains(&format!("<h2 id=\"step\">{german}</h2>")), "{in_german}");
            }
            assert!(open(&page(1, 1), Language::En).contains("<h2 id=\"step\"></h2>"));
            let alone = PhonePage { step: 1, steps: 1, ..PhonePage::clone(&keeping(1)) };
            assert!(open(&alone, Language::En).contains(">Payment method for later payments</h2>"));
        });
    }

    #[test]
    fn nothing_to_pay_is_said_in_words_and_not_as_a_price() {
        with_printer(|printer| {
            for (language, words) in
                [(Language::En, "Nothing is charged now"), (Language::De, "Jetzt wird nichts abgebucht")]
            {
                let page = PhonePage { language, ..PhonePage::clone(&keeping(1)) };
                for taken in [None, Some(Standing::Open(1))] {
                    let html = printer.page(&page, taken);
                    assert!(
                        html.contains(words) && !html.contains("0.00") && !html.contains("0,00"),
                        "{html}"
                    );
                }
                let page = PhonePage { language, ..PhonePage::clone(&paying(2)) };
                assert!(printer.page(&page, None).contains("29"));
            }
        });
    }

    #[test]
    fn everything_a_phone_loads_is_tiny() {
        with_printer(|printer| {
            let german = |page: &PhonePage| PhonePage { language: Language::De, ..page.clone() };
            let loaded = printer.page(&german(&page(1, 1)), None).len() + SCRIPT.len();
            assert!(loaded < 19_000, "{loaded} bytes");
            // Texts come on top, as long as the studio's are.
            let signing = printer.page(&german(&signing(papers())), Some(Standing::Open(0))).len();
            let loaded = signing + SCRIPT.len() + SIGNING.len();
            assert!(loaded < 27_000, "{loaded} bytes");
        });
    }
}
