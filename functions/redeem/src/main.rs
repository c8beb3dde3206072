//! Starts the `redeem` function.

use onramp_aws::{SecretCodeKey, SystemChance, SystemClock, Table, environment, sdk_config};
use onramp_redeem::RedeemLink;
use onramp_web::lambda;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    lambda::log_as_json();
    let sdk = sdk_config().await;
    let secrets = aws_sdk_secretsmanager::Client::new(&sdk);
    let function = RedeemLink::new(
        Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        SecretCodeKey::new(secrets, environment::required("ONRAMP_CODE_KEY_SECRET")?),
        environment::settings()?,
        SystemClock,
        SystemChance,
    );
    lambda::serve(|request| function.handle(request)).await
}
