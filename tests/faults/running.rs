//! What goes on in a world: an admin who starts a send, and the service that hands the queue's messages to `deliver`.

use crate::process::Process;
use crate::queue::Received;
use crate::world::World;
use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use http::StatusCode;
use onramp_domain::SendId;
use onramp_usecases::ports::Clock;
use onramp_web::{Identity, Request};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// How long `send-links` may take, and `deliver`: as `template.yaml` has it.
const ANSWER: Duration = Duration::from_secs(29);
const JOB: Duration = Duration::from_mins(1);
/// Messages that `deliver` is given at once: as `template.yaml` has it.
const BATCH: usize = 2;
/// Processes after which a send that is not finished never will be.
const ENOUGH: u64 = 3_000;

impl World {
    /// Starts a send as an admin's client does: asks again, under the same key, until there is an answer.
    pub async fn start(&self, body: &Value, key: &str) -> SendId {
        loop {
            let process = self.process();
            let work = Box::pin(async { self.send_links(&process).handle(self.request(body, key)).await });
            if let Some(answer) = process.run(&self.services, ANSWER, work).await
                && answer.status() == StatusCode::ACCEPTED
            {
                let send: Value = serde_json::from_slice(answer.body()).unwrap();
                return SendId::parse(send["send_id"].as_str().unwrap()).unwrap();
            }
            assert!(process.ordinal < ENOUGH, "the send cannot be started");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    /// A request by an Owner for a send, under an `Idempotency-Key`.
    fn request(&self, body: &Value, key: &str) -> Request {
        let mut request = Request::new(Bytes::from(body.to_string()));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = "/api/sends".parse().unwrap();
        request.headers_mut().insert("idempotency-key", key.parse().unwrap());
        let expires_at = self.now() + 3_600;
        let by = Identity::Known { subject: "owner@example.org".into(), role: "Owner".into(), expires_at };
        request.extensions_mut().insert(by);
        request
    }

    /// The present, in Unix seconds.
    pub fn now(&self) -> i64 {
        crate::services::WorldClock(self.services.start).now()
    }

    /// Hands messages to `deliver` until the queue is empty.
    pub async fn run(&self) {
        let letters = &self.services.letters;
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < self.containers {
                let process = self.process();
                assert!(process.ordinal < ENOUGH, "there is no end of it");
                let seed = self.seed.about(("receive", process.ordinal));
                let batch = letters.receive(BATCH, seed, &self.services.faults);
                if batch.is_empty() {
                    break;
                }
                running.push(self.invoke(process, batch));
            }
            let news = letters.next_visible().filter(|_| running.len() < self.containers);
            if running.is_empty() && news.is_none() {
                break;
            }
            let far = Instant::now() + Duration::from_hours(24);
            tokio::select! {
                Some(()) = running.next() => {}
                () = tokio::time::sleep_until(news.unwrap_or(far)) => {}
            }
            assert_eq!(self.services.watch().wrong(), [] as [String; 0]);
        }
    }

    /// Lets a process do a batch, and takes what it did out of the queue.
    async fn invoke(&self, process: Arc<Process>, batch: Vec<Received>) {
        let event = event(&batch);
        for Received { id, receives, body } in &batch {
            let job = body.get(..20).unwrap_or(body);
            let line =
                format!("process {} is given message {id}, receive {receives}: {job}", process.ordinal);
            self.services.say(&line);
        }
        let deadline = self.now() + i64::try_from(JOB.as_secs()).unwrap();
        let work = Box::pin(async { self.deliver(&process).handle(event, deadline).await });
        let Some(reply) = process.run(&self.services, JOB, work).await else {
            return;
        };
        let again = reply.batch_item_failures.len();
        self.services.say(&format!("process {} ends, {again} to be given again", process.ordinal));
        for received in batch {
            let lost = self.seed.about(("undeleted", received.id, received.receives));
            if !is_again(&reply, &received) && !lost.percent(self.services.faults.undeleted) {
                self.services.letters.delete(received.id);
            }
        }
    }
}

fn is_again(reply: &SqsBatchResponse, received: &Received) -> bool {
    let id = received.id.to_string();
    reply.batch_item_failures.iter().any(|failure| failure.item_identifier == id)
}

fn event(batch: &[Received]) -> SqsEvent {
    let mut event = SqsEvent::default();
    event.records = batch.iter().map(message).collect();
    event
}

fn message(received: &Received) -> SqsMessage {
    let mut message = SqsMessage::default();
    message.message_id = Some(received.id.to_string());
    message.receipt_handle = Some(received.handle());
    message.body = Some(received.body.clone());
    message.attributes.insert("ApproximateReceiveCount".into(), received.receives.to_string());
    message
}
