//! Delivering: what is repeated, what fails, what others do at the same moment.

use crate::harness::{DAY, NOW, Store};
use crate::mailroom::{Mailbox, Postman, Rate, Says, counts, deliver, send_to, send_to_all};
use onramp_domain::send::backoff::Obstacle;
use onramp_domain::send::{Claim, Counts, DeliveryState, Reason, Selection};
use onramp_domain::{Channel, PhoneId};
use onramp_usecases::deliver::ChunkEnd;
use onramp_usecases::ports::{Deliveries, Metric};

#[tokio::test]
async fn a_chunk_delivered_twice_sends_once_and_counts_once() {
    let store = Store::with_people(5).await;
    let (id, chunks) = send_to_all(&store, Channel::Sms).await;
    let mailbox = Mailbox::default();
    for _ in 0..2 {
        assert_eq!(deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await, ChunkEnd::Done);
    }
    assert_eq!(mailbox.sent().len(), 5);
    assert_eq!(counts(&store, &id).await, Counts { queued: 0, sending: 0, sent: 5, skipped: 0, failed: 0 });
    assert_eq!(store.counter.take(), [(Metric::Sent, None, 5)]);
}

#[tokio::test]
async fn what_is_not_taken_now_is_tried_again_with_the_same_link_and_the_others_are_not() {
    let store = Store::with_people(3).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    mailbox.say("user00001@example.org", Some(Says::NotNow));
    mailbox.say("user00002@example.org", Some(Says::TakenUnheard));
    assert_eq!(deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await, ChunkEnd::Later(Obstacle::Busy));
    assert_eq!(store.counter.take(), [(Metric::PutOff, None, 2), (Metric::Sent, None, 1)]);
    assert_eq!(counts(&store, &id).await, Counts { queued: 0, sending: 2, sent: 1, skipped: 0, failed: 0 });

    mailbox.say("user00001@example.org", None);
    mailbox.say("user00002@example.org", None);
    assert_eq!(deliver(&store, &mailbox, &id, &chunks.concat(), NOW + 60).await, ChunkEnd::Done);
    assert_eq!(counts(&store, &id).await, Counts { queued: 0, sending: 0, sent: 3, skipped: 0, failed: 0 });
    let mut sent = mailbox.sent();
    sent.sort();
    let to: Vec<_> = sent.iter().map(|(to, _)| &to[4..9]).collect();
    assert_eq!(to, ["00000", "00001", "00002", "00002"]);
    assert_eq!(sent[2].1, sent[3].1, "a repeated message carries the same link");
}

#[tokio::test]
async fn a_refusal_for_good_ends_the_delivery_with_a_reason_and_frees_the_phone() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    mailbox.say("user00000@example.org", Some(Says::Never(Reason::AddressRefused)));
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    let failed = store.table.deliveries(&id, Some(DeliveryState::Failed), 10, None).await.unwrap().items;
    assert_eq!(failed[0].reason, Some(Reason::AddressRefused));
    assert_eq!(store.counter.take(), [(Metric::Failed, Some("address_refused"), 1)]);

    let phone = store.first().await;
    assert_eq!((phone.link, phone.times_sent), (None, 0));
    assert!(store.hand_over(&phone.phone_id, false, NOW).await.is_ok());
}

#[tokio::test]
async fn two_sends_to_the_same_phones_make_one_link_each() {
    let store = Store::with_people(10).await;
    let (first, first_chunks) = send_to_all(&store, Channel::Email).await;
    let (second, second_chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    let postman = Postman::new(&store, &mailbox, NOW);
    let (to_first, to_second) = (first_chunks.concat(), second_chunks.concat());
    let (one, other) = tokio::join!(postman.deliver(&first, &to_first), postman.deliver(&second, &to_second));
    assert_eq!((one, other), (ChunkEnd::Done, ChunkEnd::Done));
    let mut to: Vec<_> = mailbox.sent().into_iter().map(|(to, _)| to).collect();
    to.sort();
    to.dedup();
    assert_eq!((to.len(), mailbox.sent().len()), (10, 10));
    let (a, b) = (counts(&store, &first).await, counts(&store, &second).await);
    assert_eq!((a.sent + b.sent, a.skipped + b.skipped), (10, 10));
    let skipped =
        store.table.deliveries(&second, Some(DeliveryState::Skipped), 10, None).await.unwrap().items;
    assert!(skipped.iter().all(|delivery| delivery.reason == Some(Reason::LiveLink(NOW + DAY))));
}

#[tokio::test]
async fn a_phone_that_is_gone_or_no_longer_eligible_is_skipped_with_the_reason() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    let named = Selection::phones(&[phone.phone_id.clone(), PhoneId::from_random(0)]).unwrap();
    let (id, chunks) = send_to(&store, Channel::Email, named, NOW).await;
    let code = store.hand_over(&phone.phone_id, false, NOW).await.unwrap().code;
    store.redeem(&code, NOW).await;
    let mailbox = Mailbox::default();
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    assert!(mailbox.sent().is_empty());
    let skipped = store.table.deliveries(&id, Some(DeliveryState::Skipped), 10, None).await.unwrap().items;
    let mut reasons: Vec<_> = skipped.iter().map(|delivery| delivery.reason.unwrap().code()).collect();
    reasons.sort_unstable();
    assert_eq!(reasons, ["already_activated", "phone_not_found"]);
}

#[tokio::test]
async fn a_link_that_ran_out_before_its_message_was_taken_is_not_sent() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    mailbox.say("user00000@example.org", Some(Says::NotNow));
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    mailbox.say("user00000@example.org", None);
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW + DAY).await;
    assert!(mailbox.sent().is_empty());
    let failed = store.table.deliveries(&id, Some(DeliveryState::Failed), 10, None).await.unwrap().items;
    assert_eq!(failed[0].reason, Some(Reason::LinkExpired));
}

#[tokio::test]
async fn two_attempts_at_a_chunk_at_the_same_moment_send_each_message_once() {
    let store = Store::with_people(20).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    let postman = Postman::new(&store, &mailbox, NOW);
    let phones = chunks.concat();
    tokio::join!(postman.deliver(&id, &phones), postman.deliver(&id, &phones), postman.deliver(&id, &phones));
    assert_eq!(mailbox.sent().len(), 20);
    // Whoever met another's claim comes back, and finds nothing left to do.
    assert_eq!(postman.deliver(&id, &phones).await, ChunkEnd::Done);
    assert_eq!((mailbox.sent().len(), counts(&store, &id).await.sent), (20, 20));
}

#[tokio::test]
async fn what_a_lost_attempt_claimed_is_left_alone_until_its_time_is_over_and_then_sent_with_the_same_link() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    let phones = chunks.concat();
    let claim = Claim { by: "lost".into(), until: NOW + 60 };
    mailbox.say("user00000@example.org", Some(Says::Hangs));
    let postman = Postman::new(&store, &mailbox, NOW);
    tokio::select! {
        biased;
        end = postman.attempt(&id, &phones, &claim) => panic!("it hangs: {end:?}"),
        () = mailbox.hung() => {}
    }
    mailbox.say("user00000@example.org", None);
    let early = deliver(&store, &mailbox, &id, &phones, NOW + 59).await;
    assert_eq!((early, mailbox.sent().len()), (ChunkEnd::Later(Obstacle::Claimed(NOW + 60)), 0));
    assert_eq!(deliver(&store, &mailbox, &id, &phones, NOW + 60).await, ChunkEnd::Done);
    assert_eq!((mailbox.sent().len(), counts(&store, &id).await.sent), (1, 1));
}

#[tokio::test]
async fn several_containers_together_keep_to_one_rate_and_what_has_no_time_left_becomes_a_job_of_its_own() {
    let store = Store::with_people(60).await;
    let (id, chunks) = send_to_all(&store, Channel::Sms).await;
    let phones = chunks.concat();
    let (mailbox, other) = (Mailbox::default(), Mailbox::default());
    let rate = Rate(Some(1));
    let one = Postman { rate, ..Postman::new(&store, &mailbox, NOW) };
    let two = Postman { rate, ..Postman::new(&store, &other, NOW) };
    let (first, second) = phones.split_at(30);
    // An SMS of the default text takes one part here: 30 of them half a minute, and both together a whole one.
    let ends = [one.deliver(&id, first).await, two.deliver(&id, second).await];
    assert_eq!(ends[0], ChunkEnd::Done);
    let ChunkEnd::Rest(rest, wait) = &ends[1] else { panic!("a minute does not suffice: {ends:?}") };
    assert_eq!((mailbox.sent().len(), other.sent().len() + rest.len()), (30, 30));
    assert!(!rest.is_empty() && *wait <= 60, "{rest:?} {wait}");
    let later = Postman { rate, ..Postman::new(&store, &other, NOW + 60) };
    assert_eq!(later.deliver(&id, rest).await, ChunkEnd::Done);
    assert_eq!(counts(&store, &id).await.sent, 60);
}
