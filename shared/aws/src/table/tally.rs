//! The counters: how many are unactivated, and how many users and phones there are in each bucket of their lists.

use super::Table;
use super::calls::{Expression, Transaction};
use super::design::{self, BUCKETS, COUNT_SHARDS, Key, Register};
use super::items::number;
use onramp_domain::{Listed, PhoneId};
use onramp_usecases::ports::Answer;
use std::collections::BTreeMap;

/// What a transaction adds to the counters: by shard, by attribute. A transaction may name an item once.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<u32, BTreeMap<String, i64>>);

impl Tally {
    fn add(&mut self, shard: u32, attribute: &str, by: i64) {
        *self.0.entry(shard).or_default().entry(attribute.to_owned()).or_default() += by;
    }

    /// A phone comes into the lists of the unactivated, or leaves them.
    pub fn listed(&mut self, id: &PhoneId, from: Listed, to: Listed) {
        let shard = design::count_shard(id);
        self.add(shard, "email", i64::from(to.email) - i64::from(from.email));
        self.add(shard, "sms", i64::from(to.sms) - i64::from(from.sms));
    }

    /// A user or a phone comes into the list of all, or leaves it.
    pub fn registered(&mut self, register: Register, id: &str, by: i64) {
        let (shard, attribute) = register.counted(design::bucket(id));
        self.add(shard, &attribute, by);
    }

    /// Puts what changes into a transaction.
    pub fn write(self, table: &Table, transaction: &mut Transaction) -> Answer<()> {
        for (shard, changes) in self.0 {
            let mut expression = Expression::default();
            let mut parts = Vec::new();
            for (attribute, by) in changes.into_iter().filter(|(_, by)| *by != 0) {
                parts.push(format!("#{attribute} :{attribute}"));
                expression = expression
                    .name(&format!("#{attribute}"), &attribute)
                    .value(&format!(":{attribute}"), number(by));
            }
            if !parts.is_empty() {
                expression.text = format!("ADD {}", parts.join(", "));
                transaction.update(table, &Key::count(shard), None, expression)?;
            }
        }
        Ok(())
    }
}

/// How many of something there are in each bucket.
#[derive(Debug)]
pub(super) struct Filled(Vec<u64>);

impl Filled {
    /// All that there are.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// The bucket that holds a row, and how many rows of it come before; none behind the last row.
    pub fn find(&self, row: u64) -> Option<(u32, usize)> {
        let mut before = 0;
        for (bucket, count) in (0..).zip(&self.0) {
            if row < before + count {
                return Some((bucket, usize::try_from(row - before).ok()?));
            }
            before += count;
        }
        None
    }

    /// Whether nothing stands in a partition from a bucket on.
    pub fn is_empty_from(&self, bucket: u32) -> bool {
        let end = (bucket / design::BUCKETS_A_SHARD + 1) * design::BUCKETS_A_SHARD;
        (bucket..end).all(|bucket| self.0[bucket as usize] == 0)
    }
}

impl Table {
    /// Reads how a list is filled: one batched read of a fixed number of counters.
    pub(super) async fn filled(&self, register: Register) -> Answer<Filled> {
        let keys: Vec<_> = (0..COUNT_SHARDS).map(Key::count).collect();
        let mut filled = vec![0; BUCKETS as usize];
        let items = self.batch(&keys).await?;
        let shards: BTreeMap<String, _> =
            items.into_iter().map(|item| (super::calls::text_of(&item, "pk").to_owned(), item)).collect();
        for (bucket, count) in (0..BUCKETS).zip(&mut filled) {
            let (shard, attribute) = register.counted(bucket);
            let value = shards.get(&Key::count(shard).pk).and_then(|item| item.get(&attribute));
            // Never below zero but for a counter that was changed by hand.
            *count = value.and_then(|value| value.as_n().ok()).and_then(|n| n.parse().ok()).unwrap_or(0);
        }
        Ok(Filled(filled))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_in_its_bucket() {
        let mut counts = vec![0; BUCKETS as usize];
        (counts[3], counts[200], counts[511]) = (2, 1, 5);
        let filled = Filled(counts);
        assert_eq!(filled.total(), 8);
        let found: Vec<_> = (0..9).map(|row| filled.find(row)).collect();
        assert_eq!(found[..4], [Some((3, 0)), Some((3, 1)), Some((200, 0)), Some((511, 0))]);
        assert_eq!((found[7], found[8]), (Some((511, 4)), None));
        assert!(filled.is_empty_from(4) && !filled.is_empty_from(128) && filled.is_empty_from(256));
    }
}
