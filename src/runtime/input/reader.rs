//! A thread that waits for the terminal, since reading it blocks.

use std::thread;

use tokio::sync::mpsc;

use super::{Press, translate};
use crate::clock::Clock;
use crate::domain::time::Moment;

/// Presses that wait for the loop; whoever types faster than the kiosk draws waits in the terminal's own buffer.
const PRESSES_MAX: usize = 1024;

/// Starts reading. Each press comes with the moment it was read, whatever the loop is doing then.
///
/// The channel closes when the terminal cannot be read any more. The thread never ends by itself while it can be: it
/// waits in the terminal and goes with the process.
pub fn read_presses(clock: Clock) -> std::io::Result<mpsc::Receiver<(Moment, Press)>> {
    let (presses, waiting) = mpsc::channel(PRESSES_MAX);
    let read = move || {
        while let Ok(event) = crossterm::event::read() {
            let at = clock.now().moment;
            let Some(press) = translate(&event) else { continue };
            if presses.blocking_send((at, press)).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("input".into()).spawn(read)?;
    Ok(waiting)
}
