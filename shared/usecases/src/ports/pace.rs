//! How fast messages may go out, over all containers.

use super::Answer;
use onramp_domain::Channel;
use std::future::Future;

/// What the services allow.
pub trait Rates: Send + Sync {
    /// Emails, or parts of SMS, a second; none for as many as one likes.
    fn rate(&self, channel: Channel) -> impl Future<Output = Answer<Option<u32>>> + Send;
}

/// A turn to hand messages over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Taken: it begins then (Unix milliseconds).
    At(i64),
    /// Not taken, since the next free one begins only then (Unix milliseconds).
    NotBefore(i64),
}

/// Where turns are taken, so that all containers together keep to a rate.
pub trait Turns: Send + Sync {
    /// Takes the next free turn of a channel, of so many milliseconds, if it begins by `latest` (Unix milliseconds). One call,
    /// or two after a time of rest.
    fn take_turn(
        &self,
        channel: Channel,
        length_ms: i64,
        now_ms: i64,
        latest_ms: i64,
    ) -> impl Future<Output = Answer<Turn>> + Send;
}
