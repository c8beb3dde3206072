//! Channels: how a message reaches a person.

use crate::Invalid;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How a message reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// To the user's email address.
    Email,
    /// To the phone's own number.
    Sms,
}

impl Channel {
    /// Reads a channel, exactly as written.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "email" => Ok(Self::Email),
            "sms" => Ok(Self::Sms),
            _ => Err(Invalid::new("is not a channel", "\"email\" or \"sms\"")),
        }
    }

    /// The channel as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
