//! The embedded `DynamoDB` engine, and the client that the adapter speaks to it with.

use crate::LocalError;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use onramp_aws::table::design;
use std::path::Path;

/// The name of the table.
pub const TABLE: &str = "onramp";

/// Starts the engine on a free port of this machine, over a file or in memory, with the table in it: a client, and
/// where the engine is.
pub async fn start(file: Option<&Path>) -> Result<(Client, String), LocalError> {
    let engine = |error: dynoxide::DynoxideError| LocalError::Engine(error.to_string());
    let database = match file {
        Some(path) => dynoxide::Database::new(&path.to_string_lossy()).map_err(engine)?,
        None => dynoxide::Database::memory().map_err(engine)?,
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await;
    let listener = listener.map_err(LocalError::io("no port is free for the embedded database"))?;
    let address = listener.local_addr().map_err(LocalError::io("the embedded database has no address"))?;
    let sweeper = database.clone();
    tokio::spawn(dynoxide::server::serve_on(listener, database));
    // DynamoDB sweeps by itself; the engine is told to, once a start.
    tokio::task::spawn_blocking(move || sweeper.sweep_ttl());
    let endpoint = format!("http://{address}");
    let client = client(&endpoint);
    let known = client.describe_table().table_name(TABLE).send().await;
    if let Err(error) = known {
        if !error.as_service_error().is_some_and(
            aws_sdk_dynamodb::operation::describe_table::DescribeTableError::is_resource_not_found_exception,
        ) {
            return Err(LocalError::Engine("does not answer".into()));
        }
        design::create(&client, TABLE).await.map_err(|error| LocalError::Engine(error.to_string()))?;
    }
    Ok((client, endpoint))
}

/// A client of an engine that runs.
pub fn client(endpoint: &str) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("local"))
        .credentials_provider(Credentials::new("local", "local", None, None, "local"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Client::from_conf(config)
}

/// Whether nothing is stored yet.
pub async fn is_empty(client: &Client) -> Result<bool, LocalError> {
    let found = client.scan().table_name(TABLE).limit(1).send().await;
    found.map(|page| page.count == 0).map_err(|_| LocalError::Engine("does not answer".into()))
}
