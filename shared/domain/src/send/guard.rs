//! When a send stops by itself: too many of its messages are refused.

use super::Send;
use crate::Invalid;
use serde::{Deserialize, Serialize};

/// From how many refusals on a send stops by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    /// So many of a hundred; 100 never stops a send.
    pub percent: u64,
    /// Of that many messages at the least.
    pub first: u64,
}

impl Default for Guard {
    /// 20 % of the first 200.
    fn default() -> Self {
        Self { percent: 20, first: 200 }
    }
}

impl Guard {
    /// A guard of so many percent (1 to 100) of so many messages (1 or more).
    pub fn new(percent: u64, first: u64) -> Result<Self, Invalid> {
        if (1..=100).contains(&percent) && first > 0 {
            return Ok(Self { percent, first });
        }
        Err(Invalid::new("is out of range", "1 to 100 percent, of 1 message or more"))
    }

    /// Whether so many refusals beside so many messages sent are too many.
    pub fn trips(self, sent: u64, failed: u64) -> bool {
        failed * 100 > self.percent * (sent + failed).max(self.first)
    }

    /// The same for a send that has just counted some more; what it counted before it was resumed is forgiven.
    pub fn stops(self, job: &Send, sent: u64, failed: u64) -> bool {
        let since = |counted: u64, forgiven: u64| counted.saturating_sub(forgiven);
        self.trips(since(job.sent + sent, job.forgiven.sent), since(job.failed + failed, job.forgiven.failed))
    }
}

/// What a send had counted when it was resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Forgiven {
    /// Messages sent.
    pub sent: u64,
    /// Messages refused.
    pub failed: u64,
    /// Recipients passed over.
    #[serde(default)]
    pub skipped: u64,
    /// When it was resumed, in Unix seconds.
    #[serde(default)]
    pub at: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fifth_of_the_first_two_hundred_is_the_limit() {
        let guard = Guard::default();
        assert!(!guard.trips(0, 40) && guard.trips(0, 41));
        assert!(!guard.trips(160, 40) && guard.trips(159, 41));
        assert!(!guard.trips(800, 200) && guard.trips(800, 201));
    }

    proptest! {
        #[test]
        fn a_hundred_percent_never_stops_a_send(sent in 0..2_000_u64, failed in 0..2_000_u64) {
            let never = Guard { percent: 100, first: 1 };
            prop_assert!(!never.trips(sent, failed));
        }
    }
}
