//! Sends and their delivery, as tests do them.

use crate::harness::{NOW, Store, owner};
use onramp_domain::message::{Email, Sms};
use onramp_domain::send::{Claim, Counts, Guard, Reason, Selection};
use onramp_domain::{
    ActivationCode, BaseUrl, Channel, EmailAddress, MessageId, PhoneId, PhoneNumber, ReminderRule, SendId,
    Settings,
};
use onramp_usecases::Error;
use onramp_usecases::deliver::{ChunkEnd, Post};
use onramp_usecases::expand::expand;
use onramp_usecases::ports::{
    About, Answer, Chance, Clock, Deliveries, Job, Jobs, Mailer, NotTaken, Patience, Rates, Sends, Texter,
};
use onramp_usecases::requeue::requeue;
use onramp_usecases::send_links::{Ask, send_links};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{LazyLock, Mutex};
use tokio::sync::Notify;

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

    async fn enqueue_in(&self, _: u64, job: &Job) -> Answer<()> {
        self.enqueue(std::slice::from_ref(job)).await
    }

    async fn put_off(&self, _: &str, _: u64) -> Answer<()> {
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
    /// The account is suspended.
    Suspended,
    /// Does not answer.
    Hangs,
}

/// Takes mail, save where it is told otherwise.
#[derive(Debug, Default)]
pub struct Mailbox {
    taken: Mutex<Vec<(String, String)>>,
    says: Mutex<HashMap<String, Says>>,
    hangs: Notify,
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

    /// The code in the one message.
    pub fn code(&self) -> ActivationCode {
        let sent = self.sent();
        assert_eq!(sent.len(), 1);
        ActivationCode::parse(sent[0].1.rsplit('/').next().unwrap()).unwrap()
    }

    /// Waits until someone waits for an answer.
    pub async fn hung(&self) {
        self.hangs.notified().await;
    }

    async fn take(&self, to: &str, text: &str) -> Result<(), NotTaken> {
        let link = text.split_whitespace().find(|word| word.contains("/activate/")).unwrap().to_owned();
        let says = self.says.lock().unwrap().get(to).copied();
        match says {
            Some(Says::NotNow) => return Err(NotTaken::Later("Throttling".into())),
            Some(Says::Never(reason)) => return Err(NotTaken::Never(reason)),
            Some(Says::Suspended) => return Err(NotTaken::Suspended("SendingPausedException".into())),
            Some(Says::Hangs) => {
                self.hangs.notify_one();
                return std::future::pending().await;
            }
            Some(Says::TakenUnheard) | None => self.taken.lock().unwrap().push((to.to_owned(), link)),
        }
        if says.is_some() { Err(NotTaken::Later("time-out".into())) } else { Ok(()) }
    }
}

impl Mailer for Mailbox {
    async fn mail(&self, to: &EmailAddress, email: &Email, _: About<'_>) -> Result<(), NotTaken> {
        self.take(to.as_str(), &email.text).await
    }
}

impl Texter for Mailbox {
    async fn text(&self, to: &PhoneNumber, sms: &Sms) -> Result<Option<MessageId>, NotTaken> {
        self.take(to.as_str(), &sms.text).await?;
        Ok(Some(text_id(to)))
    }
}

/// The id that a text to a number gets.
pub fn text_id(to: &PhoneNumber) -> MessageId {
    MessageId::parse(to.as_str().trim_start_matches('+')).unwrap()
}

/// A clock that stands still, save for who waits.
#[derive(Debug)]
pub struct Clockwork(AtomicI64);

impl Clockwork {
    pub fn at(now: i64) -> Self {
        Self(AtomicI64::new(now * 1000))
    }
}

impl Clock for Clockwork {
    fn now(&self) -> i64 {
        self.now_ms() / 1000
    }

    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Patience for Clockwork {
    async fn until(&self, ms: i64) {
        self.0.fetch_max(ms, Ordering::Relaxed);
    }
}

/// A rate of both channels.
#[derive(Debug, Clone, Copy)]
pub struct Rate(pub Option<u32>);

impl Rates for Rate {
    async fn rate(&self, _: Channel) -> Answer<Option<u32>> {
        Ok(self.0)
    }
}

/// Who delivers: as fast as it goes, with reminders, unless a test says otherwise.
pub struct Postman<'a> {
    pub store: &'a Store,
    pub mailbox: &'a Mailbox,
    pub clock: Clockwork,
    pub rate: Rate,
    pub rule: ReminderRule,
    pub guard: Guard,
}

impl<'a> Postman<'a> {
    pub fn new(store: &'a Store, mailbox: &'a Mailbox, now: i64) -> Self {
        let (rule, guard) = (ReminderRule::standard(), Guard::default());
        Self { store, mailbox, clock: Clockwork::at(now), rate: Rate(None), rule, guard }
    }

    /// An attempt of a minute at a chunk.
    pub async fn deliver(&self, id: &SendId, phones: &[PhoneId]) -> ChunkEnd {
        let by = format!("{:x}", self.store.chance.bits());
        self.attempt(id, phones, &Claim { by, until: self.clock.now() + 60 }).await.unwrap()
    }

    pub async fn attempt(&self, id: &SendId, phones: &[PhoneId], claim: &Claim) -> Result<ChunkEnd, Error> {
        let post = Post {
            store: &self.store.table,
            keys: &self.store.key,
            mailer: self.mailbox,
            texter: self.mailbox,
            rates: &self.rate,
            clock: &self.clock,
            settings: &SETTINGS,
            reminders: Some(&self.rule),
            guard: self.guard,
            metrics: &self.store.counter,
        };
        post.deliver(id, phones, claim).await
    }
}

/// One attempt at a chunk.
pub async fn deliver(
    store: &Store,
    mailbox: &Mailbox,
    id: &SendId,
    phones: &[PhoneId],
    now: i64,
) -> ChunkEnd {
    Postman::new(store, mailbox, now).deliver(id, phones).await
}

/// Does the jobs of a pile that find or queue recipients, and theirs; the chunks that come of it.
pub async fn chunks_of(store: &Store, pile: &Pile, now: i64) -> Vec<Vec<PhoneId>> {
    let mut chunks = Vec::new();
    loop {
        let jobs = pile.take();
        if jobs.is_empty() {
            return chunks;
        }
        for job in jobs {
            match job {
                Job::Expand { send_id } => {
                    expand(&store.table, pile, &send_id, now).await.unwrap();
                }
                Job::Requeue { send_id, state, after } => {
                    requeue(&store.table, pile, &send_id, state, after).await.unwrap();
                }
                Job::Deliver { phone_ids, .. } => chunks.push(phone_ids),
            }
        }
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
    let chunks = chunks_of(store, &pile, now).await;
    (send.send_id, chunks)
}

pub async fn counts(store: &Store, id: &SendId) -> Counts {
    let sending = store.table.count_sending(id).await.unwrap();
    store.table.send(id).await.unwrap().unwrap().counts(sending)
}
