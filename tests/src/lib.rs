//! What tests do with an Onramp, in verbs, by URL alone.
//!
//! Each test starts a stack of its own. With `ONRAMP_URL` set, tests use the Onramp that is there, signed in with
//! `ONRAMP_TOKEN` or by the local stack's token endpoint; those that need people of their own, a clock or a process
//! to kill say that they are skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(clippy::missing_panics_doc, reason = "what is not as expected panics: that is how a test fails")]

mod admin;
mod device;
mod mail;
mod process;
mod shapes;

pub mod page;
pub mod people;

pub use admin::Ask;
pub use device::{How, KEY, OTHER_KEY, SHORT_KEY, WRONG_KIND_OF_KEY};
pub use mail::{Eml, Message, code_of, link_in, scan_png};
pub use process::{Home, START, Stack};
pub use shapes::{Channel, Count, Counts, Delivery, Link, LinkState, Page, Problem, Reply, Row, Send};

use jiff::{SignedDuration, Timestamp};
use reqwest::Client;
use serde_json::{Value, json};
use std::time::Duration;

/// The heading of a directory file.
pub const HEADING: &str = "username,realname,email,phone,type,platform\n";

/// An Onramp, and someone who is signed in to it.
pub struct Onramp {
    /// Where it is, without a closing slash.
    pub url: String,
    http: Client,
    token: String,
    advanced: SignedDuration,
    stack: Option<Stack>,
}

impl Onramp {
    /// An Onramp over the sample directory, or the one of `ONRAMP_URL`, whatever it holds.
    pub async fn start(program: &str) -> Self {
        let Ok(url) = std::env::var("ONRAMP_URL") else {
            return Self::on(Home::new().start(program, &["--memory".to_owned()], START).await).await;
        };
        let url = url.trim_end_matches('/').to_owned();
        let mut onramp = Self {
            url,
            http: client(None),
            token: String::new(),
            advanced: SignedDuration::ZERO,
            stack: None,
        };
        onramp.token = match std::env::var("ONRAMP_TOKEN") {
            Ok(token) => token,
            Err(_) => onramp.token("Owner").await,
        };
        onramp
    }

    /// An Onramp over these people, a heading and rows, and no others; none where it cannot be started here.
    pub async fn with_people(program: &str, csv: &str) -> Option<Self> {
        Self::with_file(program, csv.as_bytes(), true, START).await
    }

    /// An Onramp over these people that keeps what it knows on disk; none where it cannot be started here.
    pub async fn kept(program: &str, csv: &str) -> Option<Self> {
        Self::with_file(program, csv.as_bytes(), false, START).await
    }

    /// An Onramp over the people of a file.
    pub async fn with_file(program: &str, csv: &[u8], memory: bool, patience: Duration) -> Option<Self> {
        if !may_start() {
            return None;
        }
        let home = Home::new();
        let mut options = home.import(csv).to_vec();
        options.extend(memory.then(|| "--memory".to_owned()));
        Some(Self::on(home.start(program, &options, patience).await).await)
    }

    /// The Onramp of a stack, signed in as an Owner.
    pub async fn on(stack: Stack) -> Self {
        let mut onramp = Self {
            url: stack.http.clone(),
            http: client(Some(&stack)),
            token: String::new(),
            advanced: SignedDuration::ZERO,
            stack: Some(stack),
        };
        onramp.token = onramp.token("Owner").await;
        onramp
    }

    /// The stack it runs on.
    pub fn stack(&self) -> &Stack {
        self.stack.as_ref().expect("a stack of its own")
    }

    /// Lets go of the stack, to be ended in some way.
    pub fn into_stack(mut self) -> Stack {
        self.stack.take().expect("a stack of its own")
    }

    /// The same Onramp asked by HTTPS, trusting its CA and no other.
    #[must_use]
    pub fn by_https(&self) -> Self {
        let url = self.stack.as_ref().expect("a stack of its own").https.clone();
        Self { url, ..self.with_token(&self.token) }
    }

    /// The same Onramp, asked with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            url: self.url.clone(),
            http: self.http.clone(),
            token: token.to_owned(),
            advanced: self.advanced,
            stack: None,
        }
    }

    /// The same Onramp, asked by someone of another role.
    pub async fn signed_in_as(&self, role: &str) -> Self {
        self.with_token(&self.token(role).await)
    }

    /// A new token for a role.
    pub async fn token(&self, role: &str) -> String {
        let body = json!({ "role": role, "email": "admin@example.org" });
        let reply = self.request("POST", "/dev/token", &[], Some(body.to_string().into())).await.expect(200);
        let answer = reply.json();
        assert_eq!(answer["token_type"], "Bearer");
        assert!(answer["expires_in"].as_u64().is_some_and(|secs| secs > 0), "{answer}");
        answer["access_token"].as_str().expect("a token").to_owned()
    }

    /// Moves time on, and signs in again: tokens grow old too.
    pub async fn advance(&mut self, secs: i64) {
        let body = json!({ "advance_secs": secs }).to_string();
        let reply = self.request("POST", "/dev/clock", &[], Some(body.into())).await;
        assert!((200..300).contains(&reply.status), "{}", reply.text);
        self.advanced += SignedDuration::from_secs(secs);
        self.token = self.token("Owner").await;
    }

    /// What time it is there: our own, moved on.
    pub fn now(&self) -> Timestamp {
        Timestamp::now() + self.advanced
    }

    /// A request of the API, with the token.
    pub async fn api(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        self.api_with(method, path, &[], body.map(|body| body.to_string().into_bytes())).await
    }

    /// A request of the API, with the token and further headers.
    pub async fn api_with(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let mut all = vec![("authorization", bearer.as_str())];
        if body.is_some() && !headers.iter().any(|(name, _)| *name == "content-type") {
            all.push(("content-type", "application/json"));
        }
        all.extend_from_slice(headers);
        self.request(method, path, &all, body).await
    }

    /// A request, with these headers and no others; `path` may be a whole URL.
    pub async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Reply {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let mut request = self.http.request(method.parse().unwrap(), &url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body);
        }
        let reply = request.send().await.unwrap_or_else(|error| panic!("{method} {url}: {error:?}"));
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        Reply { status, headers, text: reply.text().await.unwrap() }
    }
}

/// Whether tests start stacks, or use the Onramp that `ONRAMP_URL` names; says so if not.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn may_start() -> bool {
    let may = std::env::var_os("ONRAMP_URL").is_none();
    if !may {
        eprintln!("skipped: ONRAMP_URL is set, and this test needs a stack of its own");
    }
    may
}

/// A client that trusts the CA of a stack and no other, or without a stack those that the machine trusts.
fn client(stack: Option<&Stack>) -> Client {
    // An error means that another test was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().timeout(Duration::from_mins(1));
    let Some(stack) = stack else { return builder.build().unwrap() };
    let ca = std::fs::read(stack.home.data().join("ca.pem")).expect("the CA lies in the data folder");
    let ca = reqwest::Certificate::from_pem(&ca).unwrap();
    builder.no_proxy().tls_certs_only([ca]).build().unwrap()
}
