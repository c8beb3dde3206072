//! What tests do with an Onramp, in verbs, by URL alone.
//!
//! Each test starts a stack of its own. With `ONRAMP_DEPLOYED` set, tests take turns at the deployed system that it
//! names; those that need a clock to move or a process to kill say that they are skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(clippy::missing_panics_doc, reason = "what is not as expected panics: that is how a test fails")]

mod admin;
mod browser;
mod deployed;
mod device;
mod integration;
mod mail;
mod process;
mod receipts;
mod shapes;

pub mod openapi;
pub mod page;
pub mod people;

pub use admin::Ask;
pub use browser::{Browser, hidden};
pub use deployed::Deployed;
pub use device::{How, KEY, OTHER_KEY, SHORT_KEY, WRONG_KIND_OF_KEY};
pub use integration::Integration;
pub use mail::{Eml, Message, code_of, link_in, scan_png};
pub use process::{Home, START, Stack};
pub use receipts::{piece_of_log, record};
pub use shapes::{
    Channel, Cost, Count, Counts, Delivery, Heard, Link, LinkState, Page, PausedBecause, Problem, Reply, Row,
    Send,
};

use jiff::{SignedDuration, Timestamp};
use reqwest::Client;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::MutexGuard;

/// The heading of a directory file.
pub const HEADING: &str = "username,realname,email,phone,type,platform\n";

/// An Onramp, and someone who is signed in to it.
pub struct Onramp {
    /// Where it is, without a closing slash.
    pub url: String,
    http: Client,
    token: String,
    advanced: SignedDuration,
    place: Place,
    /// Messages up to this one were sent before the test.
    before: String,
}

/// What an Onramp runs on.
enum Place {
    /// A process of the test's own.
    Stack(Box<Stack>),
    /// The deployed system, at which it is this test's turn.
    Turn(#[expect(dead_code, reason = "held until the test ends")] MutexGuard<'static, ()>),
    /// Another value's process or turn.
    Elsewhere,
}

impl Onramp {
    /// An Onramp as its first start finds it: over the sample directory. None where it cannot be started here.
    pub async fn first_started(program: &str) -> Option<Self> {
        if !may_start("a first start") {
            return None;
        }
        Some(Self::on(Home::new().start(program, &["--memory".to_owned()], START).await).await)
    }

    /// An Onramp over these people, a heading and rows, and no others.
    pub async fn with_people(program: &str, csv: &str) -> Self {
        let Some(deployed) = Deployed::named() else {
            return Self::with_file(program, csv.as_bytes(), true, START).await;
        };
        let turn = deployed.turn().await;
        deployed.fill(program, csv.as_bytes()).await;
        let mut onramp = Self {
            url: deployed.url.clone(),
            http: client(None, &deployed.url),
            token: String::new(),
            advanced: SignedDuration::ZERO,
            place: Place::Turn(turn),
            before: String::new(),
        };
        onramp.token = onramp.token("Owner").await;
        onramp.before = onramp.whole_outbox().await.first().map(Message::id).unwrap_or_default();
        onramp
    }

    /// The same with a clock that can be moved; none where it cannot.
    pub async fn with_clock(program: &str, csv: &str) -> Option<Self> {
        if !may_start("a clock that can be moved") {
            return None;
        }
        Some(Self::with_people(program, csv).await)
    }

    /// An Onramp over these people, started with further options; none where it cannot be started here.
    pub async fn with_options(program: &str, csv: &str, options: &[&str]) -> Option<Self> {
        if !may_start("options of its own") {
            return None;
        }
        let home = Home::new();
        let mut all = home.import(csv.as_bytes()).to_vec();
        all.push("--memory".to_owned());
        all.extend(options.iter().map(|option| (*option).to_owned()));
        Some(Self::on(home.start(program, &all, START).await).await)
    }

    /// An Onramp over these people that keeps what it knows on disk; none where it cannot be started here.
    pub async fn kept(program: &str, csv: &str) -> Option<Self> {
        if !may_start("a process that can be ended") {
            return None;
        }
        Some(Self::with_file(program, csv.as_bytes(), false, START).await)
    }

    /// A stack over the people of a file.
    pub async fn with_file(program: &str, csv: &[u8], memory: bool, patience: Duration) -> Self {
        let home = Home::new();
        let mut options = home.import(csv).to_vec();
        options.extend(memory.then(|| "--memory".to_owned()));
        Self::on(home.start(program, &options, patience).await).await
    }

    /// The Onramp of a stack, signed in as an Owner.
    pub async fn on(stack: Stack) -> Self {
        let mut onramp = Self {
            url: stack.http.clone(),
            http: client(Some(&stack), &stack.http),
            token: String::new(),
            advanced: SignedDuration::ZERO,
            place: Place::Stack(Box::new(stack)),
            before: String::new(),
        };
        onramp.token = onramp.token("Owner").await;
        onramp
    }

    /// The stack it runs on.
    pub fn stack(&self) -> &Stack {
        match &self.place {
            Place::Stack(stack) => stack,
            _ => panic!("a stack of its own"),
        }
    }

    /// Lets go of the stack, to be ended in some way.
    pub fn into_stack(self) -> Stack {
        match self.place {
            Place::Stack(stack) => *stack,
            _ => panic!("a stack of its own"),
        }
    }

    /// The same Onramp asked by HTTPS, trusting its CA and no other.
    #[must_use]
    pub fn by_https(&self) -> Self {
        Self { url: self.stack().https.clone(), ..self.with_token(&self.token) }
    }

    /// The same Onramp, asked with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self {
            url: self.url.clone(),
            http: self.http.clone(),
            token: token.to_owned(),
            advanced: self.advanced,
            place: Place::Elsewhere,
            before: self.before.clone(),
        }
    }

    /// The same Onramp, asked by someone of another role.
    pub async fn signed_in_as(&self, role: &str) -> Self {
        self.with_token(&self.token(role).await)
    }

    /// A token for a role.
    pub async fn token(&self, role: &str) -> String {
        if let Some(deployed) = Deployed::named() {
            let token = deployed.tokens.get(&role.replace(' ', "")).or_else(|| deployed.tokens.get(""));
            return token.expect("a token of someone without a role").clone();
        }
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
        if let Some(body) = &body {
            request = request.body(body.clone());
        }
        let reply = request.send().await.unwrap_or_else(|error| panic!("{method} {url}: {error:?}"));
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        let reply = Reply { status, headers, text: reply.text().await.unwrap() };
        // In front of a deployed system there is a gateway with replies of its own.
        if Deployed::named().is_none() {
            openapi::check(method, &url, status, reply.header("content-type"), &reply.text);
            if let Some(body) = body.filter(|_| (200..300).contains(&status)) {
                openapi::check_accepted(method, &url, &body);
            }
        }
        reply
    }
}

/// Whether tests start stacks, rather than take turns at the deployed system; if not, says what this one needs.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
pub fn may_start(needs: &str) -> bool {
    let may = Deployed::named().is_none();
    if !may {
        eprintln!("skipped: needs {needs}");
    }
    may
}

/// A client that trusts the CA of a stack and no other, or without a stack those that the machine trusts.
fn client(stack: Option<&Stack>, url: &str) -> Client {
    // An error means that another test was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder().timeout(Duration::from_mins(1)).no_proxy();
    let Some(stack) = stack else { return resolving(builder, url).build().unwrap() };
    let ca = std::fs::read(stack.home.data().join("ca.pem")).expect("the CA lies in the data folder");
    let ca = reqwest::Certificate::from_pem(&ca).unwrap();
    builder.tls_certs_only([ca]).build().unwrap()
}

/// A client that finds a host. An emulator's names are of this machine (RFC 6761), which not every resolver knows.
fn resolving(builder: reqwest::ClientBuilder, url: &str) -> reqwest::ClientBuilder {
    let url = reqwest::Url::parse(url).unwrap();
    let (host, port) = (url.host_str().unwrap(), url.port_or_known_default().unwrap());
    if host.ends_with(".localhost") { builder.resolve(host, ([127, 0, 0, 1], port).into()) } else { builder }
}
