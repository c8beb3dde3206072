//! The queue, and what waits in it.

use super::Answer;
use onramp_domain::{PhoneId, SendId};
use serde::{Deserialize, Serialize};
use std::future::Future;

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
