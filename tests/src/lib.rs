//! What tests do with an Onramp, in verbs, by URL alone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]
#![allow(clippy::missing_panics_doc, reason = "what is not as expected panics: that is how a test fails")]

pub mod mail;
pub mod people;
mod process;

pub use process::{Stack, exit_of};

use reqwest::header::{AUTHORIZATION, HeaderMap};
use serde_json::{Value, json};
use std::time::Duration;

/// A reply, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Reply {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

/// An Onramp, and an admin's token for it.
pub struct Onramp {
    /// Where it is.
    pub url: String,
    http: reqwest::Client,
    token: String,
    stack: Option<Stack>,
}

fn client(ca: Option<&[u8]>) -> reqwest::Client {
    // Fails only if it is done already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    match ca {
        Some(pem) => builder.tls_certs_only([reqwest::Certificate::from_pem(pem).unwrap()]),
        None => builder.tls_certs_only([]),
    }
    .build()
    .unwrap()
}

impl Onramp {
    /// A local stack over these people, signed in as an Owner.
    pub async fn with_people(program: &str, csv: &str) -> Self {
        Self::on(Stack::start(program, Some(csv), &["--memory"]).await).await
    }

    /// An Onramp on a stack that runs already.
    pub async fn on(stack: Stack) -> Self {
        let mut onramp =
            Self { url: stack.http.clone(), http: client(None), token: String::new(), stack: Some(stack) };
        onramp.token = onramp.token("Owner").await;
        onramp
    }

    /// The stack.
    pub fn stack(&self) -> &Stack {
        self.stack.as_ref().unwrap()
    }

    /// Gives the stack back, to be stopped in some way.
    pub fn into_stack(mut self) -> Stack {
        self.stack.take().unwrap()
    }

    /// The same Onramp, asked by HTTPS and trusting its CA alone.
    #[must_use]
    pub fn by_https(&self) -> Self {
        let stack = self.stack();
        let ca = std::fs::read(&stack.ca).unwrap();
        Self { url: stack.https.clone(), http: client(Some(&ca)), token: self.token.clone(), stack: None }
    }

    /// The same Onramp, asked with another token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { url: self.url.clone(), http: self.http.clone(), token: token.to_owned(), stack: None }
    }

    /// A request, its path or URL given.
    pub async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Reply {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) };
        let mut ask = self.http.request(method.parse().unwrap(), url);
        for (name, value) in headers {
            ask = ask.header(*name, *value);
        }
        if let Some(body) = body {
            ask = ask.body(body);
        }
        let reply = ask.send().await.unwrap();
        let (status, headers) = (reply.status().as_u16(), reply.headers().clone());
        Reply { status, headers, text: reply.text().await.unwrap() }
    }

    /// A request of the API, with the admin's token.
    pub async fn api(&self, method: &str, path: &str, body: Option<Value>) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let headers = [(AUTHORIZATION.as_str(), bearer.as_str())];
        self.request(method, path, &headers, body.map(|body| body.to_string().into_bytes())).await
    }

    /// A token for a role.
    pub async fn token(&self, role: &str) -> String {
        let body = json!({ "role": role, "email": "admin@example.org" }).to_string();
        let reply = self.request("POST", "/dev/token", &[], Some(body.into_bytes())).await;
        reply.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// Moves time on.
    pub async fn advance(&mut self, secs: i64) {
        let body = json!({ "advance_secs": secs }).to_string().into_bytes();
        assert_eq!(self.request("POST", "/dev/clock", &[], Some(body)).await.status, 200);
        self.token = self.token("Owner").await;
    }

    /// Everyone in a channel's list, page by page.
    pub async fn unactivated(&self, channel: &str) -> Vec<Value> {
        self.unactivated_by(&format!("channel={channel}&limit=500")).await
    }

    /// Everyone in a list, page by page.
    pub async fn unactivated_by(&self, query: &str) -> Vec<Value> {
        self.pages(&format!("/api/unactivated?{query}")).await
    }

    /// A list's items, page by page.
    pub async fn pages(&self, path: &str) -> Vec<Value> {
        let (mut items, mut cursor) = (Vec::new(), String::new());
        loop {
            let reply = self.api("GET", &format!("{path}{cursor}"), None).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            items.extend(reply.json()["items"].as_array().unwrap().iter().cloned());
            match reply.json()["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }

    /// How many are left, by email and by SMS.
    pub async fn count(&self) -> (i64, i64) {
        let count = self.api("GET", "/api/unactivated/count", None).await.json();
        (count["email"].as_i64().unwrap(), count["sms"].as_i64().unwrap())
    }

    /// Starts a send.
    pub async fn send(&self, body: Value) -> String {
        let reply = self.api("POST", "/api/sends", Some(body)).await;
        assert_eq!(reply.status, 202, "{}", reply.text);
        reply.json()["send_id"].as_str().unwrap().to_owned()
    }

    /// Sends to everyone who can be reached by a channel, and waits for the end.
    pub async fn send_to_all(&self, channel: &str) -> Value {
        let id = self.send(json!({ "channel": channel, "recipients": { "all": true } })).await;
        self.finished(&id).await
    }

    /// Waits for the end of a send.
    pub async fn finished(&self, id: &str) -> Value {
        for _ in 0..6_000 {
            let send = self.api("GET", &format!("/api/sends/{id}"), None).await.json();
            let counts = &send["counts"];
            let sum: i64 = ["queued", "sending", "sent", "skipped", "failed"]
                .iter()
                .map(|name| counts[*name].as_i64().unwrap())
                .sum();
            assert_eq!(sum, send["recipients"].as_i64().unwrap(), "counts add up at every moment: {send}");
            if send["state"] == "finished" {
                return send;
            }
            // The only wait: the queue works in a process of its own.
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the send {id} did not finish");
    }

    /// Messages, newest first: to that address or number, or all.
    pub async fn outbox(&self, to: &str) -> Vec<Value> {
        let path = if to.is_empty() {
            "/outbox.json".to_owned()
        } else {
            format!("/outbox.json?to={}", to.replace('+', "%2B"))
        };
        self.request("GET", &path, &[], None).await.json().as_array().unwrap().clone()
    }

    /// The link in the newest message to someone.
    pub async fn link_to(&self, to: &str) -> String {
        mail::link_in(self.outbox(to).await[0]["text"].as_str().unwrap())
    }

    /// A link's page.
    pub async fn open(&self, link: &str) -> Reply {
        self.request("GET", link, &[], None).await
    }

    /// Presses the button of a link's page, as a browser does: by what the page's form says.
    pub async fn press(&self, link: &str) -> Reply {
        let page = self.open(link).await;
        let form = page.text.split("<form ").nth(1).expect("the page has a form").split('>').next().unwrap();
        let of = |name: &str| form.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap();
        self.request(&of("method").to_uppercase(), of("action"), &[], Some(Vec::new())).await
    }

    /// Redeems a code as a device does, with a form.
    pub async fn activate(&self, code: &str, fields: &[(&str, &str)]) -> Reply {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        let body: Vec<_> =
            fields.iter().map(|(name, value)| format!("{name}={}", mail::percent(value))).collect();
        let path = format!("/push/v2/activation/{code}");
        self.request("POST", &path, &kind, Some(body.join("&").into_bytes())).await
    }
}

/// The code at the end of a link.
pub fn code_of(link: &str) -> &str {
    link.rsplit('/').next().unwrap()
}
