//! Sends: one bulk job, its recipients, and what became of each.

mod delivery;

pub use delivery::{Delivery, DeliveryState, Outcome, Reason, live_until};

use crate::{Channel, Invalid, Lifetime, Phone, PhoneId, SendId, fold};
use serde::{Deserialize, Serialize};

/// Recipients that one queue message carries. A recipient is one action of the transaction that records the chunk's
/// outcomes, the send's counter another; three chunks and the send fill the 100 actions that `DynamoDB` allows.
pub const CHUNK: usize = 33;
/// Recipients that one step of a send's expansion records.
pub const STEP: usize = 3 * CHUNK;
/// Most phone ids that one request may name.
pub const MAX_EXPLICIT: usize = 10_000;

/// What to look for among the unactivated: a part of a username, name, address or number, in any case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Search(String);

impl Search {
    /// Reads what was typed; nothing typed is no search.
    pub fn parse(text: &str) -> Result<Option<Self>, Invalid> {
        let folded = fold(text);
        match folded.chars().count() {
            0 => Ok(None),
            1..=100 => Ok(Some(Self(folded))),
            _ => Err(Invalid::new("is too long to search for", "at most 100 characters")),
        }
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a phone is found by.
    pub fn haystack(phone: &Phone) -> String {
        let mut text = String::new();
        for user in &phone.users {
            for part in [
                user.username.as_str(),
                user.realname.as_str(),
                user.email.as_ref().map_or("", |e| e.as_str()),
            ] {
                text.push_str(part);
                text.push('\n');
            }
        }
        text.push_str(phone.number.as_ref().map_or("", |number| number.as_str()));
        fold(&text)
    }
}

/// To whom a send goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// To these phones, in this order; at most [`MAX_EXPLICIT`].
    Phones(Vec<PhoneId>),
    /// To all that are eligible for the channel and match the search.
    All(Option<Search>),
}

impl Selection {
    /// These phones, each once.
    pub fn phones(ids: &[PhoneId]) -> Result<Self, Invalid> {
        if ids.is_empty() || ids.len() > MAX_EXPLICIT {
            return Err(Invalid::new(
                format!("names {} phones", ids.len()),
                format!("1 to {MAX_EXPLICIT} phone ids, or {{\"all\": true}}"),
            ));
        }
        let mut seen = std::collections::HashSet::with_capacity(ids.len());
        let unique = ids.iter().filter(|id| seen.insert(*id)).cloned().collect();
        Ok(Self::Phones(unique))
    }
}

/// How far a send's recipients were written down and queued. Moves in the same transaction that writes them down, so a
/// crash at any moment continues where it stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expansion {
    /// Counts steps; a step taken on an older count is void.
    pub step: u64,
    /// Where the next step starts.
    pub position: Position,
    /// Written down by the last step and perhaps not queued yet: queued again before the next one.
    pub pending: Vec<PhoneId>,
}

impl Expansion {
    /// An expansion that has not begun.
    pub fn of(selection: &Selection) -> Self {
        let position = match selection {
            Selection::Phones(_) => Position::Ids(0),
            Selection::All(_) => Position::Shard(0, None),
        };
        Self { step: 0, position, pending: Vec::new() }
    }
}

/// Where in its selection an expansion stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// In a list of phone ids, at this index.
    Ids(usize),
    /// In a shard of the unactivated, behind this key.
    Shard(u32, Option<String>),
    /// Every recipient is written down.
    End,
}

/// Whether a send is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SendState {
    /// Messages are going out.
    Running,
    /// Stopped for now.
    Paused,
    /// Every recipient has an outcome.
    Finished,
    /// Stopped for good.
    Cancelled,
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
    /// What to search for, when it goes to all that match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<Search>,
    /// Who asked for it: the subject of the admin's token.
    pub created_by: String,
    /// When, in Unix seconds.
    pub created_at: i64,
    /// What was asked, as a digest: the same `Idempotency-Key` with another request is refused.
    pub fingerprint: String,
    /// How far its recipients were written down.
    pub expansion: Expansion,
    /// How many recipients are written down.
    pub recipients: u64,
    /// To how many the message was handed over.
    pub sent: u64,
    /// How many were passed over.
    pub skipped: u64,
    /// With how many it did not work.
    pub failed: u64,
    /// When anything was last counted, in Unix seconds.
    pub updated_at: i64,
}

impl Send {
    /// Whether it is under way: finished once every recipient is written down and has an outcome.
    pub fn state(&self) -> SendState {
        let all_known = self.expansion.position == Position::End;
        if all_known && self.done() >= self.recipients { SendState::Finished } else { SendState::Running }
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

/// A send's deliveries by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Written down, not begun.
    pub queued: u64,
    /// Have a link, and no outcome yet.
    pub sending: u64,
    /// Handed over to the mail or SMS service.
    pub sent: u64,
    /// Passed over, with a reason.
    pub skipped: u64,
    /// Refused, with a reason.
    pub failed: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use proptest::prelude::*;

    fn send(recipients: u64, sent: u64, skipped: u64, failed: u64, position: Position) -> Send {
        Send {
            send_id: SendId::from_random(1),
            channel: Channel::Email,
            subject: None,
            message: None,
            valid_secs: 86_400,
            search: None,
            created_by: "admin".into(),
            created_at: 0,
            fingerprint: String::new(),
            expansion: Expansion { step: 0, position, pending: Vec::new() },
            recipients,
            sent,
            skipped,
            failed,
            updated_at: 0,
        }
    }

    #[test]
    fn a_send_is_finished_once_all_are_known_and_all_have_an_outcome() {
        assert_eq!(send(3, 1, 1, 1, Position::End).state(), SendState::Finished);
        assert_eq!(send(3, 1, 1, 0, Position::End).state(), SendState::Running);
        assert_eq!(send(3, 1, 1, 1, Position::Shard(0, None)).state(), SendState::Running);
        assert_eq!(send(0, 0, 0, 0, Position::End).state(), SendState::Finished);
    }

    #[test]
    fn a_phone_named_twice_counts_once() {
        let (a, b) = (PhoneId::from_random(1), PhoneId::from_random(2));
        let selection = Selection::phones(&[a.clone(), b.clone(), a.clone()]);
        assert_eq!(selection, Ok(Selection::Phones(vec![a, b])));
        assert!(Selection::phones(&[]).is_err());
    }

    #[test]
    fn a_phone_is_found_by_name_address_and_number_in_any_case() {
        let haystack = Search::haystack(&samples::phone());
        for typed in ["ALEX.EX", "alex example", "@EXAMPLE.org", "415555"] {
            assert!(haystack.contains(Search::parse(typed).unwrap().unwrap().as_str()), "{typed}");
        }
        assert_eq!(Search::parse("  "), Ok(None));
        assert!(Search::parse(&"x".repeat(101)).is_err());
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
