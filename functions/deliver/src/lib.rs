//! Jobs of the queue: finding a send's recipients, and a link and a message for each.

use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent, SqsMessage};
use futures_util::future::join_all;
use onramp_domain::send::backoff::{Obstacle, wait};
use onramp_domain::send::{Claim, Guard};
use onramp_usecases::Error;
use onramp_usecases::deliver::{ChunkEnd, Post};
use onramp_usecases::expand::{Expanded, expand};
use onramp_usecases::ports::{
    Chance, Clock, CodeKeys, Deliveries, Job, Jobs, Links, Mailer, Metrics, OrganisationSettings, Patience,
    Rates, Sends, Texter, Turns, Unactivated,
};
use onramp_usecases::requeue::requeue;
use onramp_usecases::settings::KnownSettings;

/// How long a claim outlives its attempt, in seconds: clocks differ a little.
const SKEW: i64 = 5;

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct Deliver<S, Q, K, M, T, R, N, C, X> {
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
    /// What these two allow.
    pub rates: R,
    /// Counts what became of recipients.
    pub metrics: N,
    /// What the organisation decided.
    pub settings: KnownSettings,
    /// When a send stops by itself.
    pub guard: Guard,
    /// The present, and waiting.
    pub clock: C,
    /// Claims and waits come from it.
    pub chance: X,
}

impl<S, Q, K, M, T, R, N, C, X> Deliver<S, Q, K, M, T, R, N, C, X>
where
    S: Sends + Deliveries + Links + Turns + Unactivated + OrganisationSettings,
    Q: Jobs,
    K: CodeKeys,
    M: Mailer,
    T: Texter,
    R: Rates,
    N: Metrics,
    C: Clock + Patience,
    X: Chance,
{
    /// Does the jobs of a batch side by side, within the time that is left until `deadline` (Unix seconds); those that are to
    /// be tried again are named, and no others.
    pub async fn handle(&self, event: SqsEvent, deadline: i64) -> SqsBatchResponse {
        let jobs = event.records.iter().map(|message| async move {
            // Boxed: the chain of futures behind it is long, and would be part of every caller's type.
            (message, Box::pin(self.done(message, deadline)).await)
        });
        let mut again = SqsBatchResponse::default();
        for (message, done) in join_all(jobs).await {
            if !done {
                let mut failure = BatchItemFailure::default();
                failure.item_identifier = message.message_id.clone().unwrap_or_default();
                again.batch_item_failures.push(failure);
            }
        }
        again
    }

    async fn done(&self, message: &SqsMessage, deadline: i64) -> bool {
        let body = message.body.as_deref().unwrap_or_default();
        let Ok(job) = serde_json::from_str::<Job>(body) else {
            // Tried again until the queue puts it aside with the dead letters, where someone can look at it.
            tracing::error!(message_id = message.message_id, "a message is not a job");
            self.put_off(message, 0).await;
            return false;
        };
        let obstacle = match self.work(&job, deadline).await {
            Ok(ChunkEnd::Done) => return true,
            Ok(ChunkEnd::Rest(phone_ids, secs)) => match self.queue_rest(&job, phone_ids, secs).await {
                Ok(()) => return true,
                Err(error) => {
                    tracing::error!(%error, "the rest of a job could not be queued");
                    Obstacle::Busy
                }
            },
            Ok(ChunkEnd::Later(obstacle)) => {
                tracing::info!(?obstacle, "some recipients are to be tried again");
                obstacle
            }
            Err(error) => {
                tracing::error!(%error, "a job could not be done");
                Obstacle::Busy
            }
        };
        let secs = wait(obstacle, receives(message), self.clock.now(), self.chance.bits());
        self.put_off(message, secs).await;
        false
    }

    async fn work(&self, job: &Job, deadline: i64) -> Result<ChunkEnd, Error> {
        match job {
            Job::Expand { send_id } => {
                match expand(&self.store, &self.queue, send_id, self.clock.now()).await? {
                    Expanded::Done => Ok(ChunkEnd::Done),
                    Expanded::Elsewhere => Ok(ChunkEnd::Later(Obstacle::Busy)),
                }
            }
            Job::Requeue { send_id, state, after } => {
                requeue(&self.store, &self.queue, send_id, *state, after.clone()).await?;
                Ok(ChunkEnd::Done)
            }
            Job::Deliver { send_id, phone_ids } => {
                let Self { store, keys, mailer, texter, rates, clock, guard, metrics, .. } = self;
                let known = self.settings.known(store, clock.now()).await?;
                let settings = &known.settings;
                let (reminders, guard) = (settings.reminders.as_ref(), *guard);
                let claim = Claim { by: format!("{:032x}", self.chance.bits()), until: deadline + SKEW };
                let post =
                    Post { store, keys, mailer, texter, rates, clock, settings, reminders, guard, metrics };
                post.deliver(send_id, phone_ids, &claim).await
            }
        }
    }

    /// What is left of a chunk becomes a job of its own, which was never given out and so is not near to being given up.
    async fn queue_rest(
        &self,
        job: &Job,
        phone_ids: Vec<onramp_domain::PhoneId>,
        secs: u64,
    ) -> Result<(), Error> {
        let Job::Deliver { send_id, .. } = job else { return Ok(()) };
        let rest = Job::Deliver { send_id: send_id.clone(), phone_ids };
        Ok(self.queue.enqueue_in(secs, &rest).await?)
    }

    /// Without it the job comes back all the same, when the queue's own time is over.
    async fn put_off(&self, message: &SqsMessage, secs: u64) {
        let Some(receipt) = &message.receipt_handle else { return };
        if let Err(outage) = self.queue.put_off(receipt, secs).await {
            tracing::warn!(%outage, "a job comes back when the queue likes");
        }
    }
}

/// How often a message was given out.
fn receives(message: &SqsMessage) -> u32 {
    message.attributes.get("ApproximateReceiveCount").and_then(|count| count.parse().ok()).unwrap_or(1)
}
