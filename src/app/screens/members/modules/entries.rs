//! The rows of the list of extras, out of three shelves.

use super::super::module::can_be_ordered;
use crate::app::member::{Kept, Member};
use crate::app::remote::Remote;
use crate::domain::contract::ContractId;
use crate::domain::module::{KeptModule, Module, ModuleContractId, ModuleId};
use crate::domain::text::Text;

/// A row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry<'a> {
    /// What was booked here.
    Kept(&'a KeptModule),
    /// What can be booked here.
    Open(&'a Module),
    /// What can only be had at the desk.
    AtDesk(&'a Module),
    /// A shelf that could not be read.
    Unread(Group),
}

/// Which shelf a row is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What was booked here.
    Kept,
    /// What the contract can have now.
    Open,
    /// What else the studio has, and what cannot be ordered here.
    Elsewhere,
}

/// What a row is about, whichever row that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryId {
    /// A module that was booked.
    Kept(ModuleId, Option<ModuleContractId>),
    /// A module.
    Module(ModuleId),
    /// A shelf that could not be read.
    Unread(Group),
}

impl<'a> Entry<'a> {
    /// What it is about.
    pub fn id(self) -> EntryId {
        match self {
            Self::Kept(kept) => EntryId::Kept(kept.order.module, kept.contract),
            Self::Open(module) | Self::AtDesk(module) => EntryId::Module(module.id),
            Self::Unread(group) => EntryId::Unread(group),
        }
    }

    /// Which shelf it is from.
    pub fn group(self) -> Group {
        match self {
            Self::Kept(_) => Group::Kept,
            Self::Open(_) => Group::Open,
            Self::AtDesk(_) => Group::Elsewhere,
            Self::Unread(group) => group,
        }
    }

    /// What the studio calls it; nothing where it could not be read.
    pub fn name(self) -> Option<&'a Text> {
        match self {
            Self::Kept(kept) => Some(&kept.name),
            Self::Open(module) | Self::AtDesk(module) => Some(&module.name),
            Self::Unread(_) => None,
        }
    }
}

/// What was booked for this contract, what it can have now, and the rest, each in the order it was told in.
pub fn entries(member: &Member, contract: ContractId) -> Vec<Entry<'_>> {
    let mut rows = Vec::new();
    match &member.kept {
        Kept::Known(kept) => {
            rows.extend(kept.iter().filter(|kept| kept.order.contract == contract).map(Entry::Kept));
        }
        Kept::Unavailable => rows.push(Entry::Unread(Group::Kept)),
        Kept::Unasked | Kept::Asked(_) => {}
    }
    let booked = |id: ModuleId| {
        let Kept::Known(kept) = &member.kept else { return false };
        kept.iter().any(|kept| kept.order.contract == contract && kept.order.module == id)
    };
    let open = member.purchasable.get(&contract);
    let purchasable = open.and_then(Remote::value).map_or(&[][..], |modules| &modules[..]);
    let (here, at_desk): (Vec<_>, Vec<_>) = purchasable.iter().partition(|module| can_be_ordered(module));
    rows.extend(here.into_iter().map(Entry::Open));
    if open.is_some_and(|shelf| shelf.value().is_none() && shelf.fault().is_some()) {
        rows.push(Entry::Unread(Group::Open));
    }
    rows.extend(at_desk.into_iter().map(Entry::AtDesk));
    // While it is unknown what can be had now, nothing can be said to be the rest.
    if open.is_some_and(|shelf| shelf.value().is_some()) {
        let others = member.modules.value().map_or(&[][..], |modules| &modules[..]);
        let is_other =
            |module: &&Module| !booked(module.id) && !purchasable.iter().any(|other| other.id == module.id);
        rows.extend(others.iter().filter(is_other).map(Entry::AtDesk));
        if member.modules.value().is_none() && member.modules.fault().is_some() {
            rows.push(Entry::Unread(Group::Elsewhere));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::effect::RequestId;
    use crate::domain::fault::FaultKind;
    use crate::domain::frequency::{FrequencyId, PaymentFrequency, Rhythm};
    use crate::domain::module::ModuleOrder;
    use crate::domain::person::{Customer, CustomerId, CustomerStatus};
    use crate::domain::time::{Moment, Term, TermUnit};

    const CONTRACT: ContractId = ContractId(1);

    fn module(id: u64, frequency: Option<u64>) -> Module {
        Module {
            id: ModuleId(id),
            name: Text::name(&format!("Module {id}")),
            description: None,
            frequencies: vec![PaymentFrequency { id: frequency.map(FrequencyId), rhythm: Rhythm::Free }],
            term: Some(Term { value: 1, unit: TermUnit::Month }),
            extension: None,
            notice: None,
            trial: None,
        }
    }

    fn kept(contract: ContractId, module: u64) -> KeptModule {
        let order =
            ModuleOrder { contract, module: ModuleId(module), frequency: FrequencyId(1), trial: false };
        KeptModule { order, contract: Some(ModuleContractId(module)), name: "Kept".into() }
    }

    fn told<T: Clone>(value: Result<T, FaultKind>) -> Remote<T> {
        let mut shelf = Remote::default();
        shelf.ask(RequestId(1), Moment::default());
        shelf.accept(RequestId(1), &value.map_err(Into::into), Moment::default());
        shelf
    }

    fn member() -> Member {
        let mut member = Member::new(&Customer {
            id: CustomerId(1),
            first_name: None,
            last_name: None,
            email: None,
            date_of_birth: None,
            access_refusal: false,
            status: CustomerStatus::Member,
            third_party_id: None,
        });
        member.kept = Kept::Known(vec![kept(CONTRACT, 10), kept(ContractId(2), 11)].into());
        let open = vec![module(20, None), module(21, Some(1))];
        member.purchasable.insert(CONTRACT, told(Ok(open.into())));
        let all = vec![module(10, Some(1)), module(11, Some(1)), module(20, None), module(21, Some(1))];
        member.modules = told(Ok(all.into()));
        member
    }

    fn rows(member: &Member) -> Vec<(Group, u64)> {
        let id = |entry: Entry<'_>| match entry.id() {
            EntryId::Kept(id, _) | EntryId::Module(id) => id.0,
            EntryId::Unread(_) => 0,
        };
        entries(member, CONTRACT).into_iter().map(|entry| (entry.group(), id(entry))).collect()
    }

    #[test]
    fn a_module_stands_in_one_group_and_what_cannot_be_ordered_is_for_the_desk() {
        let expected = [(Group::Kept, 10), (Group::Open, 21), (Group::Elsewhere, 20), (Group::Elsewhere, 11)];
        assert_eq!(rows(&member()), expected);
    }

    #[test]
    fn a_shelf_that_cannot_be_read_says_so_and_hides_no_other() {
        let mut member = member();
        member.modules = told(Err(FaultKind::Garbage));
        member.kept = Kept::Unavailable;
        let expected = [(Group::Kept, 0), (Group::Open, 21), (Group::Elsewhere, 20), (Group::Elsewhere, 0)];
        assert_eq!(rows(&member), expected);
    }

    #[test]
    fn while_it_is_unknown_what_can_be_had_nothing_is_said_to_be_for_the_desk() {
        let mut member = member();
        member.purchasable.insert(CONTRACT, told(Err(FaultKind::Cut)));
        assert_eq!(rows(&member), [(Group::Kept, 10), (Group::Open, 0)]);
    }
}
