//! To whom a send goes, and how far that was written down.

use crate::{Invalid, Phone, PhoneId, fold};
use serde::{Deserialize, Serialize};

/// Recipients that one queue message carries. A recipient is one action of the transaction that records the chunk's
/// outcomes, the send's counter another; three chunks and the send fill the 100 actions that `DynamoDB` allows.
pub const CHUNK: usize = 33;
/// Recipients that one step of a send's expansion records.
pub const STEP: usize = 3 * CHUNK;
/// Most phone ids that one request may name.
pub const MAX_EXPLICIT: usize = 10_000;

/// Most recipients that a send may have.
pub const MAX_RECIPIENTS: u64 = 1_000_000;

/// Of what was found, what a send that has so many recipients already may still take, and whether that is not all.
pub fn within_limit<T>(have: u64, mut found: Vec<T>) -> (Vec<T>, bool) {
    let room = usize::try_from(MAX_RECIPIENTS.saturating_sub(have)).unwrap_or(usize::MAX);
    let over = found.len() > room;
    found.truncate(room);
    (found, over)
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

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

    #[test]
    fn what_is_more_than_a_send_may_have_is_left_out() {
        let recipients = |count| (0..count).map(PhoneId::from_random).collect::<Vec<_>>();
        assert_eq!(within_limit(MAX_RECIPIENTS - 2, recipients(3)), (recipients(2), true));
        assert_eq!(within_limit(MAX_RECIPIENTS - 3, recipients(3)), (recipients(3), false));
    }
}
