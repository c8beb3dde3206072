//! Links that integrations make, to show or to send by SMS.

use super::{Scene, phones};
use crate::Error;
use crate::create_link::{Ask, Handed, make};
use crate::ports::{CodeKeys, Links, NotTaken, People, Phones, Texter};
use onramp_domain::message::Sms;
use onramp_domain::{
    ActivationCode, Channel, EventId, FieldError, Ineligible, Invalid, Language, Lifetime, LinkId, PhoneId,
    PhoneNumber,
};

/// Why a text could not be sent.
#[derive(Debug, thiserror::Error)]
pub enum NotSent {
    /// Something of the request or the phone.
    #[error(transparent)]
    Refused(#[from] Error),
    /// The service does not take it now.
    #[error("the text was not taken now")]
    Later,
}

/// Makes a link for a phone; a live one is superseded.
pub async fn link(
    store: &(impl Phones + Links),
    keys: &impl CodeKeys,
    phone_id: &PhoneId,
    lifetime: Lifetime,
    scene: Scene<'_>,
) -> Result<Handed, Error> {
    let ids = (LinkId::from_random(scene.chance.bits()), EventId::from_random(scene.chance.bits()));
    let ask = Ask { phone_id: phone_id.clone(), replace: true, lifetime };
    make(store, keys, scene.by, &ask, scene.now, ids).await
}

/// The texts of an activation: the first, if any, says where the app is to be had.
#[derive(Debug, Clone)]
pub struct Texts {
    /// Says where the app is to be had.
    pub installation: Option<Sms>,
    /// Says the link.
    pub activation: Sms,
}

/// Makes a link for a phone and sends it there by SMS. `write` makes the texts of a code for someone of a language, where
/// they have one of their own, and is tried before the link is made: what cannot be said leaves no link behind.
pub async fn link_by_sms(
    store: &(impl Phones + Links + People),
    keys: &impl CodeKeys,
    texter: &impl Texter,
    phone_id: &PhoneId,
    lifetime: Lifetime,
    write: impl Fn(&ActivationCode, Option<Language>) -> Result<Texts, FieldError>,
    scene: Scene<'_>,
) -> Result<(Handed, Texts), NotSent> {
    let phone = phones::get(store, phone_id).await?;
    let language = phone.recipient(Channel::Sms).map_err(Error::from)?.language;
    let number = phone.number.ok_or(Error::Ineligible(Ineligible::NoNumber))?;
    let sample = ActivationCode::derive(keys.code_key().await.map_err(Error::from)?, &LinkId::from_random(0));
    write(&sample, language).map_err(Error::from)?;
    let handed = link(store, keys, phone_id, lifetime, scene).await?;
    let texts = write(&handed.code, language).map_err(Error::from)?;
    if let Some(installation) = &texts.installation {
        send(texter, &number, installation).await?;
    }
    send(texter, &number, &texts.activation).await?;
    Ok((handed, texts))
}

/// Sends a phone a text that says where the app is to be had. `write` makes it for someone of a language, where they have
/// one of their own.
pub async fn installation_by_sms(
    store: &impl People,
    texter: &impl Texter,
    phone_id: &PhoneId,
    write: impl FnOnce(Option<Language>) -> Result<Sms, FieldError>,
) -> Result<Sms, NotSent> {
    let phone = phones::get(store, phone_id).await?;
    let language = phone.users.first().and_then(|user| user.language);
    let number = phone.number.ok_or(Error::Ineligible(Ineligible::NoNumber))?;
    let sms = write(language).map_err(Error::from)?;
    send(texter, &number, &sms).await?;
    Ok(sms)
}

async fn send(texter: &impl Texter, to: &PhoneNumber, sms: &Sms) -> Result<(), NotSent> {
    match texter.text(to, sms).await {
        Ok(_) => Ok(()),
        Err(NotTaken::Later(code) | NotTaken::QuotaUsedUp(code) | NotTaken::Suspended(code)) => {
            tracing::warn!(code, "a text was not taken now");
            Err(NotSent::Later)
        }
        Err(NotTaken::Never(reason)) => {
            let wrong = format!("was refused by the SMS service: {}", reason.code());
            let refused = Invalid::new(wrong, "a number that takes texts").in_field("number");
            Err(NotSent::Refused(refused.into()))
        }
    }
}
