//! Starts the `authorizer` function.

use aws_lambda_events::apigw::{
    ApiGatewayV2CustomAuthorizerSimpleResponse, ApiGatewayV2CustomAuthorizerV2Request,
};
use jsonwebtoken::jwk::JwkSet;
use lambda_runtime::{LambdaEvent, service_fn};
use onramp_authorizer::Authorizer;
use onramp_aws::{SystemClock, environment};
use onramp_usecases::ports::{Answer, Outage};
use onramp_web::tokens::{FetchKeys, IssuerKeys, TokenRules};
use serde_json::Value;
use std::time::Duration;

/// The issuer's keys where it publishes them.
struct Published {
    client: reqwest::Client,
    url: String,
}

impl FetchKeys for Published {
    async fn fetch(&self) -> Answer<JwkSet> {
        let outage =
            |error: reqwest::Error| Outage { service: "the issuer", cause: error.without_url().to_string() };
        let reply = self.client.get(&self.url).send().await.and_then(reqwest::Response::error_for_status);
        reply.map_err(outage)?.json().await.map_err(outage)
    }
}

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    onramp_web::lambda::log_as_json();
    // Fails only if a provider is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(Duration::from_secs(3)).build()?;
    let function = Authorizer {
        rules: TokenRules {
            issuer: environment::required("ONRAMP_ISSUER")?,
            audience: environment::required("ONRAMP_AUDIENCE")?,
            role_claim: environment::required("ONRAMP_ROLE_CLAIM")?,
        },
        keys: IssuerKeys::new(Published { client, url: environment::required("ONRAMP_JWKS_URL")? }),
        clock: SystemClock,
    };
    let function = &function;
    lambda_runtime::run(service_fn(
        move |event: LambdaEvent<ApiGatewayV2CustomAuthorizerV2Request>| async move {
            let authorization =
                event.payload.headers.get("authorization").and_then(|value| value.to_str().ok());
            let mut reply = ApiGatewayV2CustomAuthorizerSimpleResponse::<Value>::default();
            reply.is_authorized = true;
            reply.context = serde_json::to_value(function.handle(authorization).await)?;
            Ok::<_, lambda_runtime::Error>(reply)
        },
    ))
    .await
}
