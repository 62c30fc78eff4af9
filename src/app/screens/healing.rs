//! Notices that the link has come back under a visitor's eyes, so that a screen goes on by itself.

use crate::app::station::Link;

/// Whether the link was down when it was looked at last.
#[derive(Clone, Copy, Debug, Default)]
pub struct Healing {
    was_down: bool,
}

impl Healing {
    /// Looks at the link; says whether it has come back since the last look.
    pub fn healed(&mut self, link: Link) -> bool {
        std::mem::replace(&mut self.was_down, link.is_down()) && !link.is_down()
    }
}
