//! What is heard of messages after they were handed over.

use super::Answer;
use onramp_domain::send::Mark;
use onramp_domain::{Channel, MessageId, PhoneId, SendId};
use std::collections::HashMap;
use std::future::Future;

/// What became of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// The delivery has it now.
    Now,
    /// It says nothing new: it was heard before, or more is known.
    NothingNew,
    /// There is no such delivery.
    NoDelivery,
}

/// Where deliveries are marked.
pub trait Marks: Send + Sync {
    /// Of which deliveries these texts are; those that are not known are left out. One batched read for each hundred.
    fn texts(
        &self,
        ids: &[MessageId],
    ) -> impl Future<Output = Answer<HashMap<MessageId, (SendId, PhoneId)>>> + Send;

    /// Marks a delivery of a send by a channel, counts it once, and frees the phone where the mark says that the message reached nobody. A delivery
    /// that was still `sending` counts as sent from then on. One transaction, or two.
    fn mark(
        &self,
        send_id: &SendId,
        phone_id: &PhoneId,
        channel: Channel,
        mark: Mark,
        now: i64,
    ) -> impl Future<Output = Answer<Marked>> + Send;
}
