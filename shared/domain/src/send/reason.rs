//! Why a delivery did not reach its recipient.

use crate::Ineligible;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Why a delivery was skipped, failed or came back. The list is closed.
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
    /// What the account may spend on SMS in a month is spent.
    SpendLimitReached,
    /// The SMS service sends nothing to the number's country for this account.
    CountryNotEnabled,
    /// An SMS to the number costs more than the account allows for one.
    PriceTooHigh,
    /// The number is on a list of those that get no SMS, or the phone takes none.
    NumberBlocked,
    /// The carrier held the SMS back.
    CarrierBlocked,
    /// The phone or its carrier could not be reached.
    Unreachable,
    /// The SMS was not delivered, and nobody said why.
    NotDelivered,
    /// The mail or SMS service refused the message itself.
    MessageRejected,
    /// The sender's address or domain is not verified with the mail service.
    SenderNotVerified,
    /// The mail service is in its sandbox, and the recipient's address is not verified with it.
    RecipientNotVerified,
    /// The send was cancelled before the message went out.
    Cancelled,
    /// Earlier email to the address came back for good.
    AddressBounced,
    /// The address's owner called earlier email unwanted.
    AddressComplained,
    /// The message came back for good: there is no such mailbox, or it takes nothing from us.
    Bounced,
    /// The message came back after a while: the mailbox is full, or its server is out of reach.
    BouncedForNow,
    /// The mail service did not send it, since earlier email to the address bounced or was complained about.
    Suppressed,
    /// The recipient called the message unwanted.
    Complained,
}

impl Reason {
    /// Every reason; a live link's with no time of its own.
    pub fn all() -> impl Iterator<Item = Self> {
        let others = [
            Self::PhoneNotFound,
            Self::LiveLink(0),
            Self::LinkExpired,
            Self::MessageTooLong,
            Self::AddressRefused,
            Self::NumberRefused,
            Self::OptedOut,
            Self::SpendLimitReached,
            Self::CountryNotEnabled,
            Self::PriceTooHigh,
            Self::NumberBlocked,
            Self::CarrierBlocked,
            Self::Unreachable,
            Self::NotDelivered,
            Self::MessageRejected,
            Self::SenderNotVerified,
            Self::RecipientNotVerified,
            Self::Cancelled,
            Self::AddressBounced,
            Self::AddressComplained,
            Self::Bounced,
            Self::BouncedForNow,
            Self::Suppressed,
            Self::Complained,
        ];
        Ineligible::ALL.into_iter().map(Self::Ineligible).chain(others)
    }

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
            Self::SpendLimitReached => "spend_limit_reached",
            Self::CountryNotEnabled => "country_not_enabled",
            Self::PriceTooHigh => "price_too_high",
            Self::NumberBlocked => "number_blocked",
            Self::CarrierBlocked => "carrier_blocked",
            Self::Unreachable => "unreachable",
            Self::NotDelivered => "not_delivered",
            Self::MessageRejected => "message_rejected",
            Self::SenderNotVerified => "sender_not_verified",
            Self::RecipientNotVerified => "recipient_not_verified",
            Self::Cancelled => "cancelled",
            Self::AddressBounced => "address_bounced",
            Self::AddressComplained => "address_complained",
            Self::Bounced => "bounced",
            Self::BouncedForNow => "bounced_for_now",
            Self::Suppressed => "suppressed",
            Self::Complained => "complained",
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
            Self::SpendLimitReached => {
                "the account's monthly limit for SMS is spent; raise it, then send again".into()
            }
            Self::CountryNotEnabled => {
                "the SMS service sends nothing to the number's country; enable it".into()
            }
            Self::PriceTooHigh => "an SMS to the number costs more than the account allows for one".into(),
            Self::NumberBlocked => "the number or the phone is blocked for SMS".into(),
            Self::CarrierBlocked => "the carrier held the SMS back, as spam or by a rule of its own".into(),
            Self::Unreachable => "the phone or its carrier could not be reached".into(),
            Self::NotDelivered => "the carrier did not deliver the SMS, and did not say why".into(),
            Self::MessageRejected => "the mail or SMS service rejected the message".into(),
            Self::SenderNotVerified => "the sender's address is not verified with the mail service".into(),
            Self::RecipientNotVerified => {
                "the mail service is in its sandbox, where it takes verified addresses alone".into()
            }
            Self::Cancelled => "the send was cancelled before the message went out".into(),
            Self::AddressBounced => "earlier email to the address came back; change the address".into(),
            Self::AddressComplained => "the address's owner called earlier email unwanted".into(),
            Self::Bounced => {
                "the message came back: there is no such mailbox, or it takes no email from us".into()
            }
            Self::BouncedForNow => {
                "the message came back: the mailbox is full, or its server could not be reached".into()
            }
            Self::Suppressed => "the mail service sends nothing more to the address".into(),
            Self::Complained => "the recipient called the message unwanted".into(),
        }
    }
}

/// What is said of a phone that cannot get a link because it has one.
pub fn live_until(expires_at: i64) -> String {
    format!("the phone has a live link; another may be sent from {} on", crate::rfc3339(expires_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_that_has_a_code_is_among_all() {
        // The two `match`es that write codes have no arm for the rest, so their arms are all that there are.
        let arms = |source: &str| {
            let (_, behind) = source.split_once("pub const fn code").unwrap();
            behind.split("/// ").next().unwrap().matches(" => \"").count()
        };
        let codes: BTreeSet<_> = Reason::all().map(Reason::code).collect();
        assert_eq!(codes.len(), arms(include_str!("reason.rs")) + arms(include_str!("../eligibility.rs")));
        assert_eq!(codes.len(), Reason::all().count());
    }

    #[test]
    fn a_live_link_is_refused_with_the_time_at_which_another_may_be_sent() {
        assert!(Reason::LiveLink(1_795_000_000).sentence().contains("2026-11-18T"));
    }
}
