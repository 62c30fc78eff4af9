//! What a member can switch to (`GET /v1/memberships/{customerId}/membership-switch/configs`).

use serde::{Deserialize, Serialize};

use super::MembershipOfferDetail;
use crate::domain::contract::ContractId;
use crate::domain::text::Text;

/// Id of a way to switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SwitchConfigId(pub u64);

/// A way to switch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchConfig {
    /// Its id.
    pub id: SwitchConfigId,
    /// What the studio calls it.
    pub name: Text,
    /// What the studio says of it.
    pub banner: Option<Text>,
    /// What can be left by it.
    pub sources: Vec<SourceContract>,
}

/// A contract that can be left. Its id is described once as that of a current contract and once as that of a rate: which of the
/// member's contracts is meant is told by the id, else by the name, and by nothing where that is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceContract {
    /// The id as it came.
    pub id: u64,
    /// What the studio calls the rate.
    pub name: Text,
}

/// A way to switch, with what it leads to (`GET .../membership-switch/configs/{configId}`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwitchDetail {
    /// What the list says as well.
    pub config: SwitchConfig,
    /// What it leads to.
    pub destinations: Vec<MembershipOfferDetail>,
}

impl SwitchConfig {
    /// Which of a member's contracts, each an id and a name, can be left by it.
    pub fn leaves<'a, C>(&self, contracts: &'a [C], known: impl Fn(&C) -> (ContractId, &Text)) -> Vec<&'a C> {
        let by_id =
            |contract: &&C| self.sources.iter().any(|source| ContractId(source.id) == known(contract).0);
        let found: Vec<_> = contracts.iter().filter(by_id).collect();
        if !found.is_empty() {
            return found;
        }
        let by_name = |contract: &&C| self.sources.iter().any(|source| source.name == *known(contract).1);
        contracts.iter().filter(by_name).collect()
    }
}
