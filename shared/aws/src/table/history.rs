//! The history of phones, by their links and by deliveries that left none.

use super::Table;
use super::calls::{broken, text_of};
use super::design::{self, Key};
use super::items::{Item, read, text};
use onramp_domain::send::Delivery;
use onramp_domain::{PhoneId, SendId};
use onramp_usecases::ports::{Answer, History, Past};

impl History for Table {
    async fn past(&self, phone: &PhoneId, limit: usize) -> Answer<Vec<Past>> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name("gsi2")
            .scan_index_forward(false)
            .key_condition_expression("gsi2pk = :pk")
            .expression_attribute_values(":pk", text(design::history(phone)))
            .limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let page = ask.send().await.map_err(|e| broken(&e))?;
        page.items.unwrap_or_default().into_iter().map(past).collect()
    }

    async fn deliveries_to(&self, of: &[(SendId, PhoneId)]) -> Answer<Vec<(SendId, Delivery)>> {
        let keys: Vec<_> = of.iter().map(|(send, phone)| Key::delivery(send, phone)).collect();
        let found = self.batch(&keys).await?.into_iter();
        let pairs = found.filter_map(|item| Some((design::send_of(text_of(&item, "pk"))?, item)));
        pairs.map(|(send, item)| Ok((send, read(item)?))).collect()
    }
}

fn past(item: Item) -> Answer<Past> {
    match design::send_of(text_of(&item, "pk")) {
        Some(send) => Ok(Past::Ended(send, Box::new(read(item)?))),
        None => Ok(Past::Link(Box::new(read(item)?))),
    }
}
