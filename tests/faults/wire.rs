//! Between the SDK's clients and the services: calls take time, fail, and are the moments at which a process dies.

use crate::chance::Seed;
use crate::plan::Fate;
use crate::process::Process;
use crate::reply::Reply;
use crate::services::{Call, Services};
use aws_config::SdkConfig;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep_until;

/// Calls arrive within a slot, at a moment drawn for each, and are answered at its end. So what a caller's own random
/// waits are shorter than does not change the order of things, and a seed tells the same story each time.
const SLOT: u64 = 200;
/// How long a caller waits for an answer that does not come, in milliseconds.
const PATIENCE: u64 = 2_000;

/// What a process, or the test itself, calls services through.
#[derive(Debug, Clone)]
pub struct Wire {
    services: Arc<Services>,
    /// None for the test itself, whose calls take no time and do not fail.
    process: Option<Arc<Process>>,
}

impl Wire {
    /// The wire of a process, or of the test itself.
    pub fn new(services: Arc<Services>, process: Option<Arc<Process>>) -> Self {
        Self { services, process }
    }

    /// The SDK's configuration as functions have it, on this wire; without the chance in how long it waits between
    /// attempts, and with a world's own bucket of retries (it is kept by region).
    pub fn sdk(&self) -> SdkConfig {
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url("http://aws.test")
            .region(Region::new(self.services.name.clone()))
            .credentials_provider(SharedCredentialsProvider::new(Credentials::new(
                "a", "b", None, None, "test",
            )))
            .retry_config(RetryConfig::standard().with_use_static_exponential_base(true))
            .sleep_impl(aws_sdk_dynamodb::config::SharedAsyncSleep::new(Sleep))
            .http_client(self.clone())
            .build()
    }

    async fn carry(self, call: Call) -> Result<HttpResponse, ConnectorError> {
        let Some(process) = &self.process else {
            return Ok(self.services.answer(&call, None).0.into_response());
        };
        let seed = process.seed_of(&call);
        self.wait_for_slot(1 + seed.about("moment").below(SLOT - 50)).await;
        let dies = process.count_call();
        if dies == Some(false) {
            process.die().await;
        }
        let fate = self.services.fate(seed, process.ordinal, &call);
        let reply = self.effect(process, &call, fate);
        if dies == Some(true) {
            process.die().await;
        }
        self.wait_for_slot(0).await;
        let (reply, message) = reply?;
        if fate == Fate::Unheard {
            return Err(self.silence(seed).await);
        }
        if let Some(message) = message {
            self.services.watch().heard(message);
        }
        Ok(reply.into_response())
    }

    /// What a call does to its service, and what the watch sees of it.
    fn effect(
        &self,
        process: &Process,
        call: &Call,
        fate: Fate,
    ) -> Result<(Reply, Option<usize>), ConnectorError> {
        let services = &self.services;
        let part = match fate {
            Fate::Done | Fate::Unheard => None,
            Fate::Part(part) => Some(part),
            Fate::Dropped => {
                return Err(ConnectorError::io("the connection was refused".into()).never_connected());
            }
            Fate::Refused(refusal) => return Ok((call.refuse(refusal), None)),
        };
        let (reply, taken) = services.answer(call, part);
        let mut watch = services.watch();
        watch.done(process.ordinal, call);
        Ok((reply, taken.map(|taken| watch.taken(process.ordinal, taken))))
    }

    /// The connection breaks, at once or after a while.
    async fn silence(&self, seed: Seed) -> ConnectorError {
        if seed.about("silence").percent(50) {
            return ConnectorError::io("the connection was reset".into());
        }
        tokio::time::sleep(Duration::from_millis(PATIENCE)).await;
        ConnectorError::timeout("no answer came".into())
    }

    /// Waits for the next slot, and so many milliseconds more.
    async fn wait_for_slot(&self, more: u64) {
        let passed = u64::try_from(self.services.start.elapsed().as_millis()).unwrap();
        let at = passed.next_multiple_of(SLOT) + more;
        sleep_until(self.services.start + Duration::from_millis(at)).await;
    }
}

impl HttpClient for Wire {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Wire {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(self.clone().carry(Call::read(&request)))
    }
}

/// Sleeps on the runtime's clock, which is paused and moves on by itself.
#[derive(Debug)]
struct Sleep;

impl aws_sdk_dynamodb::config::AsyncSleep for Sleep {
    fn sleep(&self, duration: Duration) -> aws_sdk_dynamodb::config::Sleep {
        aws_sdk_dynamodb::config::Sleep::new(tokio::time::sleep(duration))
    }
}
