//! What the organisation decided.

use super::Table;
use super::calls::{Expression, Transaction, Written};
use super::design::Key;
use super::items::{self, number, read};
use onramp_domain::{Decisions, Event};
use onramp_usecases::ports::{Answer, OrganisationSettings};

impl OrganisationSettings for Table {
    async fn decisions(&self) -> Answer<Decisions> {
        Ok(self.get(&Key::settings()).await?.map(read).transpose()?.unwrap_or_default())
    }

    async fn write_decisions(&self, before: u64, after: &Decisions, event: &Event) -> Answer<bool> {
        let condition = match before {
            0 => Expression::new("attribute_not_exists(pk)"),
            _ => Expression::new("#version = :before")
                .name("#version", "version")
                .value(":before", number(before)),
        };
        let mut transaction = Transaction::default();
        transaction.put(self, items::settings(after)?, Some(condition))?;
        transaction.put(self, items::event(event)?, None)?;
        Ok(matches!(transaction.run(self).await?, Written::Done))
    }
}
