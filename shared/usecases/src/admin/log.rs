//! The administrator log, read.

use crate::Error;
use crate::ports::AdministratorLog;
use onramp_domain::Event;

/// Most lines of one reply.
pub const MOST: usize = 1_000;

/// The lines from a moment on (Unix seconds), oldest first, at most [`MOST`].
pub async fn since(store: &impl AdministratorLog, from: i64, now: i64) -> Result<Vec<Event>, Error> {
    Ok(store.events(from, now, MOST).await?)
}
