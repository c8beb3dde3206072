//! Figures: what happened on each day, counted as it happens. They say how many, and never who.

mod period;

pub use period::{Day, Period, Range};

use crate::send::{Delivery, DeliveryState, Reason};
use crate::{Channel, Platform};
use std::collections::BTreeMap;

/// How a link comes to its user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By email.
    Email,
    /// By SMS.
    Sms,
    /// Shown or told by someone, or by an integration.
    InPerson,
}

impl Way {
    /// All of them, as charts stack them.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::InPerson];

    /// The way of a link that went out by a channel, or by none.
    pub const fn of(channel: Option<Channel>) -> Self {
        match channel {
            Some(Channel::Email) => Self::Email,
            Some(Channel::Sms) => Self::Sms,
            None => Self::InPerson,
        }
    }

    /// The way as figures are named by it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::InPerson => "in_person",
        }
    }
}

/// How a recipient was not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// The message was refused for good.
    Failed,
    /// The message came back, or was complained about.
    Bounced,
    /// The recipient was passed over.
    Skipped,
}

impl Loss {
    /// All of them, the gravest first.
    pub const ALL: [Self; 3] = [Self::Failed, Self::Bounced, Self::Skipped];

    /// The loss as figures are named by it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Bounced => "bounced",
            Self::Skipped => "skipped",
        }
    }
}

/// Something that is counted by day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Figure {
    /// A message was handed over to its service, or a link made for handing over in person.
    Sent(Way),
    /// The page of a link that was sent was opened.
    Opened(Way),
    /// A phone became active.
    Activated(Way, Platform),
    /// A recipient was not reached, for this reason.
    Lost(Loss, Way, String),
}

/// Stands between the parts of a figure's name.
const BETWEEN: char = '#';

impl Figure {
    /// What a delivery with an outcome is counted as.
    pub fn of_outcome(channel: Channel, delivery: &Delivery) -> Self {
        let way = Way::of(Some(channel));
        match delivery.state {
            DeliveryState::Skipped => Self::lost(Loss::Skipped, way, delivery.reason),
            DeliveryState::Failed => Self::lost(Loss::Failed, way, delivery.reason),
            _ => Self::Sent(way),
        }
    }

    /// A recipient who was not reached.
    pub fn lost(loss: Loss, way: Way, reason: Option<Reason>) -> Self {
        Self::Lost(loss, way, reason.map_or("not_delivered", Reason::code).to_owned())
    }

    /// The name that storage knows it by, such as `sent#email`, `activated#sms#Apple iOS` or `failed#email#address_refused`.
    pub fn name(&self) -> String {
        match self {
            Self::Sent(way) => format!("sent{BETWEEN}{}", way.as_str()),
            Self::Opened(way) => format!("opened{BETWEEN}{}", way.as_str()),
            Self::Activated(way, platform) => {
                format!("activated{BETWEEN}{}{BETWEEN}{platform}", way.as_str())
            }
            Self::Lost(loss, way, reason) => {
                format!("{}{BETWEEN}{}{BETWEEN}{reason}", loss.as_str(), way.as_str())
            }
        }
    }

    /// Reads a name; none if it is not one of a figure.
    pub fn parse(name: &str) -> Option<Self> {
        let mut parts = name.split(BETWEEN);
        let (what, way, detail) = (parts.next()?, parts.next()?, parts.next());
        let way = Way::ALL.into_iter().find(|known| known.as_str() == way)?;
        let figure = match (what, detail) {
            ("sent", None) => Self::Sent(way),
            ("opened", None) => Self::Opened(way),
            ("activated", Some(platform)) => Self::Activated(way, Platform::parse(platform).ok()?),
            (what, Some(reason)) => {
                let loss = Loss::ALL.into_iter().find(|known| known.as_str() == what)?;
                Self::Lost(loss, way, reason.to_owned())
            }
            _ => return None,
        };
        parts.next().is_none().then_some(figure)
    }

    const fn way(&self) -> Way {
        match self {
            Self::Sent(way) | Self::Opened(way) | Self::Activated(way, _) | Self::Lost(_, way, _) => *way,
        }
    }
}

/// A number for each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ByWay([i64; 3]);

impl ByWay {
    /// One way's.
    pub fn of(&self, way: Way) -> i64 {
        self.0[way as usize]
    }

    /// All together.
    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }

    /// In the order of [`Way::ALL`].
    pub fn parts(&self) -> [i64; 3] {
        self.0
    }

    fn add(&mut self, way: Way, count: i64) {
        self.0[way as usize] += count;
    }
}

/// How often each of some figures was counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums(BTreeMap<Figure, i64>);

impl Sums {
    /// Counts so many more, or fewer: a message that was taken is sometimes refused after all.
    pub fn add(&mut self, figure: Figure, by: i64) {
        *self.0.entry(figure).or_default() += by;
    }

    /// Counts what others did.
    pub fn join(&mut self, other: &Self) {
        for (figure, count) in &other.0 {
            self.add(figure.clone(), *count);
        }
    }

    /// What is other than nought.
    pub fn counted(&self) -> impl Iterator<Item = (&Figure, i64)> {
        self.0.iter().map(|(figure, count)| (figure, *count)).filter(|(_, count)| *count != 0)
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.counted().next().is_none()
    }

    /// Messages that were handed over, and links made for handing over in person.
    pub fn sent(&self) -> ByWay {
        self.by_way(|figure| matches!(figure, Figure::Sent(_)))
    }

    /// Pages of links that were opened.
    pub fn opened(&self) -> ByWay {
        self.by_way(|figure| matches!(figure, Figure::Opened(_)))
    }

    /// Phones that became active.
    pub fn activated(&self) -> ByWay {
        self.by_way(|figure| matches!(figure, Figure::Activated(..)))
    }

    /// The same by platform, the most frequent first.
    pub fn platforms(&self) -> Vec<(Platform, ByWay)> {
        self.ranked(|figure| match figure {
            Figure::Activated(_, platform) => Some(*platform),
            _ => None,
        })
    }

    /// Recipients who were not reached, by loss and reason, the most frequent first.
    pub fn losses(&self) -> Vec<((Loss, String), ByWay)> {
        self.ranked(|figure| match figure {
            Figure::Lost(loss, _, reason) => Some((*loss, reason.clone())),
            _ => None,
        })
    }

    /// Recipients who were not reached in such a way.
    pub fn lost(&self, wanted: Loss) -> ByWay {
        self.by_way(|figure| matches!(figure, Figure::Lost(loss, ..) if *loss == wanted))
    }

    fn by_way(&self, wanted: impl Fn(&Figure) -> bool) -> ByWay {
        let mut sum = ByWay::default();
        for (figure, count) in self.counted().filter(|(figure, _)| wanted(figure)) {
            sum.add(figure.way(), count);
        }
        sum
    }

    fn ranked<K: Ord>(&self, key: impl Fn(&Figure) -> Option<K>) -> Vec<(K, ByWay)> {
        let mut sums = BTreeMap::<K, ByWay>::new();
        for (figure, count) in self.counted() {
            if let Some(key) = key(figure) {
                sums.entry(key).or_default().add(figure.way(), count);
            }
        }
        let mut ranked: Vec<_> = sums.into_iter().filter(|(_, sum)| *sum != ByWay::default()).collect();
        // Stable: of equal ones the order of their keys.
        ranked.sort_by_key(|(_, sum)| std::cmp::Reverse(sum.total()));
        ranked
    }
}

impl<const N: usize> From<[(Figure, i64); N]> for Sums {
    fn from(counts: [(Figure, i64); N]) -> Self {
        let mut sums = Self::default();
        for (figure, by) in counts {
            sums.add(figure, by);
        }
        sums
    }
}

/// So many of a hundred, rounded; none where there is no whole.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part.max(0).saturating_mul(200) / whole + 1) / 2)
}

#[cfg(test)]
mod tests;
