//! Deliveries: the recipients of a send, and what became of each.

use super::Reason;
use crate::{AddressTrouble, Holder, Invalid, PhoneId, UserId, Username};
use serde::{Deserialize, Serialize};

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
    /// Handed over, and came back or was complained about, with a reason.
    Bounced,
    /// Handed over, and the page of its link was opened.
    Opened,
    /// Handed over, and its link was used.
    Activated,
}

impl DeliveryState {
    /// Every state, in the order a delivery goes through them.
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::Skipped,
        Self::Failed,
        Self::Bounced,
        Self::Opened,
        Self::Activated,
    ];

    /// Reads a state, exactly as written.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or_else(|| {
            let known = Self::ALL.map(Self::as_str).join(", ");
            Invalid::new("is not a state of a delivery", format!("one of {known}"))
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
            Self::Bounced => "bounced",
            Self::Opened => "opened",
            Self::Activated => "activated",
        }
    }

    /// Whether the message reached nobody, so that it may be sent again by a send of its own.
    pub const fn may_be_sent_again(self) -> bool {
        matches!(self, Self::Skipped | Self::Failed | Self::Bounced)
    }

    /// Whether its send is done with the delivery.
    pub const fn is_outcome(self) -> bool {
        !matches!(self, Self::Queued | Self::Sending)
    }
}

/// Who hands a delivery's message over just now: nobody else does until then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The attempt, at random.
    pub by: String,
    /// Until when, in Unix seconds: its process is ended by then.
    pub until: i64,
}

impl Claim {
    /// Whether an attempt has to leave the delivery alone at `now` (Unix seconds).
    pub fn bars(&self, by: &str, now: i64) -> bool {
        self.by != by && now < self.until
    }
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
    /// Why it was skipped, failed or came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// When that was, in Unix seconds.
    pub updated_at: i64,
    /// Who is at it, while it is `sending`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// When the message lay in the recipient's mailbox, or with the phone's carrier, in Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<i64>,
    /// When the message came back or was complained about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounced_at: Option<i64>,
    /// When the link's page was first opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<i64>,
    /// When the link was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activated_at: Option<i64>,
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
            claim: None,
            delivered_at: None,
            bounced_at: None,
            opened_at: None,
            activated_at: None,
        }
    }

    /// The same delivery while an attempt is at it.
    #[must_use]
    pub fn claimed(&self, claim: &Claim, now: i64) -> Self {
        Self { state: DeliveryState::Sending, updated_at: now, claim: Some(claim.clone()), ..self.clone() }
    }

    /// The same delivery with its outcome.
    #[must_use]
    pub fn ended(self, outcome: Outcome, now: i64) -> Self {
        let (state, reason) = match outcome {
            Outcome::Sent => (DeliveryState::Sent, None),
            Outcome::Skipped(reason) => (DeliveryState::Skipped, Some(reason)),
            Outcome::Failed(reason) => (DeliveryState::Failed, Some(reason)),
        };
        Self { state, reason, updated_at: now, claim: None, ..self }
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

/// What is heard of a message after it was handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It lies in the mailbox, or the carrier took it.
    Delivered,
    /// It came back or was complained about.
    Bounced(Reason),
    /// The service that had taken it found it wanting after all, and did not send it.
    Refused(Reason),
    /// The page of its link was opened.
    Opened,
    /// Its link was used.
    Activated,
}

impl Mark {
    /// The state that a delivery comes into by it; none if it stays in the one it has.
    pub const fn state(self) -> Option<DeliveryState> {
        match self {
            Self::Delivered => None,
            Self::Bounced(_) => Some(DeliveryState::Bounced),
            Self::Refused(_) => Some(DeliveryState::Failed),
            Self::Opened => Some(DeliveryState::Opened),
            Self::Activated => Some(DeliveryState::Activated),
        }
    }

    /// In which states a delivery takes it: what is heard later or says less changes nothing.
    pub const fn follows(self) -> &'static [DeliveryState] {
        match self {
            Self::Delivered => &[DeliveryState::Sent, DeliveryState::Opened, DeliveryState::Activated],
            Self::Bounced(_) => &[DeliveryState::Sent, DeliveryState::Opened],
            Self::Refused(_) | Self::Opened => &[DeliveryState::Sent],
            Self::Activated => &[DeliveryState::Sent, DeliveryState::Opened, DeliveryState::Bounced],
        }
    }

    /// What it says of the address.
    pub const fn trouble(self) -> Option<AddressTrouble> {
        match self {
            Self::Bounced(Reason::Bounced | Reason::Suppressed) => Some(AddressTrouble::Bounced),
            Self::Bounced(Reason::Complained) => Some(AddressTrouble::Complained),
            _ => None,
        }
    }

    /// Whether it speaks against every further message of its send.
    pub const fn stops_the_send(self) -> bool {
        matches!(self, Self::Refused(Reason::SpendLimitReached))
    }

    /// Why, if there is a reason.
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Bounced(reason) | Self::Refused(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether the phone is free for another link: the message with the last one reached nobody.
    pub const fn frees_the_phone(self) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::Bounced(reason) => !matches!(reason, Reason::Complained),
            Self::Delivered | Self::Opened | Self::Activated => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_as_they_are_written() {
        for state in DeliveryState::ALL {
            assert_eq!(DeliveryState::parse(state.as_str()), Ok(state));
        }
        assert!(DeliveryState::parse("Sent").is_err());
    }

    #[test]
    fn a_claim_bars_others_until_it_ends_and_never_its_owner() {
        let claim = Claim { by: "a".into(), until: 100 };
        assert!(claim.bars("b", 99) && !claim.bars("b", 100) && !claim.bars("a", 50));
    }

    #[test]
    fn what_is_heard_of_a_message_follows_its_being_sent_and_never_undoes_an_activation() {
        let marks = [
            Mark::Delivered,
            Mark::Bounced(Reason::Bounced),
            Mark::Refused(Reason::MessageRejected),
            Mark::Opened,
            Mark::Activated,
        ];
        for mark in marks {
            assert!(mark.follows().contains(&DeliveryState::Sent));
            assert!(mark.state().is_none() || !mark.follows().contains(&DeliveryState::Activated));
            assert!(mark.follows().iter().all(|state| state.is_outcome()));
        }
    }

    #[test]
    fn only_what_came_back_for_good_speaks_against_the_address() {
        assert_eq!(Mark::Bounced(Reason::Bounced).trouble(), Some(AddressTrouble::Bounced));
        assert_eq!(Mark::Bounced(Reason::BouncedForNow).trouble(), None);
        assert_eq!(Mark::Bounced(Reason::Complained).trouble(), Some(AddressTrouble::Complained));
        assert!(!Mark::Bounced(Reason::Complained).frees_the_phone(), "the message was read");
    }
}
