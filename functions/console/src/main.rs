//! Starts the `console` function.

use onramp_aws::{SystemChance, SystemClock, Table, environment, sdk_config};
use onramp_console::issuer::{Issuer, Wire};
use onramp_console::{Catalogs, Console};
use onramp_usecases::ports::{Answer, Outage};
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
    let function = Console::new(
        Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        Issuer::new(Https(client), rules),
        environment::settings()?,
        Catalogs::new()?,
        SystemClock,
        SystemChance,
    );
    lambda::serve(|request| function.handle(request)).await
}
