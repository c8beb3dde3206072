//! The issuer of a local stack: gives a token for any role to whoever asks. It exists here only.

use crate::LocalError;
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use onramp_usecases::ports::Answer;
use onramp_web::tokens::{FetchKeys, TokenRules};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde::Serialize;
use serde_json::json;

/// Seconds that a token lives.
pub const LIFETIME: i64 = 3_600;
/// The name of its key.
pub const KEY_ID: &str = "local";

/// Issues tokens, and publishes the key they are verified by.
#[derive(Clone)]
pub struct LocalIssuer {
    key: EncodingKey,
    published: JwkSet,
    url: String,
}

/// A token, as OAuth 2.0 answers it.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_field_names, reason = "the names are those of RFC 6749")]
pub struct Token {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
}

#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    aud: &'a str,
    sub: &'a str,
    email: &'a str,
    role: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl LocalIssuer {
    /// What its tokens are for.
    pub const AUDIENCE: &'static str = "onramp";

    /// An issuer at a URL, with its key (PKCS#8 in base64).
    pub fn new(url: &str, key: &str) -> Result<Self, LocalError> {
        let damaged = || LocalError::Keys("the issuer's key in keys.json is damaged".into());
        let pkcs8 = BASE64.decode(key.as_bytes()).map_err(|_| damaged())?;
        let pair = Ed25519KeyPair::from_pkcs8(&pkcs8).map_err(|_| damaged())?;
        let x = BASE64URL_NOPAD.encode(pair.public_key().as_ref());
        let published = json!({ "keys": [
            { "kty": "OKP", "crv": "Ed25519", "x": x, "kid": KEY_ID, "alg": "EdDSA", "use": "sig" }
        ] });
        let published = serde_json::from_value(published).map_err(|_| damaged())?;
        Ok(Self { key: EncodingKey::from_ed_der(&pkcs8), published, url: url.to_owned() })
    }

    /// A token that says so.
    pub fn token(&self, role: &str, email: &str, now: i64) -> Option<Token> {
        let claims = Claims {
            iss: &self.url,
            aud: Self::AUDIENCE,
            sub: &subject(email),
            email,
            role,
            iat: now,
            nbf: now,
            exp: now + LIFETIME,
        };
        let access_token = self.signed(KEY_ID, &claims)?;
        Some(Token { access_token, token_type: "Bearer", expires_in: LIFETIME })
    }

    /// Its keys, as it publishes them.
    pub fn published(&self) -> &JwkSet {
        &self.published
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Claims signed with its key, under the name of a key.
    pub fn signed(&self, kid: &str, claims: &impl Serialize) -> Option<String> {
        let header = Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, claims, &self.key).ok()
    }

    /// What the authorizer is to ask of its tokens.
    pub fn rules(&self) -> TokenRules {
        TokenRules {
            issuer: self.url.clone(),
            audience: Self::AUDIENCE.to_owned(),
            role_claim: "role".to_owned(),
        }
    }
}

/// A person's id, as an issuer has one: the administrator log keeps it, and it is no address.
pub fn subject(email: &str) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, email.to_lowercase().as_bytes());
    HEXLOWER.encode(&digest.as_ref()[..16])
}

impl FetchKeys for LocalIssuer {
    async fn fetch(&self) -> Answer<JwkSet> {
        Ok(self.published.clone())
    }
}
