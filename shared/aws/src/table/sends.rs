//! Sends: written down, told what to do, expanded, listed.

use super::Table;
use super::calls::{Expression, Transaction, Written, broken, text_of};
use super::design::{self, HEARD_SHARDS, Key, NAMED_PER_PAGE};
use super::items::{self, number, read, text, value};
use aws_sdk_dynamodb::types::AttributeValue;
use onramp_domain::send::{Control, Heard, Position, Selection, Send};
use onramp_domain::{Event, Phone, PhoneId, SendId};
use onramp_usecases::ports::{
    After, Answer, ExpansionStep, KnownSend, MadeSend, Outage, Page, Sends, Stepped, Told,
};
use std::collections::{HashMap, HashSet};

impl Sends for Table {
    async fn make_send(&self, send: &Send, to: &Selection, event: &Event) -> Answer<MadeSend> {
        let mut transaction = Transaction::default();
        let fresh = Expression::new("attribute_not_exists(pk)");
        transaction.put(self, items::send(send)?, Some(fresh))?;
        transaction.put(self, items::entry(send)?, None)?;
        if let Selection::Phones(ids) = to {
            for (page, ids) in ids.chunks(NAMED_PER_PAGE).enumerate() {
                transaction.put(self, items::named(send, page, ids)?, None)?;
            }
        }
        transaction.put(self, items::event(event)?, None)?;
        match transaction.run(self).await? {
            Written::Done => Ok(MadeSend::Made),
            Written::Refused(refused) => {
                // The send alone has a condition.
                let there = refused.into_iter().find_map(|(_, item)| item).map(read::<Send>).transpose()?;
                let gone = Outage { service: "the table", cause: "a send that is there is not told".into() };
                Ok(MadeSend::Exists(Box::new(there.ok_or(gone)?)))
            }
        }
    }

    async fn send(&self, id: &SendId) -> Answer<Option<Send>> {
        self.get(&Key::send(id)).await?.map(read).transpose()
    }

    async fn known_send(&self, id: &SendId) -> Answer<Option<KnownSend>> {
        Ok(self.known_sends(std::slice::from_ref(id)).await?.pop())
    }

    async fn sends(&self, limit: usize, after: Option<&After>) -> Answer<Page<KnownSend, After>> {
        let mut ask = self
            .client
            .query()
            .table_name(&self.name)
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", text(design::SENDS));
        if let Some((created_at, id)) = after {
            ask = ask.set_exclusive_start_key(Some(items::key(&Key::entry(*created_at, id))));
        }
        let reply = ask.send().await.map_err(|e| broken(&e))?;
        let more = reply.last_evaluated_key.is_some();
        let ids: Vec<_> = reply
            .items
            .unwrap_or_default()
            .into_iter()
            .map(|item| read::<items::Entry<SendId>>(item).map(|entry| entry.send_id))
            .collect::<Answer<_>>()?;
        let items = self.known_sends(&ids).await?;
        let next =
            items.last().filter(|_| more).map(|known| (known.send.created_at, known.send.send_id.clone()));
        Ok(Page { items, next })
    }

    async fn control(&self, id: &SendId, from: &[Control], to: &Told, event: Option<&Event>) -> Answer<bool> {
        let mut transaction = Transaction::default();
        let mut sets = vec!["#control = :to", "updated_at = :now"];
        let mut change = Expression::new("")
            .name("#control", "control")
            .value(":to", text(to.control.as_str()))
            .value(":now", number(to.now));
        if let Some(because) = &to.because {
            sets.push("paused_because = :because");
            change = change.value(":because", value(because)?);
        }
        if let Some(forgiven) = &to.forgiven {
            sets.push("forgiven = :forgiven");
            change = change.value(":forgiven", value(forgiven)?);
        }
        if to.control == Control::Cancelled {
            sets.push("expansion.#position = :end");
            change = change.name("#position", "position").value(":end", value(&Position::End)?);
        }
        change.text = format!("SET {}", sets.join(", "));
        if to.because.is_none() {
            change.text.push_str(" REMOVE paused_because");
        }
        let mut names = Vec::new();
        for (at, control) in from.iter().enumerate() {
            names.push(format!(":from{at}"));
            change = change.value(&format!(":from{at}"), text(control.as_str()));
        }
        let condition = format!("#control IN ({})", names.join(", "));
        transaction.update(self, &Key::send(id), Some(&condition), change)?;
        if let Some(event) = event {
            transaction.put(self, items::event(event)?, None)?;
        }
        Ok(matches!(transaction.run(self).await?, Written::Done))
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
        let ExpansionStep { send_id, from, mut to, mut recipients, limit_reached, now } = step;
        loop {
            let mut transaction = Transaction::default();
            for delivery in &recipients {
                let fresh = Expression::new("attribute_not_exists(pk)");
                transaction.put(self, items::delivery(send_id, delivery)?, Some(fresh))?;
            }
            let move_on = Expression::new(
                "SET expansion = :to, updated_at = :now, limit_reached = :limit ADD recipients :found",
            )
            .name("#control", "control")
            .value(":to", value(&to)?)
            .value(":now", number(now))
            .value(":limit", AttributeValue::Bool(limit_reached))
            .value(":found", number(recipients.len()))
            .value(":from", number(from))
            .value(":running", text(Control::Running.as_str()));
            let condition = "expansion.step = :from AND #control = :running";
            let send_at = transaction.update(self, &Key::send(send_id), Some(condition), move_on)?;
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
}

impl Table {
    /// Sends and what was heard of them, those that are there, in the order asked for.
    async fn known_sends(&self, ids: &[SendId]) -> Answer<Vec<KnownSend>> {
        let keys = ids.iter().flat_map(|id| {
            std::iter::once(Key::send(id)).chain((0..HEARD_SHARDS).map(|shard| Key::heard(id, shard)))
        });
        let (mut sends, mut heard) = (HashMap::<String, Send>::new(), HashMap::<String, Heard>::new());
        for item in self.batch(&keys.collect::<Vec<_>>()).await? {
            let of = text_of(&item, "pk").to_owned();
            if text_of(&item, "sk") == "B" {
                sends.insert(of, read(item)?);
            } else {
                let sum = heard.entry(of).or_default();
                *sum = *sum + read::<Heard>(item)?;
            }
        }
        let known = ids.iter().filter_map(|id| {
            let of = Key::send(id).pk;
            let send = sends.remove(&of)?;
            Some(KnownSend { send, heard: heard.remove(&of).unwrap_or_default() })
        });
        Ok(known.collect())
    }
}
