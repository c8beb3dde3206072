//! The system's clock and randomness.

use onramp_usecases::ports::{Chance, Clock, Patience};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The system's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    }

    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

impl Patience for SystemClock {
    async fn until(&self, ms: i64) {
        let wait = u64::try_from(ms - self.now_ms()).unwrap_or_default();
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }
}

/// The system's cryptographic randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    /// # Panics
    /// When the system has no randomness: nothing that needs an id or a key may go on then.
    #[expect(clippy::expect_used, reason = "an id that can be guessed is worse than a stop")]
    fn bits(&self) -> u128 {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).expect("the system gives random bytes");
        u128::from_ne_bytes(bytes)
    }
}
