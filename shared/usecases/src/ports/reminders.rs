//! Who is to be reminded.

use super::{Answer, Page};
use onramp_domain::{Channel, PhoneId, SendId};
use std::future::Future;

/// An entry of the index of reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The phone.
    pub phone_id: PhoneId,
    /// When it is due, in Unix seconds.
    pub due_at: i64,
}

/// The phones whose reminder is due: kept as a sparse index, so its cost is that of what is due.
pub trait Reminders: Send + Sync {
    /// A page of one shard of what is due at `now` (Unix seconds), the oldest first; shards count from 0; none behind the
    /// last. One call.
    fn due(
        &self,
        now: i64,
        limit: usize,
        shard: u32,
        after: Option<&Entry>,
    ) -> impl Future<Output = Answer<Option<Page<Entry, Entry>>>> + Send;

    /// Moves an entry to another time, or takes it out; nothing if it was moved since it was read. One call.
    fn move_entry(&self, entry: &Entry, to: Option<i64>) -> impl Future<Output = Answer<()>> + Send;

    /// The last send of reminders by a channel, if there was one. One read.
    fn last_reminders(&self, channel: Channel) -> impl Future<Output = Answer<Option<SendId>>> + Send;

    /// Notes the last send of reminders by a channel. One write.
    fn note_reminders(&self, channel: Channel, send: &SendId) -> impl Future<Output = Answer<()>> + Send;
}
