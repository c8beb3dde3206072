//! Deliveries: claimed, recorded, listed.

use super::Table;
use super::calls::{Expression, Transaction, Written, broken, text_of};
use super::design::{self, Key};
use super::items::{self, number, read, text, value};
use aws_sdk_dynamodb::types::Select;
use onramp_domain::figures::{Figure, Sums};
use onramp_domain::send::{CHUNK, Claim, Delivery, DeliveryState, Reason, Send};
use onramp_domain::{Channel, Phone, PhoneId, SendId};
use onramp_usecases::ports::{Answer, Chunk, Deliveries, Ends, Page};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Actions that a transaction may have (`DynamoDB`'s limit): for each of a chunk its outcome and whose its text is, the send's
/// count and the day's.
const ACTIONS: usize = 100;
const _: () = assert!(2 * CHUNK + 2 <= ACTIONS, "a chunk's outcomes are one transaction");

/// The condition that a delivery is there and has no outcome yet: an outcome is written, and counted, once.
pub(super) fn still_open() -> Expression {
    Expression::new("#state IN (:queued, :sending)")
        .name("#state", "state")
        .value(":queued", text(DeliveryState::Queued.as_str()))
        .value(":sending", text(DeliveryState::Sending.as_str()))
}

/// The condition that a delivery is open and nobody but that attempt has a claim to it.
pub(super) fn free_for(by: &str, now: i64) -> Expression {
    let mut free = still_open()
        .name("#claim", "claim")
        .name("#by", "by")
        .name("#until", "until")
        .value(":me", text(by))
        .value(":now", number(now));
    free.text.push_str(" AND (attribute_not_exists(#claim) OR #claim.#until <= :now OR #claim.#by = :me)");
    free
}

impl Deliveries for Table {
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

    async fn claim(&self, id: &SendId, phone: &PhoneId, claim: &Claim, now: i64) -> Answer<bool> {
        let Expression { text: condition, names, values } = free_for(&claim.by, now);
        let change = Expression {
            text: "SET #claim = :claim, updated_at = :now, #state = :sending, gsi1pk = :pk".into(),
            names,
            values,
        };
        let change = change
            .value(":claim", value(claim)?)
            .value(":pk", text(design::deliveries_of(id, DeliveryState::Sending)));
        Ok(self.update_if(&Key::delivery(id, phone), &condition, change).await?.is_ok())
    }

    async fn record(&self, id: &SendId, channel: Channel, ends: Ends<'_>, now: i64) -> Answer<()> {
        let Ends { mut ended, parts, texts, mut let_go, by } = ends;
        // What was handed over is paid for, even where what was heard of it came first and wrote the outcome down.
        while !ended.is_empty() || !let_go.is_empty() || !texts.is_empty() || parts > 0 {
            let mut transaction = Transaction::default();
            for delivery in &ended {
                // Who is passed over was not claimed: another attempt may have done so since it was read, and be sending.
                let condition = match delivery.state {
                    DeliveryState::Skipped => free_for(by, now),
                    _ => still_open(),
                };
                transaction.put(self, items::delivery(id, delivery)?, Some(condition))?;
            }
            for phone in &let_go {
                let release = Expression::new("REMOVE #claim")
                    .name("#claim", "claim")
                    .name("#by", "by")
                    .value(":me", text(by));
                transaction.update(self, &Key::delivery(id, phone), Some("#claim.#by = :me"), release)?;
            }
            if !ended.is_empty() || parts > 0 {
                transaction.update(self, &Key::send(id), None, counted(&ended, parts, now))?;
            }
            if let Some(first) = ended.first() {
                self.add_figures(&mut transaction, &figures(channel, &ended), &first.phone_id, now)?;
            }
            for (message, phone) in &texts {
                transaction.put(self, items::texted(message, id, phone, now)?, None)?;
            }
            let Written::Refused(refused) = transaction.run_patiently(self).await? else {
                return Ok(());
            };
            // Someone else wrote these outcomes down and counted them, or has a claim of their own.
            let known: HashSet<_> = refused.iter().map(|(at, _)| *at).collect();
            let mut at = 0..;
            ended.retain(|_| at.next().is_some_and(|at| !known.contains(&at)));
            let_go.retain(|_| at.next().is_some_and(|at| !known.contains(&at)));
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

/// What outcomes are counted as among the day's figures.
fn figures(channel: Channel, ended: &[Delivery]) -> Sums {
    let mut sums = Sums::default();
    for delivery in ended {
        sums.add(Figure::of_outcome(channel, delivery), 1);
    }
    sums
}

/// Adds outcomes to a send's counters: by state, and by reason.
fn counted(ended: &[Delivery], parts: u64, now: i64) -> Expression {
    let count = |state| number(ended.iter().filter(|delivery| delivery.state == state).count());
    let mut add = Expression::new(
        "SET updated_at = :now ADD sent :sent, skipped :skipped, failed :failed, parts :parts",
    )
    .value(":now", number(now))
    .value(":sent", count(DeliveryState::Sent))
    .value(":skipped", count(DeliveryState::Skipped))
    .value(":failed", count(DeliveryState::Failed))
    .value(":parts", number(parts));
    let mut reasons = BTreeMap::<&str, usize>::new();
    for reason in ended.iter().filter_map(|delivery| delivery.reason) {
        *reasons.entry(Reason::code(reason)).or_default() += 1;
    }
    for (at, (reason, count)) in reasons.into_iter().enumerate() {
        add = add
            .and(&format!(", reasons.#reason{at} :reason{at}"))
            .name(&format!("#reason{at}"), reason)
            .value(&format!(":reason{at}"), number(count));
    }
    add
}
