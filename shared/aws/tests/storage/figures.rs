//! Figures by day: counted by what they count, once however often it is told.

use crate::harness::{DAY, NOW, Store, owner, person};
use crate::mailroom::{Mailbox, Says, counts, deliver, send_to_all};
use onramp_domain::figures::{Figure, Loss, Range, Sums, Way};
use onramp_domain::send::{Delivery, DeliveryState, Mark, Outcome, Reason};
use onramp_domain::{Channel, Platform, Role, day_of};
use onramp_usecases::Principal;
use onramp_usecases::figures::figures;
use onramp_usecases::ports::{Deliveries, Ends, Figures, Marks};
use onramp_usecases::redeem::{Activation, Device, opened, redeem};
use std::collections::BTreeMap;

/// What was counted on the first day of the tests.
async fn today(store: &Store) -> Sums {
    let day = day_of(NOW);
    store.table.figures(day, day).await.unwrap().total()
}

fn named<const N: usize>(counts: [(&str, i64); N]) -> Sums {
    Sums::from(counts.map(|(name, count)| (Figure::parse(name).unwrap(), count)))
}

#[tokio::test]
async fn a_message_is_counted_from_its_being_sent_to_the_activation() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    assert!(today(&store).await.is_empty(), "what is only queued is not counted");
    for _ in 0..2 {
        deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    }
    assert_eq!(today(&store).await, named([("sent#email", 1)]));
    let code = mailbox.code();
    for _ in 0..2 {
        opened(&store.table, &store.counter, code.expose(), NOW + 1).await.unwrap();
    }
    for _ in 0..2 {
        store.table.mark(&id, &chunks[0][0], Channel::Email, Mark::Delivered, NOW + 1).await.unwrap();
    }
    assert_eq!(today(&store).await, named([("sent#email", 1), ("opened#email", 1)]));
    for _ in 0..2 {
        store.redeem(&code, NOW + 2).await;
    }
    let all = [("sent#email", 1), ("opened#email", 1), ("activated#email#Generic Smartphone", 1)];
    assert_eq!(today(&store).await, named(all));
}

#[tokio::test]
async fn an_outcome_that_is_told_again_is_counted_once_and_each_by_its_reason() {
    let store = Store::with_people(3).await;
    let (id, chunks) = send_to_all(&store, Channel::Sms).await;
    let queued = store.table.deliveries(&id, Some(DeliveryState::Queued), 9, None).await.unwrap().items;
    let outcomes =
        [Outcome::Sent, Outcome::Failed(Reason::OptedOut), Outcome::Skipped(Reason::LiveLink(NOW + 9))];
    let ended: Vec<Delivery> =
        queued.into_iter().zip(outcomes).map(|(delivery, outcome)| delivery.ended(outcome, NOW)).collect();
    assert_eq!((ended.len(), chunks.concat().len()), (3, 3));
    // Told in parts that overlap, by several at once, as a queue that delivers twice does.
    let told = [&ended[..1], &ended[..2], &ended[1..], &ended[..], &ended[..]];
    let tells = told.map(|ended| {
        let ends = Ends { ended: ended.to_vec(), parts: 1, by: "a", ..Ends::default() };
        store.table.record(&id, Channel::Sms, ends, NOW)
    });
    for told in futures_util::future::join_all(tells).await {
        told.unwrap();
    }
    let counted = named([("sent#sms", 1), ("failed#sms#opted_out", 1), ("skipped#sms#live_link", 1)]);
    assert_eq!(today(&store).await, counted);
    let sums = counts(&store, &id).await;
    assert_eq!((sums.sent, sums.failed, sums.skipped), (1, 1, 1), "as the send counts them");
}

#[tokio::test]
async fn what_is_heard_is_counted_once_and_what_was_refused_after_all_was_not_sent() {
    for (mark, name, sent) in [
        (Mark::Bounced(Reason::Suppressed), "bounced#email#suppressed", 1),
        (Mark::Refused(Reason::MessageRejected), "failed#email#message_rejected", 0),
    ] {
        let store = Store::with_people(1).await;
        let (id, chunks) = send_to_all(&store, Channel::Email).await;
        deliver(&store, &Mailbox::default(), &id, &chunks.concat(), NOW).await;
        for _ in 0..3 {
            store.table.mark(&id, &chunks[0][0], Channel::Email, mark, NOW + 1).await.unwrap();
        }
        let figures = today(&store).await;
        assert_eq!((figures.sent().of(Way::Email), figures.sent().total()), (sent, sent));
        assert!(figures.counted().any(|(figure, count)| figure.name() == name && count == 1), "{figures:?}");
    }
}

#[tokio::test]
async fn an_activation_that_comes_before_the_outcome_counts_the_message_as_sent_and_once() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    mailbox.say("user00000@example.org", Some(Says::TakenUnheard));
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    assert!(today(&store).await.is_empty());
    store.redeem(&mailbox.code(), NOW + 1).await;
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW + 120).await;
    let counted = named([("sent#email", 1), ("activated#email#Generic Smartphone", 1)]);
    assert_eq!(today(&store).await, counted);
}

#[tokio::test]
async fn a_link_in_person_is_counted_by_its_making_and_by_the_platform_that_the_device_tells() {
    let store = Store::with_people(1).await;
    let phone = store.first().await.phone_id;
    let replaced = store.hand_over(&phone, false, NOW).await.unwrap().code;
    assert!(store.hand_over(&phone, false, NOW).await.is_err(), "a link that is refused is not counted");
    let code = store.hand_over(&phone, true, NOW).await.unwrap().code;
    store.redeem(&replaced, NOW + 1).await;
    assert_eq!(today(&store).await, named([("sent#in_person", 2)]));
    let device = Device { platform: Some("iOS".into()), ..Device::default() };
    let event = store.event_id();
    redeem(&store.table, &store.key, &store.counter, code.expose(), &device, NOW + 1, event).await.unwrap();
    let figures = today(&store).await;
    assert_eq!(figures, named([("sent#in_person", 2), ("activated#in_person#Apple iOS", 1)]));
    assert_eq!(figures.platforms()[0].0, Platform::AppleIos);
}

#[tokio::test]
async fn who_loses_the_race_to_redeem_counts_nothing() {
    let store = Store::with_people(1).await;
    let code = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap().code;
    let all = futures_util::future::join_all((0..8).map(|_| store.redeem(&code, NOW))).await;
    assert_eq!(all.iter().filter(|end| matches!(end, Activation::Active(..))).count(), 1);
    assert_eq!(today(&store).await.activated().total(), 1);
}

#[tokio::test]
async fn a_phone_that_the_directory_changed_meanwhile_is_counted_once() {
    let store = Store::with_people(1).await;
    let code = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap().code;
    let mut moved = person(0);
    moved[5] = "Google Android".into();
    store.import(&[moved]).await;
    assert!(matches!(store.redeem(&code, NOW).await, Activation::Active(..)));
    let counted = named([("sent#in_person", 1), ("activated#in_person#Google Android", 1)]);
    assert_eq!(today(&store).await, counted);
}

#[tokio::test]
async fn figures_stand_on_their_day_and_those_of_a_range_are_read_in_hundreds_whatever_the_directory() {
    let store = Store::with_people(40).await;
    for (n, phone) in store.listed(Channel::Email).await.into_iter().enumerate() {
        let at = NOW - i64::try_from(n).unwrap() * DAY;
        let code = store.hand_over(&phone.phone_id, false, at).await.unwrap().code;
        store.redeem(&code, at).await;
    }
    store.calls.take();
    for (range, reads, activated) in [(Range::Week, 1, 7), (Range::Month, 2, 30), (Range::Quarter, 4, 40)] {
        let (period, left) = figures(&store.table, &owner(), range, NOW).await.unwrap();
        assert_eq!(period.total().activated().of(Way::InPerson), activated);
        assert!(period.days().iter().rev().take(7).all(|day| day.sums.activated().total() == 1));
        assert_eq!(left.email, 0);
        // The count of who is left is one more.
        assert_eq!(store.calls.take(), BTreeMap::from([("BatchGetItem".to_owned(), reads + 1)]));
    }
    assert_eq!(store.table.figures(0, 1).await.unwrap().total(), Sums::default());
}

#[tokio::test]
async fn every_role_of_ours_may_look() {
    let store = Store::with_people(1).await;
    let role = Role::parse("Read-only").unwrap();
    let reader = Principal { subject: "reader".into(), role };
    let (period, left) = figures(&store.table, &reader, Range::Month, NOW).await.unwrap();
    assert!(period.total().is_empty() && left.email == 1);
    assert_eq!(period.total().lost(Loss::Failed).total(), 0);
}
