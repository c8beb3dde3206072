//! What takes messages.

use onramp_domain::message::{Email, Sms};
use onramp_domain::send::Reason;
use onramp_domain::{EmailAddress, MessageId, PhoneId, PhoneNumber, SendId};
use std::future::Future;

/// Why a message was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// Not now: throttled, out of reach. Tells the service's error code.
    #[error("not taken now: {0}")]
    Later(String),
    /// Not today: the quota is used up.
    #[error("not taken today: {0}")]
    QuotaUsedUp(String),
    /// Not before someone has the account reinstated.
    #[error("not taken: {0}")]
    Suspended(String),
    /// Never.
    #[error("not taken: {}", .0.code())]
    Never(Reason),
}

/// The delivery that a message is of.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The send.
    pub send_id: &'a SendId,
    /// The phone.
    pub phone_id: &'a PhoneId,
}

/// Takes email.
pub trait Mailer: Send + Sync {
    /// Hands an email over; what is heard of it later is about that delivery.
    fn mail(
        &self,
        to: &EmailAddress,
        email: &Email,
        about: About<'_>,
    ) -> impl Future<Output = Result<(), NotTaken>> + Send;
}

/// Takes SMS.
pub trait Texter: Send + Sync {
    /// Hands an SMS over; what is heard of it later names it by this id. None where the service gave no id that can be kept:
    /// then nothing will be heard of it.
    fn text(
        &self,
        to: &PhoneNumber,
        sms: &Sms,
    ) -> impl Future<Output = Result<Option<MessageId>, NotTaken>> + Send;
}
