//! Delivering: what is repeated, what fails, what others do at the same moment.

use crate::harness::{Counter, DAY, Key, NOW, Store, owner};
use onramp_aws::Table;
use onramp_domain::message::{Email, Sms};
use onramp_domain::send::{Counts, DeliveryState, Reason, Selection};
use onramp_domain::{BaseUrl, Channel, EmailAddress, PhoneId, PhoneNumber, SendId, Settings};
use onramp_usecases::deliver::{ChunkEnd, Post};
use onramp_usecases::expand::expand;
use onramp_usecases::ports::{Answer, Job, Jobs, Mailer, Metric, NotTaken, Sends, Texter};
use onramp_usecases::send_links::{Ask, send_links};
use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

pub static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    Settings::new("Example", "help", BaseUrl::parse("https://onramp.example.org").unwrap()).unwrap()
});

/// Keeps jobs for the test to do.
#[derive(Debug, Default)]
pub struct Pile(Mutex<Vec<Job>>);

impl Pile {
    pub fn take(&self) -> Vec<Job> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Jobs for Pile {
    async fn enqueue(&self, jobs: &[Job]) -> Answer<()> {
        self.0.lock().unwrap().extend_from_slice(jobs);
        Ok(())
    }
}

/// What the mail service says to an address.
#[derive(Debug, Clone, Copy)]
pub enum Says {
    NotNow,
    Never(Reason),
    /// Takes the message, and its answer is lost.
    TakenUnheard,
}

/// Takes mail, save where it is told otherwise.
#[derive(Debug, Default)]
pub struct Mailbox {
    taken: Mutex<Vec<(String, String)>>,
    says: Mutex<HashMap<String, Says>>,
}

impl Mailbox {
    pub fn say(&self, to: &str, says: Option<Says>) {
        let mut all = self.says.lock().unwrap();
        match says {
            Some(says) => all.insert(to.to_owned(), says),
            None => all.remove(to),
        };
    }

    /// Recipients and links.
    pub fn sent(&self) -> Vec<(String, String)> {
        self.taken.lock().unwrap().clone()
    }

    fn take(&self, to: &str, text: &str) -> Result<(), NotTaken> {
        let link = text.split_whitespace().find(|word| word.contains("/activate/")).unwrap().to_owned();
        let says = self.says.lock().unwrap().get(to).copied();
        match says {
            Some(Says::NotNow) => return Err(NotTaken::Later("Throttling".into())),
            Some(Says::Never(reason)) => return Err(NotTaken::Never(reason)),
            Some(Says::TakenUnheard) | None => self.taken.lock().unwrap().push((to.to_owned(), link)),
        }
        if says.is_some() { Err(NotTaken::Later("time-out".into())) } else { Ok(()) }
    }
}

impl Mailer for Mailbox {
    async fn mail(&self, to: &EmailAddress, email: &Email) -> Result<(), NotTaken> {
        self.take(to.as_str(), &email.text)
    }
}

impl Texter for Mailbox {
    async fn text(&self, to: &PhoneNumber, sms: &Sms) -> Result<(), NotTaken> {
        self.take(to.as_str(), &sms.text)
    }
}

pub fn post<'a>(store: &'a Store, mailbox: &'a Mailbox) -> Post<'a, Table, Key, Mailbox, Mailbox, Counter> {
    Post {
        store: &store.table,
        keys: &store.key,
        mailer: mailbox,
        texter: mailbox,
        settings: &SETTINGS,
        metrics: &store.counter,
    }
}

/// A send to everyone, and its chunks.
pub async fn send_to_all(store: &Store, channel: Channel) -> (SendId, Vec<Vec<PhoneId>>) {
    send_to(store, channel, Selection::All(None), NOW).await
}

pub async fn send_to(
    store: &Store,
    channel: Channel,
    to: Selection,
    now: i64,
) -> (SendId, Vec<Vec<PhoneId>>) {
    let ask = Ask { channel, to, subject: None, message: None, lifetime: None, idempotency_key: None };
    let pile = Pile::default();
    let ids = (SendId::from_random(onramp_usecases::ports::Chance::bits(&store.chance)), store.event_id());
    let send = send_links(&store.table, &pile, &SETTINGS, &owner(), ask, now, ids).await.unwrap();
    let mut chunks = Vec::new();
    loop {
        let jobs = pile.take();
        if jobs.is_empty() {
            return (send.send_id, chunks);
        }
        for job in jobs {
            match job {
                Job::Expand { send_id } => expand(&store.table, &pile, &send_id, now).await.unwrap(),
                Job::Deliver { phone_ids, .. } => chunks.push(phone_ids),
            }
        }
    }
}

pub async fn counts(store: &Store, id: &SendId) -> Counts {
    let sending = store.table.count_sending(id).await.unwrap();
    store.table.send(id).await.unwrap().unwrap().counts(sending)
}

#[tokio::test]
async fn a_chunk_delivered_twice_sends_once_and_counts_once() {
    let store = Store::with_people(5).await;
    let (id, chunks) = send_to_all(&store, Channel::Sms).await;
    let mailbox = Mailbox::default();
    for _ in 0..2 {
        assert_eq!(post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW).await.unwrap(), ChunkEnd::Done);
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
    assert_eq!(post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW).await.unwrap(), ChunkEnd::Later(2));
    assert_eq!(store.counter.take(), [(Metric::PutOff, None, 2), (Metric::Sent, None, 1)]);
    assert_eq!(counts(&store, &id).await, Counts { queued: 0, sending: 2, sent: 1, skipped: 0, failed: 0 });

    mailbox.say("user00001@example.org", None);
    mailbox.say("user00002@example.org", None);
    assert_eq!(
        post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW + 60).await.unwrap(),
        ChunkEnd::Done
    );
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
    post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW).await.unwrap();
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
    let post = post(&store, &mailbox);
    let (to_first, to_second) = (first_chunks.concat(), second_chunks.concat());
    let (one, other) =
        tokio::join!(post.deliver(&first, &to_first, NOW), post.deliver(&second, &to_second, NOW));
    assert_eq!((one.unwrap(), other.unwrap()), (ChunkEnd::Done, ChunkEnd::Done));
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
    post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW).await.unwrap();
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
    post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW).await.unwrap();
    mailbox.say("user00000@example.org", None);
    post(&store, &mailbox).deliver(&id, &chunks.concat(), NOW + DAY).await.unwrap();
    assert!(mailbox.sent().is_empty());
    let failed = store.table.deliveries(&id, Some(DeliveryState::Failed), 10, None).await.unwrap().items;
    assert_eq!(failed[0].reason, Some(Reason::LinkExpired));
}
