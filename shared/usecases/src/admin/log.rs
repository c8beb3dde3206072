//! The administrator log, read.

use crate::ports::{AdministratorLog, LogPlace, Page};
use crate::{Error, Principal};
use onramp_domain::{Action, Event, Permission};

/// Most lines of one reply.
pub const MOST: usize = 1_000;

/// The lines from a moment on (Unix seconds), oldest first, at most [`MOST`].
pub async fn since(store: &impl AdministratorLog, from: i64, now: i64) -> Result<Vec<Event>, Error> {
    Ok(store.events(from, now, MOST).await?)
}

/// How long lines are kept, in seconds: none is looked for that is older.
pub const KEPT: i64 = 400 * 86_400;

/// A page of the lines from before a place back to a moment, the newest first; of one action or all.
pub async fn before(
    store: &impl AdministratorLog,
    by: &Principal,
    place: &LogPlace,
    oldest: i64,
    action: Option<Action>,
    limit: usize,
    now: i64,
) -> Result<Page<Event, LogPlace>, Error> {
    by.must(Permission::Administer)?;
    Ok(store.events_before(place, oldest.max(now - KEPT), action, limit.min(MOST)).await?)
}
