//! What use cases need from the world outside, as traits. `shared/aws` and `infra/local` fulfil them.

use onramp_domain::import::ImportPhone;
use onramp_domain::message::{Email, Sms};
use onramp_domain::send::{Delivery, DeliveryState, Expansion, Reason, Search, Selection, Send as SendJob};
use onramp_domain::{
    Channel, CodeHash, CodeKey, EmailAddress, Event, Link, LinkId, Phone, PhoneId, PhoneNumber, SendId, User,
    Username,
};
use serde::{Deserialize, Serialize};
use std::future::Future;

/// A service that a use case needs did not do its part. Tells which and why in words fit for a log: no personal data.
#[derive(Debug, thiserror::Error)]
#[error("{service} did not answer as it should: {cause}")]
pub struct Outage {
    /// The service, such as "the table".
    pub service: &'static str,
    /// Its own word for what went wrong, such as an error code.
    pub cause: String,
}

/// What a port answers.
pub type Answer<T> = Result<T, Outage>;

/// The present, handed in so that tests and the local stack can move it.
pub trait Clock: Send + Sync {
    /// The time in Unix seconds.
    fn now(&self) -> i64;
}

/// Chance, handed in so that tests can repeat it.
pub trait Chance: Send + Sync {
    /// 128 random bits, unguessable.
    fn bits(&self) -> u128;
}

/// Where the code key is kept.
pub trait CodeKeys: Send + Sync {
    /// The code key; fetched once a container.
    fn code_key(&self) -> impl Future<Output = Answer<&CodeKey>> + Send;
}

/// Phones by id.
pub trait Phones: Send + Sync {
    /// A phone. One read.
    fn phone(&self, id: &PhoneId) -> impl Future<Output = Answer<Option<Phone>>> + Send;
}

/// A page of a list: what stands on it, and where the next one starts, if there may be one.
#[derive(Debug, Clone)]
pub struct Page<T, C> {
    /// What stands on this page; may be fewer than asked for, even none, while there is a next page.
    pub items: Vec<T>,
    /// Where the next page starts.
    pub next: Option<C>,
}

/// How many are left to activate, by channel; a phone that can be reached by both counts in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UnactivatedCount {
    /// Phones that may be sent a link by email.
    pub email: i64,
    /// Phones that may be sent a link by SMS.
    pub sms: i64,
}

/// The phones that may be sent a link: kept as a sparse index, so its cost is that of what is asked for.
pub trait Unactivated: Send + Sync {
    /// A page sorted by username, behind a position that an earlier page told. One call per shard, side by side.
    fn page(
        &self,
        channel: Channel,
        search: Option<&Search>,
        limit: usize,
        after: Option<&str>,
    ) -> impl Future<Output = Answer<Page<Phone, String>>> + Send;

    /// A page of one shard, for walking all of them: shards count from 0; none behind the last. One call.
    fn walk(
        &self,
        channel: Channel,
        search: Option<&Search>,
        limit: usize,
        shard: u32,
        after: Option<&str>,
    ) -> impl Future<Output = Answer<Option<Page<Phone, String>>>> + Send;

    /// How many there are. One batched read of a fixed number of counters.
    fn count(&self) -> impl Future<Output = Answer<UnactivatedCount>> + Send;
}

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// The link.
    pub link: Link,
    /// Under which it is kept.
    pub hash: CodeHash,
    /// The live link that it takes the place of.
    pub replaces: Option<(LinkId, CodeHash)>,
    /// The delivery that it is sent with, as it was read: it becomes `sending` in the same transaction.
    pub delivery: Option<Delivery>,
    /// The line that the administrator log gets in the same transaction.
    pub event: Option<Event>,
}

/// What became of the wish for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MadeLink {
    /// It is there.
    Made,
    /// It was there already, made for the same delivery, and stands like this.
    AlreadyMade(Box<Link>),
    /// The phone has another live link, which expires then (Unix seconds).
    Live(i64),
    /// The phone is not as it was read: read it again.
    Changed,
}

/// A link to be used up.
#[derive(Debug)]
pub struct Redeem<'a> {
    /// The link as it was read.
    pub link: &'a Link,
    /// Under which it is kept.
    pub hash: &'a CodeHash,
    /// What the device told of itself.
    pub device: &'a crate::redeem::Device,
    /// The account's `pkey`, by which the device will name itself.
    pub pkey: &'a str,
    /// When, in Unix seconds.
    pub now: i64,
    /// The line that the administrator log gets in the same transaction.
    pub event: Event,
}

/// What became of the wish to redeem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// The phone is active.
    Done,
    /// The link was used, replaced or ran out in the meantime: this is how it stands now; none if it is gone.
    Lost(Option<Box<Link>>),
}

/// Links by the hash of their code.
pub trait Links: Send + Sync {
    /// Makes a link if the phone is as it was read and has no live one. One transaction.
    fn make_link(&self, new: &NewLink) -> impl Future<Output = Answer<MadeLink>> + Send;

    /// Takes back a link whose message was refused, so that the phone may have another. One transaction.
    fn release_link(&self, link: &Link, hash: &CodeHash) -> impl Future<Output = Answer<()>> + Send;

    /// A link. One read.
    fn link(&self, hash: &CodeHash) -> impl Future<Output = Answer<Option<Link>>> + Send;

    /// Uses a live link up: the phone becomes activated and leaves the unactivated. One transaction.
    fn redeem(&self, redeem: Redeem<'_>) -> impl Future<Output = Answer<Redeemed>> + Send;
}

/// What became of the wish for a send.
#[derive(Debug, Clone)]
pub enum MadeSend {
    /// It is there.
    Made,
    /// One with the same id was there already.
    Exists(Box<SendJob>),
}

/// What one step of an expansion writes down.
#[derive(Debug)]
pub struct ExpansionStep<'a> {
    /// The send.
    pub send_id: &'a SendId,
    /// The step it is taken on.
    pub from: u64,
    /// Where the next one starts.
    pub to: Expansion,
    /// The recipients found; those that the send has already are not written again.
    pub recipients: Vec<Delivery>,
    /// When, in Unix seconds.
    pub now: i64,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stepped {
    /// It was taken, and left the expansion like this.
    To(Expansion),
    /// Someone else took it.
    Elsewhere,
}

/// A chunk of a send's recipients as they stand.
#[derive(Debug)]
pub struct Chunk {
    /// The send; none if it is gone.
    pub send: Option<SendJob>,
    /// The deliveries that there are, each with its phone if that is there.
    pub deliveries: Vec<(Delivery, Option<Phone>)>,
}

/// Sends and their deliveries.
pub trait Sends: Send + Sync {
    /// Writes a send down, and to whom it goes. One transaction.
    fn make_send(
        &self,
        send: &SendJob,
        to: &Selection,
        event: &Event,
    ) -> impl Future<Output = Answer<MadeSend>> + Send;

    /// A send. One read.
    fn send(&self, id: &SendId) -> impl Future<Output = Answer<Option<SendJob>>> + Send;

    /// How many of a send's deliveries are `sending`. One call; what is under way at once is few.
    fn count_sending(&self, id: &SendId) -> impl Future<Output = Answer<u64>> + Send;

    /// Up to `limit` phone ids that a send named, from an index on.
    fn named(
        &self,
        id: &SendId,
        from: usize,
        limit: usize,
    ) -> impl Future<Output = Answer<Vec<PhoneId>>> + Send;

    /// Phones by id, those that are there, in any order. Batched reads.
    fn phones(&self, ids: &[PhoneId]) -> impl Future<Output = Answer<Vec<Phone>>> + Send;

    /// Takes a step of an expansion. One transaction.
    fn step(&self, step: ExpansionStep<'_>) -> impl Future<Output = Answer<Stepped>> + Send;

    /// A chunk of a send. One batched read.
    fn chunk(&self, id: &SendId, phones: &[PhoneId]) -> impl Future<Output = Answer<Chunk>> + Send;

    /// Writes outcomes down and counts them, each once however often it is told. One transaction.
    fn record(&self, id: &SendId, ended: Vec<Delivery>, now: i64) -> impl Future<Output = Answer<()>> + Send;

    /// A page of a send's deliveries, of one state or all.
    fn deliveries(
        &self,
        id: &SendId,
        state: Option<DeliveryState>,
        limit: usize,
        after: Option<&PhoneId>,
    ) -> impl Future<Output = Answer<Page<Delivery, PhoneId>>> + Send;
}

/// A piece of work that waits in the queue. Holds ids alone: no code, no address, no text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    /// Write down and queue more of a send's recipients.
    Expand {
        /// The send.
        send_id: SendId,
    },
    /// Send to these recipients.
    Deliver {
        /// The send.
        send_id: SendId,
        /// At most [`onramp_domain::send::CHUNK`].
        phone_ids: Vec<PhoneId>,
    },
}

/// The queue.
pub trait Jobs: Send + Sync {
    /// Queues jobs, all of them or none that the caller may count on: queued twice does no harm.
    fn enqueue(&self, jobs: &[Job]) -> impl Future<Output = Answer<()>> + Send;
}

/// Why a message was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// Not now: throttled, out of quota, out of reach. Tells the service's error code.
    #[error("not taken now: {0}")]
    Later(String),
    /// Never.
    #[error("not taken: {}", .0.code())]
    Never(Reason),
}

/// Takes email.
pub trait Mailer: Send + Sync {
    /// Hands an email over.
    fn mail(&self, to: &EmailAddress, email: &Email) -> impl Future<Output = Result<(), NotTaken>> + Send;
}

/// Takes SMS.
pub trait Texter: Send + Sync {
    /// Hands an SMS over.
    fn text(&self, to: &PhoneNumber, sms: &Sms) -> impl Future<Output = Result<(), NotTaken>> + Send;
}

/// What operators count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// A message was handed over.
    Sent,
    /// A recipient was passed over.
    Skipped,
    /// A recipient was refused for good.
    Failed,
    /// A recipient is to be tried again later.
    PutOff,
    /// The page of a live link was shown: to a person, or to a scanner that fetches links.
    Opened,
    /// A phone became active.
    Activated,
}

impl Metric {
    /// The name that dashboards and alarms know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Skipped => "Skipped",
            Self::Failed => "Failed",
            Self::PutOff => "PutOff",
            Self::Opened => "Opened",
            Self::Activated => "Activated",
        }
    }
}

/// So many of something happened. Holds no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What.
    pub metric: Metric,
    /// How the link went out; none for one that was handed over in person.
    pub channel: Option<Channel>,
    /// Why, as [`Reason::code`] says it.
    pub reason: Option<&'static str>,
    /// How many.
    pub count: usize,
}

/// Where what happens is counted for operators. Counting cannot fail, and nobody waits for it.
pub trait Metrics: Send + Sync {
    /// Counts.
    fn count(&self, counted: Counted);
}

/// A phone to be written, with how it stood in the table before, if it did.
#[derive(Debug, Clone)]
pub struct PhoneChange {
    /// As it shall be, its version one up.
    pub after: Phone,
    /// As it was read.
    pub before: Option<Phone>,
}

/// A user to be written with the phones that change along with it.
#[derive(Debug, Clone)]
pub struct UserChange {
    /// As it shall be.
    pub after: User,
    /// As it was read.
    pub before: Option<User>,
    /// The phones that change.
    pub phones: Vec<PhoneChange>,
}

/// What the directory knows of some names and numbers.
#[derive(Debug, Default)]
pub struct Known {
    /// The users of these names.
    pub users: Vec<User>,
    /// The phones of these numbers and of these users.
    pub phones: Vec<Phone>,
}

/// The directory.
pub trait Directory: Send + Sync {
    /// The users of these names, the phones of these numbers, and the users' phones. Batched reads.
    fn known(
        &self,
        names: &[&Username],
        phones: &[&ImportPhone],
    ) -> impl Future<Output = Answer<Known>> + Send;

    /// Writes a user and its phones, with their places in the list and its counters. One transaction. False if
    /// something was not as it was read.
    fn write_user(&self, change: &UserChange) -> impl Future<Output = Answer<bool>> + Send;

    /// Adds a line to the administrator log. One write.
    fn log(&self, event: &Event) -> impl Future<Output = Answer<()>> + Send;
}
