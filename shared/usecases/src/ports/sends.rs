//! Sends.

use super::{Answer, Page};
use onramp_domain::send::{
    Control, Delivery, Expansion, Forgiven, Heard, PauseReason, Selection, Send as SendJob,
};
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
    /// Whether there were more than a send may have.
    pub limit_reached: bool,
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

/// What a send is told.
#[derive(Debug, Clone, Copy)]
pub struct Told {
    /// To do what.
    pub control: Control,
    /// Why, if it is to pause.
    pub because: Option<PauseReason>,
    /// What it has counted that is no reason to stop it again, if it is to go on.
    pub forgiven: Option<Forgiven>,
    /// When, in Unix seconds.
    pub now: i64,
}

/// A send and what is known of it beside its own row.
#[derive(Debug, Clone)]
pub struct KnownSend {
    /// The send.
    pub send: SendJob,
    /// What was heard of its messages.
    pub heard: Heard,
}

/// Where a page of sends ends: when the last of them was asked for, and its id.
pub type After = (i64, SendId);

/// Sends.
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

    /// A send and what was heard of its messages. One batched read.
    fn known_send(&self, id: &SendId) -> impl Future<Output = Answer<Option<KnownSend>>> + Send;

    /// A page of sends, the newest first. One call and batched reads.
    fn sends(
        &self,
        limit: usize,
        after: Option<&After>,
    ) -> impl Future<Output = Answer<Page<KnownSend, After>>> + Send;

    /// Tells a send what to do, if it was told one of `from` last: false if it was not, or if it is gone. One transaction, with
    /// a line of the administrator log if one is given.
    fn control(
        &self,
        id: &SendId,
        from: &[Control],
        to: &Told,
        event: Option<&Event>,
    ) -> impl Future<Output = Answer<bool>> + Send;

    /// Up to `limit` phone ids that a send named, from an index on.
    fn named(
        &self,
        id: &SendId,
        from: usize,
        limit: usize,
    ) -> impl Future<Output = Answer<Vec<PhoneId>>> + Send;

    /// Phones by id, those that are there, in any order. Batched reads.
    fn phones(&self, ids: &[PhoneId]) -> impl Future<Output = Answer<Vec<Phone>>> + Send;

    /// Takes a step of an expansion, unless the send was stopped. One transaction.
    fn step(&self, step: ExpansionStep<'_>) -> impl Future<Output = Answer<Stepped>> + Send;
}
