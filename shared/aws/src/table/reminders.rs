//! The index of the phones that are to be reminded.

use super::Table;
use super::calls::{Expression, broken, text_of};
use super::design::{self, INDEX_SHARDS, Key, REMINDERS};
use super::items::{self, read, text};
use onramp_domain::{Channel, PhoneId, SendId};
use onramp_usecases::ports::{Answer, Entry, Outage, Page, Reminders};

impl Reminders for Table {
    async fn due(
        &self,
        now: i64,
        limit: usize,
        shard: u32,
        after: Option<&Entry>,
    ) -> Answer<Option<Page<Entry, Entry>>> {
        if shard >= INDEX_SHARDS {
            return Ok(None);
        }
        let from = after.map_or(" ".to_owned(), |after| format!("{} ", sort_key(after)));
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name(REMINDERS.index)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .key_condition_expression(format!(
                "{} = :pk AND {} BETWEEN :from AND :now",
                REMINDERS.pk, REMINDERS.sk
            ))
            .expression_attribute_values(":pk", text(REMINDERS.partition(shard)))
            .expression_attribute_values(":from", text(from))
            // Behind all that is due at this second, before the next.
            .expression_attribute_values(":now", text(format!("{now:012}~")));
        let reply = ask.send().await.map_err(|e| broken(&e))?;
        let more = reply.last_evaluated_key.is_some();
        let entries = reply.items.unwrap_or_default();
        let items: Vec<_> =
            entries.iter().map(|item| entry(text_of(item, REMINDERS.sk))).collect::<Answer<_>>()?;
        let next = items.last().filter(|_| more).cloned();
        Ok(Some(Page { items, next }))
    }

    async fn move_entry(&self, entry: &Entry, to: Option<i64>) -> Answer<()> {
        let (pk, sk) = (REMINDERS.pk, REMINDERS.sk);
        let change = match to {
            None => Expression::new(&format!("REMOVE {pk}, {sk}")),
            Some(due_at) => Expression::new(&format!("SET {sk} = :to"))
                .value(":to", text(design::reminder(&entry.phone_id, due_at).1)),
        };
        let change = change.value(":seen", text(sort_key(entry)));
        self.update_if(&Key::phone(&entry.phone_id), &format!("{sk} = :seen"), change).await.map(|_| ())
    }

    async fn last_reminders(&self, channel: Channel) -> Answer<Option<SendId>> {
        let item = self.get(&Key::last_reminders(channel)).await?;
        Ok(item.map(read::<items::Entry<SendId>>).transpose()?.map(|entry| entry.send_id))
    }

    async fn note_reminders(&self, channel: Channel, send: &SendId) -> Answer<()> {
        let item = items::last_reminders(channel, send)?;
        let ask = self.client.put_item().table_name(&self.name).set_item(Some(item));
        ask.send().await.map_err(|e| broken(&e)).map(|_| ())
    }
}

fn sort_key(entry: &Entry) -> String {
    design::reminder(&entry.phone_id, entry.due_at).1
}

fn entry(sort_key: &str) -> Answer<Entry> {
    let read = || {
        let (due_at, phone_id) = sort_key.split_once(' ')?;
        Some(Entry { phone_id: PhoneId::parse(phone_id).ok()?, due_at: due_at.parse().ok()? })
    };
    read().ok_or(Outage {
        service: "the table",
        cause: "an entry of reminders is not of the expected shape".into(),
    })
}
