//! Jobs of the queue: finding a send's recipients, and a link and a message for each.

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use onramp_domain::Settings;
use onramp_usecases::Error;
use onramp_usecases::deliver::{ChunkEnd, Post};
use onramp_usecases::expand::expand;
use onramp_usecases::ports::{
    Clock, CodeKeys, Job, Jobs, Links, Mailer, Metrics, Sends, Texter, Unactivated,
};

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct Deliver<S, Q, K, M, T, N, C> {
    /// Sends, links and the lists.
    pub store: S,
    /// The queue, for what a job leaves to do.
    pub queue: Q,
    /// The code key.
    pub keys: K,
    /// Takes email.
    pub mailer: M,
    /// Takes SMS.
    pub texter: T,
    /// Counts what became of recipients.
    pub metrics: N,
    /// What the organisation decided.
    pub settings: Settings,
    /// The present.
    pub clock: C,
}

impl<S, Q, K, M, T, N, C> Deliver<S, Q, K, M, T, N, C>
where
    S: Sends + Links + Unactivated,
    Q: Jobs,
    K: CodeKeys,
    M: Mailer,
    T: Texter,
    N: Metrics,
    C: Clock,
{
    /// Does the jobs of a batch one after the other; those that are to be tried again are named, and no others.
    pub async fn handle(&self, event: SqsEvent) -> SqsBatchResponse {
        let mut again = SqsBatchResponse::default();
        for message in event.records {
            // Boxed: the chain of futures behind it is long, and would be part of every caller's type.
            if !Box::pin(self.done(&message)).await {
                let mut failure = BatchItemFailure::default();
                failure.item_identifier = message.message_id.unwrap_or_default();
                again.batch_item_failures.push(failure);
            }
        }
        again
    }

    async fn done(&self, message: &SqsMessage) -> bool {
        let body = message.body.as_deref().unwrap_or_default();
        let Ok(job) = serde_json::from_str::<Job>(body) else {
            // Tried again until the queue puts it aside with the dead letters, where someone can look at it.
            tracing::error!(message_id = message.message_id, "a message is not a job");
            return false;
        };
        match self.work(&job).await {
            Ok(ChunkEnd::Done) => true,
            Ok(ChunkEnd::Later(count)) => {
                tracing::info!(count, "recipients to be tried again");
                false
            }
            Err(error) => {
                tracing::error!(%error, "a job could not be done");
                false
            }
        }
    }

    async fn work(&self, job: &Job) -> Result<ChunkEnd, Error> {
        let now = self.clock.now();
        match job {
            Job::Expand { send_id } => {
                expand(&self.store, &self.queue, send_id, now).await?;
                Ok(ChunkEnd::Done)
            }
            Job::Deliver { send_id, phone_ids } => {
                let Self { store, keys, mailer, texter, metrics, settings, .. } = self;
                Post { store, keys, mailer, texter, settings, metrics }.deliver(send_id, phone_ids, now).await
            }
        }
    }
}
