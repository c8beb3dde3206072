//! A clock that can be moved, the code key at hand, and no one who counts.

use onramp_aws::SystemClock;
use onramp_domain::CodeKey;
use onramp_usecases::ports::{Answer, Clock, CodeKeys, Counted, Metrics, Patience};
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

    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.ahead.load(Ordering::Relaxed) * 1000
    }
}

impl Patience for MovableClock {
    async fn until(&self, ms: i64) {
        SystemClock.until(ms - self.ahead.load(Ordering::Relaxed) * 1000).await;
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

/// Counts nothing: on one machine a send's own counts and the outbox tell it all.
#[derive(Debug, Clone, Copy)]
pub struct NotCounted;

impl Metrics for NotCounted {
    fn count(&self, _: Counted) {}
}
