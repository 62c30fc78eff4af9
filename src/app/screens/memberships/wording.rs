//! What is on its way to being concluded, in the language it is spoken of now.

use std::sync::Arc;

use crate::app::agreement::Side;
use crate::app::remote::Remote;
use crate::app::shared::{Cx, Sight};
use crate::domain::membership::{MembershipOfferDetail, MembershipOfferId, SwitchConfigId, SwitchDetail};

/// Asks for the offer in the visitor's language, where it was chosen in another; what is known is taken over at once.
pub fn ask(cx: &mut Cx<'_>) {
    let (now, language) = (cx.now.moment, cx.visit.language);
    let Some(agreement) = cx.visit.agreement.as_ref().filter(|it| it.language != Some(language)) else {
        return;
    };
    match agreement.side {
        Side::Joining | Side::Adding(_) => {
            cx.station.stock_membership(now, language, agreement.detail.offer.id, cx.out);
        }
        Side::Switching { config, .. } => {
            if let Some(member) = &mut cx.visit.member {
                member.ask_switch(now, language, config, cx.out);
            }
        }
    }
    take(cx);
}

/// Takes over the offer in the visitor's language, once it is known; says whether it did.
pub fn take(cx: &mut Cx<'_>) -> bool {
    let language = cx.visit.language;
    let Some(agreement) = cx.visit.agreement.as_ref().filter(|it| it.language != Some(language)) else {
        return false;
    };
    let detail = known(&cx.sight(), agreement.side, agreement.detail.offer.id);
    match (detail, &mut cx.visit.agreement) {
        (Some(detail), Some(agreement)) => agreement.reword(detail, language),
        _ => false,
    }
}

fn known(sight: &Sight<'_>, side: Side, offer: MembershipOfferId) -> Option<Arc<MembershipOfferDetail>> {
    match side {
        Side::Joining | Side::Adding(_) => sight.membership(offer).and_then(Remote::value).cloned(),
        Side::Switching { config, .. } => {
            let leads_to = &switch(sight, config)?.destinations;
            leads_to.iter().find(|detail| detail.offer.id == offer).cloned().map(Arc::new)
        }
    }
}

/// A way to switch in the visitor's language: one that is being read anew, or could not be, may be in an earlier one.
pub fn switch<'a>(sight: &Sight<'a>, config: SwitchConfigId) -> Option<&'a SwitchDetail> {
    let shelf = sight.visit.member.as_ref()?.switch(config)?;
    shelf.value().filter(|_| shelf.asked_at().is_none() && shelf.fault().is_none()).map(Arc::as_ref)
}
