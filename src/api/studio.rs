//! The studio: who it is and how full it is.

use super::answer::present;
use super::wire::{self, Call};
use super::{Client, Transport, garbage};
use crate::domain::fault::Fault;
use crate::domain::language::Language;
use crate::domain::studio::{Studio, StudioId, Utilization};
use crate::domain::text::Text;

/// Also the path of the key check.
pub(super) const INFORMATION: &str = "/v1/studios/information";
const UTILIZATION: &str = "/v1/studios/utilization";

impl<T: Transport> Client<T> {
    /// Who the studio is (`GET /v1/studios/information`).
    pub async fn read_information(&self, language: Language) -> Result<Studio, Fault> {
        let studio: wire::studio::StudioInformation = self.get(language, Call::get(INFORMATION)).await?;
        let door_codes = studio.access_code_configuration.and_then(|codes| codes.enabled);
        Ok(Studio {
            id: StudioId(studio.studio_id),
            name: present(studio.name.as_deref().map(Text::name)),
            door_codes: door_codes.unwrap_or(false),
        })
    }

    /// How full it is (`GET /v1/studios/utilization`).
    pub async fn read_utilization(&self, language: Language) -> Result<Utilization, Fault> {
        let load: wire::studio::StudioUtilization = self.get(language, Call::get(UTILIZATION)).await?;
        let count = load.count.and_then(|count| count.try_into().ok()).ok_or_else(garbage)?;
        // A studio without places would be always full; no capacity says that nothing is known.
        let capacity = load.capacity.and_then(|places| places.try_into().ok()).filter(|places| *places > 0);
        Ok(Utilization { count, capacity })
    }
}
