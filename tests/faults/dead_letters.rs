//! Jobs that cannot be done end among the dead letters, and can be put back.

use crate::origin::Origin;
use crate::people::{Reach, crowd};
use crate::plan::Faults;
use crate::world::World;
use onramp_domain::send::SendState;
use onramp_domain::{Channel, PhoneId};
use onramp_usecases::ports::Job;
use serde_json::json;
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn a_chunk_that_cannot_be_done_is_readable_among_the_dead_letters_and_done_once_put_back() {
    let world = World::new("dead", 1, Faults::NONE, &Origin::of(crowd(40)).await);
    let ids = || world.phones.iter().zip(&world.people);
    let to: Vec<PhoneId> = ids()
        .filter(|(_, person)| person.reach(Channel::Email) != Reach::Never)
        .map(|(phone, _)| phone.phone_id.clone())
        .collect();
    let stuck = &world.phones[7].phone_id;
    world.services.break_for(world.people[7].address(Channel::Email));
    let body = json!({ "channel": "email", "recipients": { "all": true } });
    let id = world.start(&body, "key").await;
    world.run().await;

    let dead = world.services.letters.dead();
    let Ok(Job::Deliver { send_id, phone_ids }) = serde_json::from_str(&dead[0]) else {
        panic!("a chunk: {dead:?}");
    };
    assert_eq!((dead.len(), &send_id), (1, &id));
    assert!(phone_ids.contains(stuck));
    let send = world.send(&id);
    assert_eq!((send.state(), send.done()), (SendState::Running, to.len() as u64 - 1));

    world.services.break_for(None);
    world.services.letters.redrive();
    world.run().await;
    world.is_as_promised(&id, &to);
    assert_eq!(world.repeated(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_no_job_is_put_aside_and_holds_up_nobody() {
    let world = World::new("no-job", 2, Faults::NONE, &Origin::of(crowd(20)).await);
    world.services.letters.put("{\"job\":\"unknown\"}", Duration::ZERO);
    let body = json!({ "channel": "sms", "recipients": { "all": true } });
    let id = world.start(&body, "key").await;
    world.run().await;
    assert_eq!(world.services.letters.dead(), ["{\"job\":\"unknown\"}"]);
    assert_eq!(world.send(&id).state(), SendState::Finished);
}
