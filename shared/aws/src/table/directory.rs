//! The directory: users, their phones, and the names and numbers that lead to them.

use super::Table;
use super::calls::{broken, text_of};
use super::design::Key;
use super::items::{self, Lead, read};
use onramp_domain::import::ImportPhone;
use onramp_domain::{Event, Phone, PhoneId, User, UserId, Username};
use onramp_usecases::ports::{
    Answer, Change, Directory, DirectoryChange, Known, PhoneChange, UserChange, Wrote,
};
use std::collections::HashSet;

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
        let changed =
            |phone: &PhoneChange| Change { before: phone.before.clone(), after: Some(phone.after.clone()) };
        let whole = DirectoryChange {
            users: vec![Change { before: change.before.clone(), after: Some(change.after.clone()) }],
            phones: change.phones.iter().map(changed).collect(),
            ..DirectoryChange::default()
        };
        Ok(self.write_change(&whole).await? == Wrote::Done)
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

impl Table {
    async fn read_all<T: serde::de::DeserializeOwned>(&self, keys: &[Key]) -> Answer<Vec<T>> {
        self.batch(keys).await?.into_iter().map(read).collect()
    }
}
