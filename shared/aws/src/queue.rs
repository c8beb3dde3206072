//! The queue on SQS.

use crate::table::outage;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use onramp_usecases::ports::{Answer, Job, Jobs, Outage};

const SERVICE: &str = "the queue";
/// Messages that one call may carry (SQS's limit).
const BATCH: usize = 10;

/// The longest delay of a new message, in seconds (SQS's limit).
const LONGEST_DELAY: i32 = 900;
/// The longest that a message that was given out stays out of sight, in seconds (SQS's limit).
const LONGEST_WAIT: i32 = 43_200;

/// The queue of jobs.
#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    /// The queue at that URL.
    pub fn new(client: Client, url: impl Into<String>) -> Self {
        Self { client, url: url.into() }
    }

    async fn put(&self, jobs: &[Job]) -> Answer<()> {
        let mut batch = self.client.send_message_batch().queue_url(&self.url);
        for (at, job) in jobs.iter().enumerate() {
            let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(body(job)?);
            batch = batch.entries(entry.build().map_err(|_| unwritten())?);
        }
        let reply = batch.send().await.map_err(|e| outage(SERVICE, &e))?;
        match reply.failed().first() {
            None => Ok(()),
            Some(failed) => Err(Outage { service: SERVICE, cause: failed.code().to_owned() }),
        }
    }
}

fn unwritten() -> Outage {
    Outage { service: SERVICE, cause: "a job could not be written".into() }
}

fn body(job: &Job) -> Answer<String> {
    serde_json::to_string(job).map_err(|_| unwritten())
}

fn seconds(secs: u64, most: i32) -> i32 {
    i32::try_from(secs).unwrap_or(most).min(most)
}

impl Jobs for Queue {
    async fn enqueue(&self, jobs: &[Job]) -> Answer<()> {
        for jobs in jobs.chunks(BATCH) {
            self.put(jobs).await?;
        }
        Ok(())
    }

    async fn enqueue_in(&self, secs: u64, job: &Job) -> Answer<()> {
        let ask = self.client.send_message().queue_url(&self.url).message_body(body(job)?);
        let ask = ask.delay_seconds(seconds(secs, LONGEST_DELAY)).send();
        ask.await.map(|_| ()).map_err(|e| outage(SERVICE, &e))
    }

    async fn put_off(&self, receipt: &str, secs: u64) -> Answer<()> {
        let ask = self.client.change_message_visibility().queue_url(&self.url).receipt_handle(receipt);
        let ask = ask.visibility_timeout(seconds(secs, LONGEST_WAIT)).send();
        ask.await.map(|_| ()).map_err(|e| outage(SERVICE, &e))
    }
}
