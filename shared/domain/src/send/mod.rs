//! Sends: one bulk job, its recipients, and what became of each.

mod cost;
mod delivery;
mod guard;
mod of_text;
mod pace;
mod part;
mod reason;
mod selection;

pub mod backoff;

pub use cost::Prices;
pub use delivery::{Claim, Delivery, DeliveryState, Mark, Outcome};
pub use guard::{Forgiven, Guard};
pub use of_text::became_of_text;
pub use pace::{Pace, Rate, TimeLeft, time_left};
pub use part::Part;
pub use reason::{Reason, live_until};
pub use selection::{
    CHUNK, Expansion, Filter, LinkFilter, MAX_EXPLICIT, MAX_RECIPIENTS, Position, STEP, Search, Selection,
    within_limit,
};

use crate::{Channel, Lifetime, SendId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a send was told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Control {
    /// To go on.
    #[default]
    Running,
    /// To stop until it is resumed.
    Paused,
    /// To stop for good.
    Cancelled,
}

impl Control {
    /// The word for it in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Why a send is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// An administrator asked for it.
    ByAdministrator,
    /// Too many of its messages were refused.
    TooManyFailures,
    /// The mail or SMS service suspended the account.
    AccountSuspended,
    /// What the account may spend on SMS in a month is spent.
    SpendLimitReached,
}

impl PauseReason {
    /// Every reason.
    pub const ALL: [Self; 4] =
        [Self::ByAdministrator, Self::TooManyFailures, Self::AccountSuspended, Self::SpendLimitReached];

    /// The reason as the API writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByAdministrator => "by_administrator",
            Self::TooManyFailures => "too_many_failures",
            Self::AccountSuspended => "account_suspended",
            Self::SpendLimitReached => "spend_limit_reached",
        }
    }

    /// The reason as an admin reads it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::ByAdministrator => "an administrator paused it",
            Self::TooManyFailures => "too many of its messages were refused; mend the cause, then resume it",
            Self::AccountSuspended => {
                "the mail or SMS service suspended the account; have it reinstated, then resume the send"
            }
            Self::SpendLimitReached => {
                "the account's monthly limit for SMS is spent; raise it, then resume the send"
            }
        }
    }
}

/// Whether a send is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SendState {
    /// Messages are going out.
    Running,
    /// Stopped until it is resumed.
    Paused,
    /// Every recipient has an outcome.
    Finished,
    /// Stopped for good.
    Cancelled,
}

impl SendState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Running, Self::Paused, Self::Finished, Self::Cancelled];

    /// The state as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Finished => "finished",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A send as storage holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Send {
    /// The send's id.
    pub send_id: SendId,
    /// How its messages go out.
    pub channel: Channel,
    /// The admin's subject, if not the default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The admin's text, if not the default one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// How long its links live, in seconds.
    pub valid_secs: i64,
    /// Whom it goes to, when it goes to all that match.
    #[serde(default, rename = "search", skip_serializing_if = "Option::is_none")]
    pub filter: Option<Filter>,
    /// Whether it reminds people of an earlier one.
    #[serde(default)]
    pub reminds: bool,
    /// Who asked for it: the subject of the admin's token, or `System` for the schedule and for direct invocations.
    pub created_by: String,
    /// When, in Unix seconds.
    pub created_at: i64,
    /// What was asked, as a digest: the same `Idempotency-Key` with another request is refused.
    pub fingerprint: String,
    /// How far its recipients were written down.
    pub expansion: Expansion,
    /// Whether there were more than a send may have; the rest was left out.
    #[serde(default)]
    pub limit_reached: bool,
    /// What it was told to do.
    #[serde(default)]
    pub control: Control,
    /// Why it is paused, while it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_because: Option<PauseReason>,
    /// What it had counted when it was last resumed.
    #[serde(default)]
    pub forgiven: Forgiven,
    /// How many recipients are written down.
    pub recipients: u64,
    /// To how many the message was handed over.
    pub sent: u64,
    /// How many were passed over.
    pub skipped: u64,
    /// With how many it did not work.
    pub failed: u64,
    /// How many were passed over or did not work, by the reason's code.
    #[serde(default)]
    pub reasons: BTreeMap<String, u64>,
    /// Emails, or parts of SMS, that were handed over.
    #[serde(default)]
    pub parts: u64,
    /// When anything was last counted, in Unix seconds.
    pub updated_at: i64,
}

impl Send {
    /// A send that was just asked for, with the default words.
    pub fn new(
        send_id: SendId,
        channel: Channel,
        lifetime: Lifetime,
        created_by: &str,
        selection: &Selection,
        now: i64,
    ) -> Self {
        Self {
            send_id,
            channel,
            subject: None,
            message: None,
            valid_secs: lifetime.secs(),
            filter: if let Selection::All(filter) = selection { filter.clone() } else { None },
            reminds: false,
            created_by: created_by.to_owned(),
            created_at: now,
            fingerprint: String::new(),
            expansion: Expansion::of(selection),
            limit_reached: false,
            control: Control::Running,
            paused_because: None,
            forgiven: Forgiven::default(),
            recipients: 0,
            sent: 0,
            skipped: 0,
            failed: 0,
            reasons: BTreeMap::new(),
            parts: 0,
            updated_at: now,
        }
    }

    /// Whether it is under way: finished once every recipient is written down and has an outcome.
    pub fn state(&self) -> SendState {
        let all_known = self.expansion.position == Position::End;
        match self.control {
            Control::Cancelled => SendState::Cancelled,
            _ if all_known && self.done() >= self.recipients => SendState::Finished,
            Control::Running => SendState::Running,
            Control::Paused => SendState::Paused,
        }
    }

    /// Whether it may be told that: a send that is finished or cancelled stays so. Told again it does no harm.
    pub fn may_be(&self, control: Control) -> bool {
        match self.state() {
            SendState::Running | SendState::Paused => true,
            SendState::Finished => false,
            SendState::Cancelled => control == Control::Cancelled,
        }
    }

    /// How many recipients have an outcome.
    pub fn done(&self) -> u64 {
        self.sent + self.skipped + self.failed
    }

    /// The lifetime of its links.
    pub fn lifetime(&self) -> Lifetime {
        Lifetime::from_secs(self.valid_secs).unwrap_or(Lifetime::DEFAULT)
    }

    /// The counts by state, adding up to the recipients; `sending` was counted apart and a moment later.
    pub fn counts(&self, sending: u64) -> Counts {
        let open = self.recipients.saturating_sub(self.done());
        let sending = sending.min(open);
        Counts {
            queued: open - sending,
            sending,
            sent: self.sent,
            skipped: self.skipped,
            failed: self.failed,
        }
    }
}

/// A send's deliveries by state: adds up to its recipients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Written down, not begun.
    pub queued: u64,
    /// Have a link, and no outcome yet.
    pub sending: u64,
    /// Handed over to the mail or SMS service, whatever became of them since.
    pub sent: u64,
    /// Passed over, with a reason.
    pub skipped: u64,
    /// Refused, with a reason.
    pub failed: u64,
}

/// What was heard of those sent: a delivery may be in several of these, or in none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Heard {
    /// Came back, or were complained about.
    #[serde(default)]
    pub bounced: u64,
    /// Had the page of their link opened.
    #[serde(default)]
    pub opened: u64,
    /// Had their link used.
    #[serde(default)]
    pub activated: u64,
}

impl std::ops::Add for Heard {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            bounced: self.bounced + other.bounced,
            opened: self.opened + other.opened,
            activated: self.activated + other.activated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use proptest::prelude::*;

    fn send(recipients: u64, sent: u64, skipped: u64, failed: u64, position: Position) -> Send {
        let expansion = Expansion { step: 0, position, pending: Vec::new() };
        Send { expansion, recipients, sent, skipped, failed, ..samples::send() }
    }

    #[test]
    fn a_send_is_finished_once_all_are_known_and_all_have_an_outcome() {
        assert_eq!(send(3, 1, 1, 1, Position::End).state(), SendState::Finished);
        assert_eq!(send(3, 1, 1, 0, Position::End).state(), SendState::Running);
        assert_eq!(send(3, 1, 1, 1, Position::Shard(0, None)).state(), SendState::Running);
        assert_eq!(send(0, 0, 0, 0, Position::End).state(), SendState::Finished);
    }

    #[test]
    fn a_send_can_be_stopped_and_resumed_until_it_is_finished_or_cancelled() {
        let with = |control, open: u64| Send { control, ..send(3, 3 - open, 0, 0, Position::End) };
        for control in [Control::Running, Control::Paused, Control::Cancelled] {
            assert!(with(Control::Running, 1).may_be(control));
            assert!(with(Control::Paused, 1).may_be(control));
            assert!(!with(Control::Running, 0).may_be(control));
            assert_eq!(with(Control::Cancelled, 1).may_be(control), control == Control::Cancelled);
        }
        assert_eq!(with(Control::Paused, 1).state(), SendState::Paused);
        assert_eq!(with(Control::Paused, 0).state(), SendState::Finished);
        assert_eq!(with(Control::Cancelled, 0).state(), SendState::Cancelled);
    }

    proptest! {
        #[test]
        fn counts_add_up_to_the_recipients(open in 0..50_u64, sending in 0..99_u64, sent in 0..9_u64, failed in 0..9_u64) {
            let counts = send(open + sent + failed, sent, 0, failed, Position::End).counts(sending);
            let sum = counts.queued + counts.sending + counts.sent + counts.skipped + counts.failed;
            prop_assert_eq!(sum, open + sent + failed);
        }
    }
}
