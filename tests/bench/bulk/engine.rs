//! The embedded `DynamoDB` engine in a process of its own.

use super::usage;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use onramp_aws::table::{Table, design};
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

const TABLE: &str = "onramp";

/// The engine's process, which ends with this value.
pub struct Engine {
    process: Child,
    /// Where it is asked.
    pub endpoint: String,
}

impl Engine {
    /// An empty one.
    pub fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .arg("engine")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut endpoint = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut endpoint).unwrap();
        Self { process, endpoint: endpoint.trim().to_owned() }
    }

    /// The processor time it took so far, in seconds.
    pub fn cpu_secs(&self) -> f64 {
        usage::cpu_secs(&self.process.id().to_string())
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        self.process.wait().unwrap();
    }
}

/// The process: serves until its input ends, as it does when who started it is gone.
pub fn serve() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0))).unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    runtime.spawn(dynoxide::server::serve_on(listener, dynoxide::Database::memory().unwrap()));
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    runtime.shutdown_background();
}

/// The table of an engine.
pub fn table(endpoint: &str) -> Table {
    Table::new(client(endpoint), TABLE)
}

/// Makes the table.
pub async fn create(endpoint: &str) {
    design::create(&client(endpoint), TABLE).await.unwrap();
}

fn client(endpoint: &str) -> Client {
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new("local"))
        .credentials_provider(Credentials::new("local", "local", None, None, "local"))
        .http_client(aws_smithy_http_client::Builder::new().build_http());
    Client::from_conf(config.build())
}
