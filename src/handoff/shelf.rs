//! What the kiosk and the server share: the pages, and how they look.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::colours::Colours;
use super::page;
use super::pages::Pages;
use crate::clock::Clock;
use crate::domain::time::Now;

/// The pages, with the time that makes them old.
#[derive(Debug)]
pub(super) struct Shelf {
    pages: Mutex<Pages>,
    style: Mutex<Arc<str>>,
    clock: Clock,
}

impl Shelf {
    pub(super) fn new(pages: Pages) -> Self {
        let style = page::style(&Colours::default()).into();
        Self { pages: Mutex::new(pages), style: Mutex::new(style), clock: Clock::start() }
    }

    pub(super) fn now(&self) -> Now {
        self.clock.now()
    }

    /// The pages of now, without those that ended long ago.
    ///
    /// A panic elsewhere leaves them as they were: each change is complete in itself.
    pub(super) fn open(&self) -> MutexGuard<'_, Pages> {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.forget(self.clock.now().moment);
        pages
    }

    pub(super) fn paint(&self, colours: &Colours) {
        *self.style.lock().unwrap_or_else(PoisonError::into_inner) = page::style(colours).into();
    }

    pub(super) fn style(&self) -> Arc<str> {
        Arc::clone(&self.style.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
