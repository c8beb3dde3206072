//! Bearer tokens: JWTs of an OpenID issuer, verified against its keys.

use crate::{Identity, Refusal};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use onramp_domain::Role;
use onramp_usecases::ports::Answer;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::future::Future;
use tokio::sync::Mutex;

/// Seconds that the issuer's clock and ours may differ.
const LEEWAY: i64 = 30;
/// Seconds after which the issuer's keys are read again.
const FRESH: i64 = 3_600;
/// Seconds in which an unknown key makes us ask the issuer at most once, so that made-up tokens cost it nothing.
const PATIENCE: i64 = 60;

/// What a token must say.
#[derive(Debug, Clone)]
pub struct TokenRules {
    /// `iss`, exactly.
    pub issuer: String,
    /// Among `aud`; where a token has no `aud`, its `client_id` (access tokens of Cognito).
    pub audience: String,
    /// The claim that tells the role: a text or a list of texts, such as `role` or `cognito:groups`.
    pub role_claim: String,
}

/// Where the issuer publishes its keys.
pub trait FetchKeys: Send + Sync {
    /// The issuer's keys as they are now.
    fn fetch(&self) -> impl Future<Output = Answer<JwkSet>> + Send;
}

/// The issuer's keys, kept for an hour.
#[derive(Debug)]
pub struct IssuerKeys<F> {
    source: F,
    kept: Mutex<Kept>,
}

#[derive(Debug)]
struct Kept {
    keys: JwkSet,
    read_at: Option<i64>,
}

impl<F: FetchKeys> IssuerKeys<F> {
    /// Keys from a source; read when first needed.
    pub fn new(source: F) -> Self {
        Self { source, kept: Mutex::new(Kept { keys: JwkSet { keys: Vec::new() }, read_at: None }) }
    }

    /// The key of that id: from what is kept, or read anew if it is old or does not know the id.
    async fn find(&self, kid: &str, now: i64) -> Answer<Option<Jwk>> {
        let mut kept = self.kept.lock().await;
        let age = kept.read_at.map_or(i64::MAX, |read_at| now.saturating_sub(read_at));
        let known = kept.keys.find(kid).is_some();
        if age >= FRESH || (!known && age >= PATIENCE) {
            match self.source.fetch().await {
                Ok(keys) => *kept = Kept { keys, read_at: Some(now) },
                // Keys that were right an hour ago are better than none.
                Err(outage) if known => tracing::warn!(%outage, "the issuer's keys could not be read again"),
                Err(outage) => return Err(outage),
            }
        }
        Ok(kept.keys.find(kid).cloned())
    }
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    #[serde(default)]
    aud: Value,
    #[serde(default)]
    client_id: Option<String>,
    #[serde(flatten)]
    rest: HashMap<String, Value>,
}

/// Looks at an `Authorization` header at `now` (Unix seconds) and tells who asks.
pub async fn identify<F: FetchKeys>(
    authorization: Option<&str>,
    rules: &TokenRules,
    keys: &IssuerKeys<F>,
    now: i64,
) -> Identity {
    match verify(authorization, rules, keys, now).await {
        Ok(claims) => {
            let role = Role::highest(texts(claims.rest.get(&rules.role_claim).unwrap_or(&Value::Null)));
            Identity::Known {
                subject: claims.sub,
                role: role.map(|role| role.as_str().to_owned()).unwrap_or_default(),
                expires_at: claims.exp.saturating_add(LEEWAY),
            }
        }
        Err(why) => Identity::Refused { why },
    }
}

async fn verify<F: FetchKeys>(
    authorization: Option<&str>,
    rules: &TokenRules,
    keys: &IssuerKeys<F>,
    now: i64,
) -> Result<Claims, Refusal> {
    let (scheme, token) =
        authorization.and_then(|text| text.trim().split_once(' ')).ok_or(Refusal::Missing)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Refusal::Missing);
    }
    let header = decode_header(token.trim()).map_err(|_| Refusal::Untrusted)?;
    if !matches!(header.alg, Algorithm::RS256 | Algorithm::EdDSA) {
        return Err(Refusal::Untrusted);
    }
    let kid = header.kid.as_deref().ok_or(Refusal::Untrusted)?;
    let key = keys.find(kid, now).await.map_err(|outage| {
        tracing::error!(%outage, "no token can be verified");
        Refusal::NoKeys
    })?;
    let key = DecodingKey::from_jwk(&key.ok_or(Refusal::Untrusted)?).map_err(|_| Refusal::Untrusted)?;
    let claims: Claims =
        decode(token.trim(), &key, &signature_only(header.alg)).map_err(|_| Refusal::Untrusted)?.claims;
    if claims.iss != rules.issuer {
        return Err(Refusal::Issuer);
    }
    let for_us = match &claims.aud {
        Value::Null => claims.client_id.as_deref() == Some(&rules.audience),
        aud => texts(aud).any(|aud| aud == rules.audience),
    };
    if !for_us {
        return Err(Refusal::Audience);
    }
    if now >= claims.exp.saturating_add(LEEWAY) {
        return Err(Refusal::Expired);
    }
    if claims.nbf.is_some_and(|nbf| now < nbf.saturating_sub(LEEWAY)) {
        return Err(Refusal::NotYet);
    }
    Ok(claims)
}

/// Signature and algorithm: the library reads the system's clock for the rest, and ours can be moved.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    value.as_str().into_iter().chain(list.iter().filter_map(Value::as_str))
}
