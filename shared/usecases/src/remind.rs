//! Reminding those whose link ran out unused.

use crate::ports::{Counted, Entry, Job, Jobs, MadeSend, Metric, Metrics, Reminders, Sends};
use crate::{Error, SYSTEM};
use onramp_domain::send::{MAX_EXPLICIT, STEP, Selection, Send, SendState};
use onramp_domain::{Action, Channel, Due, Event, EventId, PhoneId, ReminderRule, SendId, Settings};
use std::collections::BTreeMap;

/// How long a send of reminders that does not end holds up the next, in seconds.
const PATIENCE: i64 = 86_400;

/// What a run of the schedule found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// By each channel: how many are reminded (or would be), and by which send.
    pub reminded: Vec<(Channel, usize, Option<SendId>)>,
    /// Channels left for the next run, since the last reminders are still going out.
    pub waiting: Vec<Channel>,
    /// Entries that were looked at.
    pub looked_at: usize,
    /// Whether there may be more due than one run reminds.
    pub more: bool,
}

/// Finds who is due and starts a send of reminders for each channel. `slot` names the run: fired twice, it sends once. A dry
/// run changes nothing and tells what a run would do.
#[expect(clippy::too_many_arguments, reason = "the ports, and what a run is about")]
pub async fn remind(
    store: &(impl Reminders + Sends),
    queue: &impl Jobs,
    metrics: &impl Metrics,
    settings: &Settings,
    rule: &ReminderRule,
    slot: &str,
    dry_run: bool,
    now: i64,
) -> Result<Round, Error> {
    let mut round = Round { reminded: Vec::new(), waiting: Vec::new(), looked_at: 0, more: false };
    let mut busy = Vec::new();
    for channel in [Channel::Email, Channel::Sms] {
        if still_going_out(store, channel, now).await? {
            busy.push(channel);
        }
    }
    let due = find(store, rule, &busy, &mut round, dry_run, now).await?;
    for (channel, ids) in due {
        let count = ids.len();
        let mut send_id = None;
        if !dry_run {
            let id = start(store, queue, settings, channel, ids, slot, now).await?;
            metrics.count(Counted { metric: Metric::Reminded, channel: Some(channel), reason: None, count });
            send_id = Some(id);
        }
        round.reminded.push((channel, count, send_id));
    }
    Ok(round)
}

/// Whether the last reminders are still going out: whoever is in them would be found again.
async fn still_going_out(
    store: &(impl Reminders + Sends),
    channel: Channel,
    now: i64,
) -> Result<bool, Error> {
    let Some(id) = store.last_reminders(channel).await? else { return Ok(false) };
    let open = |send: &Send| matches!(send.state(), SendState::Running | SendState::Paused);
    Ok(store.send(&id).await?.is_some_and(|send| open(&send) && send.created_at + PATIENCE > now))
}

/// Who is due, by channel. Entries that are due no more, or not yet, are put right.
async fn find(
    store: &(impl Reminders + Sends),
    rule: &ReminderRule,
    busy: &[Channel],
    round: &mut Round,
    dry_run: bool,
    now: i64,
) -> Result<BTreeMap<Channel, Vec<PhoneId>>, Error> {
    let mut due = BTreeMap::<Channel, Vec<PhoneId>>::new();
    let (mut shard, mut after) = (0, None::<Entry>);
    while let Some(page) = store.due(now, STEP, shard, after.as_ref()).await? {
        round.looked_at += page.items.len();
        for (entry, what) in decide(store, rule, page.items, now).await? {
            match what {
                Due::Now(channel) if busy.contains(&channel) => round.must_wait(channel),
                Due::Now(channel) => due.entry(channel).or_default().push(entry.phone_id),
                Due::At(then) if !dry_run => store.move_entry(&entry, Some(then)).await?,
                Due::Never if !dry_run => store.move_entry(&entry, None).await?,
                Due::At(_) | Due::Never => {}
            }
        }
        // A page more might name more phones than a send may.
        if due.values().any(|ids| ids.len() + STEP > MAX_EXPLICIT) {
            round.more = true;
            break;
        }
        (shard, after) = match page.next {
            Some(next) => (shard, Some(next)),
            None => (shard + 1, None),
        };
    }
    Ok(due)
}

impl Round {
    fn must_wait(&mut self, channel: Channel) {
        if !self.waiting.contains(&channel) {
            self.waiting.push(channel);
        }
    }
}

async fn decide(
    store: &impl Sends,
    rule: &ReminderRule,
    entries: Vec<Entry>,
    now: i64,
) -> Result<Vec<(Entry, Due)>, Error> {
    let ids: Vec<_> = entries.iter().map(|entry| entry.phone_id.clone()).collect();
    let phones = store.phones(&ids).await?;
    let known: BTreeMap<_, _> = phones.iter().map(|phone| (&phone.phone_id, phone)).collect();
    let what = |entry: &Entry| known.get(&entry.phone_id).map_or(Due::Never, |phone| rule.decide(phone, now));
    Ok(entries
        .into_iter()
        .map(|entry| {
            let due = what(&entry);
            (entry, due)
        })
        .collect())
}

/// Starts a send of reminders, named by the run so that the same run starts it once.
async fn start(
    store: &(impl Reminders + Sends),
    queue: &impl Jobs,
    settings: &Settings,
    channel: Channel,
    ids: Vec<PhoneId>,
    slot: &str,
    now: i64,
) -> Result<SendId, Error> {
    let send_id = SendId::for_idempotency_key(SYSTEM, &format!("reminders {channel} {slot}"));
    let to = Selection::Phones(ids);
    let send = Send {
        reminds: true,
        fingerprint: slot.to_owned(),
        ..Send::new(send_id.clone(), channel, settings.lifetime(channel), SYSTEM, &to, now)
    };
    // The same line for the same run.
    let event = Event::new(EventId::for_send(&send_id), Action::UserRemind, send_id.to_string(), SYSTEM, now);
    let made = match store.make_send(&send, &to, &event).await? {
        MadeSend::Made => send,
        MadeSend::Exists(earlier) => *earlier,
    };
    store.note_reminders(channel, &send_id).await?;
    if made.expansion.step == 0 {
        queue.enqueue(&[Job::Expand { send_id: send_id.clone() }]).await?;
    }
    Ok(send_id)
}
