//! Links: made, looked up, used up.

use super::calls::{Expression, Transaction, Written};
use super::deliveries::free_for;
use super::design::{self, Key, LISTS, REMINDERS};
use super::items::{self, number, read, text, value};
use super::marks::{self, Stands};
use super::{Table, items::Item};
use aws_sdk_dynamodb::types::AttributeValue;
use onramp_domain::figures::{Figure, Sums, Way};
use onramp_domain::send::{Delivery, Mark};
use onramp_domain::{
    CodeHash, DeviceKey, Link, LinkId, LinkStamp, Listed, Phone, PhoneId, Platform, Redemption,
};
use onramp_usecases::ports::{Answer, Links, MadeLink, NewLink, Phones, Redeem, Redeemed};
use serde::Serialize;

/// How often redeeming is tried on a phone that the directory keeps changing.
const TRIES: usize = 3;

impl Phones for Table {
    async fn phone(&self, id: &PhoneId) -> Answer<Option<Phone>> {
        self.get(&Key::phone(id)).await?.map(read).transpose()
    }
}

impl Links for Table {
    async fn make_link(&self, new: &NewLink) -> Answer<MadeLink> {
        match self.try_make_link(new, true).await? {
            // A code key that was changed since makes another hash of the old link: the phone's new stamp ends it as well.
            None => Ok(self.try_make_link(new, false).await?.unwrap_or(MadeLink::Changed)),
            Some(made) => Ok(made),
        }
    }

    async fn release_link(&self, id: &LinkId, phone: &PhoneId, hash: &CodeHash, of_send: bool) -> Answer<()> {
        let mut transaction = Transaction::default();
        transaction.delete(self, &Key::link(hash))?;
        let (pk, sk) = (REMINDERS.pk, REMINDERS.sk);
        let change = if of_send {
            Expression::new(&format!("SET times_sent = times_sent - :one REMOVE #link, reminded, {pk}, {sk}"))
                .value(":one", number(1))
        } else {
            Expression::new("REMOVE #link")
        };
        let change = change.name("#link", "link").value(":id", text(id.as_str()));
        transaction.update(self, &Key::phone(phone), Some("#link.link_id = :id"), change)?;
        // Refused: the phone has moved on to another link, and there is nothing to take back.
        transaction.run(self).await.map(|_| ())
    }

    async fn link(&self, hash: &CodeHash) -> Answer<Option<Link>> {
        self.get(&Key::link(hash)).await?.map(read).transpose()
    }

    async fn redeem(&self, redeem: Redeem<'_>) -> Answer<Redeemed> {
        let link = redeem.link;
        let mut seen = Seen { version: link.phone_version, listed: link.listed, platform: link.platform };
        let mut delivery = Stands::Sent;
        for _ in 0..TRIES {
            let (transaction, At { link: link_at, phone: phone_at, delivery: delivery_at }) =
                self.redemption(&redeem, &seen, delivery)?;
            let Written::Refused(refused) = transaction.run(self).await? else {
                return Ok(Redeemed::Done);
            };
            let of = |wanted| refused.iter().find(|(at, _)| *at == wanted);
            if let Some((_, item)) = of(link_at) {
                let now = item.clone().map(read::<Link>).transpose()?;
                return Ok(Redeemed::Lost(now.map(Box::new)));
            }
            if let Some((_, item)) = delivery_at.and_then(&of) {
                delivery = Stands::of(item.as_ref());
            }
            let Some((_, item)) = of(phone_at) else { continue };
            let phone = item.clone().map(read::<Phone>).transpose()?;
            let ours = |phone: &Phone| phone.link.as_ref().is_some_and(|stamp| stamp.link_id == link.link_id);
            match phone.filter(|phone| ours(phone) && phone.eligible().is_ok()) {
                // The directory changed the phone since the link was made: the same again, on the phone as it is.
                Some(phone) => seen = Seen::of(&phone),
                None => break,
            }
        }
        Ok(Redeemed::Lost(Some(Box::new(link.clone()))))
    }
}

/// Where in a redemption's transaction its actions stand.
struct At {
    link: usize,
    phone: usize,
    delivery: Option<usize>,
}

/// What of a phone a redemption builds on.
struct Seen {
    version: u64,
    listed: Listed,
    platform: Platform,
}

impl Seen {
    fn of(phone: &Phone) -> Self {
        Self { version: phone.version, listed: phone.listed(), platform: phone.platform }
    }
}

/// What an activated phone keeps of the device.
#[derive(Serialize)]
struct StoredDevice<'a> {
    pkey: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_key: Option<String>,
    signature: &'static str,
}

/// Why the phone's condition did not hold.
fn stands_in_the_way(item: Option<Item>, new: &NewLink) -> Answer<MadeLink> {
    let Some(phone) = item.map(read::<Phone>).transpose()? else {
        return Ok(MadeLink::Changed);
    };
    let as_read = phone.version == new.link.phone_version && !phone.activated;
    Ok(match phone.link {
        Some(stamp) if as_read && stamp.is_live(new.link.created_at) => MadeLink::Live(stamp.expires_at),
        _ => MadeLink::Changed,
    })
}

impl Table {
    /// Makes a link, and marks the old one as superseded if `with_old`; none if that one is not there, and nothing else is wrong.
    async fn try_make_link(&self, new: &NewLink, with_old: bool) -> Answer<Option<MadeLink>> {
        let mut transaction = Transaction::default();
        let key = Key::link(&new.hash);
        let fresh = Expression::new("attribute_not_exists(pk)");
        let link_at = transaction.put(self, items::link(&key, &new.link)?, Some(fresh))?;
        let phone_at = self.stamp_phone(&mut transaction, new)?;
        let mut old_at = None;
        if let Some((_, old)) = new.replaces.as_ref().filter(|_| with_old) {
            let superseded =
                Expression::new("SET superseded_at = :now").value(":now", number(new.link.created_at));
            old_at =
                Some(transaction.update(self, &Key::link(old), Some("attribute_exists(pk)"), superseded)?);
        }
        let mut delivery_at = None;
        if let (Some((delivery, claim)), Some(send)) = (&new.delivery, &new.link.send_id) {
            let now = new.link.created_at;
            let sending = items::delivery(send, &delivery.claimed(claim, now))?;
            delivery_at = Some(transaction.put(self, sending, Some(free_for(&claim.by, now)))?);
        }
        if let Some(event) = &new.event {
            transaction.put(self, items::event(event)?, None)?;
        }
        if new.link.channel.is_none() {
            let handed_over = Sums::from([(Figure::Sent(Way::InPerson), 1)]);
            self.add_figures(&mut transaction, &handed_over, &new.link.phone_id, new.link.created_at)?;
        }
        let Written::Refused(refused) = transaction.run(self).await? else {
            return Ok(Some(MadeLink::Made));
        };
        if let Some((_, item)) = refused.iter().find(|(at, _)| Some(*at) == delivery_at) {
            let now = item.clone().map(read::<Delivery>).transpose()?;
            return Ok(Some(MadeLink::Elsewhere(now.and_then(|delivery| Some(delivery.claim?.until)))));
        }
        let only_old = refused.iter().all(|(at, _)| Some(*at) == old_at);
        for (at, item) in refused {
            if at == link_at {
                return Ok(Some(match item {
                    Some(item) => MadeLink::AlreadyMade(Box::new(read(item)?)),
                    None => MadeLink::Changed,
                }));
            }
            if at == phone_at {
                return stands_in_the_way(item, new).map(Some);
            }
        }
        Ok((!only_old).then_some(MadeLink::Changed))
    }

    /// One live link per phone: the phone takes the link's stamp only if it is as it was read and has no other live
    /// one, save the one that is to be replaced.
    fn stamp_phone(&self, transaction: &mut Transaction, new: &NewLink) -> Answer<usize> {
        let link = &new.link;
        let stamp = LinkStamp { link_id: link.link_id.clone(), expires_at: link.expires_at };
        let mut change = Expression::new("SET #link = :stamp")
            .name("#link", "link")
            .name("#version", "version")
            .value(":stamp", value(&stamp)?)
            .value(":version", number(link.phone_version));
        if new.delivery.is_some() {
            change.text.push_str(", times_sent = times_sent + :one");
            change = change.value(":one", number(1));
        }
        if let Some((reminded, due_at)) = &new.reminded {
            let (pk, sk) = (REMINDERS.pk, REMINDERS.sk);
            change = change.and(", reminded = :reminded").value(":reminded", value(reminded)?);
            if let Some(due_at) = due_at {
                let place = design::reminder(&link.phone_id, *due_at);
                change = change
                    .and(&format!(", {pk} = :due_pk, {sk} = :due_sk"))
                    .value(":due_pk", text(place.0))
                    .value(":due_sk", text(place.1));
            } else {
                change = change.and(&format!(" REMOVE {pk}, {sk}"));
            }
        }
        let free = match &new.replaces {
            None => {
                change = change.value(":now", number(link.created_at));
                "(attribute_not_exists(#link) OR #link.expires_at <= :now)"
            }
            Some((old, _)) => {
                change = change.value(":old", text(old.as_str()));
                "(#link.link_id = :old)"
            }
        };
        // The version tells of an activation as well, so that no right to see or set `activated` is needed here.
        let condition = format!("#version = :version AND {free}");
        transaction.update(self, &Key::phone(&link.phone_id), Some(&condition), change)
    }

    /// The transaction that uses a link up, and the indexes of its actions.
    fn redemption(&self, redeem: &Redeem<'_>, seen: &Seen, delivery: Stands) -> Answer<(Transaction, At)> {
        let (link, device) = (redeem.link, redeem.device);
        let mut transaction = Transaction::default();
        let by = Redemption { at: redeem.now, device: device.key.as_ref().map(DeviceKey::fingerprint) };
        let used =
            Expression::new("SET redeemed = :by").value(":by", value(&by)?).value(":now", number(redeem.now));
        let live =
            "attribute_not_exists(redeemed) AND attribute_not_exists(superseded_at) AND expires_at > :now";
        let link_at = transaction.update(self, &Key::link(redeem.hash), Some(live), used)?;

        let platform = seen.platform.after_activation(device.platform.as_deref());
        let stored = StoredDevice {
            pkey: redeem.pkey,
            public_key: device.key.as_ref().map(DeviceKey::to_base64),
            signature: device.signature.as_str(),
        };
        let lists = LISTS.iter().map(|(_, list)| *list).chain([REMINDERS]);
        let places: Vec<_> = lists.flat_map(|list| [list.pk, list.sk]).collect();
        let change = Expression::new(&format!(
            "SET activated = :true, activated_at = :now, platform = :platform, device = :device, \
             #version = #version + :one REMOVE #link, reminded, {}",
            places.join(", ")
        ))
        .name("#link", "link")
        .name("#version", "version")
        .value(":true", AttributeValue::Bool(true))
        .value(":false", AttributeValue::Bool(false))
        .value(":now", number(redeem.now))
        .value(":platform", value(&platform)?)
        .value(":device", value(&stored)?)
        .value(":one", number(1))
        .value(":version", number(seen.version))
        .value(":id", text(link.link_id.as_str()));
        let as_seen = "#version = :version AND activated = :false AND #link.link_id = :id";
        let phone_at = transaction.update(self, &Key::phone(&link.phone_id), Some(as_seen), change)?;

        self.count_change(&mut transaction, &link.phone_id, seen.listed, Listed::default())?;
        transaction.put(self, items::event(&redeem.event)?, None)?;
        let mut counted = Sums::from([(Figure::Activated(Way::of(link.channel), platform), 1)]);
        let delivery_at = match (&link.send_id, link.channel, delivery) {
            (Some(send), Some(channel), Stands::Sent | Stands::Open) => {
                let mark = Mark::Activated;
                counted.join(&marks::figures(mark, delivery, channel));
                Some(self.marking(&mut transaction, send, &link.phone_id, mark, delivery, redeem.now)?)
            }
            _ => None,
        };
        self.add_figures(&mut transaction, &counted, &link.phone_id, redeem.now)?;
        Ok((transaction, At { link: link_at, phone: phone_at, delivery: delivery_at }))
    }

    /// Counts a phone's coming or going, if it comes or goes.
    fn count_change(
        &self,
        transaction: &mut Transaction,
        id: &PhoneId,
        from: Listed,
        to: Listed,
    ) -> Answer<()> {
        let by = |from: bool, to: bool| i64::from(to) - i64::from(from);
        let change = (by(from.email, to.email), by(from.sms, to.sms));
        if change != (0, 0) {
            self.add_to_count(transaction, design::count_shard(id), change)?;
        }
        Ok(())
    }

    /// Adds to a shard of the count: by email, by SMS.
    pub(super) fn add_to_count(
        &self,
        transaction: &mut Transaction,
        shard: u32,
        by: (i64, i64),
    ) -> Answer<()> {
        let add = Expression::new("ADD email :email, sms :sms")
            .value(":email", number(by.0))
            .value(":sms", number(by.1));
        transaction.update(self, &Key::count(shard), None, add).map(|_| ())
    }
}
