//! Phones attached to users, and detached.

use super::users::written;
use super::{Scene, changing, end_link, phones, room, users};
use crate::Error;
use crate::ports::{Change, CodeKeys, DirectoryChange, People};
use onramp_domain::{Action, PhoneId, UserId};

/// Attaches a phone to a user. One that is attached already stays so.
pub async fn attach(
    store: &impl People,
    user_id: &UserId,
    phone_id: &PhoneId,
    scene: Scene<'_>,
) -> Result<(), Error> {
    changing(store, || async {
        let user = users::get(store, user_id).await?;
        let found = store.phones(std::slice::from_ref(phone_id)).await?.pop();
        let no_phone =
            || onramp_domain::Invalid::new("is of no phone", "the id of a phone").in_field("phone_id");
        let phone = found.ok_or_else(no_phone)?;
        if user.phone_ids.contains(phone_id) {
            return Ok((None, ()));
        }
        room(user.phone_ids.len(), "phones of the user", "phone_id")?;
        room(phone.users.len(), "users of the phone", "phone_id")?;
        let (mut holding, mut held) = (user.clone(), phone.clone());
        holding.phone_ids.push(phone_id.clone());
        holding.version += 1;
        held.users.push(user.holder());
        let event = scene.event(Action::PhoneAssociate, user_id.as_str()).with("phone_id", phone_id.as_str());
        let change = DirectoryChange {
            users: vec![Change::changed(user, holding)],
            phones: vec![written(phone, held, scene.now)],
            events: vec![event],
            ..DirectoryChange::default()
        };
        Ok((Some(change), ()))
    })
    .await
}

/// Detaches a phone from a user, and ends its live link. One that is not attached is detached already.
pub async fn detach(
    store: &impl People,
    keys: &impl CodeKeys,
    user_id: &UserId,
    phone_id: &PhoneId,
    scene: Scene<'_>,
) -> Result<(), Error> {
    let key = keys.code_key().await?;
    changing(store, || async {
        let user = users::get(store, user_id).await?;
        if !user.phone_ids.contains(phone_id) {
            return Ok((None, ()));
        }
        let phone = phones::get(store, phone_id).await?;
        let (mut holding, mut held) = (user.clone(), phone.clone());
        holding.phone_ids.retain(|id| id != phone_id);
        holding.version += 1;
        held.users.retain(|holder| holder.user_id != *user_id);
        let ended = end_link(&mut held, key, scene.now);
        let event =
            scene.event(Action::PhoneDisassociate, user_id.as_str()).with("phone_id", phone_id.as_str());
        let change = DirectoryChange {
            users: vec![Change::changed(user, holding)],
            phones: vec![written(phone, held, scene.now)],
            ended: ended.into_iter().collect(),
            events: vec![event],
            ..DirectoryChange::default()
        };
        Ok((Some(change), ()))
    })
    .await
}
