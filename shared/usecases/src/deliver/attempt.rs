//! Handing a slice over: for each recipient a link, then the message.

use super::prepare::{Ready, Round};
use super::{Post, Slice};
use crate::ports::{
    About, Clock, CodeKeys, Deliveries, Links, MadeLink, Mailer, Metrics, NewLink, NotTaken, Outage,
    Patience, Rates, Sends, Texter, Turn, Turns,
};
use futures_util::{FutureExt, StreamExt, stream};
use onramp_domain::message::Rendered;
use onramp_domain::send::backoff::Obstacle;
use onramp_domain::send::{Delivery, Outcome, Reason};
use onramp_domain::{Ineligible, LinkState, MessageId, PhoneId, Reminded, ReminderRule};

/// Recipients that are served side by side: enough to hide the services' answer times.
const SIDE_BY_SIDE: usize = 8;

/// What became of a recipient.
#[derive(Debug)]
pub enum Tried {
    /// It has an outcome.
    Ended(Box<Delivery>),
    /// It was handed over, in so many emails or parts of SMS; an SMS by that id.
    HandedOver(Box<Delivery>, u64, Option<MessageId>),
    /// It is to be tried again.
    LetGo(PhoneId, Obstacle),
    /// Nobody can be sent to: the account is suspended.
    Suspended(PhoneId),
    /// It is someone else's: until then (Unix seconds), or it has an outcome.
    Elsewhere(Option<i64>),
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
    /// Hands a slice over in its turn, each message at its moment.
    pub(super) async fn hand_slice_over(&self, round: &Round<'_>, slice: Slice, turn: Turn) -> Vec<Tried> {
        let begins = match turn {
            Turn::At(ms) | Turn::NotBefore(ms) => ms,
        };
        let paced = slice.length_ms().is_some();
        let attempts = slice.timed().map(|(ready, at)| {
            async move {
                if paced {
                    self.clock.until(begins + at).await;
                }
                self.attempt(round, ready).await
            }
            .boxed()
        });
        stream::iter(attempts).buffer_unordered(SIDE_BY_SIDE).collect().await
    }

    async fn attempt(&self, round: &Round<'_>, ready: Ready) -> Tried {
        let phone_id = ready.delivery.phone_id.clone();
        self.hand_over(round, ready).await.unwrap_or_else(|outage| {
            tracing::warn!(%phone_id, %outage, "to be tried again");
            Tried::LetGo(phone_id, Obstacle::Busy)
        })
    }

    async fn hand_over(&self, round: &Round<'_>, mut ready: Ready) -> Result<Tried, Outage> {
        if let Some(tried) = self.secure_link(round, &mut ready).await? {
            return Ok(tried);
        }
        let parts = ready.parts();
        match self.take(round, &ready).await {
            Ok(id) => {
                let delivery = ready.delivery.ended(Outcome::Sent, round.now);
                Ok(Tried::HandedOver(Box::new(delivery), parts, id))
            }
            Err(NotTaken::Later(cause)) => Ok(let_go(ready, &cause, Obstacle::Busy)),
            Err(NotTaken::QuotaUsedUp(cause)) => Ok(let_go(ready, &cause, Obstacle::Quota)),
            Err(NotTaken::Suspended(cause)) => {
                tracing::error!(cause, "the account is suspended");
                Ok(Tried::Suspended(ready.delivery.phone_id))
            }
            Err(NotTaken::Never(reason)) => {
                let Ready { link, phone, code, .. } = &ready;
                self.store.release_link(&link.link_id, &phone.phone_id, &code.hash(), true).await?;
                Ok(Tried::Ended(Box::new(ready.delivery.ended(Outcome::Failed(reason), round.now))))
            }
        }
    }

    /// Makes the link, or takes up the one that an earlier attempt made; tells what there is to tell if the message is not
    /// to go out.
    async fn secure_link(&self, round: &Round<'_>, ready: &mut Ready) -> Result<Option<Tried>, Outage> {
        if ready.made {
            return self.claim(round, ready).await;
        }
        let end = |ready: &Ready, outcome| {
            Ok(Some(Tried::Ended(Box::new(ready.delivery.clone().ended(outcome, round.now)))))
        };
        match self.store.make_link(&self.new_link(round, ready)).await? {
            MadeLink::Made => Ok(None),
            MadeLink::Live(until) => end(ready, Outcome::Skipped(Reason::LiveLink(until))),
            MadeLink::Changed => Ok(Some(Tried::LetGo(ready.phone.phone_id.clone(), Obstacle::Busy))),
            MadeLink::Elsewhere(until) => Ok(Some(Tried::Elsewhere(until))),
            MadeLink::AlreadyMade(earlier) => match earlier.state(round.now) {
                LinkState::Redeemed => end(ready, Outcome::Sent),
                LinkState::Expired | LinkState::Superseded => {
                    end(ready, Outcome::Failed(Reason::LinkExpired))
                }
                LinkState::Live => {
                    ready.link = *earlier;
                    match round.say(&ready.user, &ready.code, &ready.link) {
                        Ok(message) => ready.message = message,
                        Err(outcome) => return end(ready, outcome),
                    }
                    self.claim(round, ready).await
                }
            },
        }
    }

    async fn claim(&self, round: &Round<'_>, ready: &Ready) -> Result<Option<Tried>, Outage> {
        let phone_id = &ready.delivery.phone_id;
        let claimed = self.store.claim(&round.send.send_id, phone_id, round.claim, round.now).await?;
        // Whose it is now is read when the chunk is next given out.
        Ok((!claimed).then(|| Tried::LetGo(phone_id.clone(), Obstacle::Busy)))
    }

    fn new_link(&self, round: &Round<'_>, ready: &Ready) -> NewLink {
        let reminded = self.reminders.map(|rule| {
            let from_now = reminded(rule, round, ready);
            (from_now, rule.due(from_now, ready.link.expires_at, round.now))
        });
        NewLink {
            link: ready.link.clone(),
            hash: ready.code.hash(),
            replaces: None,
            delivery: Some((ready.delivery.clone(), round.claim.clone())),
            reminded,
            event: None,
        }
    }

    async fn take(&self, round: &Round<'_>, ready: &Ready) -> Result<Option<MessageId>, NotTaken> {
        let about = About { send_id: &round.send.send_id, phone_id: &ready.phone.phone_id };
        match (&ready.message, &ready.user.email, &ready.phone.number) {
            (Rendered::Email(email), Some(address), _) => {
                self.mailer.mail(address, email, about).await.map(|()| None)
            }
            (Rendered::Sms(sms), _, Some(number)) => self.texter.text(number, sms).await,
            // A recipient of a channel has what the channel needs: `Phone::recipient` saw to it.
            (Rendered::Email(_), None, _) => Err(NotTaken::Never(Reason::Ineligible(Ineligible::NoEmail))),
            (Rendered::Sms(_), _, None) => Err(NotTaken::Never(Reason::Ineligible(Ineligible::NoNumber))),
        }
    }
}

/// What a phone knows of reminders once this message went to it.
fn reminded(rule: &ReminderRule, round: &Round<'_>, ready: &Ready) -> Reminded {
    match ready.phone.reminded.filter(|_| round.send.reminds) {
        Some(earlier) => rule.continued(earlier, round.now),
        None => ReminderRule::begun(round.send.channel, round.now),
    }
}

fn let_go(ready: Ready, cause: &str, why: Obstacle) -> Tried {
    tracing::warn!(phone_id = %ready.delivery.phone_id, cause, "not taken now, to be tried again");
    Tried::LetGo(ready.delivery.phone_id, why)
}
