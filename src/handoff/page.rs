//! What the phone is shown: two small pages, their style and their script, filled with the words of a language.

use super::colours::Colours;
use super::pages::Standing;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::{PhonePage, PhoneTask};
use crate::words::{Speech, Words};

/// The script.
pub(super) const SCRIPT: &str = include_str!("../../assets/handoff/page.js");
const STYLE: &str = include_str!("../../assets/handoff/page.css");
const PAGE: &str = include_str!("../../assets/handoff/page.html");
const FACTS: &str = include_str!("../../assets/handoff/facts.html");
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

impl Printer<'_> {
    /// The page of a payment, in the language of its visit; how it stands, and the whole claim code, are for the browser
    /// that has taken it.
    pub(super) fn payment(&self, page: &PhonePage, taken: Option<Standing>) -> String {
        let speech = self.words.speech(page.language);
        // What became of it stands above what was bought, and instead of the studio.
        let (stage, outcome) = match taken {
            None => ("", None),
            Some(Standing::Open(_)) => ("taken", None),
            Some(over) => (over.word(), Some(over.word())),
        };
        let facts = if outcome.is_some() { "{{facts-below}}" } else { "{{facts-above}}" };
        self.fill(&PAGE.replacen(facts, FACTS, 1), speech, |name| match name {
            "stage" => Some(stage.to_owned()),
            // A page that is taken goes on by itself.
            "hidden" => Some(if taken.is_some() { "hidden" } else { "" }.to_owned()),
            "facts-above" | "facts-below" => Some(String::new()),
            "heading" => Some(match outcome {
                Some(outcome) => speech.say(&format!("phone-{outcome}-title")),
                None => page.studio.to_string(),
            }),
            "outcome" => {
                Some(outcome.map(|outcome| speech.say(&format!("phone-{outcome}"))).unwrap_or_default())
            }
            "studio" => Some(page.studio.to_string()),
            "item" => Some(page.item.to_string()),
            "amount" => Some(amount(page).map(|amount| speech.money(amount)).unwrap_or_default()),
            "reference" => Some(match page.claim.as_ref().filter(|_| taken.is_some()) {
                Some(claim) => claim.to_string(),
                None => page.payment.reference.to_string(),
            }),
            _ => None,
        })
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
        self.fill(NOTE, speech, |name| match name {
            "title" => Some(speech.say(title)),
            "text" => Some(speech.say(text)),
            _ => None,
        })
    }

    /// Puts values and words where the template names them: `{{name}}` for a value, else the key of a word.
    fn fill(&self, template: &str, speech: Speech<'_>, value: impl Fn(&str) -> Option<String>) -> String {
        let mut filled = String::with_capacity(template.len() * 2 + self.style.len());
        let mut rest = template;
        while let Some((before, (name, after))) =
            rest.split_once("{{").and_then(|(before, marked)| Some((before, marked.split_once("}}")?)))
        {
            filled.push_str(before);
            match name {
                // Ours, and no text.
                "style" => filled.push_str(self.style),
                "language" => filled.push_str(speech.language().code()),
                _ => escape_into(&mut filled, &value(name).unwrap_or_else(|| speech.say(name))),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// What is to be paid on it.
fn amount(page: &PhonePage) -> Option<&Money> {
    match &page.task {
        PhoneTask::Pay { amount, .. } => Some(amount),
        PhoneTask::Sign(_) => None,
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
    use super::super::tests::page;
    use super::*;

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
            let html = printer.payment(&nasty, None);
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
                let html = printer.payment(&PhonePage { language, ..PhonePage::clone(&page(1, 1)) }, None);
                let gone = printer.gone(Some(language.code()));
                let in_use = printer.in_use(language);
                for html in [html, gone, in_use] {
                    assert!(html.contains(&format!("lang=\"{language}\"")), "{html}");
                    assert!(!html.contains("[phone-") && !html.contains("{{"), "{html}");
                }
            }
            let german = PhonePage { language: Language::De, ..PhonePage::clone(&page(1, 1)) };
            let html = printer.payment(&german, None);
            assert!(html.contains("Weiter zur Zahlung") && html.contains("19,99"), "{html}");
        });
    }

    #[test]
    fn a_page_that_is_taken_says_how_it_stands_and_has_no_button() {
        with_printer(|printer| {
            let free = printer.payment(&page(1, 1), None);
            assert!(free.contains("data-stage=\"\"") && free.contains("type=\"button\" >"), "{free}");
            for (standing, stage) in [
                (Standing::Open(1), "taken"),
                (Standing::Look, "look"),
                (Standing::Accepted, "accepted"),
                (Standing::Unused, "unused"),
                (Standing::TooLate, "too-late"),
                (Standing::Ended, "ended"),
                (Standing::NewCode, "new-code"),
            ] {
                let html = printer.payment(&page(1, 1), Some(standing));
                assert!(html.contains(&format!("data-stage=\"{stage}\"")), "{html}");
                assert!(html.contains("type=\"button\" hidden>"), "{html}");
            }
        });
    }

    #[test]
    fn an_end_is_the_heading_and_what_was_bought_stands_below() {
        with_printer(|printer| {
            let place = |html: &str, what: &str| html.find(what).unwrap_or_else(|| panic!("{what}: {html}"));
            let open = printer.payment(&page(1, 1), Some(Standing::Open(1)));
            assert!(place(&open, ">Kraftwerk Mitte</h1>") < place(&open, "<dl"), "{open}");
            assert!(place(&open, "<dl") < place(&open, "role=\"status\""), "{open}");
            let paid = printer.payment(&page(1, 1), Some(Standing::Accepted));
            assert!(
                place(&paid, ">✓ Payment confirmed</h1>")
                    < place(&paid, ">Please look at the kiosk: your ticket")
            );
            assert!(place(&paid, ">Please look at the kiosk: your ticket") < place(&paid, "<dl"), "{paid}");
            assert_eq!((open.matches("<dl").count(), paid.matches("<dl").count()), (1, 1));
            let new = printer.payment(&page(1, 1), Some(Standing::NewCode));
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
    fn everything_a_phone_loads_is_tiny() {
        with_printer(|printer| {
            let german = PhonePage { language: Language::De, ..PhonePage::clone(&page(1, 1)) };
            let loaded = printer.payment(&german, None).len() + SCRIPT.len();
            assert!(loaded < 19_000, "{loaded} bytes");
        });
    }
}
