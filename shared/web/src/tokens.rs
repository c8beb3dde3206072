//! Bearer tokens: JWTs of an OpenID issuer, verified against its keys.

use crate::{Identity, Refusal};
use jsonwebtoken::jwk::{Jwk, JwkSet};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use onramp_domain::{EmailAddress, PhoneNumber, Role};
use onramp_usecases::ports::Answer;
use onramp_usecases::sessions::SignedIn;
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

/// Most characters of a name that are kept.
const MAX_NAME: usize = 100;

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

impl Claims {
    fn text(&self, name: &str) -> Option<&str> {
        self.rest.get(name).and_then(Value::as_str)
    }

    /// A claim that the issuer does not call unverified; some write that as a text.
    fn vouched(&self, name: &str) -> Option<&str> {
        let verified = self.rest.get(&format!("{name}_verified")).unwrap_or(&Value::Null);
        let denied = *verified == Value::Bool(false) || verified.as_str() == Some("false");
        self.text(name).filter(|_| !denied)
    }

    fn role(&self, rules: &TokenRules) -> Option<Role> {
        Role::highest(texts(self.rest.get(&rules.role_claim).unwrap_or(&Value::Null)))
    }

    /// These claims, if they count at `now`.
    fn current(self, now: i64) -> Result<Self, Refusal> {
        if now >= self.exp.saturating_add(LEEWAY) {
            return Err(Refusal::Expired);
        }
        if self.nbf.is_some_and(|nbf| now < nbf.saturating_sub(LEEWAY)) {
            return Err(Refusal::NotYet);
        }
        Ok(self)
    }
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
            let role = claims.role(rules);
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
    let claims = signed(token.trim(), rules, keys, now).await?;
    let for_us = match &claims.aud {
        Value::Null => claims.client_id.as_deref() == Some(&rules.audience),
        aud => texts(aud).any(|aud| aud == rules.audience),
    };
    if for_us { claims.current(now) } else { Err(Refusal::Audience) }
}

/// Looks at an ID token (`OpenID` Connect Core, 3.1.3.7) that is to answer the sign-in of that nonce.
pub async fn signed_in<F: FetchKeys>(
    token: &str,
    nonce: &str,
    rules: &TokenRules,
    keys: &IssuerKeys<F>,
    now: i64,
) -> Result<SignedIn, Refusal> {
    let claims = signed(token, rules, keys, now).await?;
    let authorized = claims.text("azp").is_none_or(|azp| azp == rules.audience);
    if !authorized || !texts(&claims.aud).any(|aud| aud == rules.audience) {
        return Err(Refusal::Audience);
    }
    // Cognito signs access tokens with the same keys: they are for another use.
    if claims.rest.contains_key("token_use") && claims.text("token_use") != Some("id") {
        return Err(Refusal::Audience);
    }
    if claims.text("nonce") != Some(nonce) {
        return Err(Refusal::Nonce);
    }
    let claims = claims.current(now)?;
    let name = ["name", "preferred_username", "email"].into_iter().find_map(|name| claims.text(name));
    let name = name.map(str::trim).filter(|name| !name.is_empty());
    Ok(SignedIn {
        role: claims.role(rules),
        email: claims.vouched("email").and_then(|email| EmailAddress::parse(email).ok()),
        number: claims.vouched("phone_number").and_then(|number| PhoneNumber::from_e164(number).ok()),
        name: name.map(|name| name.chars().take(MAX_NAME).collect()),
        subject: claims.sub,
    })
}

/// What a token says that one of the issuer's keys signed, for whomever.
async fn signed<F: FetchKeys>(
    token: &str,
    rules: &TokenRules,
    keys: &IssuerKeys<F>,
    now: i64,
) -> Result<Claims, Refusal> {
    let header = decode_header(token).map_err(|_| Refusal::Untrusted)?;
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
        decode(token, &key, &signature_only(header.alg)).map_err(|_| Refusal::Untrusted)?.claims;
    if claims.iss != rules.issuer {
        return Err(Refusal::Issuer);
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

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::{EncodingKey, Header, encode};
    use onramp_usecases::ports::Outage;
    use serde_json::json;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A key made for these tests and used nowhere else (PKCS#1, base64), and its modulus.
    const KEY: &str = "\
        MIIEpAIBAAKCAQEA6OeMHLNp/OVrjFZ+SsLhLn7ANCFFmR7H+gLmnVvD1Z76u21a6CoAy2LjN5S2DHC3nqRNr+70YwvnTjdv8Hed\
        c1CejfsuLWZidJPYWvQ2Mb7VxuYfYuQ4DAsPHl9wGzUO6eH0wkOUZap38AqFKhyC6n6Q32mvgroaOxDhtpRKfLR7WhBKeZXKcWVA\
        ATdCusMKDGFLYaXWHRxXaOZbDrgH1DbDAxyN3MI2Xav8oeNXJYTSFwWh6yLoPOq6922kLqj7IFxl/epsGanntG+ZrjULgLluyElJ\
        xn7M2NHFGUfODACpkyE8t3k4+tjx7NzmLzePCjLle/mXHKhyz6Edm9L3mQIDAQABAoIBAB0ZpT+GyUTgc24e9nun2tPg4WoCCDyo\
        BGuABkl+CDt+OCzH7pZYfS3sZqBws8hdIwwu0kgbrqxbdeSnd5SPlXwthAoQasYgZ0fSmzNOFSFlCzflU+Gay0fx78snOI4ltH3T\
        ji3hnL6RLJgw8E+BLXhYJQjNHzFRyGo94z3ZTG9FLqmVFSr6TafiG0nVM7QNljD9G3fKs6AdAFqosbWQ8KBOt4NrjdyDyLMaQuq9\
        lRsk4aI5EeuEk1phhTyWCWnygvFO4YSrJSSF/ak++UdmwLZz4MvjrG7qLECJdso/MHFPhmSFghWukQAc+DTUpde5RWlMx2PaHDNR\
        trIcqwkzMqMCgYEA9GXhhNBRLr1c4DIwvF4E7CT5nhjmJK7bKuXH/5cD5sMHyeVsQkeiedxFmD2KScNga8B/gkBoC09MhSGux5Jj\
        o+7ipEsdX6ADOZOSwQqJgpo0DklIoEW+JMYb9pyUqg0oc7CiWjGVrwYc412JpbGuuXcuJUvBBOQLYJGT/1osrZMCgYEA8/X9Ajdo\
        YoxJ7ZsE6eWWw6TuBFMTd0FfQA/5YHorNI1Vzsv20QsrfBNCqFPDPjmsEvSRx8xqlS4eRubCiQNBM58HJo1vp8VJ4oCyP8fzP9Ti\
        uLaC+SzCnvQIuPCn/UKb4ajpYVI8rj9Ecuvmiza8LhwiOeR8STUxYlg1EXFNoaMCgYEAojjh+ZOA34JoHJSUDuRlZg2g9tTWJnE+\
        HvpIx5mIyGqaR+QV+OStry+LrmLi4NVjsgIjYOS5axBm3VOfPO8pXk4ZeC43wBppKZWP6rzAy8TpWrZAE8pXTPeG5inG8B0txaTw\
        Dugsz/FByZVz4VzQemDma3EeHM3101KuJufHEisCgYEAu+/5nBaBJMH8Rb4RV/qVXVyWO+Cf81P6A8kKjMcwt4hV3TyFhF79fdT8\
        md4FX89f/y5Hi8qvJQNlMaudm51VQmY1RP7aUD2NAJ+yMa5gdwESM8fuN/TCbV+DxK0oTNNecMYGHAIVWwrEOV//t6lP6JmlyEF7\
        eY4v4Bohr7FAY88CgYAWWyoI68V71Jtk5FjFWAWaU+ttappHRKAik3bwPBcIMaVkL1U2IS++oNsI9ABs/dSAb/g2FvtQJHijPhZo\
        hLSpRVqMLWHWf0+bZufX/f18jhfwZQ61rLF3PJWXIzQFDRupFjb+z1IE/U7lPQ0aVv4rFtSJEbYQFIq+ppUHgEwnoQ==";
    const MODULUS: &str = "\
        6OeMHLNp_OVrjFZ-SsLhLn7ANCFFmR7H-gLmnVvD1Z76u21a6CoAy2LjN5S2DHC3nqRNr-70YwvnTjdv8Hedc1CejfsuLWZidJPY\
        WvQ2Mb7VxuYfYuQ4DAsPHl9wGzUO6eH0wkOUZap38AqFKhyC6n6Q32mvgroaOxDhtpRKfLR7WhBKeZXKcWVAATdCusMKDGFLYaXW\
        HRxXaOZbDrgH1DbDAxyN3MI2Xav8oeNXJYTSFwWh6yLoPOq6922kLqj7IFxl_epsGanntG-ZrjULgLluyElJxn7M2NHFGUfODACp\
        kyE8t3k4-tjx7NzmLzePCjLle_mXHKhyz6Edm9L3mQ";
    const NOW: i64 = 1_795_528_800;

    /// Publishes the key under a name, and counts how often it is asked; fails when it has no name.
    struct Issuer {
        kid: Mutex<Option<&'static str>>,
        asked: AtomicUsize,
    }

    impl FetchKeys for &Issuer {
        async fn fetch(&self) -> Answer<JwkSet> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            let kid =
                self.kid.lock().await.ok_or(Outage { service: "the issuer", cause: "time-out".into() })?;
            let rsa =
                json!({ "kty": "RSA", "n": MODULUS, "e": "AQAB", "kid": kid, "alg": "RS256", "use": "sig" });
            let secret = json!({ "kty": "oct", "k": "c2VjcmV0", "kid": "oct", "alg": "HS256" });
            Ok(serde_json::from_value(json!({ "keys": [rsa, secret] })).unwrap())
        }
    }

    fn issuer() -> Issuer {
        Issuer { kid: Mutex::new(Some("one")), asked: AtomicUsize::new(0) }
    }

    fn rules() -> TokenRules {
        TokenRules {
            issuer: "https://issuer".into(),
            audience: "onramp".into(),
            role_claim: "cognito:groups".into(),
        }
    }

    fn claims() -> Value {
        json!({
            "iss": "https://issuer", "aud": "onramp", "sub": "person", "exp": NOW + 60, "nbf": NOW,
            "cognito:groups": ["everyone", "UserManager"],
        })
    }

    fn signed(algorithm: Algorithm, kid: &str, claims: &Value) -> String {
        let mut header = Header::new(algorithm);
        header.kid = Some(kid.to_owned());
        let key = match algorithm {
            Algorithm::HS256 => EncodingKey::from_secret(b"secret"),
            _ => EncodingKey::from_rsa_der(&data_encoding::BASE64.decode(KEY.as_bytes()).unwrap()),
        };
        format!("Bearer {}", encode(&header, claims, &key).unwrap())
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = claims();
        claims[name] = value;
        claims
    }

    async fn look(claims: &Value) -> Identity {
        let issuer = issuer();
        identify(Some(&signed(Algorithm::RS256, "one", claims)), &rules(), &IssuerKeys::new(&issuer), NOW)
            .await
    }

    fn refused(why: Refusal) -> Identity {
        Identity::Refused { why }
    }

    #[tokio::test]
    async fn a_token_signed_with_rsa_tells_its_person_and_highest_role() {
        let known = Identity::Known {
            subject: "person".into(),
            role: "User Manager".into(),
            expires_at: NOW + 60 + LEEWAY,
        };
        assert_eq!(look(&claims()).await, known);
        assert_eq!(look(&with("aud", json!(["other", "onramp"]))).await, known);
        let mut access_token = with("client_id", json!("onramp"));
        access_token.as_object_mut().unwrap().remove("aud");
        assert_eq!(look(&access_token).await, known);
    }

    #[tokio::test]
    async fn what_a_token_says_wrongly_is_told_apart() {
        assert_eq!(look(&with("iss", json!("https://issuer/"))).await, refused(Refusal::Issuer));
        assert_eq!(look(&with("aud", json!("another"))).await, refused(Refusal::Audience));
        assert_eq!(look(&with("aud", Value::Null)).await, refused(Refusal::Audience));
        assert_eq!(look(&with("exp", json!(NOW - LEEWAY))).await, refused(Refusal::Expired));
        assert_eq!(look(&with("nbf", json!(NOW + LEEWAY + 1))).await, refused(Refusal::NotYet));
        assert_eq!(look(&with("exp", json!("soon"))).await, refused(Refusal::Untrusted));
        let nobody = look(&with("cognito:groups", json!(["everyone"]))).await;
        assert!(matches!(nobody, Identity::Known { role, .. } if role.is_empty()));
    }

    #[tokio::test]
    async fn a_symmetric_key_signs_nothing_even_if_the_issuer_publishes_one() {
        let issuer = issuer();
        let keys = IssuerKeys::new(&issuer);
        for kid in ["one", "oct"] {
            let token = signed(Algorithm::HS256, kid, &claims());
            assert_eq!(identify(Some(&token), &rules(), &keys, NOW).await, refused(Refusal::Untrusted));
        }
        for header in [None, Some(""), Some("Bearer"), Some("Basic YTpi"), Some("bearer x")] {
            assert!(matches!(identify(header, &rules(), &keys, NOW).await, Identity::Refused { .. }));
        }
    }

    #[tokio::test]
    async fn a_new_key_is_found_and_made_up_ones_cost_the_issuer_one_question_a_minute() {
        let issuer = issuer();
        let keys = IssuerKeys::new(&issuer);
        let at = async |kid: &str, now: i64| {
            let token = signed(Algorithm::RS256, kid, &with("exp", json!(NOW + 99_999)));
            matches!(identify(Some(&token), &rules(), &keys, now).await, Identity::Known { .. })
        };
        assert!(at("one", NOW).await);
        for _ in 0..5 {
            assert!(!at("made-up", NOW + 30).await);
        }
        assert_eq!(issuer.asked.load(Ordering::Relaxed), 1);
        *issuer.kid.lock().await = Some("two");
        assert!(at("two", NOW + 60).await);
        assert_eq!(issuer.asked.load(Ordering::Relaxed), 2);
        *issuer.kid.lock().await = None;
        assert!(at("two", NOW + 60 + FRESH).await, "known keys outlive an outage of the issuer");
        assert!(!at("three", NOW + 120 + FRESH).await);
    }
}
