//! What is seen from outside of what a world does, at each call: who was sent what, and which links live.

use crate::mail::Taken;
use crate::services::{Call, Service, WorldClock};
use crate::table::{Engine, Key, keys_in};
use onramp_domain::send::Delivery;
use onramp_domain::{Link, LinkState, Phone};
use onramp_usecases::ports::Clock;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A message that a service took.
#[derive(Debug, Clone)]
pub struct Message {
    /// The address or number.
    pub to: String,
    /// The link in it.
    pub link: String,
    /// The process that handed it over.
    process: u64,
    /// Whether that process was told so.
    heard: bool,
}

/// Sees what is done.
pub struct Watch {
    engine: Arc<Engine>,
    clock: WorldClock,
    /// Which phone an address or number is of.
    phones: HashMap<String, String>,
    messages: Vec<Message>,
    /// Processes that were killed.
    killed: HashSet<u64>,
    /// Processes, and phones whose outcome they saw written down.
    recorded: HashSet<(u64, String)>,
    /// The keys of the links that each phone ever had.
    links: HashMap<String, BTreeSet<Key>>,
    wrong: Vec<String>,
}

impl Watch {
    /// One that has seen nothing yet.
    pub fn new(engine: Arc<Engine>, clock: WorldClock) -> Self {
        Self {
            engine,
            clock,
            phones: HashMap::new(),
            messages: Vec::new(),
            killed: HashSet::new(),
            recorded: HashSet::new(),
            links: HashMap::new(),
            wrong: Vec::new(),
        }
    }

    /// Learns which phone an address or number is of.
    pub fn know(&mut self, address: String, phone_id: String) {
        self.phones.insert(address, phone_id);
    }

    /// A service took a message. Answers its number.
    pub fn taken(&mut self, process: u64, (to, link): Taken) -> usize {
        self.messages.push(Message { to, link, process, heard: false });
        self.messages.len() - 1
    }

    /// Who handed a message over was told that it was taken.
    pub fn heard(&mut self, message: usize) {
        self.messages[message].heard = true;
    }

    /// A process was killed.
    pub fn killed(&mut self, process: u64) {
        self.killed.insert(process);
    }

    /// A call was done: looks at what it wrote.
    pub fn done(&mut self, process: u64, call: &Call) {
        for key in keys_written(call) {
            let (pk, sk) = &key;
            if let Some(phone) = sk.strip_prefix("D#") {
                let delivery: Option<Delivery> = self.engine.item(&key);
                if delivery.is_some_and(|delivery| delivery.state.is_outcome()) {
                    self.recorded.insert((process, phone.to_owned()));
                }
            } else if pk.starts_with("L#") {
                self.look_at_link(key);
            } else if let Some(phone) = pk.strip_prefix("P#") {
                self.look_at_phone(phone);
            }
        }
    }

    fn look_at_link(&mut self, key: Key) {
        if let Some(link) = self.engine.item::<Link>(&key) {
            let phone = link.phone_id.to_string();
            self.links.entry(phone.clone()).or_default().insert(key);
            self.look_at_phone(&phone);
        }
    }

    /// One live link at most, and that one stamped on the phone.
    fn look_at_phone(&mut self, id: &str) {
        let phone: Phone = self.engine.item(&(format!("P#{id}"), "P".to_owned())).unwrap();
        let keys = self.links.get(id).into_iter().flatten();
        let links = keys.filter_map(|key| self.engine.item::<Link>(key));
        let live: Vec<_> = links.filter(|link| link.state(self.clock.now()) == LinkState::Live).collect();
        let stamped = |link: &Link| phone.link.as_ref().is_some_and(|stamp| stamp.link_id == link.link_id);
        if live.len() > 1 || !live.iter().all(stamped) {
            let ids: Vec<_> = live.iter().map(|link| &link.link_id).collect();
            self.wrong
                .push(format!("the phone {id} carries {:?}, and these links live: {ids:?}", phone.link));
        }
    }

    /// What was wrong at any moment so far.
    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    /// Every message that was taken.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Whether who handed a message over was not told that it was taken, or was killed before that was written down:
    /// only then may it be handed over again.
    pub fn excused(&self, message: &Message) -> bool {
        let of = (message.process, self.phones[&message.to].clone());
        !message.heard || self.killed.contains(&message.process) && !self.recorded.contains(&of)
    }
}

/// The keys that a call writes; none if it only reads.
fn keys_written(call: &Call) -> Vec<Key> {
    let reads = matches!(call.operation.as_str(), "GetItem" | "BatchGetItem" | "Query" | "TransactGetItems");
    if call.service != Service::Table || reads { Vec::new() } else { keys_in(&call.fields) }
}
