//! Accounts: what an activated authenticator holds, and the device keys it may bring.

use crate::{CodeKey, Invalid, LinkId, ids};
use data_encoding::{BASE32_NOPAD, BASE64, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use rsa::PublicKey;
use rsa::pkcs8::{DecodePublicKey, EncodePublicKey};
use rsa::traits::PublicKeyParts as _;
use sha2::{Digest, Sha256};
use std::fmt;

/// The keys of an activated account, derived from the code key and the link: no table holds them, and the same device
/// asking again gets the same ones.
pub struct AccountKeys {
    /// The account's key: 20 characters.
    pub akey: String,
    /// The device's key, by which it names itself in signed calls: 20 characters, no colon.
    pub pkey: String,
    /// 32 lower-case hexadecimal characters; the HOTP key is the ASCII bytes of this text, not its decoding.
    pub hotp_secret: String,
}

impl fmt::Debug for AccountKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountKeys(secret)")
    }
}

impl AccountKeys {
    /// The keys of the account that a link activated.
    pub fn derive(key: &CodeKey, link: &LinkId) -> Self {
        let of = |label: &str| key.mac(&[label.as_bytes(), &[0], link.as_str().as_bytes()]);
        let id = |label: &str, prefix: &str| {
            let first = of(label).iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte));
            format!("{prefix}{}", ids::tail(first))
        };
        Self {
            akey: id("akey", "DA"),
            pkey: id("pkey", "DK"),
            hotp_secret: HEXLOWER.encode(&of("hotp")[..16]),
        }
    }

    /// The HOTP key as authenticator apps take it, in base 32.
    pub fn base32(&self) -> String {
        BASE32_NOPAD.encode(self.hotp_secret.as_bytes())
    }

    /// A link that adds the account to the authenticator app of the phone it is opened on (RFC 4226: SHA-1, 6 digits,
    /// counter from 0; the "Key Uri Format" that authenticator apps share).
    pub fn otpauth_url(&self, org: &str, account: &str) -> String {
        let (org, account) = (percent(org), percent(account));
        let secret = self.base32();
        format!(
            "otpauth://hotp/{org}:{account}?secret={secret}&issuer={org}&algorithm=SHA1&digits=6&counter=0"
        )
    }
}

/// Percent-encodes all but letters, digits and `-._~` (RFC 3986, unreserved).
fn percent(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => {
                out.push('%');
                out.push_str(&HEXUPPER.encode(&[byte]));
            }
        }
        out
    })
}

/// The public key that a device brings: RSA of 2048 bits and more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceKey {
    der: Vec<u8>,
}

impl DeviceKey {
    /// Reads a key as PEM (SPKI), with its line breaks as sent or lost to spaces, or as bare base64 of the DER.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let expected = "an RSA public key of at least 2048 bits, as PEM or as base64 of its DER (SPKI)";
        let body: String = text
            .replace("-----BEGIN PUBLIC KEY-----", "")
            .replace("-----END PUBLIC KEY-----", "")
            .split_whitespace()
            .collect();
        let refused = |wrong: &'static str| Invalid::new(wrong, expected);
        if body.len() > 4096 {
            return Err(refused("is too long for a public key"));
        }
        let der = BASE64.decode(body.as_bytes()).map_err(|_| refused("is not base64"))?;
        let key = PublicKey::from_public_key_der(&der).map_err(|_| refused("is not an RSA public key"))?;
        if key.n().bit_width_vartime() < 2048 {
            return Err(refused("is an RSA key of fewer than 2048 bits"));
        }
        let der = key.to_public_key_der().map_err(|_| refused("is not an RSA public key"))?.into_vec();
        Ok(Self { der })
    }

    /// Base64url of SHA-256 over the key: by which the same device is known when it asks again.
    pub fn fingerprint(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(&self.der))
    }

    /// The key (SPKI, DER) in base64, as storage holds it.
    pub fn to_base64(&self) -> String {
        BASE64.encode(&self.der)
    }
}

/// How a device will sign its calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignatureType {
    /// RSASSA-PKCS1-v1_5 with SHA-512; what is meant when nothing is said.
    #[default]
    RsaSha512,
    /// The same with SHA-256.
    RsaSha256,
}

impl SignatureType {
    /// Reads `rsa-sha512` or `rsa-sha256` in any case; empty means the default.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.trim().to_ascii_lowercase().as_str() {
            "" | "rsa-sha512" => Ok(Self::RsaSha512),
            "rsa-sha256" => Ok(Self::RsaSha256),
            _ => Err(Invalid::new("is not a supported signature type", "rsa-sha512 or rsa-sha256")),
        }
    }

    /// The type as the wire writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RsaSha512 => "rsa-sha512",
            Self::RsaSha256 => "rsa-sha256",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hmac::{KeyInit, Mac};

    /// HOTP as RFC 4226 defines it, to check what an app would show.
    fn hotp(secret: &str, counter: u64) -> u32 {
        let mut mac = hmac::Hmac::<sha1::Sha1>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(&counter.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let at = usize::from(hash[19] & 15);
        (u32::from_be_bytes(hash[at..at + 4].try_into().unwrap()) & 0x7fff_ffff) % 1_000_000
    }

    #[test]
    fn the_secret_is_used_as_text_and_not_decoded() {
        // The vector of the wire: a client that decoded the hexadecimal digits would show another number.
        assert_eq!(hotp("7e1c0372fec015ac976765ef4bb5c3f3", 0), 717_122);
    }

    #[test]
    fn an_app_that_reads_the_link_holds_the_same_secret() {
        let keys = AccountKeys::derive(&CodeKey::new([1; 32]), &LinkId::from_random(1));
        let url = keys.otpauth_url("Müller & Co", "a•••e");
        let secret = url.split("secret=").nth(1).unwrap().split('&').next().unwrap();
        assert_eq!(BASE32_NOPAD.decode(secret.as_bytes()).unwrap(), keys.hotp_secret.as_bytes());
        assert!(url.starts_with("otpauth://hotp/M%C3%BCller%20%26%20Co:a%E2%80%A2"), "{url}");
    }

    #[test]
    fn keys_have_the_form_of_the_wire_and_are_the_same_again() {
        let (key, link) = (CodeKey::new([1; 32]), LinkId::from_random(1));
        let keys = AccountKeys::derive(&key, &link);
        assert_eq!((keys.akey.len(), keys.pkey.len(), keys.hotp_secret.len()), (20, 20, 32));
        assert_ne!(keys.akey[2..], keys.pkey[2..]);
        assert!(keys.hotp_secret.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
        assert_eq!(AccountKeys::derive(&key, &link).hotp_secret, keys.hotp_secret);
    }

    #[test]
    fn a_key_of_1024_bits_is_refused() {
        let short = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDTLa/CJ4p2UBWl6boITdmL88wAT5bVJNkv1m37EkBeKpVxBJZC/iHRBcS7UuEm\
            Z4PIROGigutqSzCMrvqwydHbXoO+Xc547BtoYUjkEqVBKhcXSEB1Uxa9qjzTXFL+dxDigMjvoUTWpTGAjrAHTo2IzOm9mJfgzRrknn7z7WJB\
            fQIDAQAB";
        assert!(DeviceKey::parse(short).unwrap_err().wrong.contains("2048"));
    }

    #[test]
    fn what_is_no_rsa_key_is_refused() {
        for text in ["", "not a key", "AAAA", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----"] {
            assert!(DeviceKey::parse(text).is_err(), "{text}");
        }
        assert!(DeviceKey::parse(&"A".repeat(5000)).unwrap_err().wrong.contains("too long"));
    }
}
