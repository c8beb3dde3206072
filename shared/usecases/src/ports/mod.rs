//! What use cases need from the world outside, as traits. `shared/aws` and `infra/local` fulfil them.

mod deliveries;
mod directory;
mod feedback;
mod integrations;
mod jobs;
mod links;
mod messages;
mod metrics;
mod pace;
mod people;
mod reminders;
mod sends;
mod sessions;
mod settings;

pub use deliveries::*;
pub use directory::*;
pub use feedback::*;
pub use integrations::*;
pub use jobs::*;
pub use links::*;
pub use messages::*;
pub use metrics::*;
pub use pace::*;
pub use people::*;
pub use reminders::*;
pub use sends::*;
pub use sessions::*;
pub use settings::*;

use onramp_domain::CodeKey;
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

    /// The time in Unix milliseconds.
    fn now_ms(&self) -> i64 {
        self.now() * 1000
    }
}

/// Waiting, handed in so that tests need not.
pub trait Patience: Send + Sync {
    /// Waits until that moment (Unix milliseconds) has come.
    fn until(&self, ms: i64) -> impl Future<Output = ()> + Send;
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

/// A page of a list: what stands on it, and where the next one starts, if there may be one.
#[derive(Debug, Clone)]
pub struct Page<T, C> {
    /// What stands on this page; may be fewer than asked for, even none, while there is a next page.
    pub items: Vec<T>,
    /// Where the next page starts.
    pub next: Option<C>,
}
