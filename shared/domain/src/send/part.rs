//! The deliveries of a send in parts, each small enough for one reply.

use crate::{Invalid, PhoneId};

/// Deliveries of a part, about: phone ids are random, so that parts of their range are about as large as each other. As CSV
/// that is some two megabytes; a Lambda function may answer six.
const PER_PART: u64 = 10_000;
/// The characters of an id in the order in which they sort.
const SORTED: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// A part of the range of phone ids, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    number: u64,
    of: u64,
}

impl Part {
    /// All parts of a send to so many.
    pub fn all(recipients: u64) -> impl Iterator<Item = Self> {
        let of = recipients.div_ceil(PER_PART).clamp(1, 1_000);
        (1..=of).map(move |number| Self { number, of })
    }

    /// Reads which part of a send to so many is meant; the first unless told.
    pub fn parse(text: &str, recipients: u64) -> Result<Self, Invalid> {
        let number = if text.is_empty() { Some(1) } else { text.parse().ok() };
        let found = Self::all(recipients).find(|part| Some(part.number) == number);
        let expected = || format!("1 to {}", Self::all(recipients).count());
        found.ok_or_else(|| Invalid::new("is not a part of this list", expected()))
    }

    /// Which one it is, from 1 on.
    pub const fn number(self) -> u64 {
        self.number
    }

    /// Of how many.
    pub const fn of(self) -> u64 {
        self.of
    }

    /// The id behind which it begins; none for the first.
    pub fn after(self) -> Option<PhoneId> {
        bound(self.number - 1, self.of)
    }

    /// Whether an id is behind its end.
    pub fn ends_before(self, id: &PhoneId) -> bool {
        bound(self.number, self.of).is_some_and(|last| *id > last)
    }
}

/// The last id of a part; none before the first and behind the last.
fn bound(number: u64, of: u64) -> Option<PhoneId> {
    if number == 0 || number == of {
        return None;
    }
    let at = usize::try_from(number * 1_296 / of).ok()?;
    let digit = |at: usize| char::from(SORTED[at % 36]);
    PhoneId::parse(&format!("DP{}{}{:0<16}", digit(at / 36), digit(at), "")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phone_is_in_one_part_and_parts_are_about_as_large_as_each_other() {
        let ids: Vec<_> = (1..20_000_u128).map(|n| PhoneId::from_random(n * 7_919 * 104_729)).collect();
        for recipients in [0, 10_000, 10_001, 45_000, 1_000_000] {
            let mut found = 0;
            for part in Part::all(recipients) {
                let within =
                    |id: &&PhoneId| part.after().is_none_or(|after| **id > after) && !part.ends_before(id);
                let count = ids.iter().filter(within).count();
                assert!(part.of() > 10 || count > ids.len() / usize::try_from(2 * part.of()).unwrap());
                found += count;
            }
            assert_eq!(found, ids.len(), "{recipients}");
        }
    }

    #[test]
    fn a_part_is_named_by_its_number() {
        assert_eq!(Part::parse("", 5).map(|part| (part.number(), part.of())), Ok((1, 1)));
        assert_eq!(Part::parse("3", 25_000).map(|part| (part.number(), part.of())), Ok((3, 3)));
        for text in ["0", "4", "-1", "x"] {
            assert!(Part::parse(text, 25_000).is_err(), "{text}");
        }
    }
}
