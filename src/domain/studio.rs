//! The studio behind the API key.

use super::text::Text;

/// Id of a studio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StudioId(pub u64);

/// What the kiosk shows of the studio (`GET /v1/studios/information`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Studio {
    /// Its id; passes may be restricted to some studios.
    pub id: StudioId,
    /// Its name, where it has one.
    pub name: Option<Text>,
    /// Whether members have door codes (`accessCodeConfiguration.enabled`).
    pub door_codes: bool,
}

/// How full the studio is (`GET /v1/studios/utilization`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utilization {
    /// People checked in; may exceed the capacity.
    pub count: u32,
    /// Places, where they are limited.
    pub capacity: Option<u32>,
}
