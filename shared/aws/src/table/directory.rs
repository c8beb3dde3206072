//! The directory: users, their phones, and the names and numbers that lead to them.

use super::calls::{Expression, Transaction, Written, broken};
use super::design::{self, Key};
use super::items::{self, DIRECTORY_FACTS, Lead, number, read};
use super::{Table, calls::text_of};
use onramp_domain::import::ImportPhone;
use onramp_domain::{Event, Listed, Phone, PhoneId, User, UserId, Username};
use onramp_usecases::ports::{Answer, Directory, Known, Outage, PhoneChange, UserChange};
use std::collections::{BTreeMap, HashSet};

impl Directory for Table {
    async fn known(&self, names: &[&Username], phones: &[&ImportPhone]) -> Answer<Known> {
        let numbers = phones.iter().filter_map(|phone| phone.number.as_ref());
        let leads = unique(names.iter().map(|name| Key::username(name)).chain(numbers.map(Key::number)));
        let (mut users, mut found): (Vec<Key>, Vec<Key>) = Default::default();
        for item in self.batch(&leads).await? {
            if text_of(&item, "sk") == "N" {
                users.push(Key::user(&read::<Lead<UserId>>(item)?.id));
            } else {
                found.push(Key::phone(&read::<Lead<PhoneId>>(item)?.id));
            }
        }
        let users: Vec<User> = self.read_all(&unique(users.into_iter())).await?;
        let theirs = users.iter().flat_map(|user| user.phone_ids.iter().map(Key::phone));
        let phones: Vec<Phone> = self.read_all(&unique(found.into_iter().chain(theirs))).await?;
        Ok(Known { users, phones })
    }

    async fn person(&self, id: &UserId) -> Answer<Option<(User, Vec<Phone>)>> {
        let Some(user) = self.get(&Key::user(id)).await?.map(read::<User>).transpose()? else {
            return Ok(None);
        };
        let keys: Vec<_> = user.phone_ids.iter().map(Key::phone).collect();
        let phones = self.read_all(&keys).await?;
        Ok(Some((user, phones)))
    }

    async fn write_user(&self, change: &UserChange) -> Answer<bool> {
        let mut transaction = Transaction::default();
        let fresh = || Expression::new("attribute_not_exists(pk)");
        let as_read = |version: u64| {
            Expression::new("#version = :before")
                .name("#version", "version")
                .value(":before", number(version))
        };
        let condition = change.before.as_ref().map_or_else(fresh, |before| as_read(before.version));
        transaction.put(self, items::user(&change.after)?, Some(condition))?;
        if change.before.is_none() {
            transaction.put(self, items::username(&change.after)?, Some(fresh()))?;
        }
        let mut counts = BTreeMap::<u32, (i64, i64)>::new();
        for phone in &change.phones {
            self.write_phone(&mut transaction, phone)?;
            let from = phone.before.as_ref().map(Phone::listed).unwrap_or_default();
            add_change(&mut counts, &phone.after, from);
        }
        for (shard, by) in counts.into_iter().filter(|(_, by)| *by != (0, 0)) {
            self.add_to_count(&mut transaction, shard, by)?;
        }
        Ok(matches!(transaction.run(self).await?, Written::Done))
    }

    async fn log(&self, event: &Event) -> Answer<()> {
        let ask = self.client.put_item().table_name(&self.name).set_item(Some(items::event(event)?));
        ask.send().await.map_err(|e| broken(&e)).map(|_| ())
    }
}

/// A batched read may name a key once.
fn unique(keys: impl Iterator<Item = Key>) -> Vec<Key> {
    keys.collect::<HashSet<_>>().into_iter().collect()
}

fn add_change(counts: &mut BTreeMap<u32, (i64, i64)>, phone: &Phone, from: Listed) {
    let to = phone.listed();
    let by = counts.entry(design::count_shard(&phone.phone_id)).or_default();
    by.0 += i64::from(to.email) - i64::from(from.email);
    by.1 += i64::from(to.sms) - i64::from(from.sms);
}

impl Table {
    async fn read_all<T: serde::de::DeserializeOwned>(&self, keys: &[Key]) -> Answer<Vec<T>> {
        self.batch(keys).await?.into_iter().map(read).collect()
    }

    /// Writes a new phone whole, and of a known one what the directory decides: a link made in the meantime stays.
    fn write_phone(&self, transaction: &mut Transaction, change: &PhoneChange) -> Result<(), Outage> {
        let mut item = items::phone(&change.after)?;
        let Some(before) = &change.before else {
            transaction.put(self, item, Some(Expression::new("attribute_not_exists(pk)")))?;
            if let Some(lead) = items::phone_number(&change.after) {
                transaction.put(self, lead?, Some(Expression::new("attribute_not_exists(pk)")))?;
            }
            return Ok(());
        };
        let (mut set, mut remove) = (Vec::new(), Vec::new());
        let mut expression =
            Expression::default().name("#version", "version").value(":before", number(before.version));
        for (at, fact) in DIRECTORY_FACTS.into_iter().enumerate() {
            expression = expression.name(&format!("#f{at}"), fact);
            match item.remove(fact) {
                Some(value) => {
                    set.push(format!("#f{at} = :f{at}"));
                    expression = expression.value(&format!(":f{at}"), value);
                }
                None => remove.push(format!("#f{at}")),
            }
        }
        expression.text = format!("SET {}", set.join(", "));
        if !remove.is_empty() {
            expression.text.push_str(" REMOVE ");
            expression.text.push_str(&remove.join(", "));
        }
        let key = Key::phone(&change.after.phone_id);
        transaction.update(self, &key, Some("#version = :before"), expression).map(|_| ())
    }
}
