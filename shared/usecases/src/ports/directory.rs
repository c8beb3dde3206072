//! The directory: users, their phones, and the lists of who is left.

use super::{Answer, Page};
use onramp_domain::import::ImportPhone;
use onramp_domain::send::Filter;
use onramp_domain::{Channel, Event, Phone, PhoneId, User, UserId, Username};
use serde::{Deserialize, Serialize};
use std::future::Future;

/// Phones by id.
pub trait Phones: Send + Sync {
    /// A phone. One read.
    fn phone(&self, id: &PhoneId) -> impl Future<Output = Answer<Option<Phone>>> + Send;
}

/// How many are left to activate, by channel; a phone that can be reached by both counts in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnactivatedCount {
    /// Phones that may be sent a link by email.
    pub email: i64,
    /// Phones that may be sent a link by SMS.
    pub sms: i64,
}

impl UnactivatedCount {
    /// About how many people: each channel counts those whom it reaches, and most are reached by both.
    pub fn people(self) -> i64 {
        self.email.max(self.sms)
    }

    /// How many by one channel.
    pub fn by(self, channel: Channel) -> i64 {
        match channel {
            Channel::Email => self.email,
            Channel::Sms => self.sms,
        }
    }
}

/// The phones that may be sent a link: kept as a sparse index, so its cost is that of what is asked for.
pub trait Unactivated: Send + Sync {
    /// A page sorted by username, behind a position that an earlier page told. One call per shard, side by side.
    fn page(
        &self,
        channel: Channel,
        filter: Option<&Filter>,
        limit: usize,
        after: Option<&str>,
    ) -> impl Future<Output = Answer<Page<Phone, String>>> + Send;

    /// A page of one shard, for walking all of them: shards count from 0; none behind the last. One call.
    fn walk(
        &self,
        channel: Channel,
        filter: Option<&Filter>,
        limit: usize,
        shard: u32,
        after: Option<&str>,
    ) -> impl Future<Output = Answer<Option<Page<Phone, String>>>> + Send;

    /// How many there are. One batched read of a fixed number of counters.
    fn count(&self) -> impl Future<Output = Answer<UnactivatedCount>> + Send;
}

/// A phone to be written, with how it stood in the table before, if it did.
#[derive(Debug, Clone)]
pub struct PhoneChange {
    /// As it shall be, its version one up.
    pub after: Phone,
    /// As it was read.
    pub before: Option<Phone>,
}

impl PhoneChange {
    /// A change made at `now` (Unix seconds): one version up, and listed since then if it was not before. Where messages go
    /// elsewhere from now on, the last link counts no more: it may be in the wrong hands, and would be in the way of the next.
    pub fn of(before: Option<Phone>, after: Phone, now: i64) -> Self {
        let mut after = after.listed_at(before.as_ref(), now);
        after.version += 1;
        if before.as_ref().is_some_and(|before| after.is_reached_elsewhere(before)) {
            after.link = None;
        }
        Self { after, before }
    }
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

    /// A user and its phones. Two reads.
    fn person(&self, id: &UserId) -> impl Future<Output = Answer<Option<(User, Vec<Phone>)>>> + Send;

    /// Writes a user and its phones, with their places in the list and its counters. One transaction. False if
    /// something was not as it was read.
    fn write_user(&self, change: &UserChange) -> impl Future<Output = Answer<bool>> + Send;

    /// Adds a line to the administrator log. One write.
    fn log(&self, event: &Event) -> impl Future<Output = Answer<()>> + Send;
}
