//! Delivering a chunk of a send: a link and a message each.

use crate::Error;
use crate::ports::{
    CodeKeys, Counted, Links, MadeLink, Mailer, Metric, Metrics, NewLink, NotTaken, Outage, Sends, Texter,
};
use futures_util::{FutureExt, StreamExt, stream};
use onramp_domain::message::{Rendered, Wording};
use onramp_domain::send::{Delivery, DeliveryState, Outcome, Reason, Send};
use onramp_domain::{
    ActivationCode, Channel, CodeKey, Holder, Ineligible, Link, LinkId, LinkState, Origin, Phone, PhoneId,
    SendId, Settings,
};

/// Recipients of a chunk that are served side by side: enough to hide the services' answer times.
const SIDE_BY_SIDE: usize = 8;

/// What a delivery needs: clients and settings, made once a container.
#[derive(Debug)]
pub struct Post<'a, S, K, M, T, N> {
    /// Sends and links.
    pub store: &'a S,
    /// The code key.
    pub keys: &'a K,
    /// Takes email.
    pub mailer: &'a M,
    /// Takes SMS.
    pub texter: &'a T,
    /// What the organisation decided.
    pub settings: &'a Settings,
    /// Counts what became of recipients.
    pub metrics: &'a N,
}

/// What became of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChunkEnd {
    /// Every recipient has an outcome.
    Done,
    /// So many recipients are to be tried again later.
    Later(usize),
}

impl<S: Sends + Links, K: CodeKeys, M: Mailer, T: Texter, N: Metrics> Post<'_, S, K, M, T, N> {
    /// Delivers to the recipients of a chunk that have no outcome yet. Run again it repeats no message whose outcome
    /// was written down, and never makes a second link for a recipient.
    pub async fn deliver(&self, id: &SendId, phones: &[PhoneId], now: i64) -> Result<ChunkEnd, Error> {
        let chunk = self.store.chunk(id, phones).await?;
        let Some(send) = chunk.send else {
            tracing::warn!(send_id = %id, "there is no such send: a chunk of it is dropped");
            return Ok(ChunkEnd::Done);
        };
        let wording = Wording::parse(send.channel, send.subject.as_deref(), send.message.as_deref())?;
        let key = self.keys.code_key().await?;
        let round = Round { send: &send, wording, key, now };
        let open = chunk.deliveries.into_iter().filter(|(delivery, _)| !delivery.state.is_outcome());
        let attempts =
            stream::iter(open.map(|(delivery, phone)| self.attempt(&round, delivery, phone).boxed()));
        let tried: Vec<_> = attempts.buffer_unordered(SIDE_BY_SIDE).collect().await;
        let count = tried.len();
        let ended: Vec<Delivery> = tried.into_iter().flatten().collect();
        let later = count - ended.len();
        let counted = tally(&ended, later, send.channel);
        if !ended.is_empty() {
            self.store.record(id, ended, now).await?;
        }
        for counted in counted {
            self.metrics.count(counted);
        }
        Ok(if later == 0 { ChunkEnd::Done } else { ChunkEnd::Later(later) })
    }

    /// One recipient: the delivery with its outcome, or none to try again later.
    async fn attempt(&self, round: &Round<'_>, delivery: Delivery, phone: Option<Phone>) -> Option<Delivery> {
        let outcome = match phone {
            None => Ok(Some(Outcome::Skipped(Reason::PhoneNotFound))),
            Some(phone) => self.reach(round, &delivery, &phone).await,
        };
        match outcome {
            Ok(outcome) => outcome.map(|outcome| delivery.ended(outcome, round.now)),
            Err(outage) => {
                tracing::warn!(phone_id = %delivery.phone_id, %outage, "to be tried again");
                None
            }
        }
    }

    async fn reach(
        &self,
        round: &Round<'_>,
        delivery: &Delivery,
        phone: &Phone,
    ) -> Result<Option<Outcome>, Outage> {
        let user = match phone.recipient(round.send.channel) {
            Ok(user) => user,
            // The message went out, its outcome was lost, and the link in it was used since.
            Err(Ineligible::AlreadyActivated) if delivery.state == DeliveryState::Sending => {
                return Ok(Some(Outcome::Sent));
            }
            Err(why) => return Ok(Some(Outcome::Skipped(Reason::Ineligible(why)))),
        };
        let link_id = LinkId::for_delivery(&round.send.send_id, &phone.phone_id);
        let code = ActivationCode::derive(round.key, &link_id);
        let origin = Origin::Sent(round.send.send_id.clone(), round.send.channel);
        let mut link = Link::new(link_id, phone, user, origin, round.now, round.send.lifetime());
        let stamp = phone.link.as_ref();
        if let Some(other) = stamp.filter(|stamp| stamp.is_live(round.now) && stamp.link_id != link.link_id) {
            return Ok(Some(Outcome::Skipped(Reason::LiveLink(other.expires_at))));
        }
        if let Some(own) = stamp.filter(|stamp| stamp.link_id == link.link_id) {
            link.expires_at = own.expires_at;
        }
        // Rendered before the link is made: what cannot be said leaves no link behind.
        let Ok(mut message) = round.say(self.settings, user, &code, &link) else {
            return Ok(Some(Outcome::Failed(Reason::MessageTooLong)));
        };
        if stamp.is_none_or(|stamp| stamp.link_id != link.link_id) {
            let new = NewLink {
                link,
                hash: code.hash(),
                replaces: None,
                delivery: Some(delivery.clone()),
                event: None,
            };
            let made = self.store.make_link(&new).await?;
            link = new.link;
            match made {
                MadeLink::Made => {}
                MadeLink::Live(until) => return Ok(Some(Outcome::Skipped(Reason::LiveLink(until)))),
                MadeLink::Changed => return Ok(None),
                MadeLink::AlreadyMade(earlier) => {
                    link = *earlier;
                    let Ok(said) = round.say(self.settings, user, &code, &link) else {
                        return Ok(Some(Outcome::Failed(Reason::MessageTooLong)));
                    };
                    message = said;
                }
            }
        }
        match link.state(round.now) {
            LinkState::Live => {}
            LinkState::Redeemed => return Ok(Some(Outcome::Sent)),
            LinkState::Expired | LinkState::Superseded => {
                return Ok(Some(Outcome::Failed(Reason::LinkExpired)));
            }
        }
        match self.hand_over(phone, user, &message).await {
            Ok(()) => Ok(Some(Outcome::Sent)),
            Err(NotTaken::Later(cause)) => {
                tracing::warn!(phone_id = %phone.phone_id, cause, "not taken now, to be tried again");
                Ok(None)
            }
            Err(NotTaken::Never(reason)) => {
                self.store.release_link(&link, &code.hash()).await?;
                Ok(Some(Outcome::Failed(reason)))
            }
        }
    }

    async fn hand_over(&self, phone: &Phone, user: &Holder, message: &Rendered) -> Result<(), NotTaken> {
        match (message, &user.email, &phone.number) {
            (Rendered::Email(email), Some(address), _) => self.mailer.mail(address, email).await,
            (Rendered::Sms(sms), _, Some(number)) => self.texter.text(number, sms).await,
            // A recipient of a channel has what the channel needs: `Phone::recipient` saw to it.
            (Rendered::Email(_), None, _) => Err(NotTaken::Never(Reason::Ineligible(Ineligible::NoEmail))),
            (Rendered::Sms(_), _, None) => Err(NotTaken::Never(Reason::Ineligible(Ineligible::NoNumber))),
        }
    }
}

/// What became of a chunk's recipients, by outcome and reason.
fn tally(ended: &[Delivery], later: usize, channel: Channel) -> Vec<Counted> {
    let channel = Some(channel);
    let mut counted: Vec<Counted> = Vec::new();
    if later > 0 {
        counted.push(Counted { metric: Metric::PutOff, channel, reason: None, count: later });
    }
    for delivery in ended {
        let metric = match delivery.state {
            DeliveryState::Sent => Metric::Sent,
            DeliveryState::Skipped => Metric::Skipped,
            DeliveryState::Failed => Metric::Failed,
            DeliveryState::Queued | DeliveryState::Sending => continue,
        };
        let reason = delivery.reason.map(Reason::code);
        match counted.iter_mut().find(|found| found.metric == metric && found.reason == reason) {
            Some(found) => found.count += 1,
            None => counted.push(Counted { metric, channel, reason, count: 1 }),
        }
    }
    counted
}

/// What all recipients of a chunk share.
struct Round<'a> {
    send: &'a Send,
    wording: Wording,
    key: &'a CodeKey,
    now: i64,
}

impl Round<'_> {
    fn say(
        &self,
        settings: &Settings,
        user: &Holder,
        code: &ActivationCode,
        link: &Link,
    ) -> Result<Rendered, onramp_domain::Invalid> {
        self.wording.render(settings, user, code, link.expires_at, self.send.lifetime())
    }
}
