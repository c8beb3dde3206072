//! Deliveries: the recipients of a send, and what became of each.

use super::{Answer, Page};
use onramp_domain::send::{Claim, Delivery, DeliveryState, Send as SendJob};
use onramp_domain::{Channel, MessageId, Phone, PhoneId, SendId};
use std::future::Future;

/// A chunk of a send's recipients as they stand.
#[derive(Debug)]
pub struct Chunk {
    /// The send; none if it is gone.
    pub send: Option<SendJob>,
    /// The deliveries that there are, each with its phone if that is there.
    pub deliveries: Vec<(Delivery, Option<Phone>)>,
}

/// What becomes of a chunk, to be written down.
#[derive(Debug, Default)]
pub struct Ends<'a> {
    /// Deliveries with their outcome.
    pub ended: Vec<Delivery>,
    /// Emails, or parts of SMS, that were handed over for them.
    pub parts: u64,
    /// SMS among them, by the id that what is heard of them names, and whose they are.
    pub texts: Vec<(MessageId, PhoneId)>,
    /// Deliveries that are to be tried again: the attempt's claim to them ends.
    pub let_go: Vec<PhoneId>,
    /// The attempt.
    pub by: &'a str,
}

/// The deliveries of sends.
pub trait Deliveries: Send + Sync {
    /// How many of a send's deliveries are `sending`. One call; what is under way at once is few.
    fn count_sending(&self, id: &SendId) -> impl Future<Output = Answer<u64>> + Send;

    /// A chunk of a send. One batched read.
    fn chunk(&self, id: &SendId, phones: &[PhoneId]) -> impl Future<Output = Answer<Chunk>> + Send;

    /// Claims a delivery whose link is made already; false if it has an outcome, or another has a claim. One call.
    fn claim(
        &self,
        id: &SendId,
        phone: &PhoneId,
        claim: &Claim,
        now: i64,
    ) -> impl Future<Output = Answer<bool>> + Send;

    /// Writes down what became of deliveries and counts outcomes, in the send and among the day's figures, each once
    /// however often it is told. One transaction.
    fn record(
        &self,
        id: &SendId,
        channel: Channel,
        ends: Ends<'_>,
        now: i64,
    ) -> impl Future<Output = Answer<()>> + Send;

    /// A page of a send's deliveries, of one state or all.
    fn deliveries(
        &self,
        id: &SendId,
        state: Option<DeliveryState>,
        limit: usize,
        after: Option<&PhoneId>,
    ) -> impl Future<Output = Answer<Page<Delivery, PhoneId>>> + Send;
}
