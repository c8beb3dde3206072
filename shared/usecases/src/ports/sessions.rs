//! Sessions of the console.

use super::Answer;
use onramp_domain::{Administrator, Session, SessionHash};
use std::collections::BTreeSet;
use std::future::Future;

/// Sessions by the hash of what their browsers hold.
pub trait Sessions: Send + Sync {
    /// Writes a session down, and how its person is called if that is told. One write.
    fn put_session(&self, hash: &SessionHash, session: &Session) -> impl Future<Output = Answer<()>> + Send;

    /// Those of these subjects who have signed in and were told by name, in any order. One batched read for each hundred.
    fn administrators(
        &self,
        subjects: &BTreeSet<&str>,
    ) -> impl Future<Output = Answer<Vec<Administrator>>> + Send;

    /// A session, whether it still counts or not. One read.
    fn session(&self, hash: &SessionHash) -> impl Future<Output = Answer<Option<Session>>> + Send;

    /// Notes that there was a request at `now` (Unix seconds); a session that is gone stays gone.
    fn note_session(&self, hash: &SessionHash, now: i64) -> impl Future<Output = Answer<()>> + Send;

    /// Notes that a test of a message was asked for at `now` (Unix seconds): false, and not noted, if the last was noted later
    /// than `before`, or the session is gone. One conditional write.
    fn note_test(
        &self,
        hash: &SessionHash,
        now: i64,
        before: i64,
    ) -> impl Future<Output = Answer<bool>> + Send;

    /// Deletes a session.
    fn delete_session(&self, hash: &SessionHash) -> impl Future<Output = Answer<()>> + Send;
}
