//! Figures: what is counted on each day, in shards, by the transactions that do what is counted.

use super::Table;
use super::calls::{Expression, Transaction, text_of};
use super::design::{self, FIGURE_SHARDS, Key};
use super::items::{Item, number};
use onramp_domain::figures::{Figure, Period, Sums};
use onramp_domain::{PhoneId, day_of};
use onramp_usecases::ports::{Answer, Figures, Outage};

impl Figures for Table {
    async fn figures(&self, first: i64, last: i64) -> Answer<Period> {
        let days =
            (first..=last).flat_map(|day| (0..FIGURE_SHARDS).map(move |shard| Key::figures(day, shard)));
        let found = self.batch(&days.collect::<Vec<_>>()).await?;
        let counted =
            found.iter().filter_map(|item| Some((design::day_of_figures(text_of(item, "pk"))?, sums(item))));
        Ok(Period::new(first, last, counted))
    }
}

impl Table {
    /// Adds figures to a transaction, one action for all of them: in the shard of a phone, of the day of `now`.
    pub(super) fn add_figures(
        &self,
        transaction: &mut Transaction,
        counted: &Sums,
        phone: &PhoneId,
        now: i64,
    ) -> Result<(), Outage> {
        if counted.is_empty() {
            return Ok(());
        }
        let mut parts = Vec::new();
        let mut change =
            Expression::default().name("#ttl", design::TTL).value(":ttl", number(now + design::KEEP_FIGURES));
        for (at, (figure, by)) in counted.counted().enumerate() {
            parts.push(format!("#f{at} :f{at}"));
            change = change.name(&format!("#f{at}"), &figure.name()).value(&format!(":f{at}"), number(by));
        }
        change.text = format!("SET #ttl = :ttl ADD {}", parts.join(", "));
        let key = Key::figures(day_of(now), design::figure_shard(phone));
        transaction.update(self, &key, None, change).map(|_| ())
    }
}

/// What an item counts: its attributes that name a figure.
fn sums(item: &Item) -> Sums {
    let mut sums = Sums::default();
    for (name, value) in item {
        let count = value.as_n().ok().and_then(|count| count.parse().ok());
        if let (Some(figure), Some(count)) = (Figure::parse(name), count) {
            sums.add(figure, count);
        }
    }
    sums
}
