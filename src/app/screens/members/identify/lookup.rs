//! Who somebody is: which keys the studio is asked for, one after the other, and what the answers add up to.
//!
//! Invariant: who is wrong hears the same, and after the same questions, whether nobody has what they typed or the proof
//! does not fit.

use std::collections::VecDeque;
use std::fmt;

use crate::config::{Identifier, MembersConfig};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::person::{Customer, CustomerId, CustomerKey};
use crate::domain::text::Secret;
use crate::domain::time::Date;
use crate::domain::tries::{Tried, TypedHash};

/// What only the person knows, as typed.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Given {
    /// The birth date.
    Born(Date),
    /// The PIN.
    Pin(Secret),
}

/// One try to prove who one is.
pub(super) struct Lookup {
    typed: TypedHash,
    /// What is still to be asked; a PIN that proves comes last.
    open: VecDeque<CustomerKey>,
    given: Given,
    /// Customers with one of the keys who may still try and are not proven.
    found: Vec<Customer>,
    /// Somebody with one of the keys has no more tries.
    is_spent: bool,
    /// Who has the PIN that proves.
    pin_of: Option<CustomerId>,
}

/// What comes next.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Ask the studio who has this.
    Ask(CustomerKey),
    /// This is the one.
    Proven(Box<Customer>),
    /// It does not fit together: these are counted, and then it is said.
    Wrong(Vec<Tried>),
    /// The tries of today are used up.
    TooMany,
    /// Somebody was found of whom the studio has no birth date, so that nothing can be proved.
    NoBirthDate,
    /// The studio could not be asked.
    Failed(Fault),
}

impl Lookup {
    /// Looks for who has what was typed, in the order of the configuration.
    pub(super) fn new(typed: &str, given: Given, config: &MembersConfig) -> Self {
        let key = |identifier: &Identifier| key(*identifier, typed.trim(), config);
        let mut open: VecDeque<_> = config.identify_by.iter().map(key).collect();
        if let Given::Pin(pin) = &given {
            open.push_back(CustomerKey::Pin(pin.clone()));
        }
        let typed = TypedHash::of(typed);
        Self { typed, open, given, found: Vec::new(), is_spent: false, pin_of: None }
    }

    /// The first question, or the next one; after the last what they add up to.
    pub(super) fn next(&mut self, may_try: impl Fn(&Tried) -> bool) -> Step {
        match self.open.front() {
            Some(key) => Step::Ask(key.clone()),
            None => self.end(may_try),
        }
    }

    /// Takes the answer to the question asked last.
    pub(super) fn take(
        &mut self,
        answer: &Result<Box<Customer>, Fault>,
        may_try: impl Fn(&Tried) -> bool,
    ) -> Step {
        self.open.pop_front();
        let is_last_pin = matches!(self.given, Given::Pin(_)) && self.open.is_empty();
        match answer {
            Ok(customer) if is_last_pin => self.pin_of = Some(customer.id),
            Ok(customer) if !may_try(&Tried::Customer(customer.id)) => self.is_spent = true,
            Ok(customer) if self.is_proven(customer) => return Step::Proven(customer.clone()),
            Ok(customer) if self.found.iter().any(|known| known.id == customer.id) => {}
            Ok(customer) => self.found.push((**customer).clone()),
            Err(fault) if is_nobody(fault) => {}
            Err(fault) => return Step::Failed(fault.clone()),
        }
        self.next(may_try)
    }

    fn is_proven(&self, customer: &Customer) -> bool {
        match &self.given {
            Given::Born(date) => customer.date_of_birth == Some(*date),
            Given::Pin(_) => self.pin_of == Some(customer.id),
        }
    }

    fn end(&self, may_try: impl Fn(&Tried) -> bool) -> Step {
        if let Some(customer) = self.found.iter().find(|customer| self.is_proven(customer)) {
            return Step::Proven(Box::new(customer.clone()));
        }
        let can_be_proved =
            |customer: &&Customer| matches!(self.given, Given::Pin(_)) || customer.date_of_birth.is_some();
        let wrong: Vec<_> =
            self.found.iter().filter(can_be_proved).map(|customer| Tried::Customer(customer.id)).collect();
        let nobody = Tried::Nobody(self.typed.clone());
        match (wrong.is_empty(), self.found.is_empty()) {
            (false, _) => Step::Wrong(wrong),
            (true, false) => Step::NoBirthDate,
            (true, true) if self.is_spent || !may_try(&nobody) => Step::TooMany,
            (true, true) => Step::Wrong(vec![nobody]),
        }
    }
}

/// What the studio is asked for.
fn key(identifier: Identifier, typed: &str, config: &MembersConfig) -> CustomerKey {
    match identifier {
        Identifier::Card => {
            CustomerKey::CardNumber { number: typed.to_owned(), format: config.card_number_format }
        }
        Identifier::Barcode => CustomerKey::Barcode(typed.to_owned()),
        Identifier::CustomerNumber => CustomerKey::CustomerNumber(typed.to_owned()),
        Identifier::Pin => CustomerKey::Pin(Secret::new(typed)),
    }
}

/// Whether an answer says that nobody has this key. A 400 says so too: a member number is no card number.
fn is_nobody(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::NotFound | FaultKind::Invalid | FaultKind::Conflict)
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lookup({} to ask, ***)", self.open.len())
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ask(_) => "Ask(***)",
            Self::Proven(_) => "Proven(***)",
            Self::Wrong(_) => "Wrong(***)",
            Self::TooMany => "TooMany",
            Self::NoBirthDate => "NoBirthDate",
            Self::Failed(_) => "Failed",
        })
    }
}

#[cfg(test)]
mod tests;
