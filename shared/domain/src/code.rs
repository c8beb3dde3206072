//! Activation codes: the secret in a link.

use crate::{Invalid, LinkId};
use data_encoding::{BASE64_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// Bytes from here on are dropped: 248 is the last multiple of 62 in a byte, so what is kept has no modulo bias.
const UNBIASED: u8 = 248;
/// Characters of a code: 62^20 is about 2^119.
const LENGTH: usize = 20;

/// The organisation's secret from which every code and account secret is derived: 32 bytes.
pub struct CodeKey(SecretBox<[u8; 32]>);

impl CodeKey {
    /// A key from 32 random bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(SecretBox::new(Box::new(bytes)))
    }

    /// Reads a key from 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        HEXLOWER
            .decode(text.trim().to_ascii_lowercase().as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self::new)
            .ok_or_else(|| Invalid::new("is not a code key", "64 hexadecimal digits"))
    }

    /// HMAC-SHA-256 over a message.
    pub(crate) fn mac(&self, message: &[&[u8]]) -> [u8; 32] {
        // RFC 2104 pads a short key with zeros to the hash's block of 64 bytes: done here, it cannot fail.
        let mut block = [0; 64];
        block[..32].copy_from_slice(self.0.expose_secret());
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        for part in message {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for CodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeKey(secret)")
    }
}

/// The secret in a link: 20 characters of A-Z a-z 0-9. Shown to the person it is for and to no one else.
#[derive(Clone, PartialEq, Eq)]
pub struct ActivationCode(String);

impl ActivationCode {
    /// The code of a link: HMAC-SHA-256(key, link id) written in base 62.
    pub fn derive(key: &CodeKey, link: &LinkId) -> Self {
        Self(base62(key, link.as_str().as_bytes(), LENGTH))
    }

    /// Reads a code. `duo://`, as some apps leave it on, plain or percent-encoded, is dropped.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let code = strip_scheme(text);
        if code.len() == LENGTH && code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            Ok(Self(code.to_owned()))
        } else {
            Err(Invalid::new("is not an activation code", "20 characters of A-Z a-z 0-9"))
        }
    }

    /// The code as text, for a link or a barcode and nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What storage knows of the code.
    pub fn hash(&self) -> CodeHash {
        CodeHash::of(&self.0)
    }
}

/// HMAC-SHA-256(key, message), and on with a counter behind the message, in so many characters of base 62.
pub(crate) fn base62(key: &CodeKey, message: &[u8], length: usize) -> String {
    let mut text = String::with_capacity(length);
    let mut block = key.mac(&[message]);
    let mut round: u8 = 0;
    loop {
        for byte in block.iter().filter(|byte| **byte < UNBIASED) {
            text.push(char::from(ALPHABET[usize::from(byte % 62)]));
            if text.len() == length {
                return text;
            }
        }
        round = round.wrapping_add(1);
        block = key.mac(&[message, &[round]]);
    }
}

impl fmt::Debug for ActivationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActivationCode(secret)")
    }
}

/// The code behind a scheme's prefix, if one was left on.
fn strip_scheme(text: &str) -> &str {
    let text = text.trim();
    ["duo://", "duo:/", "duo%3A%2F%2F", "duo%3a%2f%2f"]
        .iter()
        .find_map(|prefix| text.strip_prefix(prefix))
        .unwrap_or(text)
}

/// SHA-256 of a code, in base64url: the key of a link in the table. A plain hash is enough at 119 bits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeHash(String);

impl CodeHash {
    /// The hash of what someone gave as a code, well formed or not: both cost the same and look the same.
    pub fn of(text: &str) -> Self {
        Self(data_encoding::BASE64URL_NOPAD.encode(&Sha256::digest(strip_scheme(text).as_bytes())))
    }

    /// The hash as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a barcode says to an app: `duo://CODE-B64`, B64 being the host (with a port that is not 443) in base64.
pub fn app_text(scheme: &str, code: &ActivationCode, host: &str) -> String {
    format!("{scheme}://{}-{}", code.expose(), BASE64_NOPAD.encode(host.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_the_same_for_the_same_key_and_link_only() {
        let (key, link) = (CodeKey::new([7; 32]), LinkId::from_random(1));
        let code = ActivationCode::derive(&key, &link);
        assert_eq!(code, ActivationCode::derive(&key, &link));
        assert_ne!(code, ActivationCode::derive(&CodeKey::new([8; 32]), &link));
        assert_ne!(code, ActivationCode::derive(&key, &LinkId::from_random(2)));
    }

    #[test]
    fn every_character_is_as_likely_as_any_other() {
        let key = CodeKey::new([7; 32]);
        let mut counts = std::collections::HashMap::<char, u32>::new();
        for n in 0..10_000 {
            for c in ActivationCode::derive(&key, &LinkId::from_random(n)).expose().chars() {
                *counts.entry(c).or_default() += 1;
            }
        }
        // 200,000 draws over 62: 3,226 each, standard deviation 57. Modulo bias would lift eight characters by 25 %.
        assert_eq!(counts.len(), 62);
        assert!(counts.values().all(|n| (2_900..3_550).contains(n)), "{counts:?}");
    }

    #[test]
    fn a_prefix_that_an_app_left_on_is_dropped() {
        let code = "AbCdEfGhIjKlMnOpQrSt";
        for text in [
            "AbCdEfGhIjKlMnOpQrSt",
            "duo://AbCdEfGhIjKlMnOpQrSt",
            "duo:/AbCdEfGhIjKlMnOpQrSt",
            "duo%3A%2F%2FAbCdEfGhIjKlMnOpQrSt",
        ] {
            assert_eq!(ActivationCode::parse(text).unwrap().expose(), code);
            assert_eq!(CodeHash::of(text), CodeHash::of(code));
        }
    }

    #[test]
    fn nothing_shows_a_secret_by_accident() {
        let key = CodeKey::parse(&"0123456789abcdef".repeat(4)).unwrap();
        let code = ActivationCode::derive(&key, &LinkId::from_random(1));
        assert_eq!(format!("{key:?} {code:?}"), "CodeKey(secret) ActivationCode(secret)");
    }

    #[test]
    fn the_app_text_has_exactly_one_hyphen_and_no_padding() {
        let code = ActivationCode::parse("AbCdEfGhIjKlMnOpQrSt").unwrap();
        assert_eq!(
            app_text("duo", &code, "api.example.org:8443"),
            "duo://AbCdEfGhIjKlMnOpQrSt-YXBpLmV4YW1wbGUub3JnOjg0NDM"
        );
    }

    proptest! {
        #[test]
        fn anything_may_be_given_as_a_code(text in ".*") {
            let _ = CodeHash::of(&text);
            if let Ok(code) = ActivationCode::parse(&text) {
                prop_assert_eq!(code.hash(), CodeHash::of(&text));
            }
        }
    }
}
