//! Starts the `admin-api` function.

use onramp_admin_api::AdminApi;
use onramp_aws::{SecretCodeKey, SnsTexter, SystemChance, SystemClock, Table, environment, sdk_config};
use onramp_domain::{InstallUrl, Rates, Region, Settings};
use onramp_usecases::settings::KnownSettings;
use onramp_web::lambda;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    lambda::log_as_json();
    let sdk = sdk_config().await;
    let secrets = aws_sdk_secretsmanager::Client::new(&sdk);
    let sender_id = environment::required("ONRAMP_SMS_SENDER_ID").ok();
    let region = environment::parsed("ONRAMP_REGION", Region::parse)?;
    let settings = Settings { region, ..environment::settings()? };
    let function = AdminApi {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        keys: SecretCodeKey::new(secrets, environment::required("ONRAMP_CODE_KEY_SECRET")?),
        texter: SnsTexter::new(aws_sdk_sns::Client::new(&sdk), sender_id),
        settings: KnownSettings::new(settings, environment::settings_hold()?),
        rates: environment::parsed("ONRAMP_ADMIN_RATES", Rates::parse)?,
        install_url: environment::parsed("ONRAMP_INSTALL_URL", InstallUrl::parse)?,
        clock: SystemClock,
        chance: SystemChance,
    };
    lambda::serve(|request| function.handle(request)).await
}
