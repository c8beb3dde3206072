//! The lists of the unactivated, and their count.

use super::calls::{Expression, broken};
use super::design::{COUNT_SHARDS, INDEX_SHARDS, Key, List};
use super::items::{self, Item};
use super::{Table, calls::text_of};
use futures_util::future::try_join_all;
use onramp_domain::send::{Filter, LinkFilter};
use onramp_domain::{Channel, Phone};
use onramp_usecases::ports::{Answer, Page, Unactivated, UnactivatedCount};

/// Entries of a shard that one page of a filtered list looks through: what a filter costs, whatever the directory's size.
const LOOKED_THROUGH: usize = 500;

/// What one shard gave: its entries, and where it stopped if it goes on.
struct Read {
    items: Vec<Item>,
    stopped: Option<String>,
}

impl Table {
    async fn read_shard(
        &self,
        list: List,
        filter: Option<&Filter>,
        evaluate: usize,
        shard: u32,
        after: Option<&str>,
    ) -> Answer<Read> {
        let mut ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name(list.index)
            .limit(i32::try_from(evaluate).unwrap_or(i32::MAX))
            .expression_attribute_names("#pk", list.pk)
            .expression_attribute_values(":pk", items::text(list.partition(shard)));
        ask = match after {
            None => ask.key_condition_expression("#pk = :pk"),
            Some(after) => ask
                .key_condition_expression("#pk = :pk AND #sk > :after")
                .expression_attribute_names("#sk", list.sk)
                .expression_attribute_values(":after", items::text(after)),
        };
        if let Some(filter) = filter.map(expression) {
            ask = ask.filter_expression(filter.text);
            for (placeholder, name) in filter.names {
                ask = ask.expression_attribute_names(placeholder, name);
            }
            for (placeholder, value) in filter.values {
                ask = ask.expression_attribute_values(placeholder, value);
            }
        }
        let reply = ask.send().await.map_err(|e| broken(&e))?;
        let stopped = reply.last_evaluated_key.map(|key| text_of(&key, list.sk).to_owned());
        Ok(Read { items: reply.items.unwrap_or_default(), stopped })
    }
}

/// A filter as the table evaluates it.
fn expression(filter: &Filter) -> Expression {
    let mut all = Vec::new();
    let mut expression = Expression::default();
    if let Some(q) = &filter.q {
        all.push("contains(#search, :search)");
        expression = expression.name("#search", "search").value(":search", items::text(q.as_str()));
    }
    if let Some(link) = filter.link {
        expression = expression.name("#link", "link");
        match link {
            LinkFilter::NeverSent => all.push("attribute_not_exists(#link)"),
            LinkFilter::ExpiredBy(at) => {
                all.push("#link.expires_at <= :at");
                expression = expression.value(":at", items::number(at));
            }
        }
    }
    if let Some(platform) = filter.platform {
        all.push("#platform = :platform");
        expression =
            expression.name("#platform", "platform").value(":platform", items::text(platform.as_str()));
    }
    expression.and(&all.join(" AND "))
}

/// How many entries of each shard are read for a page: an even share and three deviations more, so that nearly every
/// page is full, at a fraction of reading a whole page from each.
fn share(limit: usize) -> usize {
    let even = limit.div_ceil(INDEX_SHARDS as usize);
    even + 3 * even.isqrt() + 1
}

/// Puts the shards' entries in order. Behind the first key at which a shard stopped, entries of that shard are
/// missing: the page ends there at the latest.
fn merge(reads: Vec<Read>, list: List, limit: usize) -> (Vec<Item>, Option<String>) {
    let horizon = reads.iter().filter_map(|read| read.stopped.clone()).min();
    let mut items: Vec<Item> = reads.into_iter().flat_map(|read| read.items).collect();
    items.sort_by(|a, b| text_of(a, list.sk).cmp(text_of(b, list.sk)));
    if let Some(horizon) = &horizon {
        items.retain(|item| text_of(item, list.sk) <= horizon.as_str());
    }
    if items.len() > limit {
        items.truncate(limit);
        let next = items.last().map(|item| text_of(item, list.sk).to_owned());
        return (items, next);
    }
    (items, horizon)
}

fn phones(items: Vec<Item>) -> Answer<Vec<Phone>> {
    items.into_iter().map(items::read).collect()
}

impl Unactivated for Table {
    async fn page(
        &self,
        channel: Channel,
        filter: Option<&Filter>,
        limit: usize,
        after: Option<&str>,
    ) -> Answer<Page<Phone, String>> {
        let list = List::of(channel);
        let evaluate = if filter.is_some() { LOOKED_THROUGH } else { share(limit) };
        let reads = (0..INDEX_SHARDS).map(|shard| self.read_shard(list, filter, evaluate, shard, after));
        let (items, next) = merge(try_join_all(reads).await?, list, limit);
        Ok(Page { items: phones(items)?, next })
    }

    async fn walk(
        &self,
        channel: Channel,
        filter: Option<&Filter>,
        limit: usize,
        shard: u32,
        after: Option<&str>,
    ) -> Answer<Option<Page<Phone, String>>> {
        if shard >= INDEX_SHARDS {
            return Ok(None);
        }
        let read = self.read_shard(List::of(channel), filter, limit, shard, after).await?;
        Ok(Some(Page { items: phones(read.items)?, next: read.stopped }))
    }

    async fn count(&self) -> Answer<UnactivatedCount> {
        let keys: Vec<_> = (0..COUNT_SHARDS).map(Key::count).collect();
        let mut sum = UnactivatedCount::default();
        for item in self.batch(&keys).await? {
            let part: UnactivatedCount = items::read(item)?;
            sum.email += part.email;
            sum.sms += part.sms;
        }
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn read(keys: &[String], evaluate: usize) -> Read {
        let items: Vec<Item> = keys
            .iter()
            .take(evaluate)
            .map(|key| HashMap::from([("gsi1sk".to_owned(), items::text(key))]))
            .collect();
        let stopped = (keys.len() > evaluate).then(|| keys[evaluate - 1].clone());
        Read { items, stopped }
    }

    proptest! {
        #[test]
        fn pages_of_any_size_tell_every_entry_once_and_in_order(
            placed in prop::collection::btree_map("[a-d]{1,6}", 0..4_usize, 0..120), limit in 1..40_usize,
        ) {
            let list = List::of(Channel::Email);
            let (mut after, mut told) = (None::<String>, Vec::new());
            loop {
                let shards = (0..4).map(|shard| {
                    let behind = placed.iter().filter(|(key, at)| **at == shard && after.as_ref().is_none_or(|a| *key > a));
                    read(&behind.map(|(key, _)| key.clone()).collect::<Vec<_>>(), share(limit))
                });
                let (items, next) = merge(shards.collect(), list, limit);
                prop_assert!(items.len() <= limit);
                told.extend(items.iter().map(|item| text_of(item, "gsi1sk").to_owned()));
                match next {
                    None => break,
                    Some(next) => { prop_assert!(Some(&next) > after.as_ref()); after = Some(next); }
                }
            }
            prop_assert_eq!(told, placed.into_keys().collect::<Vec<_>>());
        }
    }
}
