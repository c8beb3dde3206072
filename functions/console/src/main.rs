//! Starts the `console` function.

use onramp_aws::{
    Queue, SecretCodeKey, SesMailer, SnsTexter, SystemChance, SystemClock, Table, environment, sdk_config,
};
use onramp_console::issuer::{Issuer, Wire, document_of};
use onramp_console::{Assets, Catalogs, Console, Parts};
use onramp_domain::{EmailAddress, Region, Settings};
use onramp_usecases::ports::{Answer, Outage};
use onramp_usecases::settings::KnownSettings;
use onramp_web::lambda;
use onramp_web::tokens::TokenRules;
use std::time::Duration;

/// The issuer by HTTPS.
struct Https(reqwest::Client);

fn outage(error: reqwest::Error) -> Outage {
    Outage { service: "the issuer", cause: error.without_url().to_string() }
}

impl Wire for Https {
    async fn get(&self, url: &str) -> Answer<Vec<u8>> {
        let reply = self.0.get(url).send().await.and_then(reqwest::Response::error_for_status);
        Ok(reply.map_err(outage)?.bytes().await.map_err(outage)?.into())
    }

    async fn post(&self, url: &str, form: String) -> Answer<(u16, Vec<u8>)> {
        let kind = "application/x-www-form-urlencoded";
        let ask =
            self.0.post(url).header("content-type", kind).header("accept", "application/json").body(form);
        let reply = ask.send().await.map_err(outage)?;
        let status = reply.status();
        let reply = if status.is_server_error() { reply.error_for_status().map_err(outage)? } else { reply };
        Ok((status.as_u16(), reply.bytes().await.map_err(outage)?.into()))
    }
}

/// The console on AWS.
struct OnAws;

impl Parts for OnAws {
    type Store = Table;
    type Queue = Queue;
    type Keys = SecretCodeKey;
    type Mailer = SesMailer;
    type Texter = SnsTexter;
    type Wire = Https;
    type Clock = SystemClock;
    type Chance = SystemChance;
}

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    lambda::log_as_json();
    // Fails only if a provider is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    // A redirect of the token endpoint would carry a code elsewhere.
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(4))
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    let sdk = sdk_config().await;
    let rules = TokenRules {
        issuer: environment::required("ONRAMP_ISSUER")?,
        audience: environment::required("ONRAMP_AUDIENCE")?,
        role_claim: environment::required("ONRAMP_ROLE_CLAIM")?,
    };
    let document =
        environment::required("ONRAMP_ISSUER_DOCUMENT").unwrap_or_else(|_| document_of(&rules.issuer));
    let settings = Settings {
        region: environment::parsed("ONRAMP_REGION", Region::parse)?,
        reminders: environment::reminder_rule()?,
        ..environment::settings()?
    };
    let sender = environment::parsed("ONRAMP_SENDER", EmailAddress::parse)?;
    let configuration_set = environment::required("ONRAMP_CONFIGURATION_SET").ok();
    let sender_id = environment::required("ONRAMP_SMS_SENDER_ID").ok();
    let secrets = aws_sdk_secretsmanager::Client::new(&sdk);
    let function: Console<OnAws> = Console {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        queue: Queue::new(aws_sdk_sqs::Client::new(&sdk), environment::required("ONRAMP_QUEUE_URL")?),
        keys: SecretCodeKey::new(secrets, environment::required("ONRAMP_CODE_KEY_SECRET")?),
        mailer: SesMailer::new(aws_sdk_sesv2::Client::new(&sdk), sender, configuration_set),
        texter: SnsTexter::new(aws_sdk_sns::Client::new(&sdk), sender_id),
        issuer: Issuer::new(Https(client), rules, document),
        settings: KnownSettings::new(settings, environment::settings_hold()?),
        catalogs: Catalogs::new()?,
        assets: Assets::new(),
        clock: SystemClock,
        chance: SystemChance,
    };
    lambda::serve(|request| function.handle(request)).await
}
