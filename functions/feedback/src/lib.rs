//! What SES and SNS tell of messages after they took them: delivered, bounced, complained about, refused. Events of SES come
//! through EventBridge and a queue, receipts of SMS out of CloudWatch Logs, each at least once and in any order.

mod event;
mod receipt;

use aws_lambda_events::cloudwatch_logs::{LogData, LogsEvent};
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use event::Told;
use futures_util::FutureExt;
use futures_util::future::join_all;
use onramp_usecases::feedback::feedback;
use onramp_usecases::ports::{Clock, Directory, Marks, Metrics, Patience, Phones, Sends};
use onramp_usecases::receipts::receipts;
use serde::Serialize;
use serde_json::Value;

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct Feedback<S, N, C> {
    /// Sends, deliveries, phones and users.
    pub store: S,
    /// Counts what came back.
    pub metrics: N,
    /// The present, and waiting.
    pub clock: C,
}

/// Why an invocation failed: Lambda invokes again then, twice at most.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It is neither a batch of the queue nor a piece of a log.
    #[error("the event is neither of the queue nor of CloudWatch Logs")]
    Unreadable,
    /// Not everything could be written down.
    #[error("what SNS told could not be written down: {0}")]
    Unwritten(#[from] onramp_usecases::Error),
}

/// What became of a piece of a log.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Receipts {
    /// Receipts of our texts: they are written down.
    pub written: usize,
    /// Receipts of texts that are not ours.
    pub unknown: usize,
    /// Records that are no receipts.
    pub unreadable: usize,
}

impl<S, N, C> Feedback<S, N, C>
where
    S: Marks + Directory + Phones + Sends,
    N: Metrics,
    C: Clock + Patience,
{
    /// Takes what the function is invoked with: a batch of the queue, or a piece of a log.
    pub async fn invoke(&self, event: Value) -> Result<Value, Failure> {
        let unreadable = |_| Failure::Unreadable;
        let reply = if event.get("awslogs").is_some() {
            // Its reader takes names that are borrowed, which those of a value are not.
            let text = event.to_string();
            let LogsEvent { aws_logs, .. } = serde_json::from_str(&text).map_err(unreadable)?;
            serde_json::to_value(self.hear(&aws_logs.data).boxed().await?)
        } else {
            let batch: SqsEvent = serde_json::from_value(event).map_err(unreadable)?;
            serde_json::to_value(self.handle(batch).boxed().await)
        };
        reply.map_err(unreadable)
    }

    /// Takes a piece of the log that SNS writes.
    async fn hear(&self, log: &LogData) -> Result<Receipts, Failure> {
        // CloudWatch Logs tries whether anybody listens.
        if log.message_type != "DATA_MESSAGE" {
            return Ok(Receipts::default());
        }
        let told: Vec<_> = log
            .log_events
            .iter()
            .filter_map(|entry| receipt::read(&entry.message, entry.timestamp))
            .collect();
        let unknown = receipts(&self.store, &self.metrics, &self.clock, &told).await?;
        let unreadable = log.log_events.len() - told.len();
        if unreadable > 0 {
            tracing::error!(unreadable, "records of a log are no receipts of SMS");
        }
        let heard = Receipts { written: told.len() - unknown, unknown, unreadable };
        tracing::info!(heard.written, heard.unknown, "SNS told what became of texts");
        Ok(heard)
    }

    /// Takes the events of a batch side by side; those that are to be tried again are named, and no others.
    pub async fn handle(&self, batch: SqsEvent) -> SqsBatchResponse {
        let events = batch.records.iter().map(|message| async move { (message, self.done(message).await) });
        let mut again = SqsBatchResponse::default();
        for (message, done) in join_all(events).await {
            if !done {
                let mut failure = BatchItemFailure::default();
                failure.item_identifier = message.message_id.clone().unwrap_or_default();
                again.batch_item_failures.push(failure);
            }
        }
        again
    }

    async fn done(&self, message: &SqsMessage) -> bool {
        let heard = match event::read(message.body.as_deref().unwrap_or_default()) {
            Told::News(heard) => heard,
            // Of a message that is not ours, or of a kind that says nothing about a delivery.
            Told::Nothing => return true,
            Told::Unreadable => {
                tracing::error!(message_id = message.message_id, "a message is not an event of SES");
                return false;
            }
        };
        for heard in &heard {
            if let Err(error) = feedback(&self.store, &self.metrics, heard).await {
                tracing::error!(%error, "what SES told could not be written down");
                return false;
            }
        }
        true
    }
}
