//! What a member is told when the studio does not answer as hoped. Money is never in question here.

use ratatui::layout::Rect;

use crate::app::shared::Sight;
use crate::domain::fault::{Fault, FaultKind};
use crate::ui::canvas::Canvas;
use crate::ui::notice::{self, FaultWords};

/// Says what happened and what to do next.
pub(super) fn view(sight: &Sight<'_>, canvas: &mut Canvas<'_>, area: Rect, fault: &Fault) {
    let speech = sight.speech;
    let said = speech.fault(&fault.kind);
    // The key lacks a scope that the shop does without.
    let what = match fault.kind {
        FaultKind::ScopeMissing => speech.say("members-refused"),
        _ => said.what,
    };
    notice::fault(canvas, area, &FaultWords { what: &what, money: "", next: &said.next, reference: "" });
}
