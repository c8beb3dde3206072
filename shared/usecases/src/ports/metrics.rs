//! What operators count.

use onramp_domain::Channel;

/// What operators count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// A message was handed over.
    Sent,
    /// A recipient was passed over.
    Skipped,
    /// A recipient was refused for good.
    Failed,
    /// A recipient is to be tried again later.
    PutOff,
    /// The page of a live link was opened by a browser that ran it.
    Opened,
    /// A message came back, or was complained about.
    Bounced,
    /// A send stopped by itself.
    Paused,
    /// A reminder was asked for.
    Reminded,
    /// A phone became active.
    Activated,
}

impl Metric {
    /// The name that dashboards and alarms know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Skipped => "Skipped",
            Self::Failed => "Failed",
            Self::PutOff => "PutOff",
            Self::Opened => "Opened",
            Self::Bounced => "Bounced",
            Self::Paused => "Paused",
            Self::Reminded => "Reminded",
            Self::Activated => "Activated",
        }
    }
}

/// So many of something happened. Holds no personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What.
    pub metric: Metric,
    /// How the link went out; none for one that was handed over in person.
    pub channel: Option<Channel>,
    /// Why, as [`onramp_domain::send::Reason::code`] says it.
    pub reason: Option<&'static str>,
    /// How many.
    pub count: usize,
}

/// Where what happens is counted for operators. Counting cannot fail, and nobody waits for it.
pub trait Metrics: Send + Sync {
    /// Counts.
    fn count(&self, counted: Counted);
}
