//! What takes messages.

use onramp_domain::message::{Email, Sms};
use onramp_domain::send::Reason;
use onramp_domain::{EmailAddress, PhoneNumber};
use std::future::Future;

/// Why a message was not taken.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// Not now: throttled, out of quota, out of reach. Tells the service's error code.
    #[error("not taken now: {0}")]
    Later(String),
    /// Never.
    #[error("not taken: {}", .0.code())]
    Never(Reason),
}

/// Takes email.
pub trait Mailer: Send + Sync {
    /// Hands an email over.
    fn mail(&self, to: &EmailAddress, email: &Email) -> impl Future<Output = Result<(), NotTaken>> + Send;
}

/// Takes SMS.
pub trait Texter: Send + Sync {
    /// Hands an SMS over.
    fn text(&self, to: &PhoneNumber, sms: &Sms) -> impl Future<Output = Result<(), NotTaken>> + Send;
}
