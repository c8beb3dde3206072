//! Links that integrations make, to show or to send by SMS.

use super::{Scene, phones};
use crate::Error;
use crate::create_link::{Ask, Handed, make};
use crate::ports::{CodeKeys, DirectoryChange, Links, NotTaken, People, Phones, Texter};
use onramp_domain::message::Sms;
use onramp_domain::{
    Action, ActivationCode, Channel, FieldError, Ineligible, Invalid, Language, Lifetime, LinkId, PhoneId,
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
    let event = scene.event(Action::RegenMobile, phone_id.as_str());
    let ask = Ask { phone_id: phone_id.clone(), replace: true, lifetime };
    make(store, keys, &ask, &LinkId::from_random(scene.chance.bits()), event).await
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
    let event = scene.event(Action::RegenMobile, phone_id.as_str()).with("channel", Channel::Sms.as_str());
    let ask = Ask { phone_id: phone_id.clone(), replace: true, lifetime };
    let link_id = LinkId::from_random(scene.chance.bits());
    let handed = make(store, keys, &ask, &link_id, event).await?;
    let texts = write(&handed.code, language).map_err(Error::from)?;
    let both = texts.installation.iter().chain([&texts.activation]);
    for sms in both {
        if let Err(not_sent) = send(texter, &number, sms).await {
            // A link that nobody has is in the way of every send for as long as it lives.
            store.release_link(&link_id, phone_id, &handed.code.hash(), false).await.map_err(Error::from)?;
            return Err(not_sent);
        }
    }
    Ok((handed, texts))
}

/// Sends a phone a text that says where the app is to be had. `write` makes it for someone of a language, where they have
/// one of their own. As for a link, the phone is to be one on which the app runs.
pub async fn installation_by_sms(
    store: &impl People,
    texter: &impl Texter,
    phone_id: &PhoneId,
    write: impl FnOnce(Option<Language>) -> Result<Sms, FieldError>,
    scene: Scene<'_>,
) -> Result<Sms, NotSent> {
    let phone = phones::get(store, phone_id).await?;
    match phone.eligible() {
        Ok(_) | Err(Ineligible::AlreadyActivated | Ineligible::NoUser | Ineligible::UserNotActive) => {}
        Err(why) => return Err(Error::from(why).into()),
    }
    let language = phone.users.first().and_then(|user| user.language);
    let number = phone.number.ok_or(Error::Ineligible(Ineligible::NoNumber))?;
    let sms = write(language).map_err(Error::from)?;
    send(texter, &number, &sms).await?;
    let events = vec![scene.event(Action::SendInstallation, phone_id.as_str())];
    store.change(&DirectoryChange { events, ..DirectoryChange::default() }).await.map_err(Error::from)?;
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
