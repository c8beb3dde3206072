//! The schedule: what EventBridge Scheduler does on AWS. Reminders, once an hour of the clock that can be moved.

use crate::parts::LocalRemind;
use crate::surroundings::MovableClock;
use onramp_remind::Ask;
use onramp_usecases::ports::Clock;
use std::time::Duration;
use tokio::sync::watch;

/// How often the clock is looked at: it may have been moved.
const LOOK: Duration = Duration::from_secs(1);
const HOUR: i64 = 3_600;

/// Reminds at the beginning of each hour, until `stop` says so.
pub async fn run(remind: LocalRemind, clock: MovableClock, mut stop: watch::Receiver<bool>) {
    let mut last = clock.now() / HOUR;
    while !*stop.borrow() {
        let hour = clock.now() / HOUR;
        if hour != last {
            match Box::pin(remind.handle(Some(Ask::default()))).await {
                Ok(_) => last = hour,
                Err(error) => tracing::warn!(%error, "reminders are tried again"),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stop.changed() => {}
        }
    }
}
