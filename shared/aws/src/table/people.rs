//! The directory as the Admin API sees it: users and phones by id, name, address, number and row.

use super::calls::{broken, text_of};
use super::design::{self, Key, Register};
use super::items::{Lead, read, text};
use super::{Table, items::Item};
use onramp_domain::{EmailAddress, Phone, PhoneId, PhoneNumber, User, UserId, Username};
use onramp_usecases::ports::{Answer, DirectoryChange, People, Rows, Wrote};
use serde::de::DeserializeOwned;
use std::collections::{BTreeSet, HashMap};

impl People for Table {
    async fn users(&self, ids: &[UserId]) -> Answer<Vec<User>> {
        let found = self.read_each(ids.iter().map(Key::user)).await?;
        Ok(in_order(ids, found, |user: &User| user.user_id.clone()))
    }

    async fn users_named(&self, names: &[Username]) -> Answer<Vec<User>> {
        let keys: BTreeSet<String> = names.iter().map(|name| Key::username(name).pk).collect();
        let items = self.batch(&names_once(names, &keys)).await?;
        let mut leads = HashMap::new();
        for item in items {
            leads.insert(text_of(&item, "pk").to_owned(), read::<Lead<UserId>>(item)?.id);
        }
        let mut ids: Vec<UserId> = Vec::new();
        for id in names.iter().filter_map(|name| leads.get(&Key::username(name).pk)) {
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        self.users(&ids).await
    }

    async fn user_mailed(&self, email: &EmailAddress) -> Answer<Option<User>> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name("gsi2")
            .key_condition_expression("gsi2pk = :pk")
            .expression_attribute_values(":pk", text(design::mailed(email.as_str())))
            .limit(1);
        let page = ask.send().await.map_err(|e| broken(&e))?;
        page.items.unwrap_or_default().into_iter().next().map(read).transpose()
    }

    async fn phones(&self, ids: &[PhoneId]) -> Answer<Vec<Phone>> {
        let found = self.read_each(ids.iter().map(Key::phone)).await?;
        Ok(in_order(ids, found, |phone: &Phone| phone.phone_id.clone()))
    }

    async fn phone_numbered(&self, number: &PhoneNumber, extension: &str) -> Answer<Option<Phone>> {
        match self.get(&Key::extension(number, extension)).await? {
            None => Ok(None),
            Some(lead) => {
                let id = read::<Lead<PhoneId>>(lead)?.id;
                self.get(&Key::phone(&id)).await?.map(read).transpose()
            }
        }
    }

    async fn user_rows(&self, offset: u64, limit: usize) -> Answer<Rows<User>> {
        let (items, total, next) = self.rows(design::USERS, offset, limit).await?;
        let users: Answer<_> = items.into_iter().map(read).collect();
        Ok(Rows { items: users?, total, next })
    }

    async fn phone_rows(&self, offset: u64, limit: usize) -> Answer<Rows<Phone>> {
        let (items, total, next) = self.rows(design::PHONES, offset, limit).await?;
        let ids: Answer<Vec<PhoneId>> =
            items.into_iter().map(|item| Ok(read::<Lead<PhoneId>>(item)?.id)).collect();
        Ok(Rows { items: self.phones(&ids?).await?, total, next })
    }

    async fn change(&self, change: &DirectoryChange) -> Answer<Wrote> {
        self.write_change(change).await
    }
}

/// The keys of names, each once, as a batched read wants them.
fn names_once(names: &[Username], keys: &BTreeSet<String>) -> Vec<Key> {
    let mut left = keys.clone();
    names.iter().map(Key::username).filter(|key| left.remove(&key.pk)).collect()
}

fn in_order<I: Eq + std::hash::Hash, T>(ids: &[I], found: Vec<T>, id: impl Fn(&T) -> I) -> Vec<T> {
    let mut found: HashMap<I, T> = found.into_iter().map(|one| (id(&one), one)).collect();
    ids.iter().filter_map(|id| found.remove(id)).collect()
}

impl Table {
    /// Items by key, each asked for once.
    async fn read_each<T: DeserializeOwned>(&self, keys: impl Iterator<Item = Key>) -> Answer<Vec<T>> {
        let keys: Vec<Key> = keys.collect::<std::collections::HashSet<_>>().into_iter().collect();
        self.batch(&keys).await?.into_iter().map(read).collect()
    }

    /// Rows of a list of all from a row number on: the counters tell the bucket in which it stands, so that no more
    /// than a bucket is passed over, at any depth. Answers the rows, the total, and the next row number.
    async fn rows(
        &self,
        register: Register,
        offset: u64,
        limit: usize,
    ) -> Answer<(Vec<Item>, u64, Option<u64>)> {
        let filled = self.filled(register).await?;
        let total = filled.total();
        let Some((mut bucket, mut skip)) = filled.find(offset) else {
            return Ok((Vec::new(), total, None));
        };
        let mut rows: Vec<Item> = Vec::with_capacity(limit);
        while rows.len() < limit && bucket < design::BUCKETS {
            if !filled.is_empty_from(bucket) {
                let wanted = skip + limit - rows.len();
                let found = self.rows_of_partition(register, bucket, wanted).await?;
                let passed = skip.min(found.len());
                rows.extend(found.into_iter().skip(passed));
                skip -= passed;
            }
            bucket = (bucket / design::BUCKETS_A_SHARD + 1) * design::BUCKETS_A_SHARD;
        }
        let next = offset + u64::try_from(rows.len()).unwrap_or_default();
        // The index follows the counters within moments: an empty page is an end, or a client would ask on for ever.
        let more = !rows.is_empty() && next < total;
        Ok((rows, total, more.then_some(next)))
    }

    async fn rows_of_partition(&self, register: Register, bucket: u32, wanted: usize) -> Answer<Vec<Item>> {
        let mut found = Vec::new();
        let mut after = None;
        while found.len() < wanted {
            let ask = self
                .client
                .query()
                .table_name(&self.name)
                .index_name("gsi1")
                .key_condition_expression("gsi1pk = :pk AND gsi1sk >= :from")
                .expression_attribute_values(":pk", text(register.partition(bucket)))
                .expression_attribute_values(":from", text(Register::start(bucket)))
                .limit(i32::try_from(wanted - found.len()).unwrap_or(i32::MAX))
                .set_exclusive_start_key(after);
            let page = ask.send().await.map_err(|e| broken(&e))?;
            found.extend(page.items.unwrap_or_default());
            after = page.last_evaluated_key;
            if after.is_none() {
                break;
            }
        }
        Ok(found)
    }
}
