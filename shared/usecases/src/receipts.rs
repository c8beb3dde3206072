//! What the SMS service tells of texts after it took them: receipts, which name a text by its id and nothing else.

use crate::Error;
use crate::feedback::{Heard, feedback};
use crate::ports::{
    Clock, Counted, Directory, Marks, Metric, Metrics, Outage, Patience, Phones, Sends, Told,
};
use futures_util::{FutureExt, StreamExt, stream};
use onramp_domain::send::{Control, Mark, PauseReason};
use onramp_domain::{Channel, MessageId, PhoneId, SendId};
use std::collections::HashMap;

/// Receipts that are written down side by side.
const SIDE_BY_SIDE: usize = 8;
/// How long after a text was handed over it may take until its id is written down, in milliseconds: a slice's length.
const YOUNG: i64 = 10_000;
/// How long is waited before young texts that are not known yet are looked for again, in milliseconds.
const LOOK_AGAIN: [i64; 3] = [1_000, 2_000, 4_000];

/// What became of a text.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The text.
    pub message_id: MessageId,
    /// What became of it.
    pub mark: Mark,
    /// When it was handed over, in Unix milliseconds.
    pub handed_over_ms: i64,
    /// When this happened, in Unix seconds.
    pub at: i64,
}

/// Writes receipts down, each on its delivery; how many of them are of texts that are not known, as of others who text from the
/// same account. Told again it changes nothing. Where one cannot be written down, the others are all the same.
pub async fn receipts<S, C>(
    store: &S,
    metrics: &impl Metrics,
    clock: &C,
    told: &[Receipt],
) -> Result<usize, Error>
where
    S: Marks + Directory + Phones + Sends,
    C: Clock + Patience,
{
    let known = known(store, clock, told).await?;
    let mut writes = Vec::with_capacity(told.len());
    for receipt in told {
        if let Some(whose) = known.get(&receipt.message_id) {
            writes.push(write(store, metrics, receipt, whose).boxed());
        }
    }
    let unknown = told.len() - writes.len();
    let written: Vec<_> = stream::iter(writes).buffer_unordered(SIDE_BY_SIDE).collect().await;
    written.into_iter().collect::<Result<(), _>>()?;
    Ok(unknown)
}

/// Whose the texts are. A receipt may come before the slice's outcomes are written down.
async fn known<S: Marks, C: Clock + Patience>(
    store: &S,
    clock: &C,
    told: &[Receipt],
) -> Result<HashMap<MessageId, (SendId, PhoneId)>, Outage> {
    let mut open: Vec<_> = told.iter().map(|receipt| receipt.message_id.clone()).collect();
    open.sort();
    open.dedup();
    let mut known = store.texts(&open).await?;
    let young_since = clock.now_ms() - YOUNG;
    let is_young = |id: &MessageId| {
        told.iter().any(|receipt| receipt.message_id == *id && receipt.handed_over_ms > young_since)
    };
    open.retain(|id| !known.contains_key(id) && is_young(id));
    for wait in LOOK_AGAIN {
        if open.is_empty() {
            break;
        }
        clock.until(clock.now_ms() + wait).await;
        known.extend(store.texts(&open).await?);
        open.retain(|id| !known.contains_key(id));
    }
    Ok(known)
}

async fn write<S: Marks + Directory + Phones + Sends>(
    store: &S,
    metrics: &impl Metrics,
    receipt: &Receipt,
    (send_id, phone_id): &(SendId, PhoneId),
) -> Result<(), Error> {
    let (send_id, phone_id) = (send_id.clone(), phone_id.clone());
    let heard = Heard { send_id, phone_id, mark: receipt.mark, address: None, at: receipt.at };
    feedback(store, metrics, &heard).await?;
    if receipt.mark.stops_the_send() {
        pause(store, metrics, &heard.send_id, receipt.at).await?;
    }
    Ok(())
}

/// Pauses a send whose texts go nowhere until the account may spend more.
async fn pause(store: &impl Sends, metrics: &impl Metrics, id: &SendId, now: i64) -> Result<(), Outage> {
    let because = PauseReason::SpendLimitReached;
    let told = Told { control: Control::Paused, because: Some(because), forgiven: None, now };
    if store.control(id, &[Control::Running], &told, None).await? {
        tracing::error!(send_id = %id, because = because.code(), "a send was paused");
        let (metric, channel) = (Metric::Paused, Some(Channel::Sms));
        metrics.count(Counted { metric, channel, reason: Some(because.code()), count: 1 });
    }
    Ok(())
}
