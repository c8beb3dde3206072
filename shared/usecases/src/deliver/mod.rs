//! Delivering a chunk of a send: a link and a message each.

mod attempt;
mod prepare;
mod slices;
mod tally;

use crate::Error;
use crate::ports::{
    Clock, CodeKeys, Counted, Deliveries, Ends, Links, Mailer, Metric, Metrics, Outage, Patience, Rates,
    Sends, Texter, Told, Turn, Turns,
};
use attempt::Tried;
use onramp_domain::message::Wording;
use onramp_domain::send::backoff::Obstacle;
use onramp_domain::send::{
    Claim, Control, Delivery, DeliveryState, Guard, Outcome, PauseReason, Reason, Send,
};
use onramp_domain::{ActivationCode, Ineligible, LinkId, Phone, PhoneId, ReminderRule, SendId, Settings};
use prepare::{Prepared, Round};
use slices::{Slice, Slices};
use tally::Tally;

/// How long before the end of an attempt no turn begins any more, in milliseconds: time to write down what became of it.
const CLOSING_TIME: i64 = 5_000;

/// What a delivery needs: clients and settings, made once a container.
#[derive(Debug)]
pub struct Post<'a, S, K, M, T, R, C, N> {
    /// Sends, links and turns.
    pub store: &'a S,
    /// The code key.
    pub keys: &'a K,
    /// Takes email.
    pub mailer: &'a M,
    /// Takes SMS.
    pub texter: &'a T,
    /// What these two allow.
    pub rates: &'a R,
    /// The present, and waiting.
    pub clock: &'a C,
    /// What the organisation decided.
    pub settings: &'a Settings,
    /// When people are reminded; none if they are not.
    pub reminders: Option<&'a ReminderRule>,
    /// When a send stops by itself.
    pub guard: Guard,
    /// Counts what became of recipients.
    pub metrics: &'a N,
}

/// What became of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChunkEnd {
    /// There is nothing more to do: every recipient has an outcome, or the send was stopped.
    Done,
    /// Some are to be tried again.
    Later(Obstacle),
    /// The time did not suffice: these are a job of their own, to be done after so many seconds.
    Rest(Vec<PhoneId>, u64),
}

impl<S, K, M, T, R, C, N> Post<'_, S, K, M, T, R, C, N>
where
    S: Sends + Deliveries + Links + Turns,
    K: CodeKeys,
    M: Mailer,
    T: Texter,
    R: Rates,
    C: Clock + Patience,
    N: Metrics,
{
    /// Delivers to the recipients of a chunk that have no outcome yet, within the time of a claim. Run again it repeats no
    /// message whose outcome was written down, and never makes a second link for a recipient; run twice at once it leaves
    /// to one what the other has claimed.
    pub async fn deliver(&self, id: &SendId, phones: &[PhoneId], claim: &Claim) -> Result<ChunkEnd, Error> {
        let chunk = self.store.chunk(id, phones).await?;
        let Some(send) = chunk.send else {
            tracing::warn!(send_id = %id, "there is no such send: a chunk of it is dropped");
            return Ok(ChunkEnd::Done);
        };
        let open = chunk.deliveries.into_iter().filter(|(delivery, _)| !delivery.state.is_outcome());
        let mut tally = Tally::new(send.channel);
        let end = match send.control {
            // Resuming queues them again.
            Control::Paused => Ok(ChunkEnd::Done),
            Control::Cancelled => self.call_off(&send, open, claim, &mut tally).await,
            Control::Running => self.go_on(&send, open, claim, &mut tally).await,
        };
        tally.told(self.metrics);
        end
    }

    /// Sends to those who are ready, slice by slice, as fast as the rate allows.
    async fn go_on(
        &self,
        send: &Send,
        open: impl Iterator<Item = (Delivery, Option<Phone>)>,
        claim: &Claim,
        tally: &mut Tally,
    ) -> Result<ChunkEnd, Error> {
        let wording = Wording::of(send)?;
        let key = self.keys.code_key().await?;
        let round = Round { send, wording, key, claim, settings: self.settings, now: self.clock.now() };
        let (mut ready, mut ends, mut barred) = (Vec::new(), Ends { by: &claim.by, ..Ends::default() }, None);
        for (delivery, phone) in open {
            match round.prepare(delivery, phone) {
                Prepared::Ready(one) => ready.push(*one),
                Prepared::Ended(delivery) => ends.ended.push(delivery),
                Prepared::Barred(until) => barred = Some(barred.unwrap_or(0).max(until)),
            }
        }
        let mut obstacle = barred.map(Obstacle::Claimed);
        let mut slices = Slices::new(ready, self.rates.rate(send.channel).await?);
        let mut first = true;
        while let Some(slice) = slices.next() {
            let turn = self.turn(send, &slice, claim).await?;
            if let Turn::NotBefore(then) = turn {
                self.record(send, ends, tally).await?;
                let wait = u64::try_from((then - self.clock.now_ms()) / 1000).unwrap_or_default();
                return Ok(ChunkEnd::Rest(slices.left(slice), wait));
            }
            // What is not yet sent stops within seconds, not at the end of the chunk.
            if !std::mem::take(&mut first) && !self.is_running(&send.send_id).await? {
                self.record(send, ends, tally).await?;
                return Ok(ChunkEnd::Done);
            }
            let tried = self.hand_slice_over(&round, slice, turn).await;
            let stop = sort(tried, &mut ends, &mut obstacle);
            self.record(send, std::mem::replace(&mut ends, Ends { by: &claim.by, ..Ends::default() }), tally)
                .await?;
            if self.stop_if_needed(send, stop, tally).await? {
                return Ok(ChunkEnd::Done);
            }
            if matches!(obstacle, Some(Obstacle::Busy | Obstacle::Quota)) {
                break;
            }
        }
        self.record(send, ends, tally).await?;
        Ok(obstacle.map_or(ChunkEnd::Done, ChunkEnd::Later))
    }

    async fn turn(&self, send: &Send, slice: &Slice, claim: &Claim) -> Result<Turn, Outage> {
        let now = self.clock.now_ms();
        let Some(length) = slice.length_ms() else { return Ok(Turn::At(now)) };
        let latest = claim.until * 1000 - CLOSING_TIME - length;
        self.store.take_turn(send.channel, length, now, latest).await
    }

    async fn is_running(&self, id: &SendId) -> Result<bool, Outage> {
        Ok(self.store.send(id).await?.is_some_and(|send| send.control == Control::Running))
    }

    async fn record(&self, send: &Send, ends: Ends<'_>, tally: &mut Tally) -> Result<(), Outage> {
        if ends.ended.is_empty() && ends.let_go.is_empty() {
            return Ok(());
        }
        let mut counted = Tally::new(send.channel);
        counted.add(&ends);
        self.store.record(&send.send_id, send.channel, ends, self.clock.now()).await?;
        tally.join(counted);
        Ok(())
    }

    /// Pauses a send whose account is suspended, or too many of whose messages are refused.
    async fn stop_if_needed(&self, job: &Send, suspended: bool, tally: &Tally) -> Result<bool, Outage> {
        let (sent, failed) = (tally.of(Metric::Sent), tally.of(Metric::Failed));
        let because = match suspended {
            true => PauseReason::AccountSuspended,
            false if failed > 0 && self.guard.stops(job, sent, failed) => PauseReason::TooManyFailures,
            false => return Ok(false),
        };
        let told =
            Told { control: Control::Paused, because: Some(because), forgiven: None, now: self.clock.now() };
        if self.store.control(&job.send_id, &[Control::Running], &told, None).await? {
            tracing::error!(send_id = %job.send_id, because = because.code(), "a send was paused");
            let channel = Some(job.channel);
            self.metrics.count(Counted {
                metric: Metric::Paused,
                channel,
                reason: Some(because.code()),
                count: 1,
            });
        }
        Ok(true)
    }

    /// Ends what is left of a cancelled send: links that were made are taken back.
    async fn call_off(
        &self,
        send: &Send,
        open: impl Iterator<Item = (Delivery, Option<Phone>)>,
        claim: &Claim,
        tally: &mut Tally,
    ) -> Result<ChunkEnd, Error> {
        let now = self.clock.now();
        let key = self.keys.code_key().await?;
        let (mut ends, mut obstacle) = (Ends { by: &claim.by, ..Ends::default() }, None);
        for (delivery, phone) in open {
            if let Some(other) = delivery.claim.as_ref().filter(|other| other.bars(&claim.by, now)) {
                obstacle = Some(Obstacle::Claimed(other.until));
                continue;
            }
            let mut outcome = Outcome::Skipped(Reason::Cancelled);
            if delivery.state == DeliveryState::Sending {
                let used =
                    phone.and_then(|phone| phone.eligible().err()) == Some(Ineligible::AlreadyActivated);
                if used {
                    outcome = Outcome::Sent;
                } else {
                    let link_id = LinkId::for_delivery(&send.send_id, &delivery.phone_id);
                    let hash = ActivationCode::derive(key, &link_id).hash();
                    self.store.release_link(&link_id, &delivery.phone_id, &hash, true).await?;
                }
            }
            ends.ended.push(delivery.ended(outcome, now));
        }
        self.record(send, ends, tally).await?;
        Ok(obstacle.map_or(ChunkEnd::Done, ChunkEnd::Later))
    }
}

/// Sorts what became of a slice; whether the account is suspended.
fn sort(tried: Vec<Tried>, ends: &mut Ends<'_>, obstacle: &mut Option<Obstacle>) -> bool {
    let mut suspended = false;
    for one in tried {
        match one {
            Tried::Ended(delivery) => ends.ended.push(*delivery),
            Tried::HandedOver(delivery, parts, id) => {
                ends.texts.extend(id.map(|id| (id, delivery.phone_id.clone())));
                ends.ended.push(*delivery);
                ends.parts += parts;
            }
            Tried::LetGo(phone, why) => {
                ends.let_go.push(phone);
                *obstacle = Some(why);
            }
            Tried::Suspended(phone) => {
                ends.let_go.push(phone);
                suspended = true;
            }
            Tried::Elsewhere(Some(until)) => {
                obstacle.get_or_insert(Obstacle::Claimed(until));
            }
            Tried::Elsewhere(None) => {}
        }
    }
    suspended
}
