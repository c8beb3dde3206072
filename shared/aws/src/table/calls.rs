//! How the table is called: batched reads, queries, and transactions that tell which condition failed.

use super::items::Item;
use super::{Table, design::Key, items};
use crate::SystemChance;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{
    CancellationReason, Delete, KeysAndAttributes, Put, ReturnValue, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem, Update,
};
use onramp_usecases::ports::{Answer, Chance, Outage};
use std::collections::HashMap;
use std::time::Duration;

/// Keys that one batched read may name (`DynamoDB`'s limit).
const BATCH: usize = 100;
/// How often a transaction is tried that others get in the way of. The waits add up to some two seconds.
const TRIES: u32 = 8;
/// How often a transaction is run that must not be lost; each run makes the SDK's own attempts.
const PATIENCE: u32 = 5;
/// The first wait, in milliseconds; each further one is twice as long, and of each a random part is taken.
const FIRST_WAIT: u64 = 15;

/// What an SDK error tells a log: the service's code, or how the call failed. Never its message, which may quote keys.
pub fn outage<E: ProvideErrorMetadata, R>(service: &'static str, error: &SdkError<E, R>) -> Outage {
    let cause = match error {
        SdkError::ServiceError(e) => e.err().code().unwrap_or("unknown error").to_owned(),
        SdkError::TimeoutError(_) => "time-out".to_owned(),
        SdkError::DispatchFailure(_) => "out of reach".to_owned(),
        SdkError::ResponseError(_) => "unreadable response".to_owned(),
        _ => "the request could not be built".to_owned(),
    };
    Outage { service, cause }
}

pub(super) fn broken<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> Outage {
    outage("the table", error)
}

pub(super) fn unbuilt(_: aws_sdk_dynamodb::error::BuildError) -> Outage {
    Outage { service: "the table", cause: "the request could not be built".into() }
}

/// An expression with its names and values: `#a` and `:b` are declared as they are used.
#[derive(Debug, Clone, Default)]
pub(super) struct Expression {
    pub text: String,
    pub names: HashMap<String, String>,
    pub values: Item,
}

impl Expression {
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// The same with more text behind it.
    pub fn and(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    pub fn name(mut self, placeholder: &str, name: &str) -> Self {
        self.names.insert(placeholder.to_owned(), name.to_owned());
        self
    }

    pub fn value(mut self, placeholder: &str, value: aws_sdk_dynamodb::types::AttributeValue) -> Self {
        self.values.insert(placeholder.to_owned(), value);
        self
    }
}

fn some<K, V>(map: HashMap<K, V>) -> Option<HashMap<K, V>> {
    (!map.is_empty()).then_some(map)
}

/// What became of a transaction.
#[derive(Debug)]
pub(super) enum Written {
    /// All of it was written.
    Done,
    /// Nothing was: these conditions did not hold, by the index of their action, with the item as it stands.
    Refused(Vec<(usize, Option<Item>)>),
}

/// A transaction in the making: at most 100 actions.
#[derive(Debug, Default)]
pub(super) struct Transaction {
    actions: Vec<TransactWriteItem>,
}

impl Transaction {
    /// Puts an item, under a condition if one is given. Answers the action's index.
    pub fn put(&mut self, table: &Table, item: Item, condition: Option<Expression>) -> Result<usize, Outage> {
        let mut put = Put::builder().table_name(&table.name).set_item(Some(item));
        if let Some(Expression { text, names, values }) = condition {
            put = put
                .condition_expression(text)
                .set_expression_attribute_names(some(names))
                .set_expression_attribute_values(some(values))
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        }
        Ok(self.push(TransactWriteItem::builder().put(put.build().map_err(unbuilt)?).build()))
    }

    /// Updates an item; the change declares the names and values of the condition too.
    pub fn update(
        &mut self,
        table: &Table,
        key: &Key,
        condition: Option<&str>,
        change: Expression,
    ) -> Result<usize, Outage> {
        let mut update = Update::builder()
            .table_name(&table.name)
            .set_key(Some(items::key(key)))
            .update_expression(change.text)
            .set_expression_attribute_names(some(change.names))
            .set_expression_attribute_values(some(change.values));
        if let Some(condition) = condition {
            update = update
                .condition_expression(condition)
                .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        }
        Ok(self.push(TransactWriteItem::builder().update(update.build().map_err(unbuilt)?).build()))
    }

    /// Deletes an item.
    pub fn delete(&mut self, table: &Table, key: &Key) -> Result<usize, Outage> {
        let delete = Delete::builder().table_name(&table.name).set_key(Some(items::key(key)));
        Ok(self.push(TransactWriteItem::builder().delete(delete.build().map_err(unbuilt)?).build()))
    }

    /// Deletes an item that is as it was read.
    pub fn delete_if(&mut self, table: &Table, key: &Key, condition: Expression) -> Result<usize, Outage> {
        let Expression { text, names, values } = condition;
        let delete = Delete::builder()
            .table_name(&table.name)
            .set_key(Some(items::key(key)))
            .condition_expression(text)
            .set_expression_attribute_names(some(names))
            .set_expression_attribute_values(some(values));
        Ok(self.push(TransactWriteItem::builder().delete(delete.build().map_err(unbuilt)?).build()))
    }

    fn push(&mut self, action: TransactWriteItem) -> usize {
        self.actions.push(action);
        self.actions.len() - 1
    }

    /// Runs it. Where others were in the way it is tried again; a condition that does not hold is final.
    pub async fn run(self, table: &Table) -> Result<Written, Outage> {
        self.run_as(&token(), table).await
    }

    /// Runs it, and again when the table fails: for what tells of something that is done and cannot be undone.
    pub async fn run_patiently(self, table: &Table) -> Result<Written, Outage> {
        let token = token();
        for tries in 1..PATIENCE {
            if let Ok(written) = self.run_as(&token, table).await {
                return Ok(written);
            }
            tokio::time::sleep(wait(tries)).await;
        }
        self.run_as(&token, table).await
    }

    async fn run_as(&self, token: &str, table: &Table) -> Result<Written, Outage> {
        let mut tries = 0;
        loop {
            let ask = table.client.transact_write_items().set_transact_items(Some(self.actions.clone()));
            let ask = ask.client_request_token(token);
            let Err(error) = ask.send().await else {
                return Ok(Written::Done);
            };
            let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) =
                error.as_service_error()
            else {
                return Err(broken(&error));
            };
            let reasons = cancelled.cancellation_reasons();
            let refused = refused(reasons);
            if !refused.is_empty() {
                return Ok(Written::Refused(refused));
            }
            tries += 1;
            if tries == TRIES || !reasons.iter().all(|reason| passing(reason.code())) {
                let code = reasons.iter().find_map(|reason| reason.code().filter(|code| *code != "None"));
                return Err(Outage { service: "the table", cause: code.unwrap_or("cancelled").to_owned() });
            }
            tokio::time::sleep(wait(tries)).await;
        }
    }
}

/// Names a transaction, the same for all tries: one that was done and whose answer was lost is not taken for someone
/// else's doing.
fn token() -> String {
    format!("{:032x}", SystemChance.bits())
}

fn refused(reasons: &[CancellationReason]) -> Vec<(usize, Option<Item>)> {
    let failed =
        reasons.iter().enumerate().filter(|(_, reason)| reason.code() == Some("ConditionalCheckFailed"));
    failed.map(|(at, reason)| (at, reason.item().cloned().filter(|item| !item.is_empty()))).collect()
}

/// Whether a reason passes by itself: another transaction on the same item, or too many at once.
fn passing(code: Option<&str>) -> bool {
    matches!(
        code,
        None | Some("None" | "TransactionConflict" | "ThrottlingError" | "ProvisionedThroughputExceeded")
    )
}

fn wait(tries: u32) -> Duration {
    let longest = FIRST_WAIT << tries;
    Duration::from_millis(FIRST_WAIT + getrandom::u64().unwrap_or_default() % longest)
}

impl Table {
    /// Items by key, those that are there, in any order; as many calls as hundreds of keys.
    pub(super) async fn batch(&self, keys: &[Key]) -> Answer<Vec<Item>> {
        let mut found = Vec::with_capacity(keys.len());
        for keys in keys.chunks(BATCH) {
            let mut wanted: Vec<Item> = keys.iter().map(items::key).collect();
            let mut tries = 0;
            while !wanted.is_empty() {
                let ask = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true);
                let ask = ask.build().map_err(unbuilt)?;
                let reply = self.client.batch_get_item().request_items(&self.name, ask).send().await;
                let reply = reply.map_err(|e| broken(&e))?;
                found.extend(reply.responses.unwrap_or_default().remove(&self.name).unwrap_or_default());
                let rest = reply.unprocessed_keys.unwrap_or_default().remove(&self.name);
                wanted = rest.map(|rest| rest.keys).unwrap_or_default();
                if !wanted.is_empty() {
                    tries += 1;
                    if tries == TRIES {
                        return Err(Outage { service: "the table", cause: "throttled".into() });
                    }
                    tokio::time::sleep(wait(tries)).await;
                }
            }
        }
        Ok(found)
    }

    /// Updates one item under a condition: what its update answers, or the item as it stands where the condition does not
    /// hold.
    pub(super) async fn update_if(
        &self,
        key: &Key,
        condition: &str,
        change: Expression,
    ) -> Answer<Result<Option<Item>, Option<Item>>> {
        let ask = self
            .client
            .update_item()
            .table_name(&self.name)
            .set_key(Some(items::key(key)))
            .update_expression(change.text)
            .condition_expression(condition)
            .set_expression_attribute_names(some(change.names))
            .set_expression_attribute_values(some(change.values))
            .return_values(ReturnValue::UpdatedOld)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let error = match ask.send().await {
            Ok(reply) => return Ok(Ok(reply.attributes)),
            Err(error) => error,
        };
        match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(failed)) => Ok(Err(failed.item.clone())),
            _ => Err(broken(&error)),
        }
    }

    /// One item.
    pub(super) async fn get(&self, key: &Key) -> Answer<Option<Item>> {
        let ask = self
            .client
            .get_item()
            .table_name(&self.name)
            .set_key(Some(items::key(key)))
            .consistent_read(true);
        Ok(ask.send().await.map_err(|e| broken(&e))?.item)
    }
}

/// The text of an item's attribute; empty if it has none.
pub(super) fn text_of<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}
