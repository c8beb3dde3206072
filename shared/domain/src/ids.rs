//! Identifiers: two letters that tell the kind, then 18 of A-Z and 0-9 (the Duo-compatible wire's form).

use crate::Invalid;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

const ALPHABET: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const TAIL: usize = 18;

/// 18 characters of A-Z0-9 (93 bits) from 128 random ones; the bias is below 2^-35.
pub(crate) fn tail(mut random: u128) -> String {
    (0..TAIL)
        .map(|_| {
            let digit = usize::try_from(random % 36).unwrap_or_default();
            random /= 36;
            char::from(ALPHABET[digit])
        })
        .collect()
}

/// The first 128 bits of SHA-256 over the parts, each closed by a NUL so that no two lists of parts collide.
pub(crate) fn digest128(parts: &[&str]) -> u128 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte))
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Makes an id from 128 random bits.
            pub fn from_random(random: u128) -> Self {
                Self(format!("{}{}", $prefix, tail(random)))
            }

            /// Reads an id, exactly as written.
            pub fn parse(text: &str) -> Result<Self, Invalid> {
                let well_formed = text.strip_prefix($prefix).is_some_and(|tail| {
                    tail.len() == TAIL && tail.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
                });
                if well_formed {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(Invalid::new(
                        "is not an id of this kind",
                        concat!($prefix, " and 18 characters of A-Z and 0-9"),
                    ))
                }
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Invalid;
            fn try_from(text: String) -> Result<Self, Invalid> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

id!(
    /// A user of the directory.
    UserId, "DU"
);
id!(
    /// A phone.
    PhoneId, "DP"
);
id!(
    /// A send: one bulk job.
    SendId, "SE"
);
id!(
    /// A link. The code is made from it, so it is kept where codes must not be.
    LinkId, "LK"
);
id!(
    /// A line of the administrator log.
    EventId, "EV"
);
id!(
    /// An integration: a script or system that calls the Admin API. Its "ikey".
    IntegrationId, "DI"
);
id!(
    /// An integration's secret key, by name: the key itself is derived from it.
    SecretId, "IS"
);

id!(
    /// An uploaded directory file on its way into the directory.
    ImportId, "IM"
);

/// A message, by the id that the service which took it gave it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(String);

impl MessageId {
    /// Longest one; SNS gives UUIDs.
    const MAX: usize = 100;

    /// Reads an id, exactly as written.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if plain && (1..=Self::MAX).contains(&text.len()) {
            return Ok(Self(text.to_owned()));
        }
        Err(Invalid::new("is not the id of a message", "up to 100 letters, digits and hyphens"))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SendId {
    /// The send of an `Idempotency-Key`: the same for the same person and key, so asking twice meets the first send.
    pub fn for_idempotency_key(subject: &str, key: &str) -> Self {
        Self::from_random(digest128(&["send", subject, key]))
    }
}

impl EventId {
    /// The one line of the administrator log that a send of the schedule gets, however often it is asked for.
    pub fn for_send(send: &SendId) -> Self {
        Self::from_random(digest128(&["event", send.as_str()]))
    }

    /// The one line of the administrator log that an import gets, in however many steps it is done.
    pub fn for_import(import: &ImportId) -> Self {
        Self::from_random(digest128(&["event", import.as_str()]))
    }
}

impl LinkId {
    /// The link of a delivery: the same however often its message is delivered by the queue.
    pub fn for_delivery(send: &SendId, phone: &PhoneId) -> Self {
        Self::from_random(digest128(&["delivery", send.as_str(), phone.as_str()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_as_it_was_made() {
        let id = PhoneId::from_random(u128::MAX);
        assert_eq!(PhoneId::parse(id.as_str()), Ok(id));
    }

    #[test]
    fn ids_of_another_kind_case_or_length_are_refused() {
        for text in ["", "DU", "DU00000000000000000a", "DP000000000000000000", "DU0000000000000000000", "DUé"]
        {
            assert!(UserId::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_message_id_is_a_plain_word() {
        assert!(MessageId::parse("34d9b400-c6dd-5444-820d-fbeb0f1f54cf").is_ok());
        for text in ["", "two words", "a#b", "a/b", &"x".repeat(101)] {
            assert!(MessageId::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_same_delivery_has_the_same_link_and_another_has_another() {
        let (send, phone) = (SendId::from_random(1), PhoneId::from_random(2));
        assert_eq!(LinkId::for_delivery(&send, &phone), LinkId::for_delivery(&send, &phone));
        assert_ne!(
            LinkId::for_delivery(&send, &phone),
            LinkId::for_delivery(&send, &PhoneId::from_random(3))
        );
    }
}
