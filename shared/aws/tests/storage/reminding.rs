//! Reminders: the clock moved through twelve days.

use crate::harness::{DAY, NOW, Store};
use crate::mailroom::{Mailbox, Pile, SETTINGS, chunks_of, deliver, send_to_all};
use onramp_domain::{Channel, ReminderRule, SendId};
use onramp_usecases::ports::{Metric, Reminders, Sends};
use onramp_usecases::remind::{Round, remind};

const HOUR: i64 = 3_600;

/// A run of the schedule, and what comes of it.
async fn run(store: &Store, mailbox: &Mailbox, now: i64) -> Round {
    let pile = Pile::default();
    let round = ask(store, &pile, &now.to_string(), false, now).await;
    deliver_all(store, mailbox, &pile, &round, now).await;
    round
}

async fn ask(store: &Store, pile: &Pile, slot: &str, dry_run: bool, now: i64) -> Round {
    let rule = ReminderRule::standard();
    remind(&store.table, pile, &store.counter, &SETTINGS, &rule, slot, dry_run, now).await.unwrap()
}

async fn deliver_all(store: &Store, mailbox: &Mailbox, pile: &Pile, round: &Round, now: i64) {
    let chunks = chunks_of(store, pile, now).await;
    for id in round.reminded.iter().filter_map(|(.., id)| id.as_ref()) {
        for chunk in &chunks {
            deliver(store, mailbox, id, chunk, now).await;
        }
    }
}

async fn first_send(store: &Store, mailbox: &Mailbox, channel: Channel) -> SendId {
    let (id, chunks) = send_to_all(store, channel).await;
    deliver(store, mailbox, &id, &chunks.concat(), NOW).await;
    id
}

/// Hours after the first message at which messages went out.
async fn twelve_days(store: &Store, mailbox: &Mailbox, mut each_hour: impl AsyncFnMut(i64)) -> Vec<i64> {
    let (mut at, mut before) = (Vec::new(), mailbox.sent().len());
    for hour in 1..=12 * 24 {
        each_hour(hour).await;
        run(store, mailbox, NOW + hour * HOUR).await;
        let sent = mailbox.sent().len();
        at.extend(std::iter::repeat_n(hour, sent - before));
        before = sent;
    }
    at
}

#[tokio::test]
async fn who_does_not_act_is_reminded_two_and_ten_days_later_by_the_same_channel_and_no_more() {
    let store = Store::with_people(1).await;
    let mailbox = Mailbox::default();
    first_send(&store, &mailbox, Channel::Sms).await;
    // NOW is in the afternoon, within the waking hours.
    assert_eq!(twelve_days(&store, &mailbox, async |_| {}).await, [48, 240]);
    let sent = mailbox.sent();
    assert!(sent.iter().all(|(to, _)| to.starts_with('+')), "{sent:?}");
    assert_eq!(
        sent.iter().map(|(_, link)| link).collect::<std::collections::HashSet<_>>().len(),
        3,
        "new links"
    );
    assert!(store.counter.take().contains(&(Metric::Reminded, None, 1)));
}

#[tokio::test]
async fn who_activates_in_between_is_not_reminded() {
    let store = Store::with_people(2).await;
    let mailbox = Mailbox::default();
    first_send(&store, &mailbox, Channel::Email).await;
    let phone = store.first().await;
    let at = twelve_days(&store, &mailbox, async |hour| {
        if hour == 72 {
            let code = store.hand_over(&phone.phone_id, true, NOW + 72 * HOUR).await.unwrap().code;
            store.redeem(&code, NOW + 72 * HOUR).await;
        }
    });
    assert_eq!(at.await, [48, 48, 240]);
}

#[tokio::test]
async fn a_schedule_that_fires_twice_sends_once_and_a_dry_run_changes_nothing() {
    let store = Store::with_people(3).await;
    let mailbox = Mailbox::default();
    first_send(&store, &mailbox, Channel::Email).await;
    let (pile, now) = (Pile::default(), NOW + 2 * DAY);
    let dry = ask(&store, &pile, "slot", true, now).await;
    assert_eq!((&dry.reminded[..], pile.take().len()), (&[(Channel::Email, 3, None)][..], 0));
    let (one, other) =
        tokio::join!(ask(&store, &pile, "slot", false, now), ask(&store, &pile, "slot", false, now));
    for round in [&one, &other] {
        deliver_all(&store, &mailbox, &pile, round, now).await;
    }
    let again = ask(&store, &pile, "slot", false, now).await;
    deliver_all(&store, &mailbox, &pile, &again, now).await;
    assert_eq!(mailbox.sent().len(), 3 + 3);
}

#[tokio::test]
async fn reminders_that_are_still_going_out_hold_up_the_next_for_a_day_at_the_most() {
    let store = Store::with_people(2).await;
    let mailbox = Mailbox::default();
    first_send(&store, &mailbox, Channel::Email).await;
    let (pile, now) = (Pile::default(), NOW + 2 * DAY);
    let first = ask(&store, &pile, "one", false, now).await;
    let id = first.reminded[0].2.clone().unwrap();
    assert_eq!(store.table.last_reminders(Channel::Email).await.unwrap(), Some(id.clone()));
    let second = ask(&store, &pile, "two", false, now + HOUR).await;
    assert_eq!((second.reminded.len(), &second.waiting[..]), (0, &[Channel::Email][..]));
    let third = ask(&store, &pile, "three", false, now + DAY).await;
    assert_eq!(third.reminded.len(), 1);
    assert!(store.table.send(&id).await.unwrap().unwrap().reminds);
}

#[tokio::test]
async fn a_run_costs_what_is_due_and_not_what_the_directory_holds() {
    for people in [30, 300] {
        let store = Store::with_people(people).await;
        let mailbox = Mailbox::default();
        let phone = store.first().await;
        let named = onramp_domain::send::Selection::phones(&[phone.phone_id]).unwrap();
        let (id, chunks) = crate::mailroom::send_to(&store, Channel::Email, named, NOW).await;
        deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
        store.calls.take();
        let round = ask(&store, &Pile::default(), "slot", true, NOW + 2 * DAY).await;
        let calls = store.calls.take();
        assert_eq!(
            (round.looked_at, calls["Query"], calls["BatchGetItem"]),
            (1, 4, 1),
            "{people}: {calls:?}"
        );
    }
}
