//! Integrations, and how often they asked.

use super::Table;
use super::calls::{Expression, Transaction, Written, broken};
use super::design::{self, Key};
use super::items::{self, number, read, text};
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use onramp_domain::{Event, Integration, IntegrationId, Kind};
use onramp_usecases::ports::{Answer, Integrations, Page};

impl Integrations for Table {
    async fn integration(&self, id: &IntegrationId) -> Answer<Option<Integration>> {
        self.get(&Key::integration(id)).await?.map(read).transpose()
    }

    async fn integrations(&self) -> Answer<Vec<Integration>> {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let ask = self
                .client
                .query()
                .table_name(&self.name)
                .index_name("gsi1")
                .key_condition_expression("gsi1pk = :pk")
                .expression_attribute_values(":pk", text(design::INTEGRATIONS))
                .set_exclusive_start_key(after);
            let page = ask.send().await.map_err(|e| broken(&e))?;
            for item in page.items.unwrap_or_default() {
                all.push(read(item)?);
            }
            after = page.last_evaluated_key;
            if after.is_none() {
                return Ok(all);
            }
        }
    }

    async fn integrations_page(
        &self,
        limit: usize,
        after: Option<&IntegrationId>,
    ) -> Answer<Page<Integration, IntegrationId>> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .index_name("gsi1")
            .key_condition_expression("gsi1pk = :pk AND gsi1sk > :after")
            .expression_attribute_values(":pk", text(design::INTEGRATIONS))
            // A space sorts before any id: a key may not be empty.
            .expression_attribute_values(":after", text(after.map_or(" ", IntegrationId::as_str)))
            .limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let page = ask.send().await.map_err(|e| broken(&e))?;
        let items: Vec<Integration> =
            page.items.unwrap_or_default().into_iter().map(read).collect::<Answer<_>>()?;
        let more = page.last_evaluated_key.is_some();
        let next = items.last().filter(|_| more).map(|last| last.integration_id.clone());
        Ok(Page { items, next })
    }

    async fn write_integration(
        &self,
        before: Option<&Integration>,
        after: &Integration,
        event: &Event,
    ) -> Answer<bool> {
        let mut transaction = Transaction::default();
        let condition = match before {
            None => Expression::new("attribute_not_exists(pk)"),
            Some(before) => Expression::new("secret_id = :secret AND attribute_not_exists(revoked_at)")
                .value(":secret", text(before.secret_id.as_str())),
        };
        transaction.put(self, items::integration(after)?, Some(condition))?;
        transaction.put(self, items::event(event)?, None)?;
        Ok(matches!(transaction.run(self).await?, Written::Done))
    }

    async fn count_request(&self, id: &IntegrationId, kind: Kind, most: u32, now: i64) -> Answer<bool> {
        let ask = self
            .client
            .update_item()
            .table_name(&self.name)
            .set_key(Some(items::key(&Key::requests(id, kind, now))))
            .update_expression("ADD requests :one SET #ttl = if_not_exists(#ttl, :ttl)")
            .condition_expression("attribute_not_exists(requests) OR requests < :most")
            .expression_attribute_names("#ttl", design::TTL)
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":most", number(most))
            .expression_attribute_values(":ttl", number(now + design::KEEP_REQUESTS));
        match ask.send().await {
            Ok(_) => Ok(true),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
            {
                Ok(false)
            }
            Err(error) => Err(broken(&error)),
        }
    }
}
