//! Starts the `deliver` function.

use lambda_runtime::{LambdaEvent, service_fn};
use onramp_aws::{
    EmbeddedMetrics, Queue, SecretCodeKey, SesMailer, SnsTexter, SystemClock, Table, environment, sdk_config,
};
use onramp_deliver::Deliver;
use onramp_domain::EmailAddress;

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    onramp_web::lambda::log_as_json();
    let sdk = sdk_config().await;
    let settings = environment::settings()?;
    let sender = environment::parsed("ONRAMP_SENDER", EmailAddress::parse)?;
    let configuration_set = environment::required("ONRAMP_CONFIGURATION_SET").ok();
    let sender_id = environment::required("ONRAMP_SMS_SENDER_ID").ok();
    let function = Deliver {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        queue: Queue::new(aws_sdk_sqs::Client::new(&sdk), environment::required("ONRAMP_QUEUE_URL")?),
        keys: SecretCodeKey::new(
            aws_sdk_secretsmanager::Client::new(&sdk),
            environment::required("ONRAMP_CODE_KEY_SECRET")?,
        ),
        mailer: SesMailer::new(aws_sdk_sesv2::Client::new(&sdk), &settings.org, &sender, configuration_set),
        texter: SnsTexter::new(aws_sdk_sns::Client::new(&sdk), sender_id),
        metrics: EmbeddedMetrics::new(environment::required("ONRAMP_STACK")?, SystemClock),
        settings,
        clock: SystemClock,
    };
    let function = &function;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<_>| async move {
        Ok::<_, lambda_runtime::Error>(function.handle(event.payload).await)
    }))
    .await
}
