//! What each command does.

use std::sync::Arc;
use std::time::Duration;

use walkin::app::msg::{Event, Msg};
use walkin::config::{Identifier, ListItem, Proof};
use walkin::domain::fault::LedgerFault;
use walkin::domain::membership::Signatures;
use walkin::domain::payment::{PhonePage, PhoneProgress, PhoneTask};
use walkin::domain::person::{CardNumberFormat, FieldId};
use walkin::domain::text::Text;
use walkin::sandbox::Scope;
use walkin::ui::key::Key;

use super::Play;
use super::words::{Line, keys, quoted, size, span};
use crate::kiosk::phone::Phone;
use crate::kiosk::studio::{OPERATIONS, Rule, Trouble};

/// What a person needs for one act.
const ACT: Duration = Duration::from_millis(500);
/// The pause between two presses of a key that is held down.
const REPEAT: Duration = Duration::from_millis(30);

type Done = Result<(), String>;

impl Play<'_> {
    pub(super) fn act(&mut self, line: &Line) -> Done {
        let (command, rest) = line.split();
        match command {
            "size" | "language" | "demo" | "contact" | "members" | "memberships" | "country" | "studio"
            | "api" | "ledger" | "clock" => {}
            _ => self.start(),
        }
        if command == "first" {
            return self.first(rest);
        }
        if !self.quiet {
            self.tell(&format!("> {}", line.text()));
        }
        match command {
            "size" | "language" | "demo" | "contact" | "members" | "memberships" | "country" => {
                self.set(command, rest)?;
            }
            "studio" => self.studio(rest)?,
            "api" => self.api(rest)?,
            "phone" => self.phone(rest)?,
            "ledger" => self.ledger(rest)?,
            "clock" => self.clock(rest)?,
            "see" | "not" | "world" | "screen" => self.look(command, rest)?,
            "at" => {
                let act = rest.strip_prefix("once ").ok_or("at once, and then what?")?;
                self.person(act)?;
            }
            "wait" => self.kiosk.wait(span(rest)?),
            "resize" => {
                let (columns, rows) = size(rest)?;
                self.kiosk.resize(columns, rows);
            }
            "restart" => self.kiosk.start(),
            "catalogue" => self.catalogue(rest)?,
            "power" => self.power(rest)?,
            "terminate" => {
                self.kiosk.send(Msg::Event(Event::Ending));
                let waits = self.kiosk.model.in_flight();
                self.tell(if waits { "    (the process waits)" } else { "    (the process ends)" });
            }
            _ => {
                self.kiosk.wait(ACT);
                self.person(line.text())?;
            }
        }
        self.tell_notes();
        Ok(())
    }

    fn start(&mut self) {
        if !std::mem::replace(&mut self.started, true) {
            self.tell("> start");
            self.kiosk.start();
            self.tell_notes();
        }
    }

    fn first(&mut self, part: &str) -> Done {
        self.tell(&format!("> first {part}"));
        let quiet = std::mem::replace(&mut self.quiet, true);
        let result = self.file(&self.folder.join("parts").join(format!("{part}.part")));
        self.quiet = quiet;
        result
    }

    /// What a person does, this very moment.
    fn person(&mut self, act: &str) -> Done {
        let line = Line::new(act);
        let (command, rest) = line.split();
        match command {
            "press" => {
                let (key, count) = keys(rest)?;
                (0..count).for_each(|_| self.kiosk.send(Msg::Key(key)));
            }
            "hold" => {
                let (key, count) = keys(rest)?;
                for _ in 0..count {
                    self.kiosk.send(Msg::Key(key));
                    self.kiosk.wait(REPEAT);
                }
            }
            "type" => quoted(rest).chars().for_each(|c| self.kiosk.send(Msg::Key(Key::Char(c)))),
            "scan" => self.kiosk.send(Msg::Scan(quoted(rest).to_owned())),
            "tap" => {
                let key = match rest.strip_prefix("field ") {
                    Some(label) => Some(self.field(quoted(label))?),
                    None if rest == "beside" => None,
                    None => Some(self.kiosk.screen().touch(quoted(rest))?),
                };
                self.kiosk.send(Msg::Touch(key));
            }
            _ => return Err(format!("there is no command {command:?}")),
        }
        Ok(())
    }

    /// The key of a field: of its label, or of what stands below it.
    fn field(&self, label: &str) -> Result<Key, String> {
        if let Ok(number @ 1..) = label.parse::<usize>() {
            return Ok(Key::Pick(number - 1));
        }
        let screen = self.kiosk.screen();
        let places = screen.find(label);
        let found = places.iter().find_map(|(x, y)| {
            let regions = &screen.regions;
            regions.find(*x, *y).or_else(|| regions.find(*x, y + 1))
        });
        found.ok_or_else(|| format!("there is no field {label:?} to touch"))
    }

    fn look(&mut self, command: &str, rest: &str) -> Done {
        match command {
            "screen" => self.show(),
            "see" | "not" if self.blind => {}
            "see" if !self.kiosk.screen().says(quoted(rest)) => {
                return Err("it is not on the screen:".to_owned());
            }
            "not" => {
                let text = quoted(rest.strip_prefix("see ").ok_or("not see what?")?);
                if self.kiosk.screen().says(text) {
                    return Err("it is on the screen:".to_owned());
                }
            }
            "world" => {
                let count = rest.strip_prefix("purchases ").and_then(|count| count.parse::<usize>().ok());
                let count = count.ok_or("world purchases, and a number")?;
                if self.sold() != count {
                    return Err(format!("the studio has sold {}:", self.sold()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn set(&mut self, command: &str, rest: &str) -> Done {
        if self.started {
            return Err("this has to stand before the kiosk starts".to_owned());
        }
        match command {
            "size" => {
                let (columns, rows) = size(rest)?;
                self.kiosk.resize(columns, rows);
            }
            "demo" => self.kiosk.settings.demo = true,
            "members" => self.members(rest)?,
            "memberships" => self.memberships(rest)?,
            "country" => rest.clone_into(&mut self.kiosk.settings.country),
            "contact" => self.kiosk.settings.kiosk.contact = Some(Text::name(quoted(rest))),
            _ => {
                let language = rest.parse().map_err(|_| format!("{rest:?} is not a language"))?;
                let languages = &mut self.kiosk.settings.kiosk.languages;
                languages.retain(|other| *other != language);
                languages.insert(0, language);
            }
        }
        Ok(())
    }

    fn members(&mut self, rest: &str) -> Done {
        let members = &mut self.kiosk.settings.members;
        match rest.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["off"] => members.enabled = false,
            ["prove", "pin"] => {
                members.proof = Proof::Pin;
                members.identify_by.retain(|identifier| *identifier != Identifier::Pin);
            }
            ["cards", "hex"] => members.card_number_format = CardNumberFormat::HexMsb,
            _ => return Err(format!("members do not {rest:?}")),
        }
        Ok(())
    }

    fn memberships(&mut self, rest: &str) -> Done {
        let memberships = &mut self.kiosk.settings.memberships;
        match rest.splitn(5, ' ').collect::<Vec<_>>().as_slice() {
            ["off"] => (memberships.join, memberships.add, memberships.switch) = (false, false, false),
            ["from", years] => {
                memberships.signing_age = years.parse().map_err(|_| format!("{years:?} is not an age"))?;
            }
            ["take", item, "for", field, option] => {
                let item = item.parse().map_err(|_| format!("{item:?} is not an item"))?;
                let field = field.parse().map_err(|_| format!("{field:?} is not a field"))?;
                let option = quoted(option).to_owned();
                memberships.list_items.push(ListItem { field: FieldId(field), item, option });
            }
            _ => return Err(format!("memberships do not {rest:?}")),
        }
        Ok(())
    }

    fn studio(&mut self, rest: &str) -> Done {
        let mut studio = self.kiosk.studio.state();
        let form = &mut studio.world.lead_config;
        match rest.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["asks", "nothing"] => {
                form.additional_information.clear();
                form.communication_preferences.clear();
                form.date_of_birth_mode = None;
                form.telephone_mode = None;
            }
            ["asks", what, mode] => {
                let mode = Some(mode.to_uppercase());
                match *what {
                    "address" => form.address_mode = mode,
                    "birth-date" => form.date_of_birth_mode = mode,
                    "gender" => form.gender_mode = mode,
                    "telephone" => form.telephone_mode = mode,
                    _ => return Err(format!("a studio does not ask for {what:?}")),
                }
            }
            ["lists", "no", "days"] => studio.undated = true,
            ["verifies", "cancelations"] => studio.world.verifies_cancelations = true,
            ["takes", "repeats"] => studio.world.accepts_repeats = true,
            ["agrees"] => studio.verify_at_desk(),
            [verb @ ("cancels" | "withdraws"), contract] => {
                let contract = contract.parse().map_err(|_| format!("{contract:?} is not a contract"))?;
                let done = match *verb {
                    "cancels" => studio.cancel_at_desk(contract),
                    _ => studio.withdraw_at_desk(contract),
                };
                done.ok_or("that cannot be done")?;
            }
            ["books", module, "beside", contract] => {
                let module = module.parse().map_err(|_| format!("{module:?} is not a module"))?;
                let contract = contract.parse().map_err(|_| format!("{contract:?} is not a contract"))?;
                studio.book_at_desk(contract, module).ok_or("that cannot be done")?;
            }
            ["knows", first, last, "born", born, email] => {
                let born = born.parse().map_err(|_| format!("{born:?} is not a day"))?;
                let name = format!("{first} {last}");
                studio.register_at_desk(&name, born, email).ok_or("that cannot be done")?;
            }
            ["concludes", term, "from", day, "for", email] => {
                let term = term.parse().map_err(|_| format!("{term:?} is not a term"))?;
                let day = day.parse().map_err(|_| format!("{day:?} is not a day"))?;
                studio.conclude_at_desk(email, term, day).ok_or("that cannot be done")?;
            }
            ["sells", offer, "from", day, "to", email] => {
                let offer = offer.parse().map_err(|_| format!("{offer:?} is not an offer"))?;
                let day = day.parse().map_err(|_| format!("{day:?} is not a day"))?;
                studio
                    .sell_at_desk(email, offer, day)
                    .ok_or_else(|| format!("nobody is called {email:?}"))?;
                self.at_desk += 1;
            }
            ["offers", count] => {
                let count = count.parse().map_err(|_| format!("{count:?} is not a number"))?;
                let now = studio.now;
                let world = std::mem::replace(&mut studio.world, walkin::sandbox::World::new(0, now));
                studio.world = world.with_offers(count);
            }
            [verb @ ("has" | "lacks"), name] => {
                let scope = Scope::ALL.into_iter().find(|scope| format!("{scope:?}") == *name);
                let scope = scope.ok_or_else(|| format!("there is no scope {name:?}"))?;
                let scopes = &mut studio.world.scopes;
                if *verb == "has" {
                    scopes.insert(scope)
                } else {
                    scopes.remove(&scope)
                };
            }
            ["has", "no", "door", "codes"] => studio.world.enable_door_codes(false),
            ["key", "wrong"] => "wrong".clone_into(&mut studio.key),
            ["key", "right"] => studio.key = String::from(studio.world.key()),
            _ => return Err(format!("a studio cannot be told {rest:?}")),
        }
        Ok(())
    }

    fn api(&mut self, rest: &str) -> Done {
        match rest {
            "offline" => self.kiosk.studio.state().everywhere = Some(Trouble::Offline),
            "online" => self.kiosk.studio.state().everywhere = None,
            "calm" => {
                let mut studio = self.kiosk.studio.state();
                studio.everywhere = None;
                studio.rules.clear();
            }
            "answer" => self.kiosk.release()?,
            _ => {
                let (operation, what) =
                    rest.split_once(": ").ok_or("which operation, and what happens to it?")?;
                if !OPERATIONS.iter().any(|(name, ..)| *name == operation) {
                    return Err(format!("there is no operation {operation:?}"));
                }
                let rules = &mut self.kiosk.studio.state().rules;
                if what == "ok" {
                    rules.retain(|rule| rule.operation != operation);
                } else {
                    rules.push(rule(operation, what)?);
                }
            }
        }
        Ok(())
    }

    fn phone(&mut self, rest: &str) -> Done {
        match rest {
            "broken" => self.kiosk.phone.broken = true,
            "ok" => self.kiosk.phone.broken = false,
            "takes" => {
                let taken = self.kiosk.phone.take()?.ok_or("the payment is on another phone already")?;
                self.kiosk.report(taken);
            }
            "opens" => self.progress(PhoneProgress::Open)?,
            "processes" => self.progress(PhoneProgress::Processing)?,
            "declines" => self.progress(PhoneProgress::Declined)?,
            "closes" => self.progress(PhoneProgress::Closed)?,
            "breaks" => self.progress(PhoneProgress::Broken)?,
            "falls silent" => self.kiosk.phone.fall_silent(),
            "pays" | "pays twice" => {
                let page = self.on_phone()?;
                let paid = self.kiosk.pay(&page)?;
                if rest == "pays twice" {
                    self.kiosk.report(paid.clone());
                }
                self.kiosk.report(paid);
            }
            "signs" | "signs twice" => {
                let page = self.on_phone()?;
                let signed = Phone::sign(&page)?;
                if rest == "signs twice" {
                    self.kiosk.report(signed.clone());
                }
                self.kiosk.report(signed);
            }
            // As no page of the kiosk's own does.
            "signs nothing" => {
                let page = self.on_phone()?;
                Phone::papers(&page)?;
                self.kiosk.report(Phone::signed(&page, Signatures::default()));
            }
            "agrees" => {
                let page = self.kiosk.phone.last()?;
                self.on_its_way = Some(match page.task {
                    PhoneTask::Sign(_) => Phone::sign(&page)?,
                    PhoneTask::Pay { .. } => self.kiosk.pay(&page)?,
                });
            }
            "delivers" => {
                let paid = self.on_its_way.take().ok_or("the phone has not agreed to anything")?;
                self.kiosk.report(paid);
            }
            _ => return Err(format!("a phone does not do {rest:?}")),
        }
        Ok(())
    }

    /// The page now shown, which a phone has taken.
    fn on_phone(&mut self) -> Result<Arc<PhonePage>, String> {
        if let Some(taken) = self.kiosk.phone.take()? {
            self.kiosk.report(taken);
        }
        self.kiosk.phone.shown()
    }

    fn progress(&mut self, progress: PhoneProgress) -> Done {
        let told = self.kiosk.phone.progress(progress)?;
        self.kiosk.report(told);
        Ok(())
    }

    fn power(&mut self, rest: &str) -> Done {
        let keep = match rest.strip_prefix("cut") {
            Some("") => 0,
            Some(keep) => keep.trim().parse().map_err(|_| format!("{keep:?} is not a number of writes"))?,
            None => return Err(format!("power does not {rest:?}")),
        };
        self.kiosk.power_cut(keep);
        Ok(())
    }

    fn catalogue(&mut self, rest: &str) -> Done {
        let file = self.kiosk.catalogue.as_mut().ok_or("no catalogue is kept")?;
        match rest {
            "damaged" => file.truncate(file.len() / 2),
            _ => return Err(format!("a catalogue is not {rest:?}")),
        }
        Ok(())
    }

    fn ledger(&mut self, rest: &str) -> Done {
        match rest {
            "full" => self.kiosk.ledger.fault = Some(LedgerFault::Full),
            "read-only" => self.kiosk.ledger.fault = Some(LedgerFault::ReadOnly),
            "damaged" => self.kiosk.ledger.fault = Some(LedgerFault::Damaged),
            "ok" => self.kiosk.ledger.fault = None,
            "slow" => self.kiosk.ledger_slow = true,
            "prompt" => {
                self.kiosk.ledger_slow = false;
                self.kiosk.sync(usize::MAX);
            }
            "syncs" => self.kiosk.sync(1),
            _ => {
                let reference = rest.strip_prefix("closes ").and_then(|text| text.parse().ok());
                let reference = reference.ok_or_else(|| format!("a ledger is not {rest:?}"))?;
                let closed = self.kiosk.ledger.close(self.kiosk.now().wall, &reference);
                closed.map_err(|fault| format!("{reference} cannot be closed: {fault:?}"))?;
                self.kiosk.start();
            }
        }
        Ok(())
    }

    fn clock(&mut self, rest: &str) -> Done {
        if let Some(by) = rest.strip_prefix("jumps ") {
            let back = by.strip_prefix("back ");
            let span = span(back.unwrap_or(by))?;
            let span = jiff::SignedDuration::try_from(span).map_err(|error| error.to_string())?;
            self.kiosk.set_wall(if back.is_some() { -span } else { span });
            return Ok(());
        }
        let ahead = match rest.strip_prefix("off ") {
            Some(text) => span(text)?,
            None if rest == "right" => Duration::ZERO,
            None => return Err(format!("a clock is not {rest:?}")),
        };
        self.kiosk.studio.state().ahead =
            jiff::SignedDuration::try_from(ahead).map_err(|error| error.to_string())?;
        Ok(())
    }
}

/// What happens to calls of an operation, how long it takes, and to how many of them.
fn rule(operation: &str, text: &str) -> Result<Rule, String> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let last = words.last().copied().unwrap_or_default();
    let times = last.strip_prefix('x').and_then(|times| times.parse().ok());
    let left = if last == "always" { None } else { Some(times.unwrap_or(1)) };
    if left.is_none() || times.is_some() {
        words.pop();
    }
    let takes = after(&mut words, "in")?;
    let hides = after(&mut words, "hidden")?;
    let trouble = if words.is_empty() { None } else { Some(trouble(&words)?) };
    Ok(Rule { operation: operation.to_owned(), trouble, takes, hides, left })
}

/// The span behind a word at the end; both are taken away.
fn after(words: &mut Vec<&str>, word: &str) -> Result<Duration, String> {
    match words.as_slice() {
        [.., found, text] if *found == word => {
            let span = span(text)?;
            words.truncate(words.len() - 2);
            Ok(span)
        }
        _ => Ok(Duration::ZERO),
    }
}

fn trouble(words: &[&str]) -> Result<Trouble, String> {
    let status = |text: &str| text.parse::<u16>().map_err(|_| format!("{text:?} is not a status"));
    Ok(match words {
        ["lost-answer"] => Trouble::LostAnswer,
        ["lost-request"] => Trouble::LostRequest,
        ["offline"] => Trouble::Offline,
        ["status", code] => Trouble::Status(status(code)?),
        ["done-but", code] => Trouble::DoneButStatus(status(code)?),
        ["garbage"] => Trouble::Garbage,
        ["half"] => Trouble::Half,
        ["late", later] => Trouble::Late(span(later)?),
        ["twice"] => Trouble::Twice(Duration::ZERO),
        ["twice", later] => Trouble::Twice(span(later)?),
        ["slow"] => Trouble::Slow,
        ["stuck"] => Trouble::Stuck,
        ["says", places @ ..] => {
            Trouble::Says(places.split(|word| *word == "&").map(place).collect::<Result<_, _>>()?)
        }
        _ => return Err(format!("nothing like {:?} happens to calls", words.join(" "))),
    })
}

/// A place of an answer and what stands there.
fn place(words: &[&str]) -> Result<(String, serde_json::Value), String> {
    let [path, value @ ..] = words else { return Err("says what?".to_owned()) };
    let value = value.join(" ");
    let value = serde_json::from_str(&value).map_err(|_| format!("{value:?} is not JSON"))?;
    Ok(((*path).to_owned(), value))
}
