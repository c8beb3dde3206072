//! Sends that are paused, resumed, cancelled, or stop by themselves.

use crate::harness::{NOW, Store, owner};
use crate::mailroom::{Mailbox, Pile, Postman, Says, chunks_of, counts, deliver, send_to_all};
use onramp_domain::send::{
    Claim, Control, Counts, DeliveryState, Guard, Outcome, PauseReason, Reason, Send, SendState,
};
use onramp_domain::{Channel, SendId};
use onramp_usecases::Error;
use onramp_usecases::control_send::control_send;
use onramp_usecases::deliver::ChunkEnd;
use onramp_usecases::ports::{Deliveries, Ends, Metric, Sends};

async fn tell(store: &Store, pile: &Pile, id: &SendId, to: Control) -> Result<SendState, Error> {
    let told = control_send(&store.table, pile, &owner(), id, to, NOW, store.event_id()).await?;
    Ok(told.send.state())
}

async fn send(store: &Store, id: &SendId) -> Send {
    store.table.send(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_paused_send_sends_nothing_and_a_resumed_one_goes_to_everyone_who_is_left() {
    let store = Store::with_people(40).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let (mailbox, pile) = (Mailbox::default(), Pile::default());
    deliver(&store, &mailbox, &id, &chunks[0], NOW).await;
    assert_eq!(tell(&store, &pile, &id, Control::Paused).await.unwrap(), SendState::Paused);
    assert_eq!(send(&store, &id).await.paused_because, Some(PauseReason::ByAdministrator));
    assert_eq!(deliver(&store, &mailbox, &id, &chunks[1], NOW).await, ChunkEnd::Done);
    let before = mailbox.sent().len();
    assert_eq!((before, pile.take().len()), (chunks[0].len(), 0));

    assert_eq!(tell(&store, &pile, &id, Control::Running).await.unwrap(), SendState::Running);
    let again = chunks_of(&store, &pile, NOW).await.concat();
    assert_eq!(again.len(), 40 - before);
    deliver(&store, &mailbox, &id, &again, NOW).await;
    assert_eq!((mailbox.sent().len(), send(&store, &id).await.state()), (40, SendState::Finished));
}

#[tokio::test]
async fn a_send_that_is_paused_while_it_is_expanded_goes_on_where_it_stopped() {
    let store = Store::with_people(250).await;
    let pile = Pile::default();
    let (id, _) = send_to_all(&store, Channel::Email).await;
    let whole = send(&store, &id).await.recipients;
    assert_eq!(tell(&store, &pile, &id, Control::Paused).await.unwrap(), SendState::Paused);
    // Paused, an expansion does nothing; whoever asks twice resumes once.
    onramp_usecases::expand::expand(&store.table, &pile, &id, NOW).await.unwrap();
    assert!(pile.take().is_empty());
    for _ in 0..2 {
        assert_eq!(tell(&store, &pile, &id, Control::Running).await.unwrap(), SendState::Running);
    }
    let mut again = chunks_of(&store, &pile, NOW).await.concat();
    again.sort();
    again.dedup();
    assert_eq!(again.len() as u64, whole);
}

#[tokio::test]
async fn a_cancelled_send_adds_up_frees_the_phones_and_stays_cancelled() {
    let store = Store::with_people(3).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let (mailbox, pile) = (Mailbox::default(), Pile::default());
    mailbox.say("user00001@example.org", Some(Says::NotNow));
    deliver(&store, &mailbox, &id, &chunks[0], NOW).await;
    let rest: Vec<_> = chunks[1..].concat();
    assert_eq!(tell(&store, &pile, &id, Control::Cancelled).await.unwrap(), SendState::Cancelled);
    let again = chunks_of(&store, &pile, NOW).await.concat();
    assert!(again.len() >= rest.len());
    deliver(&store, &mailbox, &id, &again, NOW).await;
    let sent = mailbox.sent().len() as u64;
    let expected = Counts { queued: 0, sending: 0, sent, skipped: 3 - sent, failed: 0 };
    assert_eq!(counts(&store, &id).await, expected);
    let skipped = store.table.deliveries(&id, Some(DeliveryState::Skipped), 9, None).await.unwrap().items;
    for delivery in &skipped {
        assert_eq!(delivery.reason, Some(Reason::Cancelled));
        assert!(store.hand_over(&delivery.phone_id, false, NOW).await.is_ok(), "the phone is free");
    }
    assert_eq!(send(&store, &id).await.reasons["cancelled"], 3 - sent);
    for to in [Control::Running, Control::Paused] {
        let refused = tell(&store, &pile, &id, to).await;
        assert!(matches!(refused, Err(Error::SendOver(SendState::Cancelled))), "{refused:?}");
    }
}

#[tokio::test]
async fn who_is_being_sent_to_by_another_attempt_is_not_passed_over() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let read = store.table.chunk(&id, &chunks[0]).await.unwrap().deliveries.remove(0).0;
    let claim = Claim { by: "another".into(), until: NOW + 60 };
    assert!(store.table.claim(&id, &read.phone_id, &claim, NOW).await.unwrap());
    let none = Counts { queued: 0, sending: 0, sent: 0, skipped: 0, failed: 0 };
    // A cancelled send is called off by what was read before that.
    let skip = || Ends {
        ended: vec![read.clone().ended(Outcome::Skipped(Reason::Cancelled), NOW)],
        by: "one",
        ..Ends::default()
    };
    store.table.record(&id, Channel::Email, skip(), NOW).await.unwrap();
    assert_eq!(counts(&store, &id).await, Counts { sending: 1, ..none });
    store.table.record(&id, Channel::Email, skip(), NOW + 60).await.unwrap();
    assert_eq!(counts(&store, &id).await, Counts { skipped: 1, ..none }, "a claim ends");
}

#[tokio::test]
async fn a_send_most_of_whose_messages_are_refused_pauses_itself_and_goes_on_when_it_is_resumed() {
    let store = Store::with_people(10).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let (mailbox, pile) = (Mailbox::default(), Pile::default());
    for n in 0..10 {
        let address = format!("user{n:05}@example.org");
        mailbox.say(&address, Some(Says::Never(Reason::SenderNotVerified)));
    }
    let guard = Guard::new(20, 10).unwrap();
    let postman = Postman { guard, ..Postman::new(&store, &mailbox, NOW) };
    let all = chunks.concat();
    let (first, rest) = all.split_at(3);
    assert_eq!(postman.deliver(&id, first).await, ChunkEnd::Done);
    let paused = send(&store, &id).await;
    assert_eq!(paused.paused_because, Some(PauseReason::TooManyFailures));
    assert!(store.counter.take().contains(&(Metric::Paused, Some("too_many_failures"), 1)));
    assert_eq!(postman.deliver(&id, rest).await, ChunkEnd::Done);
    assert_eq!(counts(&store, &id).await.queued, 7, "the list is not burnt through");

    for n in 0..10 {
        mailbox.say(&format!("user{n:05}@example.org"), None);
    }
    tell(&store, &pile, &id, Control::Running).await.unwrap();
    let again = chunks_of(&store, &pile, NOW).await.concat();
    assert_eq!(postman.deliver(&id, &again).await, ChunkEnd::Done);
    let done = send(&store, &id).await;
    assert_eq!((done.state(), done.sent, done.failed), (SendState::Finished, 7, 3));
    assert_eq!(done.reasons["sender_not_verified"], 3);
}

#[tokio::test]
async fn a_suspended_account_pauses_the_send_and_loses_nobody() {
    let store = Store::with_people(4).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let (mailbox, pile) = (Mailbox::default(), Pile::default());
    let all = chunks.concat();
    mailbox.say("user00002@example.org", Some(Says::Suspended));
    assert_eq!(deliver(&store, &mailbox, &id, &all, NOW).await, ChunkEnd::Done);
    assert_eq!(send(&store, &id).await.paused_because, Some(PauseReason::AccountSuspended));
    mailbox.say("user00002@example.org", None);
    tell(&store, &pile, &id, Control::Running).await.unwrap();
    let again = chunks_of(&store, &pile, NOW).await.concat();
    deliver(&store, &mailbox, &id, &again, NOW).await;
    assert_eq!((counts(&store, &id).await.sent, mailbox.sent().len()), (4, 4));
}
