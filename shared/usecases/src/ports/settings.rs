//! What the organisation decided.

use super::Answer;
use onramp_domain::{Decisions, Event};
use std::future::Future;

/// What administrators decided over what was deployed.
pub trait OrganisationSettings: Send + Sync {
    /// All of it; nothing decided if nobody ever did. One read. Use cases ask
    /// [`KnownSettings`](crate::settings::KnownSettings), which keeps the answer for a while.
    fn decisions(&self) -> impl Future<Output = Answer<Decisions>> + Send;

    /// Writes it in the place of that version, with its line of the administrator log. One transaction. False if it is not
    /// of that version.
    fn write_decisions(
        &self,
        before: u64,
        after: &Decisions,
        event: &Event,
    ) -> impl Future<Output = Answer<bool>> + Send;
}
