//! `GET /v1/studios/information` and `GET /v1/studios/utilization`.

use crate::api::wire::studio::StudioUtilization;
use crate::domain::time::{Date, Weekday};

use super::ask::Ask;
use super::random::Random;
use super::refusal::json;
use super::{Outcome, World};

/// People come and go at this pace: the number changes once in so many minutes.
const STEP_MINUTES: i64 = 5;
/// The most that chance adds or takes, in percent of the capacity.
const NOISE_PERCENT: u64 = 4;

impl World {
    /// Moves the studio to another country, ISO 3166-1, to see what its law wants to know of people.
    pub fn move_to(&mut self, country: &str) {
        self.club.studio.information.country_code = Some(country.to_owned());
    }

    pub(super) fn studio_information(&self) -> Outcome {
        json(&self.club.studio.information)
    }

    /// How full it is: the hour's figure of the file, moving towards the next hour's, and a little chance.
    pub(super) fn studio_utilization(&self, ask: &Ask<'_>) -> Outcome {
        let local = self.zone.to_datetime(ask.now);
        let curve = self.busy_on(ask.today);
        let hour = usize::try_from(local.hour()).unwrap_or(0);
        let (here, next) = (i64::from(curve[hour]), i64::from(curve[(hour + 1) % 24]));
        let percent = here + (next - here) * i64::from(local.minute()) / 60;
        // Chance comes from the time and not from the world's sequence, so that asking changes nothing.
        let step = ask.now.as_second().div_euclid(STEP_MINUTES * 60);
        let noise = Random::new(step.unsigned_abs()).below(2 * NOISE_PERCENT + 1).cast_signed()
            - NOISE_PERCENT.cast_signed();
        let busy = if percent == 0 { 0 } else { (percent + noise).max(1) };
        let count = self.club.studio.capacity * busy / 100;
        json(&StudioUtilization { capacity: Some(self.club.studio.capacity), count: Some(count) })
    }

    fn busy_on(&self, day: Date) -> &[u8; 24] {
        match day.weekday() {
            Weekday::Saturday | Weekday::Sunday => &self.club.studio.busy_weekend,
            _ => &self.club.studio.busy_weekday,
        }
    }
}
