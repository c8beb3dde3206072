//! To whom a send goes, and how far that was written down.

use crate::{Invalid, Phone, PhoneId, Platform, fold};
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

/// What the newest link of a phone is to be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkFilter {
    /// No link was made since the phone was last activated, or ever.
    NeverSent,
    /// It had run out by that moment (Unix seconds): a send that takes its time goes to those who were meant when it was asked
    /// for.
    ExpiredBy(i64),
}

impl LinkFilter {
    /// Reads a state as lists tell it; nothing typed is no filter.
    pub fn parse(text: &str, now: i64) -> Result<Option<Self>, Invalid> {
        match text.trim() {
            "" => Ok(None),
            "never sent" => Ok(Some(Self::NeverSent)),
            "expired" => Ok(Some(Self::ExpiredBy(now))),
            _ => Err(Invalid::new("is not a state to look for", "\"never sent\" or \"expired\"")),
        }
    }

    /// The state as lists tell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NeverSent => "never sent",
            Self::ExpiredBy(_) => "expired",
        }
    }
}

/// Which of the unactivated are meant: those that fulfil all of it. It narrows the list in some way, or there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredFilter")]
pub struct Filter {
    /// What they are found by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<Search>,
    /// What their newest link is like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkFilter>,
    /// What their phone runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<Platform>,
}

/// A filter as sends keep it: the older ones were a search alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum StoredFilter {
    Search(Search),
    Whole {
        #[serde(default)]
        q: Option<Search>,
        #[serde(default)]
        link: Option<LinkFilter>,
        #[serde(default)]
        platform: Option<Platform>,
    },
}

impl From<StoredFilter> for Filter {
    fn from(stored: StoredFilter) -> Self {
        match stored {
            StoredFilter::Search(search) => search.into(),
            StoredFilter::Whole { q, link, platform } => Self { q, link, platform },
        }
    }
}

impl From<Search> for Filter {
    fn from(search: Search) -> Self {
        Self { q: Some(search), link: None, platform: None }
    }
}

impl Filter {
    /// A filter of these; none if it narrows nothing.
    pub fn of(q: Option<Search>, link: Option<LinkFilter>, platform: Option<Platform>) -> Option<Self> {
        let narrows = q.is_some() || link.is_some() || platform.is_some();
        narrows.then_some(Self { q, link, platform })
    }

    /// What tells it from others. The moment of looking is no part of it: who looks again means the same.
    pub fn scope(&self) -> String {
        let q = self.q.as_ref().map_or("", Search::as_str);
        let link = self.link.map_or("", LinkFilter::as_str);
        let platform = self.platform.map_or("", Platform::as_str);
        // Alone it is the search, as cursors and fingerprints had it before there was more to filter by.
        if link.is_empty() && platform.is_empty() { q.to_owned() } else { format!("{q}\n{link}\n{platform}") }
    }
}

/// To whom a send goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Selection {
    /// To these phones, in this order; at most [`MAX_EXPLICIT`].
    Phones(Vec<PhoneId>),
    /// To all that are eligible for the channel and match the filter.
    All(Option<Filter>),
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
    fn a_filter_is_kept_whole_and_that_of_an_older_send_is_still_read() {
        let q = Search::parse("ann").unwrap();
        let filter = Filter::of(q.clone(), Some(LinkFilter::ExpiredBy(7)), Some(Platform::AppleIos)).unwrap();
        let kept = serde_json::to_value(&filter).unwrap();
        assert_eq!(serde_json::from_value::<Filter>(kept).unwrap(), filter);
        let older: Filter = serde_json::from_value(serde_json::json!("ann")).unwrap();
        assert_eq!(Some(older), Filter::of(q, None, None));
        assert_eq!(Filter::of(None, None, None), None);
    }

    #[test]
    fn the_moment_of_looking_does_not_tell_filters_apart_and_the_rest_does() {
        let expired = |at| Filter::of(None, LinkFilter::parse("expired", at).unwrap(), None).unwrap().scope();
        assert_eq!(expired(1), expired(2));
        let never = Filter::of(None, Some(LinkFilter::NeverSent), None).unwrap().scope();
        let android = Filter::of(None, None, Some(Platform::GoogleAndroid)).unwrap().scope();
        assert!(expired(1) != never && never != android);
        assert!(LinkFilter::parse("live", 0).is_err());
    }

    #[test]
    fn what_is_more_than_a_send_may_have_is_left_out() {
        let recipients = |count| (0..count).map(PhoneId::from_random).collect::<Vec<_>>();
        assert_eq!(within_limit(MAX_RECIPIENTS - 2, recipients(3)), (recipients(2), true));
        assert_eq!(within_limit(MAX_RECIPIENTS - 3, recipients(3)), (recipients(3), false));
    }
}
