//! The local issuer's `OpenID` endpoints, for signing in to the console: a page to pick a name and a role, a code for it, a
//! token for the code. For tests it gives out tokens that do not count, too. It exists here only.

use crate::issuer::{KEY_ID, LIFETIME, LocalIssuer, subject};
use crate::surroundings::MovableClock;
use askama::Template;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use http::{Method, StatusCode, header};
use onramp_aws::SystemChance;
use onramp_console::issuer::Wire;
use onramp_domain::Invalid;
use onramp_usecases::ports::{Answer, Chance, Clock, Outage};
use onramp_web::{Problem, Request, Response, json_reply, segments, with_headers};
use ring::{digest, hmac};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Seconds that a code lives.
const CODE: i64 = 60;
/// Roles to pick from: Onramp's, and two that are none of them.
const ROLES: [&str; 7] =
    ["Owner", "Administrator", "User Manager", "Help Desk", "Read-only", "Billing", "none at all"];
/// Tokens to pick from, by what is wrong with them.
const TOKENS: [(&str, &str); 10] = [
    ("good", "as it should be"),
    ("audience", "for another audience"),
    ("expired", "expired"),
    ("issuer", "of another issuer"),
    ("none", "alg: none"),
    ("hs256", "HS256 with the public key as its secret"),
    ("kid", "of an unknown key"),
    ("signature", "with another signature"),
    ("nonce", "with another nonce"),
    ("access", "an access token"),
];
/// What a client sends along, and the page hands on.
const ASKED: [&str; 8] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
];

/// The endpoints; clones share the codes that they gave.
#[derive(Clone)]
pub struct OpenId {
    issuer: LocalIssuer,
    clock: MovableClock,
    codes: Arc<Mutex<HashMap<String, Given>>>,
}

/// What a code stands for.
struct Given {
    until: i64,
    redirect_uri: String,
    challenge: String,
    nonce: String,
    name: String,
    role: String,
    token: String,
}

#[derive(Template)]
#[template(path = "authorize.html")]
struct Authorize {
    asked: Vec<(&'static str, String)>,
    roles: [&'static str; 7],
    tokens: [(&'static str, &'static str); 10],
}

type Fields = HashMap<String, String>;

fn fields(text: &[u8]) -> Fields {
    serde_urlencoded::from_bytes(text).unwrap_or_default()
}

fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}

fn wrong(name: &'static str, expected: &'static str) -> Problem {
    Invalid::new("is not right", expected).in_field(name).into()
}

impl OpenId {
    /// The endpoints of an issuer.
    pub fn new(issuer: LocalIssuer, clock: MovableClock) -> Self {
        Self { issuer, clock, codes: Arc::default() }
    }

    fn at(&self, path: &str) -> String {
        format!("{}{path}", self.issuer.url())
    }

    /// Answers `/.well-known/openid-configuration` and `/dev/issuer/*`.
    pub fn answer(&self, request: &Request) -> Response {
        self.find(request).unwrap_or_else(Response::from)
    }

    fn find(&self, request: &Request) -> Result<Response, Problem> {
        let query = || fields(request.uri().query().unwrap_or_default().as_bytes());
        let reading = matches!(request.method(), &Method::GET | &Method::HEAD);
        match segments(request).as_slice() {
            [".well-known", "openid-configuration"] if reading => Ok(self.document()),
            ["dev", "issuer", "keys"] if reading => Ok(json_reply(StatusCode::OK, self.issuer.published())),
            ["dev", "issuer", "authorize"] if reading => self.ask(&query()),
            ["dev", "issuer", "authorize"] if request.method() == Method::POST => {
                self.authorize(fields(request.body()))
            }
            ["dev", "issuer", "token"] if request.method() == Method::POST => {
                Ok(self.token(&fields(request.body())))
            }
            ["dev", "issuer", "sign-out"] if reading => self.sign_out(&query()),
            _ => Err(Problem::not_found("route")),
        }
    }

    fn document(&self) -> Response {
        let document = json!({
            "issuer": self.issuer.url(),
            "authorization_endpoint": self.at("/dev/issuer/authorize"),
            "token_endpoint": self.at("/dev/issuer/token"),
            "jwks_uri": self.at("/dev/issuer/keys"),
            "end_session_endpoint": self.at("/dev/issuer/sign-out"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
            "code_challenge_methods_supported": ["S256"],
        });
        json_reply(StatusCode::OK, &document)
    }

    /// What a client asks is to be as it should: this is where its mistakes show.
    fn check(&self, asked: &Fields) -> Result<(), Problem> {
        let rules: [(&'static str, bool, &'static str); 6] = [
            ("response_type", field(asked, "response_type") == "code", "code"),
            ("client_id", field(asked, "client_id") == LocalIssuer::AUDIENCE, "the client of this stack"),
            (
                "redirect_uri",
                field(asked, "redirect_uri") == self.at("/console/callback"),
                "the console's callback, as it was registered",
            ),
            ("scope", field(asked, "scope").split(' ').any(|scope| scope == "openid"), "openid among others"),
            ("code_challenge_method", field(asked, "code_challenge_method") == "S256", "S256"),
            ("code_challenge", field(asked, "code_challenge").len() == 43, "the hash of a verifier"),
        ];
        match rules.into_iter().find(|(_, right, _)| !right) {
            Some((name, _, expected)) => Err(wrong(name, expected)),
            None => Ok(()),
        }
    }

    /// The page to pick a name and a role.
    fn ask(&self, asked: &Fields) -> Result<Response, Problem> {
        self.check(asked)?;
        let asked = ASKED.map(|name| (name, field(asked, name).to_owned())).to_vec();
        let page = Authorize { asked, roles: ROLES, tokens: TOKENS };
        let page = page.render().map_err(|_| Problem::unavailable())?;
        let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; frame-ancestors 'none'";
        Ok(onramp_web::html(StatusCode::OK, policy, page))
    }

    /// A code for what was picked, sent to the client.
    fn authorize(&self, mut picked: Fields) -> Result<Response, Problem> {
        self.check(&picked)?;
        let mut take = |name: &str| picked.remove(name).unwrap_or_default();
        let (redirect_uri, state) = (take("redirect_uri"), take("state"));
        let given = Given {
            until: self.clock.now() + CODE,
            redirect_uri: redirect_uri.clone(),
            challenge: take("code_challenge"),
            nonce: take("nonce"),
            name: take("name"),
            role: take("role"),
            token: take("token"),
        };
        let code = HEXLOWER.encode(&SystemChance.bits().to_be_bytes());
        if let Ok(mut codes) = self.codes.lock() {
            let now = self.clock.now();
            codes.retain(|_, given| now < given.until);
            codes.insert(code.clone(), given);
        }
        let query = serde_urlencoded::to_string([("code", code), ("state", state)]).unwrap_or_default();
        Ok(see_other(&format!("{redirect_uri}?{query}")))
    }

    /// A token for a code: once, soon, and for who can prove that they asked for it (RFC 7636).
    fn token(&self, asked: &Fields) -> Response {
        let given = self.codes.lock().ok().and_then(|mut codes| codes.remove(field(asked, "code")));
        let hash = digest::digest(&digest::SHA256, field(asked, "code_verifier").as_bytes());
        let proved = |given: &Given| {
            field(asked, "grant_type") == "authorization_code"
                && field(asked, "client_id") == LocalIssuer::AUDIENCE
                && field(asked, "redirect_uri") == given.redirect_uri
                && BASE64URL_NOPAD.encode(hash.as_ref()) == given.challenge
                && self.clock.now() < given.until
        };
        match given.filter(proved).and_then(|given| self.id_token(&given)) {
            Some(token) => json_reply(
                StatusCode::OK,
                &json!({ "token_type": "Bearer", "expires_in": LIFETIME, "id_token": token, "access_token": "unused" }),
            ),
            None => json_reply(StatusCode::BAD_REQUEST, &json!({ "error": "invalid_grant" })),
        }
    }

    fn id_token(&self, given: &Given) -> Option<String> {
        let now = self.clock.now();
        let mut claims = json!({
            "iss": self.issuer.url(), "aud": LocalIssuer::AUDIENCE, "sub": subject(&given.name),
            "name": given.name, "nonce": given.nonce, "iat": now, "exp": now + LIFETIME, "token_use": "id",
            "email": address(&given.name), "email_verified": true,
        });
        if given.role != "none at all" {
            claims["role"] = given.role.as_str().into();
        }
        match given.token.as_str() {
            "audience" => claims["aud"] = "another".into(),
            "expired" => claims["exp"] = (now - LIFETIME).into(),
            "issuer" => claims["iss"] = "https://issuer.example".into(),
            "nonce" => claims["nonce"] = "another".into(),
            "access" => claims["token_use"] = "access".into(),
            _ => {}
        }
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let head = |alg: &str| format!("{}.{}", part(&json!({ "alg": alg, "kid": KEY_ID })), part(&claims));
        match given.token.as_str() {
            "none" => Some(format!("{}.", head("none"))),
            "hs256" => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, &self.public_key()?);
                let tag = hmac::sign(&key, head("HS256").as_bytes());
                Some(format!("{}.{}", head("HS256"), BASE64URL_NOPAD.encode(tag.as_ref())))
            }
            "kid" => self.issuer.signed("unknown", &claims),
            "signature" => Some(format!("{}.{}", head("EdDSA"), BASE64URL_NOPAD.encode(&[7; 64]))),
            _ => self.issuer.signed(KEY_ID, &claims),
        }
    }

    fn public_key(&self) -> Option<Vec<u8>> {
        let keys = serde_json::to_value(self.issuer.published()).ok()?;
        BASE64URL_NOPAD.decode(keys["keys"][0]["x"].as_str()?.as_bytes()).ok()
    }

    /// Back to the client: there is no session here that could end.
    fn sign_out(&self, asked: &Fields) -> Result<Response, Problem> {
        let back = field(asked, "post_logout_redirect_uri");
        if field(asked, "client_id") != LocalIssuer::AUDIENCE || back != self.at("/console/signed-out") {
            return Err(wrong("post_logout_redirect_uri", "the console's page, as it was registered"));
        }
        Ok(see_other(back))
    }
}

/// The address of whoever has that name here: `ada.admin@example.org` of Ada Admin.
fn address(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    format!("{}@example.org", if words.is_empty() { "admin".to_owned() } else { words.join(".") })
}

fn see_other(to: &str) -> Response {
    with_headers(StatusCode::SEE_OTHER, &[(header::LOCATION, to), (header::CACHE_CONTROL, "no-store")], "")
}

/// The console reaches the issuer by the same requests as over a wire, without one.
impl Wire for OpenId {
    async fn get(&self, url: &str) -> Answer<Vec<u8>> {
        let (status, body) = self.ask_itself(Method::GET, url, String::new())?;
        if status == 200 { Ok(body) } else { Err(unreachable(status)) }
    }

    async fn post(&self, url: &str, form: String) -> Answer<(u16, Vec<u8>)> {
        self.ask_itself(Method::POST, url, form)
    }
}

impl OpenId {
    fn ask_itself(&self, method: Method, url: &str, body: String) -> Answer<(u16, Vec<u8>)> {
        let path = url.strip_prefix(self.issuer.url()).ok_or_else(|| unreachable(0))?;
        let request = http::Request::builder().method(method).uri(path).body(body.into());
        let reply = self.answer(&request.map_err(|_| unreachable(0))?);
        Ok((reply.status().as_u16(), reply.into_body().into()))
    }
}

fn unreachable(status: u16) -> Outage {
    Outage { service: "the issuer", cause: format!("status {status}") }
}
