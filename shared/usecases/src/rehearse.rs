//! A directory on which an import can be tried: it reads what there is, and keeps changes to itself.

use crate::ports::{Answer, Directory, Known, PhoneChange, UserChange};
use onramp_domain::import::ImportPhone;
use onramp_domain::{Event, Phone, PhoneId, User, UserId, Username};
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A directory with changes that are not written: what is imported into it ends as it would in the directory itself.
#[derive(Debug)]
pub struct Rehearsal<'a, S> {
    store: &'a S,
    changed: Mutex<Changed>,
}

#[derive(Debug, Default)]
struct Changed {
    users: HashMap<UserId, User>,
    phones: HashMap<PhoneId, Phone>,
}

impl<'a, S> Rehearsal<'a, S> {
    /// On that directory, without any change yet.
    pub fn on(store: &'a S) -> Self {
        Self { store, changed: Mutex::default() }
    }

    fn changed(&self) -> MutexGuard<'_, Changed> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Changed {
    /// What the directory would answer after the changes.
    fn over(&self, mut known: Known, names: &[&Username], phones: &[&ImportPhone]) -> Known {
        for user in &mut known.users {
            if let Some(changed) = self.users.get(&user.user_id) {
                user.clone_from(changed);
            }
        }
        let wanted: HashSet<_> = names.iter().map(|name| name.folded()).collect();
        let there: HashSet<_> = known.users.iter().map(|user| user.user_id.clone()).collect();
        let answers = |user: &&User| {
            !there.contains(&user.user_id) && !wanted.is_disjoint(&user.names().into_iter().collect())
        };
        known.users.extend(self.users.values().filter(answers).cloned());

        for phone in &mut known.phones {
            if let Some(changed) = self.phones.get(&phone.phone_id) {
                phone.clone_from(changed);
            }
        }
        let numbers: HashSet<_> = phones.iter().filter_map(|phone| phone.number.as_ref()).collect();
        let there: HashSet<_> = known.phones.iter().map(|phone| phone.phone_id.clone()).collect();
        let theirs: HashSet<_> = known.users.iter().flat_map(|user| &user.phone_ids).collect();
        let asked = |phone: &&Phone| {
            let numbered =
                phone.extension.is_empty() && phone.number.as_ref().is_some_and(|n| numbers.contains(n));
            !there.contains(&phone.phone_id) && (numbered || theirs.contains(&phone.phone_id))
        };
        let more: Vec<_> = self.phones.values().filter(asked).cloned().collect();
        known.phones.extend(more);
        known
    }
}

impl<S: Directory> Directory for Rehearsal<'_, S> {
    async fn known(&self, names: &[&Username], phones: &[&ImportPhone]) -> Answer<Known> {
        let known = self.store.known(names, phones).await?;
        Ok(self.changed().over(known, names, phones))
    }

    async fn person(&self, id: &UserId) -> Answer<Option<(User, Vec<Phone>)>> {
        self.store.person(id).await
    }

    async fn write_user(&self, change: &UserChange) -> Answer<bool> {
        let mut changed = self.changed();
        changed.users.insert(change.after.user_id.clone(), change.after.clone());
        for PhoneChange { after, .. } in &change.phones {
            changed.phones.insert(after.phone_id.clone(), after.clone());
        }
        Ok(true)
    }

    async fn log(&self, _: &Event) -> Answer<()> {
        Ok(())
    }
}
