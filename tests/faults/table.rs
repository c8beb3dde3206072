//! `DynamoDB`: the embedded engine, asked without a connection between.

use crate::plan::Refusal;
use crate::reply::Reply;
use dynoxide::{Database, DynoxideError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::path::Path;

/// The name of the table.
pub const TABLE: &str = "onramp";

/// What it is kept as.
const FILE: &str = "table.db";

/// The engine.
pub struct Engine(Database);

/// A key: partition and sort key.
pub type Key = (String, String);

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Found {
    item: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Scanned {
    items: Vec<Value>,
    last_evaluated_key: Option<Value>,
}

impl Engine {
    /// An empty one, in memory.
    pub fn new() -> Self {
        Self(Database::memory().unwrap())
    }

    /// Keeps it in a folder.
    pub fn save(&self, folder: &Path) {
        self.0.vacuum_into(folder.join(FILE).to_str().unwrap()).unwrap();
    }

    /// One in memory as it was kept.
    pub fn saved(folder: &Path) -> Self {
        let engine = Self::new();
        engine.0.restore_from(folder.join(FILE).to_str().unwrap()).unwrap();
        engine
    }

    /// Does what a call asks for; of a batch of reads only a part, if told.
    pub fn answer(&self, operation: &str, body: &str, part: Option<u64>) -> Reply {
        match operation {
            "BatchGetItem" if part.is_some_and(|part| part % 2 == 0) => self.read_in_part(body),
            "BatchGetItem" => self.run(body, Database::batch_get_item),
            "CreateTable" => self.run(body, Database::create_table),
            "DeleteItem" => self.run(body, Database::delete_item),
            "GetItem" => self.run(body, Database::get_item),
            "PutItem" => self.run(body, Database::put_item),
            "Query" => self.run(body, Database::query),
            "TransactWriteItems" => self.run(body, Database::transact_write_items),
            "UpdateItem" => self.run(body, Database::update_item),
            "UpdateTimeToLive" => self.run(body, Database::update_time_to_live),
            other => panic!("{other} is not among the calls that Onramp makes"),
        }
    }

    fn run<A: DeserializeOwned, R: Serialize>(
        &self,
        body: &str,
        call: impl Fn(&Database, A) -> Result<R, DynoxideError>,
    ) -> Reply {
        match call(&self.0, serde_json::from_str(body).unwrap()) {
            Ok(reply) => Reply::json(200, &serde_json::to_string(&reply).unwrap()),
            Err(error) => Reply::json(error.status_code(), &error.to_json()),
        }
    }

    /// Reads the first half of the keys and gives the others back, as `DynamoDB` does when it is asked for too much.
    fn read_in_part(&self, body: &str) -> Reply {
        let mut asked: Value = serde_json::from_str(body).unwrap();
        let mut left = asked["RequestItems"].clone();
        let keys = asked["RequestItems"][TABLE]["Keys"].as_array_mut().unwrap();
        let behind = keys.split_off(keys.len().div_ceil(2));
        let none_left = behind.is_empty();
        left[TABLE]["Keys"] = behind.into();
        let mut reply = self.run(&asked.to_string(), Database::batch_get_item);
        if !none_left {
            let mut told: Value = serde_json::from_str(&reply.body).unwrap();
            told["UnprocessedKeys"] = left;
            reply.body = told.to_string();
        }
        reply
    }

    /// An item.
    pub fn item<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let ask = json!({
            "TableName": TABLE, "ConsistentRead": true, "Key": { "pk": { "S": key.0 }, "sk": { "S": key.1 } },
        });
        let reply = self.run(&ask.to_string(), Database::get_item);
        let found: Found = serde_json::from_str(&reply.body).unwrap();
        found.item.map(|item| serde_json::from_value(plain_item(&item)).unwrap())
    }

    /// Every item, with its key.
    pub fn items(&self) -> Vec<(Key, Value)> {
        let (mut all, mut after) = (Vec::new(), Value::Null);
        loop {
            let mut ask = json!({ "TableName": TABLE });
            if !after.is_null() {
                ask["ExclusiveStartKey"] = after;
            }
            let reply = self.run(&ask.to_string(), Database::scan);
            let page: Scanned = serde_json::from_str(&reply.body).unwrap();
            all.extend(page.items.iter().map(|item| (key_of(item).unwrap(), plain_item(item))));
            match page.last_evaluated_key {
                Some(key) => after = key,
                None => return all,
            }
        }
    }
}

/// How the table says no.
pub fn refuse(refusal: Refusal, operation: &str, body: &Value) -> Reply {
    let service = "com.amazonaws.dynamodb.v20120810#";
    match refusal {
        Refusal::Throttled => {
            let kind = format!("{service}ProvisionedThroughputExceededException");
            Reply::json(
                400,
                &json!({ "__type": kind, "message": "The level of configured throughput was exceeded." }),
            )
        }
        Refusal::Conflict if operation == "TransactWriteItems" => {
            let kind = format!("{service}TransactionCanceledException");
            let actions = body["TransactItems"].as_array().map_or(0, Vec::len);
            let mut reasons = vec![json!({ "Code": "None" }); actions];
            if let Some(last) = reasons.last_mut() {
                *last = json!({ "Code": "TransactionConflict", "Message": "Transaction is ongoing for the item" });
            }
            let message = "Transaction cancelled, please refer cancellation reasons for specific reasons";
            Reply::json(400, &json!({ "__type": kind, "Message": message, "CancellationReasons": reasons }))
        }
        Refusal::Broken | Refusal::Conflict => {
            let kind = format!("{service}InternalServerError");
            Reply::json(500, &json!({ "__type": kind, "message": "Internal server error" }))
        }
    }
}

/// Every key that a call names, in its order.
pub fn keys_in(body: &Value) -> Vec<Key> {
    if let Some(key) = key_of(body) {
        return vec![key];
    }
    match body {
        Value::Object(fields) => fields.values().flat_map(keys_in).collect(),
        Value::Array(values) => values.iter().flat_map(keys_in).collect(),
        _ => Vec::new(),
    }
}

fn key_of(item: &Value) -> Option<Key> {
    Some((item["pk"]["S"].as_str()?.to_owned(), item["sk"]["S"].as_str()?.to_owned()))
}

fn plain_item(item: &Value) -> Value {
    let fields = item.as_object().into_iter().flatten();
    Value::Object(fields.map(|(name, value)| (name.clone(), plain(value))).collect::<Map<_, _>>())
}

/// An attribute as JSON without the names of types.
fn plain(attribute: &Value) -> Value {
    let (kind, value) = attribute.as_object().and_then(|fields| fields.iter().next()).unwrap();
    match (kind.as_str(), value) {
        ("N", Value::String(number)) => serde_json::from_str(number).unwrap(),
        ("NULL", _) => Value::Null,
        ("L", Value::Array(values)) => values.iter().map(plain).collect(),
        ("M", _) => plain_item(value),
        _ => value.clone(),
    }
}
