//! Sends and their deliveries.

use super::{Answer, Page};
use onramp_domain::send::{Delivery, DeliveryState, Expansion, Selection, Send as SendJob};
use onramp_domain::{Event, Phone, PhoneId, SendId};
use std::future::Future;

/// What became of the wish for a send.
#[derive(Debug, Clone)]
pub enum MadeSend {
    /// It is there.
    Made,
    /// One with the same id was there already.
    Exists(Box<SendJob>),
}

/// What one step of an expansion writes down.
#[derive(Debug)]
pub struct ExpansionStep<'a> {
    /// The send.
    pub send_id: &'a SendId,
    /// The step it is taken on.
    pub from: u64,
    /// Where the next one starts.
    pub to: Expansion,
    /// The recipients found; those that the send has already are not written again.
    pub recipients: Vec<Delivery>,
    /// When, in Unix seconds.
    pub now: i64,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stepped {
    /// It was taken, and left the expansion like this.
    To(Expansion),
    /// Someone else took it.
    Elsewhere,
}

/// A chunk of a send's recipients as they stand.
#[derive(Debug)]
pub struct Chunk {
    /// The send; none if it is gone.
    pub send: Option<SendJob>,
    /// The deliveries that there are, each with its phone if that is there.
    pub deliveries: Vec<(Delivery, Option<Phone>)>,
}

/// Sends and their deliveries.
pub trait Sends: Send + Sync {
    /// Writes a send down, and to whom it goes. One transaction.
    fn make_send(
        &self,
        send: &SendJob,
        to: &Selection,
        event: &Event,
    ) -> impl Future<Output = Answer<MadeSend>> + Send;

    /// A send. One read.
    fn send(&self, id: &SendId) -> impl Future<Output = Answer<Option<SendJob>>> + Send;

    /// How many of a send's deliveries are `sending`. One call; what is under way at once is few.
    fn count_sending(&self, id: &SendId) -> impl Future<Output = Answer<u64>> + Send;

    /// Up to `limit` phone ids that a send named, from an index on.
    fn named(
        &self,
        id: &SendId,
        from: usize,
        limit: usize,
    ) -> impl Future<Output = Answer<Vec<PhoneId>>> + Send;

    /// Phones by id, those that are there, in any order. Batched reads.
    fn phones(&self, ids: &[PhoneId]) -> impl Future<Output = Answer<Vec<Phone>>> + Send;

    /// Takes a step of an expansion. One transaction.
    fn step(&self, step: ExpansionStep<'_>) -> impl Future<Output = Answer<Stepped>> + Send;

    /// A chunk of a send. One batched read.
    fn chunk(&self, id: &SendId, phones: &[PhoneId]) -> impl Future<Output = Answer<Chunk>> + Send;

    /// Writes outcomes down and counts them, each once however often it is told. One transaction.
    fn record(&self, id: &SendId, ended: Vec<Delivery>, now: i64) -> impl Future<Output = Answer<()>> + Send;

    /// A page of a send's deliveries, of one state or all.
    fn deliveries(
        &self,
        id: &SendId,
        state: Option<DeliveryState>,
        limit: usize,
        after: Option<&PhoneId>,
    ) -> impl Future<Output = Answer<Page<Delivery, PhoneId>>> + Send;
}
