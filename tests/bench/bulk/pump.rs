//! The functions of a send in a process of its own, between a queue in memory and services that take no time.

use super::{engine, usage};
use crate::harness::{Counting, Key, NOW};
use aws_lambda_events::sqs::{SqsEvent, SqsMessage};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use onramp_aws::Table;
use onramp_deliver::Deliver;
use onramp_domain::message::{Email, Sms};
use onramp_domain::send::{Guard, SendState};
use onramp_domain::{BaseUrl, Channel, CodeKey, EmailAddress, MessageId, PhoneNumber, SendId, Settings};
use onramp_send_links::SendLinks;
use onramp_usecases::ports::{
    About, Answer, Clock, Counted, Job, Jobs, Mailer, Metrics, NotTaken, Patience, Rates, Sends, Texter,
};
use onramp_usecases::settings::{FRESH, KnownSettings};
use onramp_web::{Identity, Request};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Jobs done side by side.
const WORKERS: usize = 4;

/// What a send cost.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pumped {
    /// How long it took, in seconds.
    pub secs: f64,
    /// Its processor time, in seconds.
    pub cpu_secs: f64,
    /// The most memory in use at once, in MiB.
    pub peak_mib: f64,
    /// The same before the send.
    pub peak_before_mib: f64,
}

/// The address of a person.
pub fn address(n: u32) -> String {
    format!("user{n:07}@example.org")
}

/// Jobs in memory, first come, first served: what finds recipients queues behind the recipients found.
#[derive(Debug, Clone, Default)]
struct Pile(Arc<Mutex<VecDeque<String>>>);

impl Jobs for Pile {
    async fn enqueue(&self, jobs: &[Job]) -> Answer<()> {
        let bodies = jobs.iter().map(|job| serde_json::to_string(job).unwrap());
        self.0.lock().unwrap().extend(bodies);
        Ok(())
    }

    async fn enqueue_in(&self, _: u64, job: &Job) -> Answer<()> {
        self.enqueue(std::slice::from_ref(job)).await
    }

    async fn put_off(&self, _: &str, _: u64) -> Answer<()> {
        panic!("no job fails where nothing else does");
    }
}

impl Pile {
    fn take(&self) -> Option<SqsEvent> {
        let mut message = SqsMessage::default();
        message.message_id = Some("1".into());
        message.body = Some(self.0.lock().unwrap().pop_front()?);
        let mut event = SqsEvent::default();
        event.records.push(message);
        Some(event)
    }
}

/// Takes every message at once, and counts them by recipient: a byte each.
#[derive(Debug, Clone)]
struct Sink(Arc<Vec<AtomicU8>>);

impl Mailer for Sink {
    async fn mail(&self, to: &EmailAddress, _: &Email, _: About<'_>) -> Result<(), NotTaken> {
        let n: usize = to.as_str()[4..11].parse().unwrap();
        self.0[n].fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl Texter for Sink {
    async fn text(&self, _: &PhoneNumber, _: &Sms) -> Result<Option<MessageId>, NotTaken> {
        panic!("the send is by email");
    }
}

/// Messages go out as fast as they are handed over.
#[derive(Debug)]
struct Boundless;

impl Rates for Boundless {
    async fn rate(&self, _: Channel) -> Answer<Option<u32>> {
        Ok(None)
    }
}

/// Counts nothing.
#[derive(Debug)]
struct Uncounted;

impl Metrics for Uncounted {
    fn count(&self, _: Counted) {}
}

/// Time stands still.
#[derive(Debug, Clone, Copy)]
struct Still;

impl Clock for Still {
    fn now(&self) -> i64 {
        NOW
    }
}

impl Patience for Still {
    async fn until(&self, _: i64) {}
}

/// The process: sends to everyone in a table, looks whether each was sent to once, and prints what it cost.
pub fn print(endpoint: &str, recipients: u32) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let pumped = runtime.block_on(send(&engine::table(endpoint), recipients));
    println!("{}", serde_json::to_string(&pumped).unwrap());
}

async fn send(table: &Table, recipients: u32) -> Pumped {
    let (pile, sink) = (Pile::default(), Sink(Arc::new((0..recipients).map(|_| AtomicU8::new(0)).collect())));
    let (peak_before_mib, cpu_before) = (usage::peak_mib("self"), usage::cpu_secs("self"));
    let start = Instant::now();
    let id = ask(table, &pile).await;
    work(deliver(table, &pile, &sink), &pile).await;
    let (secs, cpu_secs) = (start.elapsed().as_secs_f64(), usage::cpu_secs("self") - cpu_before);
    let send = table.send(&id).await.unwrap().unwrap();
    assert_eq!((send.state(), send.sent), (SendState::Finished, recipients.into()));
    assert!(sink.0.iter().all(|count| count.load(Ordering::Relaxed) == 1), "each is sent to once");
    Pumped { secs, cpu_secs, peak_mib: usage::peak_mib("self"), peak_before_mib }
}

/// Does jobs until none is left.
async fn work(deliver: Bulk, pile: &Pile) {
    let deliver = Arc::new(deliver);
    let mut running = FuturesUnordered::new();
    loop {
        while running.len() < WORKERS
            && let Some(event) = pile.take()
        {
            let deliver = deliver.clone();
            running.push(tokio::spawn(async move { deliver.handle(event, NOW + 60).await }));
        }
        let Some(reply) = running.next().await else { return };
        assert!(reply.unwrap().batch_item_failures.is_empty(), "no job fails where nothing else does");
    }
}

type Bulk = Deliver<Table, Pile, Key, Sink, Sink, Boundless, Uncounted, Still, Counting>;

fn deliver(table: &Table, pile: &Pile, sink: &Sink) -> Bulk {
    Deliver {
        store: table.clone(),
        queue: pile.clone(),
        keys: Key(CodeKey::new([7; 32])),
        mailer: sink.clone(),
        texter: sink.clone(),
        rates: Boundless,
        metrics: Uncounted,
        settings: settings(),
        guard: Guard::default(),
        clock: Still,
        chance: Counting::default(),
    }
}

/// Asks `send-links` for a send to all.
async fn ask(table: &Table, pile: &Pile) -> SendId {
    let function = SendLinks {
        store: table.clone(),
        queue: pile.clone(),
        settings: settings(),
        clock: Still,
        chance: Counting::default(),
    };
    let body = json!({ "channel": "email", "recipients": { "all": true } });
    let mut request = Request::new(body.to_string().into());
    *request.method_mut() = http::Method::POST;
    *request.uri_mut() = "/api/sends".parse().unwrap();
    let by =
        Identity::Known { subject: "owner@example.org".into(), role: "Owner".into(), expires_at: NOW + 60 };
    request.extensions_mut().insert(by);
    let reply = function.handle(request).await;
    let send: serde_json::Value = serde_json::from_slice(reply.body()).unwrap();
    SendId::parse(send["send_id"].as_str().expect("a send")).unwrap()
}

fn settings() -> KnownSettings {
    let base_url = BaseUrl::parse("https://onramp.example.org").unwrap();
    KnownSettings::new(Settings::new("Example", "help", base_url).unwrap(), FRESH)
}
