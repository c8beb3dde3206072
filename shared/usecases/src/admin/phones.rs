//! Phones: created, changed, deleted.

use super::users::written;
use super::{Scene, changing, end_link, room, users};
use crate::Error;
use crate::ports::{Change, CodeKeys, DirectoryChange, People};
use onramp_domain::edit::PhoneEdit;
use onramp_domain::{Action, Phone, PhoneId, PhoneType, Platform, UserId};

/// Creates a phone of no user.
pub async fn create(store: &impl People, edit: &PhoneEdit, scene: Scene<'_>) -> Result<Phone, Error> {
    changing(store, || async {
        let id = PhoneId::from_random(scene.chance.bits());
        let mut phone = edit.apply(Phone::new(id, None, PhoneType::default(), Platform::default()))?;
        phone.version = 1;
        let change = DirectoryChange {
            phones: vec![Change::created(phone.clone())],
            events: vec![scene.event(Action::PhoneCreate, phone.phone_id.as_str())],
            ..DirectoryChange::default()
        };
        Ok((Some(change), phone))
    })
    .await
}

/// A phone by id.
pub async fn get(store: &impl People, id: &PhoneId) -> Result<Phone, Error> {
    let mut found = store.phones(std::slice::from_ref(id)).await?;
    found.pop().ok_or(Error::NotFound("phone"))
}

/// Creates a phone of a user.
pub async fn create_of(
    store: &impl People,
    user_id: &UserId,
    edit: &PhoneEdit,
    scene: Scene<'_>,
) -> Result<Phone, Error> {
    changing(store, || async {
        let user = users::get(store, user_id).await?;
        room(user.phone_ids.len(), "phones of the user", "number")?;
        let id = PhoneId::from_random(scene.chance.bits());
        let mut phone =
            edit.apply(Phone::new(id.clone(), None, PhoneType::default(), Platform::default()))?;
        phone.users.push(user.holder());
        let mut phone = phone.listed_at(None, scene.now);
        phone.version = 1;
        let mut holding = user.clone();
        holding.phone_ids.push(id.clone());
        holding.version += 1;
        let event = scene.event(Action::PhoneCreate, id.as_str()).with("user_id", user_id.as_str());
        let change = DirectoryChange {
            users: vec![Change::changed(user, holding)],
            phones: vec![Change::created(phone.clone())],
            events: vec![event],
            ..DirectoryChange::default()
        };
        Ok((Some(change), phone))
    })
    .await
}

/// Changes a phone.
pub async fn update(
    store: &impl People,
    id: &PhoneId,
    edit: &PhoneEdit,
    scene: Scene<'_>,
) -> Result<Phone, Error> {
    update_at(store, id, None, edit, scene).await
}

/// The same, unless the phone was changed since its `version` was read.
pub async fn update_as_read(
    store: &impl People,
    id: &PhoneId,
    version: u64,
    edit: &PhoneEdit,
    scene: Scene<'_>,
) -> Result<Phone, Error> {
    update_at(store, id, Some(version), edit, scene).await
}

async fn update_at(
    store: &impl People,
    id: &PhoneId,
    version: Option<u64>,
    edit: &PhoneEdit,
    scene: Scene<'_>,
) -> Result<Phone, Error> {
    changing(store, || async {
        let before = get(store, id).await?;
        if version.is_some_and(|version| version != before.version) {
            return Err(Error::Contended);
        }
        let after = edit.apply(before.clone())?;
        if after == before {
            return Ok((None, before));
        }
        let written = written(before, after.clone(), scene.now);
        let told = written.after.clone().unwrap_or(after);
        let event = scene.event(Action::PhoneUpdate, id.as_str()).with("fields", edit.fields().join(","));
        let change =
            DirectoryChange { phones: vec![written], events: vec![event], ..DirectoryChange::default() };
        Ok((Some(change), told))
    })
    .await
}

/// Deactivates a phone: its device is forgotten, and it may get a link again. One that is not active stays as it is.
pub async fn deactivate(store: &impl People, id: &PhoneId, scene: Scene<'_>) -> Result<(), Error> {
    changing(store, || async {
        let before = get(store, id).await?;
        if !before.activated {
            return Ok((None, ()));
        }
        let after = before.clone().deactivated();
        let change = DirectoryChange {
            phones: vec![written(before, after, scene.now)],
            events: vec![scene.event(Action::PhoneDeactivate, id.as_str())],
            ..DirectoryChange::default()
        };
        Ok((Some(change), ()))
    })
    .await
}

/// Deletes a phone, and ends its live link. One that is not there is deleted already.
pub async fn delete(
    store: &impl People,
    keys: &impl CodeKeys,
    id: &PhoneId,
    scene: Scene<'_>,
) -> Result<(), Error> {
    let key = keys.code_key().await?;
    changing(store, || async {
        let Some(phone) = store.phones(std::slice::from_ref(id)).await?.pop() else {
            return Ok((None, ()));
        };
        let holders: Vec<UserId> = phone.users.iter().map(|user| user.user_id.clone()).collect();
        let users = store.users(&holders).await?.into_iter().map(|before| {
            let mut after = before.clone();
            after.phone_ids.retain(|held| held != id);
            after.version += 1;
            Change::changed(before, after)
        });
        let change = DirectoryChange {
            users: users.collect(),
            ended: end_link(&mut phone.clone(), key, scene.now).into_iter().collect(),
            phones: vec![Change::deleted(phone)],
            events: vec![scene.event(Action::PhoneDelete, id.as_str())],
            ..DirectoryChange::default()
        };
        Ok((Some(change), ()))
    })
    .await
}
