//! Marks: what is heard of a message after it was handed over.

use super::Table;
use super::calls::{Expression, Transaction, Written, text_of};
use super::design::{self, Key, REMINDERS};
use super::items::{Item, Texted, number, read, text, value};
use onramp_domain::figures::{Figure, Loss, Sums, Way};
use onramp_domain::send::{DeliveryState, Mark};
use onramp_domain::{Channel, LinkId, MessageId, PhoneId, SendId};
use onramp_usecases::ports::{Answer, Marked, Marks, Outage};
use std::collections::HashMap;

/// How a delivery is expected to stand when it is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// It was handed over, and that was written down.
    Sent,
    /// It was handed over, but that is not written down yet: the mark does it.
    Open,
    /// It takes no mark: it is gone, or says as much already.
    Settled,
}

impl Stands {
    /// How a delivery stands whose condition did not hold.
    pub fn of(item: Option<&Item>) -> Self {
        match item.map(|item| text_of(item, "state")) {
            Some("queued" | "sending") => Self::Open,
            _ => Self::Settled,
        }
    }
}

impl Marks for Table {
    async fn texts(&self, ids: &[MessageId]) -> Answer<HashMap<MessageId, (SendId, PhoneId)>> {
        let keys: Vec<_> = ids.iter().map(Key::text).collect();
        let mut found: HashMap<_, _> = self
            .batch(&keys)
            .await?
            .into_iter()
            .map(|item| (text_of(&item, "pk").to_owned(), item))
            .collect();
        let mut known = HashMap::new();
        for (id, key) in ids.iter().zip(keys) {
            if let Some(item) = found.remove(&key.pk) {
                let Texted { send_id, phone_id } = read::<Texted<SendId, PhoneId>>(item)?;
                known.insert(id.clone(), (send_id, phone_id));
            }
        }
        Ok(known)
    }

    async fn mark(
        &self,
        send_id: &SendId,
        phone_id: &PhoneId,
        channel: Channel,
        mark: Mark,
        now: i64,
    ) -> Answer<Marked> {
        let marked = self.mark_delivery(send_id, phone_id, channel, mark, now).await?;
        if mark.frees_the_phone() && marked != Marked::NoDelivery {
            self.free(&LinkId::for_delivery(send_id, phone_id), phone_id).await?;
        }
        Ok(marked)
    }
}

impl Table {
    async fn mark_delivery(
        &self,
        send_id: &SendId,
        phone_id: &PhoneId,
        channel: Channel,
        mark: Mark,
        now: i64,
    ) -> Answer<Marked> {
        for stands in [Stands::Sent, Stands::Open, Stands::Sent] {
            let mut transaction = Transaction::default();
            let at = self.marking(&mut transaction, send_id, phone_id, mark, stands, now)?;
            self.add_figures(&mut transaction, &figures(mark, stands, channel), phone_id, now)?;
            let Written::Refused(refused) = transaction.run(self).await? else {
                return Ok(Marked::Now);
            };
            let item = refused.into_iter().find(|(refused, _)| *refused == at).and_then(|(_, item)| item);
            let Some(item) = item else { return Ok(Marked::NoDelivery) };
            if stands == Stands::Sent && Stands::of(Some(&item)) == Stands::Settled {
                return Ok(Marked::NothingNew);
            }
        }
        Err(Outage { service: "the table", cause: "a delivery keeps changing".into() })
    }

    /// Adds a mark to a transaction: on the delivery, and on what is counted of its send. Answers the index of the delivery's action.
    pub(super) fn marking(
        &self,
        transaction: &mut Transaction,
        send_id: &SendId,
        phone_id: &PhoneId,
        mark: Mark,
        stands: Stands,
        now: i64,
    ) -> Result<usize, Outage> {
        let (condition, change) = on_delivery(send_id, mark, stands, now)?;
        let at = transaction.update(self, &Key::delivery(send_id, phone_id), Some(&condition), change)?;
        if let Some(counter) = heard(mark) {
            let shard = Key::heard(send_id, design::heard_shard(phone_id));
            let add = Expression::new(&format!("SET #ttl = :ttl ADD {counter} :one"))
                .name("#ttl", design::TTL)
                .value(":ttl", number(now + design::KEEP_SEND))
                .value(":one", number(1));
            transaction.update(self, &shard, None, add)?;
        }
        if let Some(add) = on_send(mark, stands, now) {
            transaction.update(self, &Key::send(send_id), None, add)?;
        }
        Ok(at)
    }

    /// Frees a phone for another link, if that link is the one that it has.
    async fn free(&self, link: &LinkId, phone: &PhoneId) -> Answer<()> {
        let change = Expression::new(&format!("REMOVE #link, reminded, {}, {}", REMINDERS.pk, REMINDERS.sk))
            .name("#link", "link")
            .value(":id", text(link.as_str()));
        // Refused: the phone has moved on.
        self.update_if(&Key::phone(phone), "#link.link_id = :id", change).await.map(|_| ())
    }
}

/// The counter of a mark.
const fn heard(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Bounced(_) => Some("bounced"),
        Mark::Opened => Some("opened"),
        Mark::Activated => Some("activated"),
        Mark::Delivered | Mark::Refused(_) => None,
    }
}

/// What a mark is counted as among the day's figures, beside an activation: that is counted where its platform is known.
pub(super) fn figures(mark: Mark, stands: Stands, channel: Channel) -> Sums {
    let way = Way::of(Some(channel));
    let mut sums = Sums::default();
    match mark {
        Mark::Bounced(reason) => sums.add(Figure::lost(Loss::Bounced, way, Some(reason)), 1),
        Mark::Refused(reason) => sums.add(Figure::lost(Loss::Failed, way, Some(reason)), 1),
        Mark::Opened => sums.add(Figure::Opened(way), 1),
        Mark::Delivered | Mark::Activated => {}
    }
    let (sent, _) = outcome(mark, stands);
    sums.add(Figure::Sent(way), sent);
    sums
}

/// What a mark changes of a delivery, and the condition for it.
fn on_delivery(
    send_id: &SendId,
    mark: Mark,
    stands: Stands,
    now: i64,
) -> Result<(String, Expression), Outage> {
    let from = match stands {
        Stands::Open => &[DeliveryState::Queued, DeliveryState::Sending][..],
        Stands::Sent | Stands::Settled => mark.follows(),
    };
    let to = mark.state().or((stands == Stands::Open).then_some(DeliveryState::Sent));
    let time = match mark {
        Mark::Delivered => Some("delivered_at"),
        Mark::Bounced(_) => Some("bounced_at"),
        Mark::Opened => Some("opened_at"),
        Mark::Activated => Some("activated_at"),
        Mark::Refused(_) => None,
    };
    let mut sets = Vec::new();
    let mut change = Expression::default().name("#state", "state");
    if let Some(to) = to {
        sets.push("#state = :to, gsi1pk = :pk, updated_at = :now".to_owned());
        change = change
            .value(":to", text(to.as_str()))
            .value(":pk", text(design::deliveries_of(send_id, to)))
            .value(":now", number(now));
    }
    if let Some(time) = time {
        sets.push(format!("{time} = :now"));
        change = change.value(":now", number(now));
    }
    if let Some(reason) = &mark.reason() {
        sets.push("reason = :reason".to_owned());
        change = change.value(":reason", value(reason)?);
    }
    change.text = format!("SET {} REMOVE claim", sets.join(", "));
    let mut names = Vec::new();
    for (at, state) in from.iter().enumerate() {
        names.push(format!(":from{at}"));
        change = change.value(&format!(":from{at}"), text(state.as_str()));
    }
    let mut condition = format!("#state IN ({})", names.join(", "));
    if mark == Mark::Delivered {
        condition.push_str(" AND attribute_not_exists(delivered_at)");
    }
    Ok((condition, change))
}

/// How many deliveries more a mark makes of those sent, and of those failed.
fn outcome(mark: Mark, stands: Stands) -> (i64, i64) {
    match (stands, matches!(mark, Mark::Refused(_))) {
        (Stands::Open, false) => (1, 0),
        (Stands::Open, true) => (0, 1),
        (_, true) => (-1, 1),
        (_, false) => (0, 0),
    }
}

/// What a mark changes of its send's counts, if anything.
fn on_send(mark: Mark, stands: Stands, now: i64) -> Option<Expression> {
    let (sent, failed) = outcome(mark, stands);
    if (sent, failed) == (0, 0) {
        return None;
    }
    let mut add = Expression::new("SET updated_at = :now ADD sent :sent, failed :failed")
        .value(":now", number(now))
        .value(":sent", number(sent))
        .value(":failed", number(failed));
    if let Mark::Refused(reason) = mark {
        add.text.push_str(", reasons.#reason :one");
        add = add.name("#reason", reason.code()).value(":one", number(1));
    }
    Some(add)
}
