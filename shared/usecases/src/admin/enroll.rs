//! Enrollment codes: a user without a phone, and a code by which the user may be known later on.

use super::{Scene, changing, users};
use crate::Error;
use crate::ports::{Change, CodeKeys, DirectoryChange, Enrollment, People};
use onramp_domain::edit::UserEdit;
use onramp_domain::{Action, ActivationCode, LinkId, Username};

/// Makes an enrollment code for a user, who is created unless there is one of that name without a phone. The code is
/// kept as its hash. Nothing is mailed.
pub async fn enroll(
    store: &impl People,
    keys: &impl CodeKeys,
    username: &Username,
    edit: &UserEdit,
    expires_at: Option<i64>,
    scene: Scene<'_>,
) -> Result<ActivationCode, Error> {
    let key = keys.code_key().await?;
    changing(store, || async {
        let known = store.users_named(std::slice::from_ref(username)).await?.pop();
        let (mut change, user) = match known {
            None => users::new_user(username.clone(), edit, scene)?,
            Some(user) if !user.phone_ids.is_empty() => return Err(Error::Duplicate("username")),
            Some(before) => {
                let edit = edit.clone().against(&before);
                let mut after = edit.apply(before.clone())?;
                after.version += 1;
                let fields = edit.fields().join(",");
                let changed = scene.event(Action::UserUpdate, after.user_id.as_str()).with("fields", &fields);
                let change = DirectoryChange {
                    users: vec![Change::changed(before, after.clone())],
                    events: (!fields.is_empty()).then_some(changed).into_iter().collect(),
                    ..DirectoryChange::default()
                };
                (change, after)
            }
        };
        let code = ActivationCode::derive(key, &LinkId::from_random(scene.chance.bits()));
        let enrollment = Enrollment { user_id: user.user_id.clone(), expires_at };
        change.enrollment = Some((code.hash(), enrollment));
        change.events.push(scene.event(Action::SendEnrollCode, user.user_id.as_str()));
        Ok((Some(change), code))
    })
    .await
}
