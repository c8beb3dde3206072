//! A test of a message, sent to whoever writes it.

use crate::ports::{About, Chance, Mailer, NotTaken, Outage, Sessions, Texter};
use crate::{Error, Principal};
use onramp_domain::message::{Rendered, Wording, sample};
use onramp_domain::send::Reason;
use onramp_domain::{EmailAddress, Permission, PhoneId, PhoneNumber, SendId, Session, SessionHash, Settings};

/// Where a test goes.
#[derive(Debug, Clone)]
pub enum To {
    /// To an address.
    Email(EmailAddress),
    /// To a number.
    Sms(PhoneNumber),
}

/// What became of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tested {
    /// It was handed over.
    Sent,
    /// The last one was only seconds ago.
    TooSoon,
    /// It was refused.
    Refused(Reason),
}

/// A session that a test is sent from, and when.
#[derive(Debug, Clone, Copy)]
pub struct From<'a> {
    /// The session.
    pub session: &'a SessionHash,
    /// Who asks.
    pub by: &'a Principal,
    /// The time in Unix seconds.
    pub now: i64,
}

/// Sends a wording as the made-up person would get it. Its link is of the form of a real one and leads nowhere.
pub async fn send_test(
    store: &impl Sessions,
    (mailer, texter): (&impl Mailer, &impl Texter),
    chance: &impl Chance,
    settings: &Settings,
    from: From<'_>,
    wording: &Wording,
    to: &To,
) -> Result<Tested, Error> {
    from.by.must(Permission::Send)?;
    let lifetime = settings.lifetime(wording.channel());
    let (user, code) = (sample::holder(), sample::code());
    let rendered = wording.render(settings, &user, &code, from.now + lifetime.secs(), lifetime);
    let rendered = rendered.map_err(|invalid| invalid.in_field("message"))?;
    if !store.note_test(from.session, from.now, from.now - Session::TEST_EVERY).await? {
        return Ok(Tested::TooSoon);
    }
    let taken = match (rendered, to) {
        (Rendered::Email(email), To::Email(address)) => {
            let email = email.marked_as_test(settings.language);
            // Of no send and no phone: what is heard of it finds nothing to be written on.
            let (send_id, phone_id) =
                (SendId::from_random(chance.bits()), PhoneId::from_random(chance.bits()));
            let about = About { send_id: &send_id, phone_id: &phone_id };
            mailer.mail(address, &email, about).await
        }
        (Rendered::Sms(sms), To::Sms(number)) => texter.text(number, &sms).await.map(drop),
        (Rendered::Email(_), To::Sms(_)) => Err(NotTaken::Never(Reason::AddressRefused)),
        (Rendered::Sms(_), To::Email(_)) => Err(NotTaken::Never(Reason::NumberRefused)),
    };
    match taken {
        Ok(()) => Ok(Tested::Sent),
        Err(NotTaken::Never(reason)) => Ok(Tested::Refused(reason)),
        Err(NotTaken::Later(cause) | NotTaken::QuotaUsedUp(cause) | NotTaken::Suspended(cause)) => {
            Err(Outage { service: "the mail or SMS service", cause }.into())
        }
    }
}
