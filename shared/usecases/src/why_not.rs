//! Why someone is not in a list of those who may be sent a link.

use crate::admin::read::with_phones;
use crate::ports::People;
use crate::{Error, Principal};
use onramp_domain::{Permission, Phone, User, Username};

/// The user of a username or alias and their phones, of which [`onramp_domain::Standing`] tells the rest; none if there is no
/// such user.
pub async fn why_not(
    store: &impl People,
    by: &Principal,
    name: Username,
) -> Result<Option<(User, Vec<Phone>)>, Error> {
    by.must(Permission::Send)?;
    let users = store.users_named(&[name]).await?;
    Ok(with_phones(store, users).await?.pop())
}
