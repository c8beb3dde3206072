//! Integrations: scripts and systems that call the Admin API, each with a key of its own.

use crate::code::base62;
use crate::invalid::one_line;
use crate::text::text;
use crate::{CodeKey, IntegrationId, Invalid, SecretId};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Characters of a secret key: 62^40 is about 2^238.
const LENGTH: usize = 40;

text!(
    /// What people call an integration: 1 to 64 characters.
    IntegrationName,
    |text| one_line(text, 1, 64)
);

/// What an integration may do, as the Duo-compatible wire divides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grant {
    /// To read users and phones.
    ReadResource,
    /// To create, change and delete users and phones, and to make and send links.
    WriteResource,
    /// To read the administrator log.
    ReadLog,
}

impl Grant {
    /// Reads `read-resource`, `write-resource` or `read-log`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.trim() {
            "read-resource" => Ok(Self::ReadResource),
            "write-resource" => Ok(Self::WriteResource),
            "read-log" => Ok(Self::ReadLog),
            _ => Err(Invalid::new("is not a permission", "read-resource, write-resource or read-log")),
        }
    }

    /// The permission's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadResource => "read-resource",
            Self::WriteResource => "write-resource",
            Self::ReadLog => "read-log",
        }
    }
}

/// An integration as storage holds it: its secret key is not there, not even sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Integration {
    /// By which it names itself.
    pub integration_id: IntegrationId,
    /// What people call it.
    pub name: IntegrationName,
    /// What it may do.
    pub grants: BTreeSet<Grant>,
    /// Whether it may sign with SHA-1, as clients of old do.
    pub allow_sha1: bool,
    /// From which its secret key is derived.
    pub secret_id: SecretId,
    /// When it was made, in Unix seconds.
    pub created_at: i64,
    /// When it was revoked, in Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<i64>,
}

impl Integration {
    /// Its secret key.
    pub fn secret(&self, key: &CodeKey) -> SecretKey {
        let message = format!("integration\0{}\0{}", self.integration_id, self.secret_id);
        SecretKey(base62(key, message.as_bytes(), LENGTH).into())
    }

    /// Whether it may do that.
    pub fn may(&self, grant: Grant) -> bool {
        self.revoked_at.is_none() && self.grants.contains(&grant)
    }
}

/// An integration's secret key: shown once, to whoever makes the integration. Its "skey".
pub struct SecretKey(SecretString);

impl SecretKey {
    /// The key as text, for signing and for showing it once.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(secret)")
    }
}

/// What a request of the Admin API is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Changes something.
    Modify,
    /// Reads one thing.
    One,
    /// Reads a page of a list.
    Page,
    /// Reads the administrator log.
    Log,
}

impl Kind {
    /// The kind's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Modify => "modify",
            Self::One => "one",
            Self::Page => "page",
            Self::Log => "log",
        }
    }
}

/// How many requests of each kind an integration may make in a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    modify: u32,
    one: u32,
    page: u32,
    log: u32,
}

impl Default for Rates {
    /// What the wire allows.
    fn default() -> Self {
        Self { modify: 300, one: 300, page: 200, log: 50 }
    }
}

impl Rates {
    /// Reads four whole numbers from 1 to 100,000 for modify, one, page, log, such as `300,300,200,50`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let refused = || {
            Invalid::new(
                "is not a list of rates",
                "four whole numbers from 1 to 100000, such as 300,300,200,50",
            )
        };
        let read = |text: &str| text.trim().parse().ok().filter(|rate| (1..=100_000).contains(rate));
        let rates: Option<Vec<u32>> = text.split(',').map(read).collect();
        match rates.as_deref() {
            Some(&[modify, one, page, log]) => Ok(Self { modify, one, page, log }),
            _ => Err(refused()),
        }
    }

    /// How many of a kind.
    pub const fn of(self, kind: Kind) -> u32 {
        match kind {
            Kind::Modify => self.modify,
            Kind::One => self.one,
            Kind::Page => self.page,
            Kind::Log => self.log,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integration(secret: u128) -> Integration {
        Integration {
            integration_id: IntegrationId::from_random(1),
            name: IntegrationName::parse("payroll").unwrap(),
            grants: BTreeSet::from([Grant::ReadResource]),
            allow_sha1: false,
            secret_id: SecretId::from_random(secret),
            created_at: 0,
            revoked_at: None,
        }
    }

    #[test]
    fn a_secret_is_forty_characters_and_a_rotated_one_is_another() {
        let key = CodeKey::new([1; 32]);
        let first = integration(1).secret(&key);
        assert_eq!(first.expose().len(), 40);
        assert_eq!(integration(1).secret(&key).expose(), first.expose());
        assert_ne!(integration(2).secret(&key).expose(), first.expose());
        assert_ne!(integration(1).secret(&CodeKey::new([2; 32])).expose(), first.expose());
        assert_eq!(format!("{first:?}"), "SecretKey(secret)");
    }

    #[test]
    fn what_is_stored_holds_no_secret() {
        let integration = integration(1);
        let stored = serde_json::to_string(&integration).unwrap();
        assert!(!stored.contains(integration.secret(&CodeKey::new([1; 32])).expose()), "{stored}");
    }

    #[test]
    fn a_revoked_one_may_do_nothing() {
        let mut integration = integration(1);
        assert!(integration.may(Grant::ReadResource) && !integration.may(Grant::WriteResource));
        integration.revoked_at = Some(5);
        assert!(!integration.may(Grant::ReadResource));
    }

    #[test]
    fn rates_are_four_numbers() {
        assert_eq!(Rates::parse("300, 300,200,50"), Ok(Rates::default()));
        for text in ["", "1", "1,2,3", "1,2,3,0", "1,2,3,4,5", "1,2,3,x", "1,2,3,100001"] {
            assert!(Rates::parse(text).is_err(), "{text}");
        }
        for text in ["read-resource", "write-resource", "read-log"] {
            assert_eq!(Grant::parse(text).unwrap().as_str(), text);
        }
        assert!(Grant::parse("admin").is_err());
    }
}
