//! Periods: some days in a row, up to today.

use super::Sums;
use crate::{Invalid, day_of};
use std::collections::BTreeMap;

/// How far back a page of figures looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
    /// Ninety days.
    Quarter,
}

impl Range {
    /// All of them, the shortest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// How many days it has.
    pub const fn days(self) -> i64 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    /// Reads a number of days; a month if none is given.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "7" => Ok(Self::Week),
            "" | "30" => Ok(Self::Month),
            "90" => Ok(Self::Quarter),
            _ => Err(Invalid::new("is not a range of days", "7, 30 or 90")),
        }
    }

    /// Its first and its last day, which is the one of `now` (Unix seconds).
    pub fn bounds(self, now: i64) -> (i64, i64) {
        let today = day_of(now);
        (today - self.days() + 1, today)
    }
}

/// A day, and what was counted on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Which, counted from the epoch, in UTC.
    pub day: i64,
    /// What was counted.
    pub sums: Sums,
}

/// Days in a row, the oldest first, those without figures among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period(Vec<Day>);

impl Period {
    /// The days from the first to the last, with what was counted on some of them, in parts and in any order.
    pub fn new(first: i64, last: i64, counted: impl IntoIterator<Item = (i64, Sums)>) -> Self {
        let mut found = BTreeMap::<i64, Sums>::new();
        for (day, sums) in counted {
            found.entry(day).or_default().join(&sums);
        }
        Self((first..=last).map(|day| Day { day, sums: found.remove(&day).unwrap_or_default() }).collect())
    }

    /// Its days.
    pub fn days(&self) -> &[Day] {
        &self.0
    }

    /// All that was counted.
    pub fn total(&self) -> Sums {
        let mut total = Sums::default();
        for day in &self.0 {
            total.join(&day.sums);
        }
        total
    }
}
