//! What is to be ended, or kept after all: a contract, or that of a module beside it, as the studio shows it.

use ratatui::layout::Rect;

use super::standing;
use crate::app::member::Member;
use crate::app::remote::Remote;
use crate::app::shared::Cx;
use crate::domain::contract::{Cancelation, Contract};
use crate::domain::fault::Fault;
use crate::domain::module::ModuleContract;
use crate::domain::request::Target;
use crate::domain::text::Text;
use crate::domain::time::{Date, Moment, Term};
use crate::ui::canvas::Canvas;
use crate::ui::notice;
use crate::words::Speech;

/// A contract, or a module's, as far as its end is concerned.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What the studio calls it.
    pub name: &'a Text,
    /// How long before its end it has to be canceled.
    pub notice: Option<&'a Term>,
    /// Its cancelation, requested or in effect.
    pub cancelation: Option<&'a Cancelation>,
    /// The days it can be ended on.
    pub dates: &'a [Date],
    /// Whether its end can be asked for here.
    pub can_be_canceled: bool,
    /// Whether a cancelation can be taken back here.
    pub can_be_withdrawn: bool,
}

/// What is known of it.
#[derive(Clone, Copy, Debug)]
pub enum Found<'a> {
    /// This; what was known before is shown while it is read anew.
    Here(Subject<'a>),
    /// The studio does not list it any more.
    Gone,
    /// It could not be read.
    Unread(&'a Fault),
    /// It is being read, since then.
    Awaited(Moment),
    /// Nobody has asked.
    Unasked,
}

impl<'a> Found<'a> {
    /// What a member's shelves know of it.
    pub fn of(member: Option<&'a Member>, target: Target) -> Self {
        let Some(member) = member else { return Self::Unasked };
        if target.module.is_none() {
            return Self::on(&member.contracts, |contracts| {
                contracts.iter().find(|contract| contract.id == target.contract).map(Subject::from)
            });
        }
        match member.module_contracts.get(&target) {
            Some(shelf) => Self::on(shelf, |module| Some(Subject::from(&**module))),
            None => Self::Unasked,
        }
    }

    fn on<T: Clone>(shelf: &'a Remote<T>, subject: impl FnOnce(&'a T) -> Option<Subject<'a>>) -> Self {
        match (shelf.value(), shelf.fault(), shelf.asked_at()) {
            (Some(value), _, _) => subject(value).map_or(Self::Gone, Self::Here),
            (None, Some(fault), _) => Self::Unread(fault),
            (None, None, Some(since)) => Self::Awaited(since),
            (None, None, None) => Self::Unasked,
        }
    }

    /// What is known of it, where it is there.
    pub fn here(self) -> Option<Subject<'a>> {
        match self {
            Self::Here(subject) => Some(subject),
            Self::Gone | Self::Unread(_) | Self::Awaited(_) | Self::Unasked => None,
        }
    }
}

/// Asks for it anew.
pub fn ask(cx: &mut Cx<'_>, target: Target) {
    let (now, language) = (cx.now.moment, cx.visit.language);
    let Some(member) = &mut cx.visit.member else { return };
    if target.module.is_some() {
        member.ask_module_contract(now, language, target, cx.out);
    } else {
        member.ask_contracts(now, language, cx.out);
    }
}

/// Whether the last question for it brought nothing, so that what is shown may be old.
pub fn is_old(member: Option<&Member>, target: Target) -> bool {
    member.is_some_and(|member| match target.module {
        None => member.contracts.fault().is_some(),
        Some(_) => member.module_contracts.get(&target).is_some_and(|shelf| shelf.fault().is_some()),
    })
}

/// Says how far a cancelation has come that is there already.
pub fn stands(speech: Speech<'_>, cancelation: &Cancelation) -> String {
    let stands = standing::cancelation(speech, cancelation).0;
    speech.with("cancel-stands", &[("stands", stands.into())])
}

/// Says what is so with a contract that only the desk can help with.
pub fn view_desk(speech: Speech<'_>, canvas: &mut Canvas<'_>, body: Rect, what: &str) {
    let next = speech.say("contract-desk");
    notice::fault(canvas, body, &notice::FaultWords { what, next: &next, ..notice::FaultWords::default() });
}

impl<'a> From<&'a Contract> for Subject<'a> {
    fn from(contract: &'a Contract) -> Self {
        Self {
            name: &contract.name,
            notice: contract.notice.as_ref(),
            cancelation: contract.cancelation.as_ref(),
            dates: &contract.cancelation_dates,
            can_be_canceled: contract.can_be_canceled(),
            can_be_withdrawn: contract.can_be_withdrawn(),
        }
    }
}

impl<'a> From<&'a ModuleContract> for Subject<'a> {
    fn from(module: &'a ModuleContract) -> Self {
        Self {
            name: &module.name,
            notice: None,
            cancelation: module.cancelation.as_ref(),
            dates: &module.cancelation_dates,
            can_be_canceled: module.can_be_canceled(),
            can_be_withdrawn: module.can_be_withdrawn,
        }
    }
}
