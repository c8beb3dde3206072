//! Cursors: where the next page of a list starts, sealed, since a position in a list by username is a username.

use data_encoding::BASE64URL_NOPAD;
use onramp_domain::Invalid;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

/// Seals and opens cursors.
pub struct CursorKey(LessSafeKey);

impl CursorKey {
    /// A key from a text of at least 16 characters that outsiders do not know.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let refused = || Invalid::new("is not a cursor key", "at least 16 characters");
        if text.trim().len() < 16 {
            return Err(refused());
        }
        let digest = Sha256::digest(format!("onramp cursor {}", text.trim()));
        UnboundKey::new(&AES_256_GCM, &digest).map(|key| Self(LessSafeKey::new(key))).map_err(|_| refused())
    }

    /// Seals a position for the list that `scope` tells. `random` makes the nonce: 96 of its bits.
    pub fn seal(&self, scope: &str, position: &str, random: u128) -> Option<String> {
        let mut nonce = [0; NONCE_LEN];
        nonce.copy_from_slice(&random.to_be_bytes()[..NONCE_LEN]);
        let mut sealed = position.as_bytes().to_vec();
        let aad = Aad::from(scope.as_bytes());
        self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed).ok()?;
        Some(BASE64URL_NOPAD.encode(&[nonce.as_slice(), &sealed].concat()))
    }

    /// Opens a cursor of the list that `scope` tells.
    pub fn open(&self, scope: &str, cursor: &str) -> Result<String, Invalid> {
        let refused = || {
            Invalid::new("is not a cursor of this list", "next_cursor of the page before, as it was given")
        };
        let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).map_err(|_| refused())?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or_else(refused)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| refused())?;
        let mut sealed = sealed.to_vec();
        let opened =
            self.0.open_in_place(nonce, Aad::from(scope.as_bytes()), &mut sealed).map_err(|_| refused())?;
        String::from_utf8(opened.to_vec()).map_err(|_| refused())
    }
}

impl std::fmt::Debug for CursorKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CursorKey(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> CursorKey {
        CursorKey::parse("a key of the tests").unwrap()
    }

    #[test]
    fn a_cursor_of_another_list_or_key_is_refused() {
        let cursor = key().seal("email", "ana\tDP", 7).unwrap();
        assert_eq!(key().open("email", &cursor), Ok("ana\tDP".into()));
        assert!(key().open("sms", &cursor).is_err());
        assert!(CursorKey::parse("another key of the tests").unwrap().open("email", &cursor).is_err());
    }

    proptest! {
        #[test]
        fn anything_may_be_given_as_a_cursor(text in ".*") {
            prop_assert!(key().open("email", &text).is_err());
        }
    }
}
