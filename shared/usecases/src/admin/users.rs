//! Users: created, changed, deleted.

use super::{Scene, changing, end_link};
use crate::Error;
use crate::ports::{Change, Clock, CodeKeys, DirectoryChange, People, PhoneChange};
use onramp_domain::edit::UserEdit;
use onramp_domain::{Action, Phone, User, UserId, Username};
use std::collections::BTreeMap;

/// Phones that are detached in one transaction when their user is deleted: each may end a link as well, and a
/// transaction has at most 100 actions.
const DETACHED_AT_ONCE: usize = 20;

/// A new user of that name.
pub(super) fn new_user(
    username: Username,
    edit: &UserEdit,
    scene: Scene<'_>,
) -> Result<(DirectoryChange, User), Error> {
    let id = UserId::from_random(scene.chance.bits());
    let mut user = edit.apply(User::new(id, username, scene.now))?;
    user.version = 1;
    let change = DirectoryChange {
        users: vec![Change::created(user.clone())],
        events: vec![scene.event(Action::UserCreate, user.user_id.as_str())],
        ..DirectoryChange::default()
    };
    Ok((change, user))
}

/// Creates a user.
pub async fn create(
    store: &impl People,
    username: &Username,
    edit: &UserEdit,
    scene: Scene<'_>,
) -> Result<User, Error> {
    changing(store, || async {
        let (change, user) = new_user(username.clone(), edit, scene)?;
        Ok((Some(change), user))
    })
    .await
}

/// A user by id.
pub async fn get(store: &impl People, id: &UserId) -> Result<User, Error> {
    let mut found = store.users(std::slice::from_ref(id)).await?;
    found.pop().ok_or(Error::NotFound("user"))
}

/// Changes a user, and what the user's phones know of the user.
pub async fn update(
    store: &impl People,
    id: &UserId,
    edit: &UserEdit,
    scene: Scene<'_>,
) -> Result<User, Error> {
    update_at(store, id, None, edit, scene).await
}

/// The same, unless the user was changed since its `version` was read.
pub async fn update_as_read(
    store: &impl People,
    id: &UserId,
    version: u64,
    edit: &UserEdit,
    scene: Scene<'_>,
) -> Result<User, Error> {
    update_at(store, id, Some(version), edit, scene).await
}

async fn update_at(
    store: &impl People,
    id: &UserId,
    version: Option<u64>,
    edit: &UserEdit,
    scene: Scene<'_>,
) -> Result<User, Error> {
    changing(store, || async {
        let before = get(store, id).await?;
        if version.is_some_and(|version| version != before.version) {
            return Err(Error::Contended);
        }
        let mut after = edit.apply(before.clone())?;
        if after == before {
            return Ok((None, before));
        }
        after.version += 1;
        let holder = after.holder();
        let mut phones = Vec::new();
        if holder != before.holder() {
            for phone in store.phones(&before.phone_ids).await? {
                let mut changed = phone.clone();
                for user in changed.users.iter_mut().filter(|user| user.user_id == after.user_id) {
                    user.clone_from(&holder);
                }
                phones.push(written(phone, changed, scene.now));
            }
        }
        let event = scene.event(Action::UserUpdate, id.as_str()).with("fields", edit.fields().join(","));
        let change = DirectoryChange {
            users: vec![Change::changed(before, after.clone())],
            phones,
            events: vec![event],
            ..DirectoryChange::default()
        };
        Ok((Some(change), after))
    })
    .await
}

/// A phone with its version one up and the times at which it came into the lists.
pub(super) fn written(before: Phone, after: Phone, now: i64) -> Change<Phone> {
    let PhoneChange { after, before } = PhoneChange::of(Some(before), after, now);
    Change { before, after: Some(after) }
}

/// Deletes a user, and ends the live links of the user's phones. One that is not there is deleted already.
pub async fn delete(
    store: &impl People,
    keys: &impl CodeKeys,
    id: &UserId,
    scene: Scene<'_>,
) -> Result<(), Error> {
    let key = keys.code_key().await?;
    loop {
        let done = changing(store, || async {
            let Some(before) = store.users(std::slice::from_ref(id)).await?.pop() else {
                return Ok((None, true));
            };
            let now_gone = before.phone_ids.len().min(DETACHED_AT_ONCE);
            let last = now_gone == before.phone_ids.len();
            let (mut phones, mut ended) = (Vec::new(), Vec::new());
            for phone in store.phones(&before.phone_ids[..now_gone]).await? {
                let mut changed = phone.clone();
                changed.users.retain(|user| user.user_id != *id);
                ended.extend(end_link(&mut changed, key, scene.now));
                phones.push(written(phone, changed, scene.now));
            }
            let mut left = before.clone();
            left.phone_ids.drain(..now_gone);
            left.version += 1;
            let change = DirectoryChange {
                users: vec![Change { before: Some(before), after: (!last).then_some(left) }],
                phones,
                ended,
                events: last.then(|| scene.event(Action::UserDelete, id.as_str())).into_iter().collect(),
                ..DirectoryChange::default()
            };
            Ok((Some(change), last))
        })
        .await?;
        if done {
            return Ok(());
        }
    }
}

/// Deletes a user, and first the phones that nobody else has.
pub async fn delete_with_phones(
    store: &impl People,
    keys: &impl CodeKeys,
    id: &UserId,
    scene: Scene<'_>,
) -> Result<(), Error> {
    let Some(user) = store.users(std::slice::from_ref(id)).await?.pop() else { return Ok(()) };
    for phone in store.phones(&user.phone_ids).await? {
        if phone.users.iter().all(|holder| holder.user_id == *id) {
            super::phones::delete(store, keys, &phone.phone_id, scene).await?;
        }
    }
    delete(store, keys, id, scene).await
}

/// Creates many users, one after the other, once all of them can be: what is wrong with one, or a name that two have or
/// that is taken, leaves nobody behind. Each is stamped by the clock as it is written, so that the log tells it in order.
pub async fn create_many(
    store: &impl People,
    wanted: &[(Username, UserEdit)],
    clock: &impl Clock,
    scene: Scene<'_>,
) -> Result<Vec<User>, Error> {
    let mut names = BTreeMap::new();
    for (at, (username, edit)) in wanted.iter().enumerate() {
        let user = edit.apply(User::new(UserId::from_random(0), username.clone(), scene.now));
        let user = user.map_err(|error| error.within(&format!("users[{at}]")))?;
        for name in std::iter::once(username).chain(user.profile.aliases.values()) {
            if names.insert(name.folded(), name.clone()).is_some() {
                return Err(Error::Duplicate("username or alias of two of users"));
            }
        }
    }
    let names: Vec<Username> = names.into_values().collect();
    if !store.users_named(&names).await?.is_empty() {
        return Err(Error::Duplicate("username or alias of one of users"));
    }
    let mut users = Vec::with_capacity(wanted.len());
    for (username, edit) in wanted {
        users.push(create(store, username, edit, Scene { now: clock.now(), ..scene }).await?);
    }
    Ok(users)
}
