//! One kind of fault alone, many times.

use crate::origin::Origin;
use crate::people::crowd;
use crate::plan::Faults;
use crate::world::World;
use onramp_domain::Channel;

const SEEDS: u64 = 4;
const PEOPLE: usize = 50;

/// Sends under these faults, by both channels in turn. Answers how many messages were sent again.
async fn sends_under(name: &str, faults: Faults) -> usize {
    let (mut repeated, origin) = (0, Origin::of(crowd(PEOPLE)).await);
    for seed in 0..SEEDS {
        let channel = if seed % 2 == 0 { Channel::Email } else { Channel::Sms };
        let world = World::new(name, seed, faults, &origin);
        world.sends_as_promised(channel).await;
        repeated += world.repeated();
    }
    repeated
}

#[tokio::test(start_paused = true)]
async fn where_nothing_fails_everyone_gets_one_message() {
    assert_eq!(sends_under("nothing", Faults::NONE).await, 0);
}

#[tokio::test(start_paused = true)]
async fn throttled_calls_are_made_again_and_nobody_gets_two_messages() {
    let throttled = Faults { throttled: 25, conflicts: 10, ..Faults::NONE };
    assert_eq!(sends_under("throttled", throttled).await, 0);
}

#[tokio::test(start_paused = true)]
async fn calls_that_fail_before_anything_is_done_cost_nobody_a_second_message() {
    let failing = Faults { dropped: 10, broken: 10, partial: 30, ..Faults::NONE };
    assert_eq!(sends_under("failing", failing).await, 0);
}

#[tokio::test(start_paused = true)]
async fn lost_answers_are_the_only_reason_for_a_second_message() {
    assert!(sends_under("unheard", Faults { unheard: 20, ..Faults::NONE }).await > 0);
}

#[tokio::test(start_paused = true)]
async fn a_transaction_that_is_made_again_knows_what_it_did_before() {
    sends_under("conflicts", Faults { unheard: 20, conflicts: 20, ..Faults::NONE }).await;
}

#[tokio::test(start_paused = true)]
async fn a_process_killed_at_any_call_loses_nobody() {
    assert!(sends_under("killed", Faults { killed: 70, ..Faults::NONE }).await > 0);
}

#[tokio::test(start_paused = true)]
async fn jobs_done_again_and_in_any_order_send_nothing_again() {
    let again = Faults { undeleted: 40, shuffled: true, ..Faults::NONE };
    assert_eq!(sends_under("undeleted", again).await, 0);
}

#[tokio::test(start_paused = true)]
async fn a_seed_tells_the_same_story_each_time() {
    let (mut stories, origin) = (Vec::new(), Origin::of(crowd(PEOPLE)).await);
    for _ in 0..2 {
        let world = World::new("story", 4, Faults::ALL, &origin);
        let (_, to) = world.selection(Channel::Email);
        let recipients = serde_json::json!({ "phone_ids": to });
        world.start(&serde_json::json!({ "channel": "email", "recipients": recipients }), "key").await;
        world.run().await;
        stories.push(world.services.history());
    }
    let differs = stories[0].iter().zip(&stories[1]).find(|(one, other)| one != other);
    assert_eq!((differs, stories[0].len()), (None, stories[1].len()));
}
