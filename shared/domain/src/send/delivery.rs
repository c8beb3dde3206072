//! Deliveries: the recipients of a send, and what became of each.

use crate::{Holder, Ineligible, Invalid, PhoneId, UserId, Username};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What has become of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryState {
    /// Written down, not begun.
    Queued,
    /// Has a link, and no outcome yet.
    Sending,
    /// Handed over to the mail or SMS service.
    Sent,
    /// Passed over, with a reason.
    Skipped,
    /// Refused, with a reason.
    Failed,
}

impl DeliveryState {
    /// Every state, in the order a delivery goes through them.
    pub const ALL: [Self; 5] = [Self::Queued, Self::Sending, Self::Sent, Self::Skipped, Self::Failed];

    /// Reads a state, exactly as written.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| {
            Invalid::new("is not a state of a delivery", "one of queued, sending, sent, skipped, failed")
        })
    }

    /// The state as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    /// Whether nothing more will happen to the delivery in its send.
    pub const fn is_outcome(self) -> bool {
        matches!(self, Self::Sent | Self::Skipped | Self::Failed)
    }
}

/// Why a delivery was skipped or failed. The list is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The phone may not get a link.
    Ineligible(Ineligible),
    /// There is no such phone.
    PhoneNotFound,
    /// The phone has a live link until then (Unix seconds).
    LiveLink(i64),
    /// The link made for the message ran out or was replaced before the message could be handed over.
    LinkExpired,
    /// With this recipient's name and link the SMS takes more parts than allowed.
    MessageTooLong,
    /// The mail service refused the recipient's address.
    AddressRefused,
    /// The SMS service refused the number.
    NumberRefused,
    /// The owner of the number asked for no more messages.
    OptedOut,
    /// The mail service refused the message itself.
    MessageRejected,
    /// The sender's address or domain is not verified with the mail service.
    SenderNotVerified,
}

impl Reason {
    /// The reason as the API writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ineligible(why) => why.code(),
            Self::PhoneNotFound => "phone_not_found",
            Self::LiveLink(_) => "live_link",
            Self::LinkExpired => "link_expired",
            Self::MessageTooLong => "message_too_long",
            Self::AddressRefused => "address_refused",
            Self::NumberRefused => "number_refused",
            Self::OptedOut => "opted_out",
            Self::MessageRejected => "message_rejected",
            Self::SenderNotVerified => "sender_not_verified",
        }
    }

    /// The reason as an admin reads it.
    pub fn sentence(self) -> Cow<'static, str> {
        match self {
            Self::Ineligible(why) => why.to_string().into(),
            Self::PhoneNotFound => "there is no such phone".into(),
            Self::LiveLink(until) => live_until(until).into(),
            Self::LinkExpired => {
                "its link ran out or was replaced before the message could be handed over".into()
            }
            Self::MessageTooLong => {
                "with this recipient's name and link the SMS takes more than 3 parts".into()
            }
            Self::AddressRefused => "the mail service refused the address".into(),
            Self::NumberRefused => "the SMS service refused the number".into(),
            Self::OptedOut => "the owner of the number opted out of messages".into(),
            Self::MessageRejected => "the mail service rejected the message".into(),
            Self::SenderNotVerified => "the sender's address is not verified with the mail service".into(),
        }
    }
}

/// What is said of a phone that cannot get a link because it has one.
pub fn live_until(expires_at: i64) -> String {
    format!("the phone has a live link; another may be sent from {} on", crate::rfc3339(expires_at))
}

/// One recipient of a send and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The phone the message is for.
    pub phone_id: PhoneId,
    /// The user it goes to; none for a phone that is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The user's username.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<Username>,
    /// What has become of it.
    pub state: DeliveryState,
    /// Why it was skipped or failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// When that was, in Unix seconds.
    pub updated_at: i64,
}

impl Delivery {
    /// A delivery that has not begun.
    pub fn queued(phone_id: PhoneId, user: Option<&Holder>, now: i64) -> Self {
        Self {
            phone_id,
            user_id: user.map(|user| user.user_id.clone()),
            username: user.map(|user| user.username.clone()),
            state: DeliveryState::Queued,
            reason: None,
            updated_at: now,
        }
    }

    /// The same delivery with its outcome.
    #[must_use]
    pub fn ended(self, outcome: Outcome, now: i64) -> Self {
        let (state, reason) = match outcome {
            Outcome::Sent => (DeliveryState::Sent, None),
            Outcome::Skipped(reason) => (DeliveryState::Skipped, Some(reason)),
            Outcome::Failed(reason) => (DeliveryState::Failed, Some(reason)),
        };
        Self { state, reason, updated_at: now, ..self }
    }
}

/// How a delivery ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Handed over.
    Sent,
    /// Passed over: nothing was tried.
    Skipped(Reason),
    /// Tried and refused for good.
    Failed(Reason),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_live_link_is_refused_with_the_time_at_which_another_may_be_sent() {
        assert!(Reason::LiveLink(1_795_000_000).sentence().contains("2026-11-18T"));
    }

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::parse(state.as_str()), Ok(state));
        }
        assert!(DeliveryState::parse("Sent").is_err());
    }
}
