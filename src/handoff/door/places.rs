//! Who may stay: so many connections at once, and who goes when there is no room.
//!
//! Whoever has shown that a live code brought him keeps his place until his time is over: the browser that has taken the
//! page, and a few of each client while nobody has. Of the others one goes that has asked for something else, or else
//! one whose request has not arrived whole; the one that has been here longest. So no crowd keeps a phone out.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::handoff::client::Network;

/// Connections at once of one client; a phone needs three, and a few phones may share an address.
pub(super) const CLIENT_MAX: usize = 32;
/// Connections at once in all; each costs a file handle and a few kilobytes.
pub(super) const ALL_MAX: usize = 256;
/// Connections at once of one client that a code has brought which anybody may take: the phones of a few people who look
/// over each other's shoulders. Who knows the code must not fill the place with it.
pub(super) const FINDERS_MAX: usize = 8;

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
    right: Right,
    /// Dropped to make the connection go.
    _stay: watch::Sender<()>,
}

/// What a connection has shown of its right to be here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    /// The head of its request has not arrived whole.
    HalfOpen,
    /// It has asked for something that no live code has brought it to.
    Heard,
    /// It has named a code that anybody may take, in the name of this client.
    Finder(Network),
    /// It comes from the browser that has taken the page.
    Owner,
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
        room.seats.push(Seat { number, client, right: Right::HalfOpen, _stay: sender });
        Some(Place { places: self.clone(), number, stay })
    }

    fn lock(&self) -> MutexGuard<'_, Room> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Room {
    /// Sends one of these away when they are too many; `None` when all have a right to be here.
    fn make_room(&mut self, max: usize, is_one: impl Fn(&Seat) -> bool) -> Option<()> {
        if self.seats.iter().filter(|seat| is_one(seat)).count() < max {
            return Some(());
        }
        let oldest = |right| self.seats.iter().position(|seat| is_one(seat) && seat.right == right);
        let gone = oldest(Right::Heard).or_else(|| oldest(Right::HalfOpen))?;
        self.seats.remove(gone);
        Some(())
    }

    fn give(&mut self, number: u64, right: Right) {
        if let Some(seat) = self.seats.iter_mut().find(|seat| seat.number == number) {
            seat.right = right;
        }
    }
}

impl Place {
    /// The head of the request has arrived.
    pub(super) fn hear(&self) {
        self.places.lock().give(self.number, Right::Heard);
    }

    pub(super) fn is_heard(&self) -> bool {
        let room = self.places.lock();
        room.seats.iter().any(|seat| seat.number == self.number && seat.right != Right::HalfOpen)
    }

    /// Whether the request comes from the browser that has taken the page.
    pub(super) fn is_owner(&self) -> bool {
        let room = self.places.lock();
        room.seats.iter().any(|seat| seat.number == self.number && seat.right == Right::Owner)
    }

    /// Keeps the place against newcomers: the request comes from the browser that has taken the page.
    pub(super) fn prove_owner(&self) {
        self.places.lock().give(self.number, Right::Owner);
    }

    /// Keeps the place against newcomers, unless this client has enough of such: the request names a code that anybody
    /// may take.
    pub(super) fn prove_finder(&self, client: Network) {
        let mut room = self.places.lock();
        let right = Right::Finder(client);
        if room.seats.iter().filter(|seat| seat.right == right).count() < FINDERS_MAX {
            room.give(self.number, right);
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
        crowd[0].prove_owner();
        let next = places.take(Some(client(1))).expect("a place");
        assert!(!is_lost(&crowd[0]) && is_lost(&crowd[1]));
        next.prove_owner();
        crowd[2..].iter().for_each(Place::prove_owner);
        assert!(places.take(Some(client(1))).is_none());
        assert!(places.take(Some(client(2))).is_some());
        crowd.pop();
        assert!(places.take(Some(client(1))).is_some(), "a place given back is free");
    }

    #[test]
    fn who_has_asked_for_something_else_goes_first_and_then_the_half_open() {
        let places = Places::default();
        let crowd: Vec<_> = (0..CLIENT_MAX).map(|_| places.take(Some(client(1))).expect("a place")).collect();
        crowd[5].hear();
        assert!(crowd[5].is_heard() && !crowd[4].is_heard());
        let next = places.take(Some(client(1))).expect("a place");
        assert!(is_lost(&crowd[5]) && !is_lost(&crowd[0]));
        let _newest = places.take(Some(client(1))).expect("a place");
        assert!(is_lost(&crowd[0]) && !is_lost(&next));
    }

    #[test]
    fn a_code_that_anybody_may_take_keeps_a_few_places_of_one_client() {
        let places = Places::default();
        let crowd: Vec<_> = (0..CLIENT_MAX).map(|_| places.take(Some(client(1))).expect("a place")).collect();
        for place in &crowd {
            place.hear();
            place.prove_finder(client(1));
        }
        let newcomers: Vec<_> =
            (0..CLIENT_MAX).map(|_| places.take(Some(client(1))).expect("a place")).collect();
        let (kept, gone) = crowd.split_at(FINDERS_MAX);
        assert!(kept.iter().all(|place| !is_lost(place)) && gone.iter().all(is_lost));
        newcomers[CLIENT_MAX - 1].prove_finder(client(2));
        assert_eq!(
            places.lock().seats.last().map(|seat| seat.right),
            Some(Right::Finder(client(2))),
            "another client behind the same address has its own"
        );
    }

    #[test]
    fn a_proxy_has_all_the_places() {
        let places = Places::default();
        let crowd: Vec<_> = (0..ALL_MAX).map(|_| places.take(None).expect("a place")).collect();
        assert!(crowd.iter().all(|place| !is_lost(place)));
        assert!(places.take(Some(client(1))).is_some() && is_lost(&crowd[0]));
    }
}
