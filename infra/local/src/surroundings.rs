//! A clock that can be moved, and the code key at hand.

use onramp_aws::SystemClock;
use onramp_domain::CodeKey;
use onramp_usecases::ports::{Answer, Clock, CodeKeys};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The system's clock and how far it was moved; clones share it.
#[derive(Debug, Clone, Default)]
pub struct MovableClock {
    ahead: Arc<AtomicI64>,
}

impl MovableClock {
    /// Moves time on by so many seconds.
    pub fn advance(&self, secs: i64) {
        self.ahead.fetch_add(secs, Ordering::Relaxed);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> i64 {
        SystemClock.now() + self.ahead.load(Ordering::Relaxed)
    }
}

/// A code key that needs no fetching; clones share it.
#[derive(Debug, Clone)]
pub struct KeyAtHand(pub Arc<CodeKey>);

impl CodeKeys for KeyAtHand {
    async fn code_key(&self) -> Answer<&CodeKey> {
        Ok(&self.0)
    }
}
