//! The deployed system: one for all tests, which take turns. What it knows is emptied before each.
//!
//! `ONRAMP_DEPLOYED` names a file that says where it is (see [`Deployed`]); `infra/emulator/accept` writes it. The table
//! that it names is emptied: it must be one that exists for tests alone.

use crate::Home;
use aws_sdk_dynamodb::types::{AttributeValue, DeleteRequest, WriteRequest};
use aws_sdk_sqs::types::QueueAttributeName;
use onramp_aws::sdk_config;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;
use std::time::Duration;
use tokio::process::Command;
use tokio::sync::{Mutex, MutexGuard};

/// Items that one call may write (`DynamoDB`'s limit for batches).
const BATCH: usize = 25;
/// How often the queue is looked at, and how often at most.
const POLL: Duration = Duration::from_millis(100);
/// Enough for a job that was put off a few times, each time for twice as long.
const LOOKS: usize = 1_500;

static TURN: Mutex<()> = Mutex::const_new(());

/// Where the deployed system is, and what tests need of it. AWS is reached as the environment says.
#[derive(Debug, Clone, Deserialize)]
pub struct Deployed {
    /// The API, without a closing slash.
    pub url: String,
    /// A token for each role, as `Owner`, and one of someone without a role, named by an empty text.
    pub tokens: BTreeMap<String, String>,
    /// An address and a password for the sign-in page, by the same names.
    pub accounts: BTreeMap<String, [String; 2]>,
    /// Where what SES and SNS were given can be read.
    pub services: String,
    /// The table. It is emptied.
    pub table: String,
    /// The code key, by its ARN.
    pub code_key: String,
    /// The queue of jobs.
    pub queue: String,
    /// Where jobs end that were given up.
    pub dead_letters: String,
    /// The functions' names in the account, by their names in `functions/`.
    pub functions: BTreeMap<String, String>,
    /// The log group of the functions, and that of requests.
    pub logs: [String; 2],
}

impl Deployed {
    /// The one that the environment names.
    pub fn named() -> Option<&'static Self> {
        static NAMED: OnceLock<Option<Deployed>> = OnceLock::new();
        let read = || {
            let path = std::env::var_os("ONRAMP_DEPLOYED")?;
            let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            Some(serde_json::from_slice(&text).unwrap())
        };
        NAMED.get_or_init(read).as_ref()
    }

    /// What someone of that role types on the sign-in page; who has none, for a role that is not ours.
    pub fn account(&self, role: &str) -> &[String; 2] {
        let letters: String = role.chars().filter(|c| c.is_alphanumeric()).collect();
        let found = self.accounts.iter().find(|(name, _)| name.eq_ignore_ascii_case(&letters));
        found.map_or_else(|| &self.accounts[""], |(_, account)| account)
    }

    /// Waits for its turn, and until the queue is done with what came before.
    pub async fn turn(&self) -> MutexGuard<'static, ()> {
        let turn = TURN.lock().await;
        self.idle().await;
        turn
    }

    /// Waits until the queue has no job left, waiting or under way.
    pub async fn idle(&self) {
        for _ in 0..LOOKS {
            if self.jobs(&self.queue).await == 0 {
                return;
            }
            tokio::time::sleep(POLL).await;
        }
        panic!("the queue still has jobs after {:?}", POLL * u32::try_from(LOOKS).unwrap());
    }

    /// How many jobs a queue has, waiting or under way.
    pub async fn jobs(&self, queue: &str) -> usize {
        let names = [
            QueueAttributeName::ApproximateNumberOfMessages,
            QueueAttributeName::ApproximateNumberOfMessagesNotVisible,
        ];
        let ask =
            self.sqs().await.get_queue_attributes().queue_url(queue).set_attribute_names(Some(names.into()));
        let known = ask.send().await.unwrap().attributes.unwrap();
        known.values().map(|count| count.parse::<usize>().unwrap()).sum()
    }

    /// Empties the table, and imports people as an operator does.
    pub async fn fill(&self, program: &str, csv: &[u8]) {
        self.wipe().await;
        let home = Home::new();
        let mut options = home.import(csv).to_vec();
        options.extend(["--table".to_owned(), self.table.clone()]);
        let imported = Command::new(program).args(options).output().await.unwrap();
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    }

    async fn wipe(&self) {
        let client = self.dynamodb().await;
        loop {
            let page = client.scan().table_name(&self.table).projection_expression("pk, sk").send();
            let page = page.await.unwrap();
            for keys in page.items().chunks(BATCH) {
                let all: Vec<_> = keys.iter().map(delete).collect();
                let left = client.batch_write_item().request_items(&self.table, all).send().await.unwrap();
                assert!(left.unprocessed_items().is_none_or(HashMap::is_empty));
            }
            if page.last_evaluated_key().is_none() {
                return;
            }
        }
    }

    /// A client of the queue.
    pub async fn sqs(&self) -> aws_sdk_sqs::Client {
        aws_sdk_sqs::Client::new(&sdk_config().await)
    }

    /// A client of the table.
    pub async fn dynamodb(&self) -> aws_sdk_dynamodb::Client {
        aws_sdk_dynamodb::Client::new(&sdk_config().await)
    }
}

fn delete(key: &HashMap<String, AttributeValue>) -> WriteRequest {
    let request = DeleteRequest::builder().set_key(Some(key.clone())).build().unwrap();
    WriteRequest::builder().delete_request(request).build()
}
