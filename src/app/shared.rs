//! What screens share: the settings of the kiosk, what they may touch, and where their effects go.

use std::collections::BTreeMap;
use std::time::Duration;

use ratatui::layout::Rect;

use super::effect::{Effect, RequestId};
use super::station::Station;
use super::till::{ShowAgain, Till};
use super::visit::Visit;
use crate::config::{
    Config, KioskConfig, LegalConfig, LegalText, MembersConfig, MembershipsConfig, ReferenceText,
};
use crate::domain::language::Language;
use crate::domain::time::{Date, Moment, Now, TimeZone};
use crate::words::{Speech, Words};

/// What the core needs to know of the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How the kiosk behaves.
    pub kiosk: KioskConfig,
    /// What members can do.
    pub members: MembersConfig,
    /// What is concluded here.
    pub memberships: MembershipsConfig,
    /// The zone the studio's dates are meant in.
    pub time_zone: TimeZone,
    /// What the law wants shown.
    pub legal: LegalConfig,
    /// The country an address is most likely in, ISO 3166-1 alpha-2.
    pub country: String,
    /// What stands on the bank statement.
    pub reference_text: ReferenceText,
    /// The payment methods this kiosk is set up for, by their names in the API.
    pub choices: Vec<String>,
    /// Whether this is a try-out on the embedded studio.
    pub demo: bool,
}

impl Settings {
    /// Time after a screen change in which a touch is ignored: a finger aimed at the old screen.
    pub const TOUCH_DEAF: Duration = Duration::from_millis(250);
    /// The server's clock and ours may differ by this much before selling stops.
    pub const CLOCK_OFF_MAX: Duration = Duration::from_mins(2);
    /// Waiting gets a busy text after this long.
    pub const BUSY_AFTER: Duration = Duration::from_millis(400);

    /// Takes what the core needs out of the configuration.
    pub fn new(config: &Config, demo: bool) -> Self {
        Self {
            kiosk: config.kiosk.clone(),
            members: config.members.clone(),
            memberships: config.memberships.clone(),
            time_zone: config.studio.time_zone.clone(),
            legal: config.legal.clone(),
            country: config.payment.country.clone(),
            reference_text: config.payment.reference_text.clone(),
            choices: config.payment.choices.clone(),
            demo,
        }
    }

    /// The day it is in the studio.
    pub fn today(&self, now: Now) -> Date {
        now.date_in(&self.time_zone)
    }

    /// For how long a pass is shown again.
    pub fn show_again(&self) -> ShowAgain {
        ShowAgain { span: self.kiosk.show_again, zone: self.time_zone.clone() }
    }

    /// The language a visit starts in.
    pub fn language(&self) -> Language {
        self.kiosk.languages.first().copied().unwrap_or(Language::En)
    }

    /// A legal text in this language, or in the default one where it is not written in this.
    pub fn legal_text<'a>(
        &self,
        texts: &'a BTreeMap<Language, LegalText>,
        language: Language,
    ) -> Option<&'a LegalText> {
        texts.get(&language).or_else(|| texts.get(&self.language()))
    }
}

/// Collects effects and names the questions among them.
#[derive(Debug, Default)]
pub struct Outbox {
    effects: Vec<Effect>,
    asked: u64,
}

impl Outbox {
    /// Adds an effect.
    pub fn send(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Adds an effect that has an answer, and tells which answer to wait for.
    pub fn ask(&mut self, question: impl FnOnce(RequestId) -> Effect) -> RequestId {
        self.asked += 1;
        let request = RequestId(self.asked);
        self.send(question(request));
        request
    }

    /// The same, where there is something to ask.
    pub fn ask_if(&mut self, question: impl FnOnce(RequestId) -> Option<Effect>) -> Option<RequestId> {
        let request = RequestId(self.asked + 1);
        let effect = question(request)?;
        self.asked = request.0;
        self.send(effect);
        Some(request)
    }

    /// Hands the effects out, in order.
    pub fn drain(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}

/// What a screen may read and touch while it handles a message.
pub struct Cx<'a> {
    /// What the clocks said.
    pub now: Now,
    /// The last key or touch.
    pub active_at: Moment,
    /// The whole terminal.
    pub grid: Rect,
    /// The settings.
    pub settings: &'a Settings,
    /// The words.
    pub words: &'a Words,
    /// What belongs to the kiosk.
    pub station: &'a mut Station,
    /// What belongs to the visitor.
    pub visit: &'a mut Visit,
    /// What moves money.
    pub till: &'a mut Till,
    /// Where effects go.
    pub out: &'a mut Outbox,
}

impl Cx<'_> {
    /// The words in the visitor's language.
    pub fn speech(&self) -> Speech<'_> {
        self.words.speech(self.visit.language)
    }

    /// The day it is in the studio.
    pub fn today(&self) -> Date {
        self.settings.today(self.now)
    }

    /// What it reads when it is drawn.
    pub fn sight(&self) -> Sight<'_> {
        Sight {
            now: self.now,
            settings: self.settings,
            words: self.words,
            speech: self.speech(),
            station: self.station,
            visit: self.visit,
            till: self.till,
        }
    }
}

/// What a screen may read while it is drawn.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// What the clocks said.
    pub now: Now,
    /// The settings.
    pub settings: &'a Settings,
    /// The words, in every language.
    pub words: &'a Words,
    /// The words in the visitor's language.
    pub speech: Speech<'a>,
    /// What belongs to the kiosk.
    pub station: &'a Station,
    /// What belongs to the visitor.
    pub visit: &'a Visit,
    /// What moves money.
    pub till: &'a Till,
}
