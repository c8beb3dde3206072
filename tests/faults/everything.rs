//! Everything goes wrong at once.

use crate::origin::Origin;
use crate::people::{Reach, crowd};
use crate::plan::Faults;
use crate::world::World;
use onramp_domain::{Channel, PhoneId};
use serde_json::{Value, json};
use std::ops::Range;

/// The seeds that each run goes through, unless told.
const SEEDS: Range<u64> = 0..30;
/// People, of whom some seventy are sent to.
const PEOPLE: usize = 90;

/// The seeds to go through.
pub fn seeds() -> Range<u64> {
    let Ok(told) = std::env::var("ONRAMP_FAULT_SEEDS") else {
        return SEEDS;
    };
    let number = |text: &str| text.parse::<u64>().expect("a seed is a number");
    match told.split_once("..") {
        Some((from, to)) => number(from)..number(to),
        None => number(&told)..number(&told) + 1,
    }
}

impl World {
    /// A send to all that a channel reaches, or to every second phone and one that is not there, or to who matches a
    /// search: by chance. Tells what the request says, and who is to be sent to.
    pub fn selection(&self, channel: Channel) -> (Value, Vec<PhoneId>) {
        let ids = || self.phones.iter().map(|phone| phone.phone_id.clone());
        let reached = |at: usize| self.people[at].reach(channel) != Reach::Never;
        match self.seed.about("selection").below(4) {
            0 => {
                let mut named: Vec<_> = ids().step_by(2).collect();
                named.push(PhoneId::from_random(self.seed.0.into()));
                (json!({ "phone_ids": named }), named)
            }
            1 => {
                let found = |at: usize| self.people[at].row.realname.as_str().starts_with("Person 1");
                let to = ids().enumerate().filter(|(at, _)| reached(*at) && found(*at)).map(|(_, id)| id);
                (json!({ "all": true, "q": "person 1" }), to.collect())
            }
            _ => {
                let to = ids().enumerate().filter(|(at, _)| reached(*at)).map(|(_, id)| id).collect();
                (json!({ "all": true }), to)
            }
        }
    }

    /// Sends, waits until nothing is left to do, and looks.
    pub async fn sends_as_promised(&self, channel: Channel) {
        let (recipients, to) = self.selection(channel);
        let id = self.start(&json!({ "channel": channel, "recipients": recipients }), "key").await;
        self.run().await;
        self.is_as_promised(&id, &to);
    }
}

async fn every_seed_keeps_the_promise(channel: Channel) {
    let (mut repeated, origin) = (0, Origin::of(crowd(PEOPLE)).await);
    for seed in seeds() {
        let world = World::new(channel.as_str(), seed, Faults::ALL, &origin);
        world.sends_as_promised(channel).await;
        repeated += world.repeated();
    }
    assert!(repeated > 0 || seeds().count() < 10, "answers are lost, and messages sent again");
}

#[tokio::test(start_paused = true)]
async fn whatever_fails_every_email_goes_out_and_everything_adds_up() {
    every_seed_keeps_the_promise(Channel::Email).await;
}

#[tokio::test(start_paused = true)]
async fn whatever_fails_every_sms_goes_out_and_everything_adds_up() {
    every_seed_keeps_the_promise(Channel::Sms).await;
}
