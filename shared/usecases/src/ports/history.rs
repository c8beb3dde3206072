//! What became of phones before now.

use super::Answer;
use onramp_domain::send::Delivery;
use onramp_domain::{Link, PhoneId, SendId};
use std::future::Future;

/// Something that a phone's history tells.
#[derive(Debug, Clone)]
pub enum Past {
    /// A link that was made for it.
    Link(Box<Link>),
    /// A delivery of a send that was skipped or failed: it left no link.
    Ended(SendId, Box<Delivery>),
}

/// The history of phones.
pub trait History: Send + Sync {
    /// The last of a phone, newest first, at most `limit`. One query, which a change reaches in a moment.
    fn past(&self, phone: &PhoneId, limit: usize) -> impl Future<Output = Answer<Vec<Past>>> + Send;

    /// Deliveries by send and phone, those that are there. Batched reads.
    fn deliveries_to(
        &self,
        of: &[(SendId, PhoneId)],
    ) -> impl Future<Output = Answer<Vec<(SendId, Delivery)>>> + Send;
}
