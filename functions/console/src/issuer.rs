//! The issuer that signs people in: where its endpoints are (`OpenID` Connect Discovery 1.0), its keys, and its tokens.

use jsonwebtoken::jwk::JwkSet;
use onramp_usecases::ports::{Answer, Outage};
use onramp_usecases::sessions::SignedIn;
use onramp_web::Refusal;
use onramp_web::tokens::{FetchKeys, IssuerKeys, TokenRules, signed_in};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Seconds after which the issuer's document is read again.
const FRESH: i64 = 3_600;

/// How the issuer is reached.
pub trait Wire: Send + Sync {
    /// `GET`: the body of a 200.
    fn get(&self, url: &str) -> impl Future<Output = Answer<Vec<u8>>> + Send;

    /// `POST` of a form: the status, below 500, and the body.
    fn post(&self, url: &str, form: String) -> impl Future<Output = Answer<(u16, Vec<u8>)>> + Send;
}

/// What the issuer says of itself.
#[derive(Debug, Clone, Deserialize)]
pub struct Endpoints {
    issuer: String,
    /// Where people sign in.
    pub authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    /// Where they sign out, if it has such a place.
    pub end_session_endpoint: Option<String>,
}

/// Where an issuer has its document (`OpenID` Connect Discovery 1.0, section 4).
pub fn document_of(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

/// The issuer, as the console knows it.
#[derive(Debug)]
pub struct Issuer<W> {
    published: Arc<Published<W>>,
    keys: IssuerKeys<PublishedKeys<W>>,
    rules: TokenRules,
}

/// Its document, kept for an hour.
#[derive(Debug)]
struct Published<W> {
    wire: W,
    url: String,
    document: String,
    kept: Mutex<Option<(Endpoints, i64)>>,
}

/// Its keys, where its document says.
#[derive(Debug)]
struct PublishedKeys<W>(Arc<Published<W>>);

impl<W: Wire> FetchKeys for PublishedKeys<W> {
    async fn fetch(&self) -> Answer<JwkSet> {
        // The document was read when the sign-in began or came back: whatever its age, its keys' place is asked anew.
        let kept = self.0.kept.lock().await.as_ref().map(|(endpoints, _)| endpoints.jwks_uri.clone());
        let url = kept.ok_or_else(|| broken("its document was not read"))?;
        read(&self.0.wire.get(&url).await?)
    }
}

impl<W: Wire> Published<W> {
    async fn endpoints(&self, now: i64) -> Answer<Endpoints> {
        let mut kept = self.kept.lock().await;
        if let Some((endpoints, read_at)) = kept.as_ref()
            && now.saturating_sub(*read_at) < FRESH
        {
            return Ok(endpoints.clone());
        }
        let endpoints = match self.wire.get(&self.document).await.and_then(|body| read::<Endpoints>(&body)) {
            Ok(endpoints) if endpoints.issuer == self.url => endpoints,
            Ok(_) => return Err(broken("its document is of another issuer")),
            Err(outage) => match kept.as_ref() {
                // What was right an hour ago is better than nothing.
                Some((endpoints, _)) => {
                    tracing::warn!(%outage, "the issuer's document could not be read again");
                    return Ok(endpoints.clone());
                }
                None => return Err(outage),
            },
        };
        *kept = Some((endpoints.clone(), now));
        Ok(endpoints)
    }
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

/// What came back from the issuer, to be exchanged for a token.
#[derive(Debug, Clone, Copy)]
pub struct Code<'a> {
    /// The code.
    pub code: &'a str,
    /// What was hashed into the request that got it (PKCE).
    pub verifier: &'a str,
    /// What the token is to repeat.
    pub nonce: &'a str,
    /// Where the code was sent.
    pub redirect_uri: &'a str,
}

impl<W: Wire> Issuer<W> {
    /// The issuer of these rules, whose document is there: [`document_of`] it, or nearer by.
    pub fn new(wire: W, rules: TokenRules, document: String) -> Self {
        let published = Published { wire, url: rules.issuer.clone(), document, kept: Mutex::new(None) };
        let published = Arc::new(published);
        Self { keys: IssuerKeys::new(PublishedKeys(published.clone())), published, rules }
    }

    /// Who we are to it.
    pub fn client_id(&self) -> &str {
        &self.rules.audience
    }

    /// Where its endpoints are.
    pub async fn endpoints(&self, now: i64) -> Answer<Endpoints> {
        self.published.endpoints(now).await
    }

    /// Exchanges a code for a token, and looks at it.
    pub async fn exchange(&self, given: Code<'_>, now: i64) -> Answer<Result<SignedIn, Refusal>> {
        let endpoints = self.endpoints(now).await?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", given.code),
            ("redirect_uri", given.redirect_uri),
            ("client_id", self.client_id()),
            ("code_verifier", given.verifier),
        ];
        let form = serde_urlencoded::to_string(form).unwrap_or_default();
        let (status, body) = self.published.wire.post(&endpoints.token_endpoint, form).await?;
        if status != 200 {
            tracing::warn!(status, "the issuer gave no token for a code");
            return Ok(Err(Refusal::Untrusted));
        }
        let Ok(tokens) = read::<Tokens>(&body) else { return Ok(Err(Refusal::Missing)) };
        match signed_in(&tokens.id_token, given.nonce, &self.rules, &self.keys, now).await {
            Err(Refusal::NoKeys) => Err(broken("its keys could not be read")),
            told => Ok(told),
        }
    }
}

fn broken(cause: &str) -> Outage {
    Outage { service: "the issuer", cause: cause.to_owned() }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Answer<T> {
    serde_json::from_slice(body).map_err(|_| broken("its answer is not of the expected shape"))
}
