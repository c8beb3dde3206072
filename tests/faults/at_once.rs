//! Processes that are given the same job at the same time.

use crate::origin::Origin;
use crate::people::crowd;
use crate::plan::Faults;
use crate::world::World;
use onramp_domain::Channel;
use serde_json::json;

const SEEDS: u64 = 8;
const PEOPLE: usize = 50;
/// Processes that do jobs at the same time.
const CONTAINERS: usize = 4;

#[tokio::test(start_paused = true)]
async fn jobs_given_out_twice_at_the_same_time_send_nothing_twice() {
    let twice = Faults { twice: 50, shuffled: true, ..Faults::NONE };
    let origin = Origin::of(crowd(PEOPLE)).await;
    for seed in 0..SEEDS {
        let mut world = World::new("twice", seed, twice, &origin);
        world.containers = CONTAINERS;
        world.sends_as_promised(if seed % 2 == 0 { Channel::Email } else { Channel::Sms }).await;
        assert_eq!(world.repeated(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_processes_that_find_recipients_one_may_die_and_nobody_is_lost() {
    let twice = Faults { twice: 50, throttled: 30, killed: 40, ..Faults::NONE };
    let origin = Origin::of(crowd(PEOPLE)).await;
    for seed in 0..SEEDS {
        let mut world = World::new("dies", seed, twice, &origin);
        world.containers = CONTAINERS;
        let (recipients, to) = world.selection(Channel::Sms);
        let id = world.start(&json!({ "channel": "sms", "recipients": recipients }), "key").await;
        world.run().await;
        world.nobody_is_lost(&id, &to);
    }
}
