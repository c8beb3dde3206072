//! Links: made, taken back, used up.

use super::Answer;
use onramp_domain::send::{Claim, Delivery};
use onramp_domain::{CodeHash, Event, Link, LinkId, PhoneId, Reminded};
use std::future::Future;

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// The link.
    pub link: Link,
    /// Under which it is kept.
    pub hash: CodeHash,
    /// The live link that it takes the place of.
    pub replaces: Option<(LinkId, CodeHash)>,
    /// The delivery that it is sent with, as it was read, and the claim to it: it becomes `sending` in the same
    /// transaction, unless someone else has a claim.
    pub delivery: Option<(Delivery, Claim)>,
    /// What the phone knows of reminders from then on, and when the next one is due (Unix seconds), if any.
    pub reminded: Option<(Reminded, Option<i64>)>,
    /// The line that the administrator log gets in the same transaction.
    pub event: Option<Event>,
}

/// What became of the wish for a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MadeLink {
    /// It is there.
    Made,
    /// It was there already, made for the same delivery, and stands like this.
    AlreadyMade(Box<Link>),
    /// The delivery is someone else's: until then (Unix seconds), or for good, since it has an outcome.
    Elsewhere(Option<i64>),
    /// The phone has another live link, which expires then (Unix seconds).
    Live(i64),
    /// The phone is not as it was read: read it again.
    Changed,
}

/// A link to be used up.
#[derive(Debug)]
pub struct Redeem<'a> {
    /// The link as it was read.
    pub link: &'a Link,
    /// Under which it is kept.
    pub hash: &'a CodeHash,
    /// What the device told of itself.
    pub device: &'a crate::redeem::Device,
    /// The account's `pkey`, by which the device will name itself.
    pub pkey: &'a str,
    /// When, in Unix seconds.
    pub now: i64,
    /// The line that the administrator log gets in the same transaction.
    pub event: Event,
}

/// What became of the wish to redeem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// The phone is active.
    Done,
    /// The link was used, replaced or ran out in the meantime: this is how it stands now; none if it is gone.
    Lost(Option<Box<Link>>),
}

/// Links by the hash of their code.
pub trait Links: Send + Sync {
    /// Makes a link if the phone is as it was read and has no live one, and counts it if it is handed over in person. One
    /// transaction.
    fn make_link(&self, new: &NewLink) -> impl Future<Output = Answer<MadeLink>> + Send;

    /// Takes back a link whose message was refused, so that the phone may have another; one of a send (`of_send`) does not
    /// count among the phone's any more. One transaction.
    fn release_link(
        &self,
        id: &LinkId,
        phone: &PhoneId,
        hash: &CodeHash,
        of_send: bool,
    ) -> impl Future<Output = Answer<()>> + Send;

    /// A link. One read.
    fn link(&self, hash: &CodeHash) -> impl Future<Output = Answer<Option<Link>>> + Send;

    /// Uses a live link up: the phone becomes activated and leaves the unactivated, and the delivery that brought the
    /// link becomes `activated`; it is counted among the day's figures. One transaction.
    fn redeem(&self, redeem: Redeem<'_>) -> impl Future<Output = Answer<Redeemed>> + Send;
}
