//! The directory as the Admin API reads and changes it.

use super::{Answer, Page};
use onramp_domain::{
    Action, CodeHash, EmailAddress, Event, Phone, PhoneId, PhoneNumber, User, UserId, Username,
};
use std::future::Future;

/// A part of a list by row numbers.
#[derive(Debug, Clone)]
pub struct Rows<T> {
    /// What stands there, in the list's order.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
    /// The row number at which the next part starts; none at the end.
    pub next: Option<u64>,
}

/// A user or a phone as it stood and as it shall stand; none where it is not.
#[derive(Debug, Clone)]
pub struct Change<T> {
    /// As it was read; none if it is new.
    pub before: Option<T>,
    /// As it shall be, its version one up; none if it is deleted.
    pub after: Option<T>,
}

impl<T> Change<T> {
    /// A new one.
    pub fn created(after: T) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// One that takes the place of what was read.
    pub fn changed(before: T, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// One that goes.
    pub fn deleted(before: T) -> Self {
        Self { before: Some(before), after: None }
    }
}

/// Everything that changes at once.
#[derive(Debug, Clone, Default)]
pub struct DirectoryChange {
    /// The users that change.
    pub users: Vec<Change<User>>,
    /// The phones that change. One that loses its link's stamp is written only if it still has that stamp.
    pub phones: Vec<Change<Phone>>,
    /// Live links that end, and when (Unix seconds).
    pub ended: Vec<(CodeHash, i64)>,
    /// The enrollment code that is made, by its hash.
    pub enrollment: Option<(CodeHash, Enrollment)>,
    /// The line that the administrator log gets.
    pub events: Vec<Event>,
}

/// An enrollment code's user, as storage holds it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Enrollment {
    /// Whose it is.
    pub user_id: UserId,
    /// When it stops counting, in Unix seconds; none if never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<i64>,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrote {
    /// All of it was written.
    Done,
    /// Nothing was: another user has the username or an alias.
    NameTaken,
    /// Nothing was: another phone has the number.
    NumberTaken,
    /// Nothing was: something is not as it was read.
    Changed,
}

/// Users and phones, found and changed.
pub trait People: Send + Sync {
    /// Users by id, those that are there, in the order asked for. Batched reads.
    fn users(&self, ids: &[UserId]) -> impl Future<Output = Answer<Vec<User>>> + Send;

    /// Users by username or alias, those that are there, in the order asked for. Batched reads.
    fn users_named(&self, names: &[Username]) -> impl Future<Output = Answer<Vec<User>>> + Send;

    /// A user with that address in any case: of several the first by id. One query, which a change reaches in a moment.
    fn user_mailed(&self, email: &EmailAddress) -> impl Future<Output = Answer<Option<User>>> + Send;

    /// Phones by id, those that are there, in the order asked for. Batched reads.
    fn phones(&self, ids: &[PhoneId]) -> impl Future<Output = Answer<Vec<Phone>>> + Send;

    /// The phone of a number and extension. Two reads.
    fn phone_numbered(
        &self,
        number: &PhoneNumber,
        extension: &str,
    ) -> impl Future<Output = Answer<Option<Phone>>> + Send;

    /// At most `limit` users from a row number on. One batched read of the counters and at most five queries.
    fn user_rows(&self, offset: u64, limit: usize) -> impl Future<Output = Answer<Rows<User>>> + Send;

    /// At most `limit` phones from a row number on. The same, and batched reads of the phones.
    fn phone_rows(&self, offset: u64, limit: usize) -> impl Future<Output = Answer<Rows<Phone>>> + Send;

    /// Writes a change, with the places in lists, the counters, the names and numbers. One transaction.
    fn change(&self, change: &DirectoryChange) -> impl Future<Output = Answer<Wrote>> + Send;
}

/// A place in the administrator log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPlace {
    /// The second it is in (Unix seconds).
    pub at: i64,
    /// What tells it from others of that second, as an earlier page told; empty for the place before them all.
    pub line: String,
}

impl LogPlace {
    /// The place before all lines of that second.
    pub fn start_of(at: i64) -> Self {
        Self { at, line: String::new() }
    }
}

/// The administrator log, read.
pub trait AdministratorLog: Send + Sync {
    /// At most `limit` lines from a moment on, oldest first. One query for each day until there are enough of them.
    fn events(&self, from: i64, now: i64, limit: usize) -> impl Future<Output = Answer<Vec<Event>>> + Send;

    /// At most `limit` lines from before a place in the log back to a moment, the newest first; of one action or all. At most
    /// 31 queries: where that did not suffice there may be fewer lines, even none, and a next page.
    fn events_before(
        &self,
        before: &LogPlace,
        oldest: i64,
        action: Option<Action>,
        limit: usize,
    ) -> impl Future<Output = Answer<Page<Event, LogPlace>>> + Send;
}
