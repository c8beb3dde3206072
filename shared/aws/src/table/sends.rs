//! Sends, their expansion and their deliveries.

use super::Table;
use super::calls::{Expression, Transaction, Written, broken, text_of};
use super::design::{self, Key, NAMED_PER_PAGE};
use super::items::{self, number, read, text, value};
use aws_sdk_dynamodb::types::Select;
use onramp_domain::send::{Delivery, DeliveryState, Selection, Send};
use onramp_domain::{Event, Phone, PhoneId, SendId};
use onramp_usecases::ports::{Answer, Chunk, ExpansionStep, MadeSend, Page, Sends, Stepped};
use std::collections::{HashMap, HashSet};

/// The condition that a delivery is there and has no outcome yet: an outcome is written, and counted, once.
pub(super) fn still_open() -> Expression {
    Expression::new("#state IN (:queued, :sending)")
        .name("#state", "state")
        .value(":queued", text(DeliveryState::Queued.as_str()))
        .value(":sending", text(DeliveryState::Sending.as_str()))
}

impl Sends for Table {
    async fn make_send(&self, send: &Send, to: &Selection, event: &Event) -> Answer<MadeSend> {
        let mut transaction = Transaction::default();
        let fresh = Expression::new("attribute_not_exists(pk)");
        transaction.put(self, items::send(send)?, Some(fresh))?;
        if let Selection::Phones(ids) = to {
            for (page, ids) in ids.chunks(NAMED_PER_PAGE).enumerate() {
                transaction.put(self, items::named(send, page, ids)?, None)?;
            }
        }
        transaction.put(self, items::event(event)?, None)?;
        match transaction.run(self).await? {
            Written::Done => Ok(MadeSend::Made),
            Written::Refused(refused) => {
                let there = refused.into_iter().find_map(|(_, item)| item).map(read::<Send>).transpose()?;
                let there = match there {
                    Some(send) => Some(send),
                    None => self.send(&send.send_id).await?,
                };
                Ok(there.map_or(MadeSend::Made, |send| MadeSend::Exists(Box::new(send))))
            }
        }
    }

    async fn send(&self, id: &SendId) -> Answer<Option<Send>> {
        self.get(&Key::send(id)).await?.map(read).transpose()
    }

    async fn count_sending(&self, id: &SendId) -> Answer<u64> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name("gsi1")
            .select(Select::Count)
            .key_condition_expression("gsi1pk = :pk")
            .expression_attribute_values(":pk", text(design::deliveries_of(id, DeliveryState::Sending)));
        let reply = ask.send().await.map_err(|e| broken(&e))?;
        Ok(u64::try_from(reply.count).unwrap_or_default())
    }

    async fn named(&self, id: &SendId, from: usize, limit: usize) -> Answer<Vec<PhoneId>> {
        let item = self.get(&Key::named(id, from / NAMED_PER_PAGE)).await?;
        let page = item.map(read::<items::Named<Vec<PhoneId>>>).transpose()?;
        let ids = page.map(|page| page.phone_ids).unwrap_or_default();
        Ok(ids.into_iter().skip(from % NAMED_PER_PAGE).take(limit).collect())
    }

    async fn phones(&self, ids: &[PhoneId]) -> Answer<Vec<Phone>> {
        let keys: Vec<_> = ids.iter().map(Key::phone).collect();
        self.batch(&keys).await?.into_iter().map(read).collect()
    }

    async fn step(&self, step: ExpansionStep<'_>) -> Answer<Stepped> {
        let ExpansionStep { send_id, from, mut to, mut recipients, now } = step;
        loop {
            let mut transaction = Transaction::default();
            for delivery in &recipients {
                let fresh = Expression::new("attribute_not_exists(pk)");
                transaction.put(self, items::delivery(send_id, delivery)?, Some(fresh))?;
            }
            let move_on = Expression::new("SET expansion = :to, updated_at = :now ADD recipients :found")
                .value(":to", value(&to)?)
                .value(":now", number(now))
                .value(":found", number(recipients.len()))
                .value(":from", number(from));
            let send_at =
                transaction.update(self, &Key::send(send_id), Some("expansion.step = :from"), move_on)?;
            let Written::Refused(refused) = transaction.run(self).await? else {
                return Ok(Stepped::To(to));
            };
            if refused.iter().any(|(at, _)| *at == send_at) {
                return Ok(Stepped::Elsewhere);
            }
            // Recipients that an earlier step wrote down: their place in the list moved meanwhile.
            let known: HashSet<_> = refused.iter().map(|(at, _)| *at).collect();
            let mut at = 0..;
            recipients.retain(|_| at.next().is_some_and(|at| !known.contains(&at)));
            to.pending = recipients.iter().map(|delivery| delivery.phone_id.clone()).collect();
        }
    }

    async fn chunk(&self, id: &SendId, phones: &[PhoneId]) -> Answer<Chunk> {
        let mut keys = vec![Key::send(id)];
        keys.extend(phones.iter().map(|phone| Key::delivery(id, phone)));
        keys.extend(phones.iter().map(Key::phone));
        let (mut send, mut deliveries, mut found) = (None, Vec::new(), HashMap::new());
        for item in self.batch(&keys).await? {
            match text_of(&item, "sk") {
                "B" => send = Some(read::<Send>(item)?),
                "P" => {
                    let phone: Phone = read(item)?;
                    found.insert(phone.phone_id.clone(), phone);
                }
                _ => deliveries.push(read::<Delivery>(item)?),
            }
        }
        let with_phone = |delivery: Delivery| {
            let phone = found.remove(&delivery.phone_id);
            (delivery, phone)
        };
        Ok(Chunk { send, deliveries: deliveries.into_iter().map(with_phone).collect() })
    }

    async fn record(&self, id: &SendId, mut ended: Vec<Delivery>, now: i64) -> Answer<()> {
        while !ended.is_empty() {
            let mut transaction = Transaction::default();
            for delivery in &ended {
                transaction.put(self, items::delivery(id, delivery)?, Some(still_open()))?;
            }
            let count = |state| number(ended.iter().filter(|delivery| delivery.state == state).count());
            let add =
                Expression::new("SET updated_at = :now ADD sent :sent, skipped :skipped, failed :failed")
                    .value(":now", number(now))
                    .value(":sent", count(DeliveryState::Sent))
                    .value(":skipped", count(DeliveryState::Skipped))
                    .value(":failed", count(DeliveryState::Failed));
            transaction.update(self, &Key::send(id), None, add)?;
            let Written::Refused(refused) = transaction.run_patiently(self).await? else {
                return Ok(());
            };
            // Someone else wrote these outcomes down, and counted them.
            let known: HashSet<_> = refused.iter().map(|(at, _)| *at).collect();
            let mut at = 0..;
            ended.retain(|_| at.next().is_some_and(|at| !known.contains(&at)));
        }
        Ok(())
    }

    async fn deliveries(
        &self,
        id: &SendId,
        state: Option<DeliveryState>,
        limit: usize,
        after: Option<&PhoneId>,
    ) -> Answer<Page<Delivery, PhoneId>> {
        let ask = self.client.query().table_name(&self.name).limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let ask = if let Some(state) = state {
            ask.index_name("gsi1")
                .key_condition_expression("gsi1pk = :pk AND gsi1sk > :after")
                .expression_attribute_values(":pk", text(design::deliveries_of(id, state)))
                // A sort key of an index may not be empty; every phone id sorts behind a space.
                .expression_attribute_values(":after", text(after.map_or(" ", PhoneId::as_str)))
        } else {
            let (from, to) = design::deliveries_after(after);
            ask.key_condition_expression("pk = :pk AND sk BETWEEN :from AND :to")
                .expression_attribute_values(":pk", text(Key::send(id).pk))
                .expression_attribute_values(":from", text(from))
                .expression_attribute_values(":to", text(to))
        };
        let reply = ask.send().await.map_err(|e| broken(&e))?;
        let items: Vec<Delivery> =
            reply.items.unwrap_or_default().into_iter().map(read).collect::<Answer<_>>()?;
        let more = reply.last_evaluated_key.is_some();
        let next = items.last().filter(|_| more).map(|delivery| delivery.phone_id.clone());
        Ok(Page { items, next })
    }
}
