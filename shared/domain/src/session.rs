//! Sessions of the console: who is signed in, for how long, and what proves it.

use crate::{EmailAddress, Invalid, PhoneNumber, Role};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// What a browser holds: 256 random bits. Nothing that is stored leads back to it.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId([u8; 32]);

/// What a session is stored under: SHA-256 of its id, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionHash(String);

impl SessionId {
    /// An id of twice 128 random bits.
    pub fn from_random(first: u128, second: u128) -> Self {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&first.to_be_bytes());
        bytes[16..].copy_from_slice(&second.to_be_bytes());
        Self(bytes)
    }

    /// Reads what [`SessionId::expose`] wrote.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| Invalid::new("is not a session", "what signing in gave"))
    }

    /// The id for the browser that holds it.
    pub fn expose(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    /// What the session is stored under.
    pub fn hash(&self) -> SessionHash {
        SessionHash(HEXLOWER.encode(&Sha256::digest(self.0)))
    }

    /// What stands in the forms of this session. It tells nothing of the id.
    pub fn form_token(&self) -> String {
        BASE64URL_NOPAD.encode(&self.form_mac().finalize().into_bytes())
    }

    /// Whether a form is of this session; takes as long whatever is given.
    pub fn has_form_token(&self, given: &str) -> bool {
        let tag = BASE64URL_NOPAD.decode(given.as_bytes()).unwrap_or_default();
        self.form_mac().verify_slice(&tag).is_ok()
    }

    fn form_mac(&self) -> Hmac<Sha256> {
        // RFC 2104 pads a short key with zeros to the hash's block of 64 bytes: done here, it cannot fail.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(b"onramp console form");
        mac
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId(secret)")
    }
}

impl SessionHash {
    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The issuer's name for the person, as the administrator log keeps it.
    pub subject: String,
    /// What the person may do; none that is ours for who was let in by the issuer and may do nothing here.
    pub role: Option<Role>,
    /// How the person is called, to be shown to themselves.
    pub name: Option<String>,
    /// Their address, if the issuer tells it: where they send tests to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// Their number, if the issuer tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PhoneNumber>,
    /// When they signed in (Unix seconds).
    pub created_at: i64,
    /// When they were last noted to be here.
    pub seen_at: i64,
}

/// How someone is called who signs in to the console, for those who read later what they did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrator {
    /// The issuer's name for the person.
    pub subject: String,
    /// The name, or else the address, that the issuer told when they last signed in.
    pub name: String,
    /// When that was (Unix seconds).
    pub signed_in_at: i64,
}

impl Administrator {
    /// Who a session is of; none if the issuer does not tell what they are called.
    pub fn of(session: &Session) -> Option<Self> {
        let address = || session.email.as_ref().map(|email| email.as_str().to_owned());
        let name = session.name.clone().filter(|name| !name.trim().is_empty()).or_else(address)?;
        Some(Self { subject: session.subject.clone(), name, signed_in_at: session.created_at })
    }
}

impl Session {
    /// Longest that a session lives: a working day and then some.
    pub const LIFETIME: i64 = 12 * 3_600;
    /// Longest that it lives without a request.
    pub const IDLE: i64 = 3_600;
    /// How old the note of the last request may be: one write in so long, not one a request.
    pub const NOTED: i64 = 300;
    /// Seconds between two tests of a message: each is mailed, or paid for.
    pub const TEST_EVERY: i64 = 10;

    /// When it ends at the latest.
    pub fn ends_at(&self) -> i64 {
        self.created_at.saturating_add(Self::LIFETIME)
    }

    /// Whether it counts at that moment.
    pub fn is_live(&self, now: i64) -> bool {
        now < self.ends_at() && now < self.seen_at.saturating_add(Self::IDLE)
    }

    /// Whether it is to be noted that there was a request at that moment.
    pub fn is_to_be_noted(&self, now: i64) -> bool {
        now >= self.seen_at.saturating_add(Self::NOTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session {
            subject: "s".into(),
            role: Some(Role::Owner),
            name: None,
            email: None,
            number: None,
            created_at: 1_000,
            seen_at: 1_000,
        }
    }

    #[test]
    fn a_session_ends_an_hour_after_its_last_request_and_twelve_after_its_start() {
        assert!(session().is_live(1_000 + Session::IDLE - 1) && !session().is_live(1_000 + Session::IDLE));
        let busy = |now: i64| Session { seen_at: now, ..session() }.is_live(now);
        assert!(busy(1_000 + Session::LIFETIME - 1) && !busy(1_000 + Session::LIFETIME));
        assert!(session().is_to_be_noted(1_300) && !session().is_to_be_noted(1_299));
    }

    #[test]
    fn an_id_reads_back_and_is_stored_and_shown_as_something_else() {
        let id = SessionId::from_random(1, 2);
        assert_eq!(SessionId::parse(&id.expose()), Ok(id.clone()));
        assert_ne!(id.hash().as_str(), id.expose());
        for text in ["", "x", "AAAA", &"A".repeat(44)] {
            assert!(SessionId::parse(text).is_err(), "{text}");
        }
        assert_eq!(format!("{id:?}"), "SessionId(secret)");
    }

    #[test]
    fn a_form_is_of_one_session() {
        let (one, other) = (SessionId::from_random(1, 2), SessionId::from_random(1, 3));
        assert!(one.has_form_token(&one.form_token()));
        for given in ["", "x", &other.form_token(), &one.expose()] {
            assert!(!one.has_form_token(given), "{given}");
        }
    }
}
