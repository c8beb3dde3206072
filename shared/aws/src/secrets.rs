//! The code key in Secrets Manager.

use crate::table::outage;
use aws_sdk_secretsmanager::Client;
use onramp_domain::CodeKey;
use onramp_usecases::ports::{Answer, CodeKeys, Outage};
use tokio::sync::OnceCell;

const SERVICE: &str = "the code key's secret";

/// The code key, fetched with the first request of a container and kept: start-up makes no call.
#[derive(Debug)]
pub struct SecretCodeKey {
    client: Client,
    secret_id: String,
    key: OnceCell<CodeKey>,
}

impl SecretCodeKey {
    /// The key in that secret: 64 hexadecimal digits as its text.
    pub fn new(client: Client, secret_id: impl Into<String>) -> Self {
        Self { client, secret_id: secret_id.into(), key: OnceCell::new() }
    }

    async fn fetch(&self) -> Answer<CodeKey> {
        let reply = self.client.get_secret_value().secret_id(&self.secret_id).send().await;
        let reply = reply.map_err(|e| outage(SERVICE, &e))?;
        CodeKey::parse(reply.secret_string().unwrap_or_default())
            .map_err(|invalid| Outage { service: SERVICE, cause: invalid.to_string() })
    }
}

impl CodeKeys for SecretCodeKey {
    async fn code_key(&self) -> Answer<&CodeKey> {
        self.key.get_or_try_init(|| self.fetch()).await
    }
}
