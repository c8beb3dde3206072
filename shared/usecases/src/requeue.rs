//! Queueing again the recipients of a send that have no outcome.

use crate::Error;
use crate::ports::{Deliveries, Job, Jobs};
use onramp_domain::send::{CHUNK, DeliveryState, STEP};
use onramp_domain::{PhoneId, SendId};

/// Pages of deliveries that one job queues before it queues its own continuation.
const PAGES: usize = 20;

/// The job that queues all recipients again that have no outcome.
pub fn from_the_start(send_id: &SendId) -> Job {
    Job::Requeue { send_id: send_id.clone(), state: DeliveryState::Queued, after: None }
}

/// Queues recipients of one state behind a phone; the rest, and then those of the next state, is a job of its own. Queued
/// twice does no harm: who has an outcome is passed over.
pub async fn requeue(
    store: &impl Deliveries,
    queue: &impl Jobs,
    send_id: &SendId,
    state: DeliveryState,
    mut after: Option<PhoneId>,
) -> Result<(), Error> {
    for _ in 0..PAGES {
        let page = store.deliveries(send_id, Some(state), STEP, after.as_ref()).await?;
        let ids: Vec<_> = page.items.into_iter().map(|delivery| delivery.phone_id).collect();
        let job = |ids: &[PhoneId]| Job::Deliver { send_id: send_id.clone(), phone_ids: ids.to_vec() };
        let jobs: Vec<_> = ids.chunks(CHUNK).map(job).collect();
        queue.enqueue(&jobs).await?;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let state = match (&after, state) {
        (Some(_), state) => state,
        (None, DeliveryState::Queued) => DeliveryState::Sending,
        (None, _) => return Ok(()),
    };
    Ok(queue.enqueue(&[Job::Requeue { send_id: send_id.clone(), state, after }]).await?)
}
