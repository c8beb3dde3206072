//! What a send would say.

use crate::ports::Phones;
use crate::{Error, Principal};
use onramp_domain::message::{Rendered, Wording, sample};
use onramp_domain::{Lifetime, Permission, PhoneId, Settings};

/// Renders a wording for a phone's user, or for a made-up one. The link in it is of the form of a real one and leads
/// nowhere.
pub async fn preview(
    store: &impl Phones,
    settings: &Settings,
    by: &Principal,
    wording: &Wording,
    phone: Option<&PhoneId>,
    lifetime: Option<Lifetime>,
    now: i64,
) -> Result<Rendered, Error> {
    by.must(Permission::Send)?;
    let lifetime = lifetime.unwrap_or_else(|| settings.lifetime(wording.channel()));
    let rendered = match phone {
        None => wording.render(settings, &sample::holder(), &sample::code(), now + lifetime.secs(), lifetime),
        Some(id) => {
            let phone = store.phone(id).await?.ok_or(Error::NotFound("phone"))?;
            let user = phone.recipient(wording.channel())?;
            wording.render(settings, user, &sample::code(), now + lifetime.secs(), lifetime)
        }
    };
    Ok(rendered.map_err(|invalid| invalid.in_field("message"))?)
}
