//! Who may stay: so many connections at once, and who goes when there is no room.
//!
//! Whoever has shown that a live code brought him keeps his place until his time is over. Of the others the one that has
//! been here longest goes, so that a crowd of half-open connections never keeps a phone out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::handoff::client::Network;

/// Connections at once of one client; a phone needs three, and a few phones may share an address.
pub(super) const CLIENT_MAX: usize = 16;
/// Connections at once in all; each costs a file handle and a few kilobytes.
pub(super) const ALL_MAX: usize = 128;

/// The connections there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Arc<Mutex<Room>>);

#[derive(Debug, Default)]
struct Room {
    /// Places given so far.
    given: u64,
    /// Oldest first.
    seats: Vec<Seat>,
}

#[derive(Debug)]
struct Seat {
    number: u64,
    /// `None` for a proxy of the operator, which has no limit of its own.
    client: Option<Network>,
    is_proven: bool,
    /// Dropped to make the connection go.
    _stay: watch::Sender<()>,
}

/// One connection's place; given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    number: u64,
    stay: watch::Receiver<()>,
}

impl Places {
    /// Gives a place; `None` when everybody who is in the way has a right to be.
    pub(super) fn take(&self, client: Option<Network>) -> Option<Place> {
        let mut room = self.lock();
        let is_client = |seat: &Seat| client.is_some() && seat.client == client;
        room.make_room(CLIENT_MAX, is_client)?;
        room.make_room(ALL_MAX, |_| true)?;
        let (sender, stay) = watch::channel(());
        room.given += 1;
        let number = room.given;
        room.seats.push(Seat { number, client, is_proven: false, _stay: sender });
        Some(Place { places: self.clone(), number, stay })
    }

    fn lock(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    /// Sends the oldest of these away when they are too many; `None` when none may be.
    fn make_room(&mut self, max: usize, is_one: impl Fn(&Seat) -> bool) -> Option<()> {
        if self.seats.iter().filter(|seat| is_one(seat)).count() < max {
            return Some(());
        }
        let oldest = self.seats.iter().position(|seat| is_one(seat) && !seat.is_proven)?;
        self.seats.remove(oldest);
        Some(())
    }
}

impl Place {
    /// Keeps the place against newcomers: the request names a live code.
    pub(super) fn prove(&self) {
        let mut room = self.places.lock();
        if let Some(seat) = room.seats.iter_mut().find(|seat| seat.number == self.number) {
            seat.is_proven = true;
        }
    }

    /// Ends when the place is taken away.
    pub(super) fn lost(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stay = self.stay.clone();
        // Nothing is ever sent; the sender is dropped.
        async move { while stay.changed().await.is_ok() {} }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let number = self.number;
        self.places.lock().seats.retain(|seat| seat.number != number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(n: u8) -> Network {
        Network::of([192, 0, 2, n].into())
    }

    fn is_lost(place: &Place) -> bool {
        place.stay.has_changed().is_err()
    }

    #[test]
    fn the_oldest_of_a_client_goes_when_it_has_too_many() {
        let places = Places::default();
        let other = places.take(Some(client(2))).expect("a place");
        let crowd: Vec<_> =
            (0..=CLIENT_MAX).map(|_| places.take(Some(client(1))).expect("a place")).collect();
        assert!(is_lost(&crowd[0]) && crowd[1..].iter().all(|place| !is_lost(place)));
        assert!(!is_lost(&other), "an older one of somebody else stays");
    }

    #[test]
    fn the_oldest_of_all_goes_when_there_are_too_many() {
        let places = Places::default();
        let crowd: Vec<_> = (0..=ALL_MAX)
            .map(|n| places.take(Some(client(u8::try_from(n / 10).expect("small")))).expect("a place"))
            .collect();
        assert!(is_lost(&crowd[0]) && crowd[1..].iter().all(|place| !is_lost(place)));
        assert_eq!(places.lock().seats.len(), ALL_MAX);
    }

    #[test]
    fn who_has_proved_it_stays_and_newcomers_go_when_all_have() {
        let places = Places::default();
        let mut crowd: Vec<_> =
            (0..CLIENT_MAX).map(|_| places.take(Some(client(1))).expect("a place")).collect();
        crowd[0].prove();
        let next = places.take(Some(client(1))).expect("a place");
        assert!(!is_lost(&crowd[0]) && is_lost(&crowd[1]));
        next.prove();
        crowd[2..].iter().for_each(Place::prove);
        assert!(places.take(Some(client(1))).is_none());
        assert!(places.take(Some(client(2))).is_some());
        crowd.pop();
        assert!(places.take(Some(client(1))).is_some(), "a place given back is free");
    }

    #[test]
    fn a_proxy_has_all_the_places() {
        let places = Places::default();
        let crowd: Vec<_> = (0..ALL_MAX).map(|_| places.take(None).expect("a place")).collect();
        assert!(crowd.iter().all(|place| !is_lost(place)));
        assert!(places.take(Some(client(1))).is_some() && is_lost(&crowd[0]));
    }
}
