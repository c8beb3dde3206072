//! What became of a chunk's recipients, by outcome and reason.

use crate::ports::{Counted, Ends, Metric, Metrics};
use onramp_domain::Channel;
use onramp_domain::send::{DeliveryState, Reason};

/// Counts of one chunk.
#[derive(Debug)]
pub struct Tally {
    channel: Channel,
    counted: Vec<(Metric, Option<&'static str>, usize)>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(channel: Channel) -> Self {
        Self { channel, counted: Vec::new() }
    }

    /// Counts what is written down.
    pub fn add(&mut self, ends: &Ends<'_>) {
        if !ends.let_go.is_empty() {
            self.count(Metric::PutOff, None, ends.let_go.len());
        }
        for delivery in &ends.ended {
            let metric = match delivery.state {
                DeliveryState::Skipped => Metric::Skipped,
                DeliveryState::Failed => Metric::Failed,
                _ => Metric::Sent,
            };
            self.count(metric, delivery.reason.map(Reason::code), 1);
        }
    }

    fn count(&mut self, metric: Metric, reason: Option<&'static str>, count: usize) {
        match self.counted.iter_mut().find(|(known, why, _)| *known == metric && *why == reason) {
            Some((.., found)) => *found += count,
            None => self.counted.push((metric, reason, count)),
        }
    }

    /// Adds another tally.
    pub fn join(&mut self, other: Self) {
        for (metric, reason, count) in other.counted {
            self.count(metric, reason, count);
        }
    }

    /// How many there are of a kind.
    pub fn of(&self, metric: Metric) -> u64 {
        let found = self.counted.iter().filter(|(known, ..)| *known == metric);
        found.map(|(.., count)| *count as u64).sum()
    }

    /// Tells operators.
    pub fn told(&self, metrics: &impl Metrics) {
        for (metric, reason, count) in &self.counted {
            let (metric, reason, count) = (*metric, *reason, *count);
            metrics.count(Counted { metric, channel: Some(self.channel), reason, count });
        }
    }
}
