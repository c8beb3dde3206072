//! Finding a send's recipients, step by step.

use crate::Error;
use crate::ports::{ExpansionStep, Job, Jobs, Sends, Stepped, Unactivated};
use onramp_domain::send::{CHUNK, Control, Delivery, Expansion, Position, STEP, Send, within_limit};
use onramp_domain::{Phone, PhoneId, SendId};
use std::collections::HashMap;

/// Steps that one job takes before it queues its own continuation: some seconds of work, well within a time limit.
const STEPS: usize = 20;
/// Pages of a list that a step looks through before it is written down, though nothing was found: a search may match few.
const PAGES: usize = 10;

/// What became of a run of an expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expanded {
    /// It is done, stopped, or goes on in a job of its own.
    Done,
    /// Someone else is at it. Who asks is to come back and see whether they brought it to its end: they may die, and the
    /// queue may have given both the same message.
    Elsewhere,
}

/// Writes down and queues the next recipients of a send. A crash at any moment is made good by running the job again:
/// each step writes its recipients and moves the cursor in one transaction, and queues what the step before may not
/// have queued.
pub async fn expand(
    store: &(impl Sends + Unactivated),
    queue: &impl Jobs,
    id: &SendId,
    now: i64,
) -> Result<Expanded, Error> {
    let Some(send) = store.send(id).await? else {
        tracing::warn!(send_id = %id, "there is no such send: its expansion is dropped");
        return Ok(Expanded::Done);
    };
    if send.control != Control::Running {
        // Resuming goes on from here.
        return Ok(Expanded::Done);
    }
    let (mut at, mut have) = (send.expansion.clone(), send.recipients);
    for _ in 0..STEPS {
        if !at.pending.is_empty() {
            queue.enqueue(&chunks(id, &at)).await?;
        }
        if at.position == Position::End {
            return Ok(Expanded::Done);
        }
        let (found, behind) = next(store, &send, &at.position, now).await?;
        let (recipients, limit_reached) = within_limit(have, found);
        let position = if limit_reached { Position::End } else { behind };
        let pending = recipients.iter().map(|delivery| delivery.phone_id.clone()).collect();
        let to = Expansion { step: at.step + 1, position, pending };
        let step = ExpansionStep { send_id: id, from: at.step, to, recipients, limit_reached, now };
        match store.step(step).await? {
            Stepped::To(reached) => at = reached,
            Stepped::Elsewhere => return Ok(Expanded::Elsewhere),
        }
        have += at.pending.len() as u64;
    }
    queue.enqueue(&[Job::Expand { send_id: id.clone() }]).await?;
    Ok(Expanded::Done)
}

fn chunks(id: &SendId, at: &Expansion) -> Vec<Job> {
    let job = |phones: &[_]| Job::Deliver { send_id: id.clone(), phone_ids: phones.to_vec() };
    at.pending.chunks(CHUNK).map(job).collect()
}

/// The recipients behind a position, and the position behind them.
async fn next(
    store: &(impl Sends + Unactivated),
    send: &Send,
    position: &Position,
    now: i64,
) -> Result<(Vec<Delivery>, Position), Error> {
    match position {
        Position::Ids(from) => {
            let ids = store.named(&send.send_id, *from, STEP).await?;
            let behind = if ids.len() < STEP { Position::End } else { Position::Ids(from + ids.len()) };
            let phones = store.phones(&ids).await?;
            // Who cannot be sent to is told by name too, when the delivery is skipped.
            let user = |phone: &'_ Phone| phone.recipient(send.channel).ok().or(phone.users.first()).cloned();
            let users: HashMap<_, _> = phones.iter().map(|phone| (&phone.phone_id, user(phone))).collect();
            let queued =
                |id: &PhoneId| Delivery::queued(id.clone(), users.get(id).and_then(Option::as_ref), now);
            Ok((ids.iter().map(queued).collect(), behind))
        }
        Position::Shard(shard, after) => walk(store, send, *shard, after.clone(), now).await,
        Position::End => Ok((Vec::new(), Position::End)),
    }
}

/// The recipients behind a position in the list, some pages of it at the most.
async fn walk(
    store: &impl Unactivated,
    send: &Send,
    mut shard: u32,
    mut after: Option<String>,
    now: i64,
) -> Result<(Vec<Delivery>, Position), Error> {
    for _ in 0..PAGES {
        let page = store.walk(send.channel, send.filter.as_ref(), STEP, shard, after.as_deref()).await?;
        let Some(page) = page else {
            return Ok((Vec::new(), Position::End));
        };
        (shard, after) = match page.next {
            Some(key) => (shard, Some(key)),
            None => (shard + 1, None),
        };
        let queued = page.items.iter().filter_map(|phone| recipient(send, phone, now));
        let queued: Vec<_> = queued.collect();
        if !queued.is_empty() {
            return Ok((queued, Position::Shard(shard, after)));
        }
    }
    Ok((Vec::new(), Position::Shard(shard, after)))
}

/// The delivery to a phone of the list; none if the phone came into it after the send was asked for.
fn recipient(send: &Send, phone: &Phone, now: i64) -> Option<Delivery> {
    let user = phone.recipient(send.channel).ok()?;
    let since = phone.listed_since.by(send.channel);
    since
        .is_none_or(|since| since <= send.created_at)
        .then(|| Delivery::queued(phone.phone_id.clone(), Some(user), now))
}
