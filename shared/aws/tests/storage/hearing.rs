//! What is heard of messages after they were handed over.

use crate::harness::{NOW, Store, person};
use crate::mailroom::{Mailbox, counts, deliver, send_to_all};
use onramp_domain::send::{Counts, Delivery, DeliveryState, Mark, Outcome, Reason};
use onramp_domain::{AddressTrouble, Channel, EmailAddress, PhoneId, SendId};
use onramp_usecases::feedback::{Heard, feedback};
use onramp_usecases::ports::{Deliveries, Ends, Marked, Marks, Metric, Phones, Sends};
use onramp_usecases::redeem::opened;

async fn sent_to(store: &Store, mailbox: &Mailbox) -> (SendId, Vec<PhoneId>) {
    let (id, chunks) = send_to_all(store, Channel::Email).await;
    deliver(store, mailbox, &id, &chunks.concat(), NOW).await;
    store.counter.take();
    (id, chunks.concat())
}

async fn delivery(store: &Store, id: &SendId) -> Delivery {
    store.table.deliveries(id, None, 9, None).await.unwrap().items.remove(0)
}

async fn hear(store: &Store, send_id: &SendId, phone_id: &PhoneId, mark: Mark) {
    let phone = store.table.phone(phone_id).await.unwrap().unwrap();
    let address = phone.users[0].email.clone();
    let heard = Heard { send_id: send_id.clone(), phone_id: phone_id.clone(), mark, address, at: NOW + 60 };
    feedback(&store.table, &store.counter, &heard).await.unwrap();
}

#[tokio::test]
async fn a_hard_bounce_shows_on_the_delivery_frees_the_phone_and_marks_the_address_until_it_changes() {
    let store = Store::with_people(1).await;
    let mailbox = Mailbox::default();
    let (id, phones) = sent_to(&store, &mailbox).await;
    for _ in 0..2 {
        hear(&store, &id, &phones[0], Mark::Bounced(Reason::Bounced)).await;
    }
    let bounced = delivery(&store, &id).await;
    assert_eq!((bounced.state, bounced.reason), (DeliveryState::Bounced, Some(Reason::Bounced)));
    assert_eq!(bounced.bounced_at, Some(NOW + 60));
    let known = store.table.known_send(&id).await.unwrap().unwrap();
    assert_eq!((known.heard.bounced, known.send.sent), (1, 1), "heard twice, counted once");
    assert_eq!(store.counter.take(), [(Metric::Bounced, Some("bounced"), 1)]);

    let phone = store.first().await;
    assert_eq!(phone.users[0].email_trouble, Some(AddressTrouble::Bounced));
    assert!(phone.link.is_none(), "free for a link by another way");
    let (again, _) = sent_to(&store, &mailbox).await;
    let skipped = delivery(&store, &again).await;
    assert_eq!((skipped.state, skipped.reason), (DeliveryState::Skipped, Some(Reason::AddressBounced)));
    assert_eq!(mailbox.sent().len(), 1);

    let mut moved = person(0);
    moved[2] = "new@example.org".into();
    store.import(&[moved]).await;
    sent_to(&store, &mailbox).await;
    assert_eq!(mailbox.sent().len(), 2, "another address is tried");
}

#[tokio::test]
async fn what_was_handed_over_is_paid_for_though_it_was_heard_of_before_it_was_written_down() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let read = store.table.chunk(&id, &chunks[0]).await.unwrap().deliveries.remove(0).0;
    hear(&store, &id, &read.phone_id, Mark::Delivered).await;
    let ends = Ends { ended: vec![read.ended(Outcome::Sent, NOW)], parts: 1, by: "one", ..Ends::default() };
    store.table.record(&id, Channel::Email, ends, NOW).await.unwrap();
    let send = store.table.send(&id).await.unwrap().unwrap();
    assert_eq!((send.sent, send.parts), (1, 1));
}

#[tokio::test]
async fn an_address_that_the_user_no_longer_has_is_not_marked() {
    let store = Store::with_people(1).await;
    let (send_id, phones) = sent_to(&store, &Mailbox::default()).await;
    let (phone_id, mark) = (phones[0].clone(), Mark::Bounced(Reason::Bounced));
    let address = Some(EmailAddress::parse("old@example.org").unwrap());
    let heard = Heard { send_id, phone_id, mark, address, at: NOW };
    feedback(&store.table, &store.counter, &heard).await.unwrap();
    assert_eq!(store.first().await.users[0].email_trouble, None);
}

#[tokio::test]
async fn a_full_mailbox_frees_the_phone_and_a_complaint_does_not_and_only_the_latter_marks_the_address() {
    for (reason, trouble, free) in
        [(Reason::BouncedForNow, None, true), (Reason::Complained, Some(AddressTrouble::Complained), false)]
    {
        let store = Store::with_people(1).await;
        let (id, phones) = sent_to(&store, &Mailbox::default()).await;
        hear(&store, &id, &phones[0], Mark::Bounced(reason)).await;
        let phone = store.first().await;
        assert_eq!((phone.users[0].email_trouble, phone.link.is_none()), (trouble, free), "{reason:?}");
    }
}

#[tokio::test]
async fn a_message_that_ses_refuses_after_it_took_it_counts_as_failed() {
    let store = Store::with_people(1).await;
    let (id, phones) = sent_to(&store, &Mailbox::default()).await;
    for _ in 0..2 {
        hear(&store, &id, &phones[0], Mark::Refused(Reason::MessageRejected)).await;
    }
    let expected = Counts { queued: 0, sending: 0, sent: 0, skipped: 0, failed: 1 };
    assert_eq!(counts(&store, &id).await, expected);
    assert_eq!(store.table.send(&id).await.unwrap().unwrap().reasons["message_rejected"], 1);
    assert!(store.first().await.link.is_none());
}

#[tokio::test]
async fn a_page_that_ran_and_an_activation_show_on_the_delivery_and_are_counted_once() {
    let store = Store::with_people(1).await;
    let mailbox = Mailbox::default();
    let (id, phones) = sent_to(&store, &mailbox).await;
    store.table.mark(&id, &phones[0], Channel::Email, Mark::Delivered, NOW + 1).await.unwrap();
    let code = mailbox.code();
    for _ in 0..2 {
        opened(&store.table, &store.counter, code.expose(), NOW + 2).await.unwrap();
    }
    assert_eq!(delivery(&store, &id).await.state, DeliveryState::Opened);
    store.redeem(&code, NOW + 3).await;
    let done = delivery(&store, &id).await;
    assert_eq!(done.state, DeliveryState::Activated);
    assert_eq!(
        (done.delivered_at, done.opened_at, done.activated_at),
        (Some(NOW + 1), Some(NOW + 2), Some(NOW + 3))
    );
    let heard = store.table.known_send(&id).await.unwrap().unwrap().heard;
    assert_eq!((heard.opened, heard.activated, heard.bounced), (1, 1, 0));
    assert_eq!(counts(&store, &id).await.sent, 1);
    let listed = store.table.deliveries(&id, Some(DeliveryState::Activated), 9, None).await.unwrap();
    assert_eq!(listed.items.len(), 1);
    let late = store
        .table
        .mark(&id, &phones[0], Channel::Email, Mark::Bounced(Reason::Bounced), NOW + 9)
        .await
        .unwrap();
    assert_eq!(late, Marked::NothingNew, "nothing undoes an activation");
}

#[tokio::test]
async fn what_is_heard_before_the_outcome_is_written_down_counts_the_message_as_sent() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    mailbox.say("user00000@example.org", Some(crate::mailroom::Says::TakenUnheard));
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    assert_eq!(counts(&store, &id).await.sending, 1);
    store.redeem(&mailbox.code(), NOW + 1).await;
    assert_eq!(delivery(&store, &id).await.state, DeliveryState::Activated);
    let expected = Counts { queued: 0, sending: 0, sent: 1, skipped: 0, failed: 0 };
    assert_eq!(counts(&store, &id).await, expected);
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW + 120).await;
    assert_eq!((counts(&store, &id).await, mailbox.sent().len()), (expected, 1));
}

#[tokio::test]
async fn what_is_heard_of_a_send_that_is_not_there_is_left_aside() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    let nowhere = SendId::from_random(99);
    let marked =
        store.table.mark(&nowhere, &phone.phone_id, Channel::Email, Mark::Delivered, NOW).await.unwrap();
    assert_eq!(marked, Marked::NoDelivery);
}
