//! The queue, and what waits in it.

use super::Answer;
use onramp_domain::send::DeliveryState;
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
    /// Queue again all recipients that have no outcome: those of one state behind a phone, then those of the next state.
    Requeue {
        /// The send.
        send_id: SendId,
        /// `queued` or `sending`.
        state: DeliveryState,
        /// The phone behind which to go on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<PhoneId>,
    },
}

/// The queue.
pub trait Jobs: Send + Sync {
    /// Queues jobs, all of them or none that the caller may count on: queued twice does no harm.
    fn enqueue(&self, jobs: &[Job]) -> impl Future<Output = Answer<()>> + Send;

    /// Queues a job that is not to be done for so many seconds, at most 900.
    fn enqueue_in(&self, secs: u64, job: &Job) -> impl Future<Output = Answer<()>> + Send;

    /// Lets a job that was given out wait so many seconds before it is given out again; `receipt` is what it was given out
    /// under.
    fn put_off(&self, receipt: &str, secs: u64) -> impl Future<Output = Answer<()>> + Send;
}
