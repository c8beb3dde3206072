//! What must be true of a send once nothing is left to do.

use crate::people::{Person, Reach};
use crate::watch::Message;
use crate::world::World;
use onramp_domain::send::{Delivery, DeliveryState, Send, SendState};
use onramp_domain::{Channel, Phone, PhoneId, SendId};
use onramp_usecases::ports::UnactivatedCount;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};

impl World {
    /// The send as it is kept.
    pub fn send(&self, id: &SendId) -> Send {
        self.services.engine.item(&(format!("B#{id}"), "B".to_owned())).unwrap()
    }

    /// Every delivery of a send.
    pub fn deliveries(&self, id: &SendId) -> Vec<Delivery> {
        let of = format!("B#{id}");
        self.kept(|(pk, sk)| *pk == of && sk.starts_with("D#"))
    }

    fn kept<T: DeserializeOwned>(&self, wanted: impl Fn(&(String, String)) -> bool) -> Vec<T> {
        let items = self.services.engine.items().into_iter().filter(|(key, _)| wanted(key));
        items.map(|(_, item)| serde_json::from_value(item).unwrap()).collect()
    }

    /// Nobody was lost, nobody was sent to twice without need, and all of it adds up.
    pub fn is_as_promised(&self, id: &SendId, to: &[PhoneId]) {
        self.nobody_is_lost(id, to);
        self.nobody_is_sent_to_without_need();
    }

    /// Everyone who was selected, and no one else, has the outcome that is due, and all of it adds up.
    pub fn nobody_is_lost(&self, id: &SendId, to: &[PhoneId]) {
        assert_eq!(self.services.letters.dead(), [] as [String; 0], "dead letters");
        let send = self.send(id);
        let deliveries = self.deliveries(id);
        counts_are_a_recount(&send, &deliveries);
        let reached: BTreeSet<_> = deliveries.iter().map(|delivery| &delivery.phone_id).collect();
        assert_eq!(reached, to.iter().collect(), "who was written down is who was selected");
        let mut messages = self.messages();
        for delivery in &deliveries {
            let whose = self.phones.iter().position(|phone| phone.phone_id == delivery.phone_id);
            let Some(at) = whose else {
                assert_eq!(delivery.state, DeliveryState::Skipped, "a phone that is not there");
                continue;
            };
            let address = self.people[at].address(send.channel).unwrap_or_default();
            let got = messages.remove(address).unwrap_or_default();
            is_reached_as_told(send.channel, delivery, &self.people[at], &got);
        }
        assert!(messages.is_empty(), "messages to who was not selected: {messages:?}");
    }

    /// The messages that were taken, by whom they went to.
    fn messages(&self) -> BTreeMap<String, Vec<Message>> {
        let mut messages: BTreeMap<String, Vec<Message>> = BTreeMap::new();
        for message in self.services.watch().messages() {
            messages.entry(message.to.clone()).or_default().push(message.clone());
        }
        messages
    }

    /// All copies of a message carry the same link, and there is a copy only where nobody could know of the one before.
    pub fn nobody_is_sent_to_without_need(&self) {
        for copies in self.messages().into_values() {
            let (_, earlier) = copies.split_last().unwrap();
            let watch = self.services.watch();
            assert!(
                earlier.iter().all(|message| watch.excused(message)),
                "sent again without need: {copies:?}"
            );
            assert!(copies.windows(2).all(|two| two[0].link == two[1].link), "one link for each: {copies:?}");
        }
    }

    /// The count of the unactivated as it is kept.
    pub fn count(&self) -> UnactivatedCount {
        let shards: Vec<UnactivatedCount> = self.kept(|(_, sk)| sk == "C");
        shards.iter().fold(UnactivatedCount::default(), |sum, shard| UnactivatedCount {
            email: sum.email + shard.email,
            sms: sum.sms + shard.sms,
        })
    }

    /// Every phone as it is kept now.
    pub fn phones_now(&self) -> Vec<Phone> {
        self.kept(|(_, sk)| sk == "P")
    }

    /// Messages that were sent again, since nobody could know that they had been taken.
    pub fn repeated(&self) -> usize {
        let watch = self.services.watch();
        let to: BTreeSet<_> = watch.messages().iter().map(|message| &message.to).collect();
        watch.messages().len() - to.len()
    }
}

/// What was heard of a message after it was sent does not change that it was.
const fn counted_as(state: DeliveryState) -> DeliveryState {
    match state {
        DeliveryState::Opened | DeliveryState::Activated => DeliveryState::Sent,
        state => state,
    }
}

fn is_reached_as_told(channel: Channel, delivery: &Delivery, person: &Person, got: &[Message]) {
    let (state, some) = match person.reach(channel) {
        Reach::Taken => (DeliveryState::Sent, true),
        Reach::Refused => (DeliveryState::Failed, false),
        Reach::Never => (DeliveryState::Skipped, false),
    };
    assert_eq!((counted_as(delivery.state), !got.is_empty()), (state, some), "{delivery:?} {got:?}");
}

/// A send is finished, and its counts are those of its deliveries.
pub fn counts_are_a_recount(send: &Send, deliveries: &[Delivery]) {
    let of = |state| deliveries.iter().filter(|delivery| counted_as(delivery.state) == state).count() as u64;
    let recount = (of(DeliveryState::Sent), of(DeliveryState::Skipped), of(DeliveryState::Failed));
    assert_eq!((send.sent, send.skipped, send.failed), recount, "the counts are those of a recount");
    assert_eq!(send.recipients, deliveries.len() as u64, "the recipients are those of a recount");
    assert_eq!(send.done(), send.recipients, "the counts add up");
    assert_eq!(send.state(), SendState::Finished);
}
