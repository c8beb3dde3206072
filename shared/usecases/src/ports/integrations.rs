//! Integrations: who calls the Admin API, and how often.

use super::{Answer, Page};
use onramp_domain::{Event, Integration, IntegrationId, Kind};
use std::future::Future;

/// Integrations by id.
pub trait Integrations: Send + Sync {
    /// An integration. One read.
    fn integration(&self, id: &IntegrationId) -> impl Future<Output = Answer<Option<Integration>>> + Send;

    /// All of them, in no order: there are as many as there are scripts. For operators, never in a request.
    fn integrations(&self) -> impl Future<Output = Answer<Vec<Integration>>> + Send;

    /// At most `limit` of them behind an id, by id. One query, which a change reaches in a moment.
    fn integrations_page(
        &self,
        limit: usize,
        after: Option<&IntegrationId>,
    ) -> impl Future<Output = Answer<Page<Integration, IntegrationId>>> + Send;

    /// Writes a new integration, or one in the place of what was read, with its line of the administrator log. One
    /// transaction. False if it is not as it was read.
    fn write_integration(
        &self,
        before: Option<&Integration>,
        after: &Integration,
        event: &Event,
    ) -> impl Future<Output = Answer<bool>> + Send;

    /// Counts a request of an integration in the minute of `now` (Unix seconds); false, and not counted, if there were
    /// `most` of its kind already. One conditional write.
    fn count_request(
        &self,
        id: &IntegrationId,
        kind: Kind,
        most: u32,
        now: i64,
    ) -> impl Future<Output = Answer<bool>> + Send;
}
