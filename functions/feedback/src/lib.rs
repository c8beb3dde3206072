//! What SES tells of messages after it took them: delivered, bounced, complained about, refused. The events come through
//! EventBridge and a queue, each at least once and in any order.

mod event;

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use event::Told;
use futures_util::future::join_all;
use onramp_usecases::feedback::feedback;
use onramp_usecases::ports::{Directory, Marks, Metrics, Phones};

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct Feedback<S, N> {
    /// Deliveries, phones and users.
    pub store: S,
    /// Counts what came back.
    pub metrics: N,
}

impl<S: Marks + Directory + Phones, N: Metrics> Feedback<S, N> {
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
