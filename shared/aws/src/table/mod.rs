//! The ports on `DynamoDB`: one table.

mod calls;
mod change;
mod deliveries;
mod directory;
mod integrations;
mod links;
mod log;
mod marks;
mod people;
mod reminders;
mod sends;
mod sessions;
mod settings;
mod tally;
mod turns;
mod unactivated;

pub mod design;
mod items;

use aws_sdk_dynamodb::Client;
pub use calls::outage;

/// The table, by name. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Table {
    client: Client,
    name: String,
}

impl Table {
    /// The table of that name.
    pub fn new(client: Client, name: impl Into<String>) -> Self {
        Self { client, name: name.into() }
    }
}
