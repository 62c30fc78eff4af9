//! What is done on the phone for a membership, one thing after the other: what is done, what is to do now, what is still missing.

use crate::app::shared::Sight;
use crate::app::till::{PhoneView, TaskView};
use crate::domain::intent::{Intent, Order};
use crate::domain::payment::PaymentScope;
use crate::ui::canvas::measure;
use crate::ui::theme::Tone;
use crate::words::Speech;

/// What one of the things to do on the phone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// To read, and sign what is to be signed.
    Papers,
    /// To leave an instrument for payments to come.
    Instrument,
    /// To pay what is due.
    Payment,
}

impl Task {
    fn of(scope: PaymentScope) -> Self {
        match scope {
            PaymentScope::MemberAccount => Self::Instrument,
            PaymentScope::Ecom => Self::Payment,
        }
    }

    fn now(task: TaskView) -> Self {
        task.payment.map_or(Self::Papers, |(scope, _)| Self::of(scope))
    }
}

/// The key of the title over the code.
pub(super) fn title(task: TaskView) -> &'static str {
    match Task::now(task) {
        Task::Papers if task.signatures > 0 => "task-sign-title",
        Task::Papers => "task-read-title",
        Task::Instrument => "task-instrument-title",
        Task::Payment => "paying-title",
    }
}

/// The key of what a demo does in place of a phone.
pub(super) fn pretend(task: TaskView) -> &'static str {
    match Task::now(task) {
        Task::Papers => "task-pretend",
        Task::Instrument | Task::Payment => "paying-pretend",
    }
}

/// Whether a demo can do it in place of a phone: the first thing as long as no phone has it, and what follows.
pub(super) fn can_be_pretended(phone: PhoneView<'_>) -> bool {
    !phone.is_taken() || phone.task.step > 1
}

/// The key of what to do once a phone has it.
pub(super) fn next(task: TaskView) -> &'static str {
    match Task::now(task) {
        Task::Papers => "task-sign-next",
        Task::Instrument => "task-instrument-next",
        Task::Payment => "paying-taken-next",
    }
}

/// The key of what is said of a phone that has left the page.
pub(super) fn closed(task: TaskView) -> (&'static str, &'static str) {
    match Task::now(task) {
        Task::Papers => ("task-closed", "task-closed-next"),
        Task::Instrument | Task::Payment => ("paying-closed", "paying-closed-next"),
    }
}

/// What it is about: of a pass the price; of a membership a line for each thing to do, with a mark for what is done.
pub(super) fn lines(sight: &Sight<'_>, intent: &Intent, task: TaskView) -> Vec<(String, Tone)> {
    let speech = sight.speech;
    let item = intent.order.name().map(ToString::to_string).unwrap_or_default();
    let payable = intent.order.payable();
    match &intent.order {
        Order::Pass(order) => vec![(speech.money(&order.payable), Tone::Price), (item, Tone::Dim)],
        Order::Request(_) => {
            let scopes = intent.order.tokens();
            let reads = usize::from(task.steps) > scopes.len();
            let tasks = reads.then_some(Task::Papers).into_iter();
            let tasks = tasks.chain(scopes.iter().copied().map(Task::of));
            let amount = payable.map(|payable| speech.money(payable)).unwrap_or_default();
            let steps = (1..).zip(tasks).map(|(n, one)| step(speech, one, n, task, &amount));
            std::iter::once((item, Tone::Dim)).chain(aligned(steps.collect())).collect()
        }
    }
}

/// One thing to do, as far as it has come.
fn step(speech: Speech<'_>, task: Task, n: u8, now: TaskView, amount: &str) -> (String, Tone) {
    let what = match task {
        Task::Papers => speech.say(if now.signatures > 0 { "task-sign" } else { "task-read" }),
        Task::Instrument => speech.say("task-instrument"),
        Task::Payment => speech.with("task-payment", &[("amount", amount.into())]),
    };
    match n.cmp(&now.step) {
        std::cmp::Ordering::Less => (format!("√ {what}"), Tone::Success),
        std::cmp::Ordering::Equal => (format!("► {what}"), Tone::Price),
        std::cmp::Ordering::Greater => (format!("· {what}"), Tone::Text),
    }
}

/// The same, each as wide as the widest: their marks stand below each other where lines are centred. Wrapping takes away blanks
/// at which a line may break.
fn aligned(mut steps: Vec<(String, Tone)>) -> Vec<(String, Tone)> {
    let width = steps.iter().map(|(text, _)| measure(text)).max().unwrap_or_default();
    for (text, _) in &mut steps {
        let short = usize::from(width.saturating_sub(measure(text)));
        text.extend(std::iter::repeat_n('\u{a0}', short));
    }
    steps
}
