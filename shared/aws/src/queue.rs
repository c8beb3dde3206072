//! The queue on SQS.

use crate::table::outage;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use onramp_usecases::ports::{Answer, Job, Jobs, Outage};

const SERVICE: &str = "the queue";
/// Messages that one call may carry (SQS's limit).
const BATCH: usize = 10;

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
            let unbuilt = |_| Outage { service: SERVICE, cause: "a job could not be written".into() };
            let body = serde_json::to_string(job)
                .map_err(|_| Outage { service: SERVICE, cause: "a job could not be written".into() })?;
            let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(body);
            batch = batch.entries(entry.build().map_err(unbuilt)?);
        }
        let reply = batch.send().await.map_err(|e| outage(SERVICE, &e))?;
        match reply.failed().first() {
            None => Ok(()),
            Some(failed) => Err(Outage { service: SERVICE, cause: failed.code().to_owned() }),
        }
    }
}

impl Jobs for Queue {
    async fn enqueue(&self, jobs: &[Job]) -> Answer<()> {
        for jobs in jobs.chunks(BATCH) {
            self.put(jobs).await?;
        }
        Ok(())
    }
}
