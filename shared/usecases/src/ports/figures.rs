//! Figures: what was counted on each day. They are counted by the writes that they count, never by one of their own.

use super::Answer;
use onramp_domain::figures::Period;
use std::future::Future;

/// The figures of days.
pub trait Figures: Send + Sync {
    /// What was counted from the first day to the last, counted from the epoch. A fixed number of items a day, a
    /// batched read for each hundred of them.
    fn figures(&self, first: i64, last: i64) -> impl Future<Output = Answer<Period>> + Send;
}
