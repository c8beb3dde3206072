//! Starts the `redeem` function.

use onramp_aws::{EmbeddedMetrics, SecretCodeKey, SystemChance, SystemClock, Table, environment, sdk_config};
use onramp_redeem::RedeemLink;
use onramp_usecases::settings::KnownSettings;
use onramp_web::lambda;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    lambda::log_as_json();
    let sdk = sdk_config().await;
    let secrets = aws_sdk_secretsmanager::Client::new(&sdk);
    let function = RedeemLink {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        keys: SecretCodeKey::new(secrets, environment::required("ONRAMP_CODE_KEY_SECRET")?),
        metrics: EmbeddedMetrics::new(environment::required("ONRAMP_STACK")?, SystemClock),
        settings: KnownSettings::new(environment::settings()?, environment::settings_hold()?),
        clock: SystemClock,
        chance: SystemChance,
    };
    lambda::serve(|request| function.handle(request)).await
}
