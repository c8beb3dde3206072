//! Starts the `deliver` function.

use lambda_runtime::{LambdaEvent, service_fn};
use onramp_aws::{
    AccountRates, EmbeddedMetrics, Queue, SecretCodeKey, SesMailer, SnsTexter, SystemChance, SystemClock,
    Table, environment, sdk_config,
};
use onramp_deliver::Deliver;
use onramp_domain::{EmailAddress, Settings};
use onramp_usecases::settings::KnownSettings;
use std::time::UNIX_EPOCH;

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    onramp_web::lambda::log_as_json();
    let sdk = sdk_config().await;
    let settings = Settings { reminders: environment::reminder_rule()?, ..environment::settings()? };
    let sender = environment::parsed("ONRAMP_SENDER", EmailAddress::parse)?;
    let configuration_set = environment::required("ONRAMP_CONFIGURATION_SET").ok();
    let sender_id = environment::required("ONRAMP_SMS_SENDER_ID").ok();
    let ses = aws_sdk_sesv2::Client::new(&sdk);
    // 0: SES is asked.
    let email_rate = Some(environment::whole("ONRAMP_EMAIL_RATE", 0)?).filter(|rate| *rate > 0);
    let sms_rate = environment::whole("ONRAMP_SMS_RATE", 1)?;
    let function = Deliver {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        queue: Queue::new(aws_sdk_sqs::Client::new(&sdk), environment::required("ONRAMP_QUEUE_URL")?),
        keys: SecretCodeKey::new(
            aws_sdk_secretsmanager::Client::new(&sdk),
            environment::required("ONRAMP_CODE_KEY_SECRET")?,
        ),
        mailer: SesMailer::new(ses.clone(), sender, configuration_set),
        texter: SnsTexter::new(aws_sdk_sns::Client::new(&sdk), sender_id),
        rates: AccountRates::new(ses, email_rate, sms_rate, SystemClock),
        metrics: EmbeddedMetrics::new(environment::required("ONRAMP_STACK")?, SystemClock),
        settings: KnownSettings::new(settings, environment::settings_hold()?),
        guard: environment::guard()?,
        clock: SystemClock,
        chance: SystemChance,
    };
    let function = &function;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<_>| async move {
        let deadline = event.context.deadline().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let deadline = i64::try_from(deadline).unwrap_or(i64::MAX);
        Ok::<_, lambda_runtime::Error>(function.handle(event.payload, deadline).await)
    }))
    .await
}
