//! A process that runs a function once, and may be killed while it does.

use crate::chance::Seed;
use crate::plan::Faults;
use crate::services::{Call, Services};
use std::collections::HashMap;
use std::future::Future;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// A process.
#[derive(Debug)]
pub struct Process {
    /// Which one of its world, counted from 0.
    pub ordinal: u64,
    seed: Seed,
    calls: AtomicU64,
    death: Option<(u64, bool)>,
    dying: Notify,
    /// How often each call was made: an attempt after a failed one has a fate of its own.
    made: Mutex<HashMap<u64, u64>>,
}

impl Process {
    /// The process of that number.
    pub fn new(ordinal: u64, seed: Seed, faults: &Faults) -> Self {
        let seed = seed.about(("process", ordinal));
        Self {
            ordinal,
            seed,
            calls: AtomicU64::new(0),
            death: faults.death(seed),
            dying: Notify::new(),
            made: Mutex::default(),
        }
    }

    /// What is drawn for a call.
    pub fn seed_of(&self, call: &Call) -> Seed {
        let subject = call.subject();
        let mut made = self.made.lock().unwrap();
        let times = made.entry(subject).or_default();
        *times += 1;
        self.seed.about((call.service, &call.operation, subject, *times))
    }

    /// Counts a call; tells whether the process is to be killed at it, and if so, whether the call is done before.
    pub fn count_call(&self) -> Option<bool> {
        let count = self.calls.fetch_add(1, Ordering::Relaxed) + 1;
        self.death.filter(|(at, _)| *at == count).map(|(_, done)| done)
    }

    /// The process is killed: what called this never goes on.
    pub async fn die(&self) {
        self.dying.notify_one();
        std::future::pending::<()>().await;
    }

    /// Runs a function to its end; none if the process is killed, or its time limit is over, before.
    pub async fn run<T>(
        &self,
        services: &Services,
        limit: Duration,
        function: impl Future<Output = T>,
    ) -> Option<T> {
        let ended = tokio::select! {
            biased;
            () = self.dying.notified() => None,
            () = tokio::time::sleep(limit) => None,
            ended = function => Some(ended),
        };
        if ended.is_none() {
            services.say(&format!("process {} is killed", self.ordinal));
            services.watch().killed(self.ordinal);
        }
        ended
    }
}
