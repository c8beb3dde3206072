//! The services that functions call, together.

use crate::chance::Seed;
use crate::mail::{self, Taken};
use crate::plan::{Fate, Faults, Refusal};
use crate::queue::{self, Letters};
use crate::reply::Reply;
use crate::table::{self, Engine, keys_in};
use crate::texts;
use crate::watch::Watch;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use onramp_usecases::ports::{Clock, Patience};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;
use tokio::time::Instant;

/// The moment at which worlds begin, in Unix seconds.
pub const NOW: i64 = 1_795_528_800;

/// Which service a call is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    Table,
    Mail,
    Texts,
    Queue,
}

/// A call as it is on the wire.
#[derive(Debug)]
pub struct Call {
    /// For whom.
    pub service: Service,
    /// What it is called.
    pub operation: String,
    body: String,
    /// Its body; null for SNS, whose calls are forms.
    pub fields: Value,
}

impl Call {
    /// Reads a request.
    pub fn read(request: &HttpRequest) -> Self {
        let body = String::from_utf8(request.body().bytes().unwrap_or_default().to_vec()).unwrap();
        let path = request.uri().trim_start_matches("http://aws.test");
        let (service, operation) = match request.headers().get("x-amz-target").and_then(|t| t.split_once('.'))
        {
            Some(("AmazonSQS", operation)) => (Service::Queue, operation.to_owned()),
            Some((_, operation)) => (Service::Table, operation.to_owned()),
            None if path.starts_with("/v2/email") => (Service::Mail, path.to_owned()),
            None => (Service::Texts, texts::field(&body, "Action").unwrap()),
        };
        let fields = serde_json::from_str(&body).unwrap_or_default();
        Self { service, operation, body, fields }
    }

    /// What the call is about, the same for the same call made again.
    pub fn subject(&self) -> u64 {
        let keys = keys_in(&self.fields);
        match self.service {
            Service::Texts => digest(&self.body.as_str().into()),
            Service::Mail => digest(&self.fields["Destination"]),
            Service::Queue => digest(&self.fields),
            Service::Table if keys.is_empty() => digest(&self.fields),
            Service::Table => {
                let place = |(pk, sk): (String, String)| {
                    let (at, event) = without_order(&sk);
                    [&pk, at, event].concat()
                };
                digest(&keys.into_iter().map(place).collect())
            }
        }
    }

    /// How its service says no.
    pub fn refuse(&self, refusal: Refusal) -> Reply {
        match self.service {
            Service::Table => table::refuse(refusal, &self.operation, &self.fields),
            Service::Mail => mail::refuse(refusal),
            Service::Texts => texts::refuse(refusal),
            Service::Queue => queue::refuse(refusal),
        }
    }
}

/// A digest that does not depend on the order of an object's fields: an item's come in any.
fn digest(value: &Value) -> u64 {
    let mut hash = DefaultHasher::new();
    match value {
        Value::Object(fields) => {
            let field = |(name, value)| {
                let mut hash = DefaultHasher::new();
                (name, digest(value)).hash(&mut hash);
                hash.finish()
            };
            fields.iter().map(field).fold(0, u64::wrapping_add).hash(&mut hash);
        }
        Value::Array(values) => values.iter().map(digest).for_each(|value| value.hash(&mut hash)),
        Value::String(text) => text.hash(&mut hash),
        other => other.to_string().hash(&mut hash),
    }
    hash.finish()
}

/// A sort key but, if it is the place of a line of the administrator log (`unix#order#event`), for its order: that is of the machine's
/// clock, which no seed moves.
fn without_order(text: &str) -> (&str, &str) {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.splitn(3, '#').collect::<Vec<_>>()[..] {
        [at, order, event] if digits(at, 12) && digits(order, 16) => (at, event),
        _ => (text, ""),
    }
}

/// The present of a world: its beginning, and what has passed on the runtime's clock.
#[derive(Debug, Clone)]
pub struct WorldClock(pub Instant);

impl Clock for WorldClock {
    fn now(&self) -> i64 {
        self.now_ms() / 1_000
    }

    fn now_ms(&self) -> i64 {
        NOW * 1_000 + i64::try_from(self.0.elapsed().as_millis()).unwrap()
    }
}

impl Patience for WorldClock {
    async fn until(&self, ms: i64) {
        let wait = u64::try_from(ms - self.now_ms()).unwrap_or_default();
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }
}

/// The services of a world, and what is seen of them.
pub struct Services {
    /// The world's name, no other's.
    pub name: String,
    /// What goes wrong.
    pub faults: Faults,
    /// `DynamoDB`.
    pub engine: Arc<Engine>,
    /// SQS.
    pub letters: Letters,
    /// When the world began.
    pub start: Instant,
    watch: Mutex<Watch>,
    /// Calls that say this are refused, whatever the faults.
    broken_for: Mutex<Option<String>>,
    history: Mutex<Vec<String>>,
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl Services {
    /// The services of a world that begins now, with this table.
    pub fn new(name: String, faults: Faults, engine: Engine) -> Self {
        let (start, engine) = (Instant::now(), Arc::new(engine));
        let watch = Mutex::new(Watch::new(engine.clone(), WorldClock(start)));
        Self {
            name,
            faults,
            engine,
            letters: Letters::default(),
            start,
            watch,
            broken_for: Mutex::default(),
            history: Mutex::default(),
        }
    }

    /// Who sees what is done.
    pub fn watch(&self) -> MutexGuard<'_, Watch> {
        self.watch.lock().unwrap()
    }

    /// Does what a call asks for, whole or in part.
    pub fn answer(&self, call: &Call, part: Option<u64>) -> (Reply, Option<Taken>) {
        let Call { service, operation, body, fields } = call;
        match service {
            Service::Table => (self.engine.answer(operation, body, part), None),
            Service::Queue => (self.letters.answer(operation, fields, part), None),
            Service::Mail => mail::answer(operation, fields),
            Service::Texts => texts::answer(operation, body),
        }
    }

    /// Breaks for good for calls that say this, or for none any more.
    pub fn break_for(&self, what: Option<&str>) {
        *self.broken_for.lock().unwrap() = what.map(str::to_owned);
    }

    /// What becomes of a process's call that this seed is about.
    pub fn fate(&self, seed: Seed, process: u64, call: &Call) -> Fate {
        let broken = self.broken_for.lock().unwrap().as_ref().is_some_and(|what| call.body.contains(what));
        let fate = match self.faults.fate(seed) {
            _ if broken => Fate::Refused(Refusal::Broken),
            Fate::Part(_) if !call.operation.contains("Batch") => Fate::Done,
            fate => fate,
        };
        self.say(&format!("process {process}: {} {:x} {fate:?}", call.operation, call.subject()));
        fate
    }

    /// Writes a line of history.
    pub fn say(&self, what: &str) {
        let at = self.start.elapsed().as_millis();
        self.history.lock().unwrap().push(format!("{at} ms, {what}"));
    }

    /// Every call so far, and what became of it.
    pub fn history(&self) -> Vec<String> {
        self.history.lock().unwrap().clone()
    }
}
