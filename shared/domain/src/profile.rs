//! What a directory keeps of users and phones beside what links need.

use crate::invalid::one_line;
use crate::text::text;
use crate::{Invalid, RealName, Username};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most aliases of a user.
pub const MAX_ALIASES: u8 = 8;

text!(
    /// A comment: at most 512 characters, of any lines.
    #[derive(Default)]
    Notes,
    |text| {
        let text = text.trim();
        if text.chars().count() > 512 || text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(Invalid::new("is too long or holds a control character", "at most 512 characters of text"));
        }
        Ok(text)
    }
);
text!(
    /// Digits that are dialled behind a number: at most 16 of 0-9, `*`, `#` and `,`.
    #[derive(Default)]
    Extension,
    |text| {
        let text = one_line(text, 0, 16)?;
        if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'*' | b'#' | b',')) {
            Ok(text)
        } else {
            Err(Invalid::new("is not an extension", "at most 16 of 0-9, *, # and ,"))
        }
    }
);
text!(
    /// Seconds to wait while dialling: 0 to 30, or nothing.
    #[derive(Default)]
    Delay,
    |text| match text.trim() {
        "" => Ok(""),
        text if text.parse::<u8>().is_ok_and(|secs| secs <= 30) => Ok(text),
        _ => Err(Invalid::new("is out of range", "a whole number of seconds from 0 to 30")),
    }
);

/// What a user has beside what links need.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub firstname: Option<RealName>,
    /// The family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lastname: Option<RealName>,
    /// A comment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Notes>,
    /// Other names the user signs in with, `alias1` to `alias8`; unique among all usernames and aliases.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub aliases: BTreeMap<String, Username>,
    /// When the user was created, in Unix seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<i64>,
}

impl Profile {
    /// That of a user created at `now` (Unix seconds).
    pub fn new(now: i64) -> Self {
        Self { created_at: Some(now), ..Self::default() }
    }
}

/// What a phone has beside what links need.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dialling {
    /// Seconds to wait before the extension is dialled.
    pub predelay: Delay,
    /// Seconds to wait after it was dialled.
    pub postdelay: Delay,
}

/// What is kept of the device on which a phone was activated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActiveDevice {
    /// Its public key in base64; without one it shows passcodes and nothing else.
    pub public_key: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_bounded() {
        assert!(Notes::parse(&"x".repeat(512)).is_ok() && Notes::parse(&"x".repeat(513)).is_err());
        assert!(Notes::parse("two\nlines").is_ok() && Notes::parse("a\u{7}b").is_err());
        assert!(Extension::parse("12#,3").is_ok() && Extension::parse("12a").is_err());
        assert!(Delay::parse("").is_ok() && Delay::parse("30").is_ok());
        for text in ["31", "-1", "x", "1.5"] {
            assert!(Delay::parse(text).is_err(), "{text}");
        }
    }
}
