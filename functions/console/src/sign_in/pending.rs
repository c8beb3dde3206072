//! A sign-in under way. The browser holds one random seed, from which everything that must come back is derived; nothing is
//! kept here. Who has the cookie can finish the sign-in that they began, and no other.

use data_encoding::BASE64URL_NOPAD;
use onramp_domain::SessionId;
use sha2::{Digest, Sha256};

/// Seconds in which a sign-in is to come back.
pub const SECS: i64 = 900;

/// A sign-in under way.
#[derive(Debug)]
pub struct Pending {
    seed: SessionId,
    next: String,
}

impl Pending {
    /// A sign-in that is to lead to a page.
    pub fn new(seed: SessionId, next: &str) -> Self {
        Self { seed, next: next.to_owned() }
    }

    /// Reads what [`Pending::to_cookie`] wrote.
    pub fn read(cookie: &str) -> Option<Self> {
        let (seed, next) = cookie.split_once('.')?;
        let next = String::from_utf8(BASE64URL_NOPAD.decode(next.as_bytes()).ok()?).ok()?;
        Some(Self { seed: SessionId::parse(seed).ok()?, next })
    }

    /// What the browser holds.
    pub fn to_cookie(&self) -> String {
        format!("{}.{}", self.seed.expose(), BASE64URL_NOPAD.encode(self.next.as_bytes()))
    }

    /// The page to go to.
    pub fn next(&self) -> &str {
        &self.next
    }

    /// What the issuer repeats beside the code.
    pub fn state(&self) -> String {
        self.derived("state")
    }

    /// What the issuer repeats in the token.
    pub fn nonce(&self) -> String {
        self.derived("nonce")
    }

    /// What proves to the issuer that the code is ours.
    pub fn verifier(&self) -> String {
        self.derived("verifier")
    }

    /// The verifier's hash, told beforehand.
    pub fn challenge(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(self.verifier()))
    }

    fn derived(&self, what: &str) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(format!("onramp sign-in {what} {}", self.seed.expose())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_browser_holds_gives_the_same_again_and_each_part_is_another() {
        let pending = Pending::new(SessionId::from_random(1, 2), "/console/users?q=é");
        let again = Pending::read(&pending.to_cookie()).unwrap();
        assert_eq!(
            (again.state(), again.nonce(), again.next()),
            (pending.state(), pending.nonce(), pending.next())
        );
        let parts = [
            pending.state(),
            pending.nonce(),
            pending.verifier(),
            pending.challenge(),
            pending.seed.expose(),
        ];
        let different: std::collections::HashSet<_> = parts.iter().collect();
        assert_eq!(different.len(), parts.len());
        assert_eq!(pending.verifier().len(), 43, "as RFC 7636 wants it");
        for cookie in ["", ".", "x.y", &pending.seed.expose()] {
            assert!(Pending::read(cookie).is_none(), "{cookie}");
        }
    }
}
