//! Starts the `remind` function.

use lambda_runtime::{LambdaEvent, service_fn};
use onramp_aws::{EmbeddedMetrics, Queue, SystemClock, Table, environment, sdk_config};
use onramp_domain::Settings;
use onramp_remind::Remind;
use onramp_usecases::settings::KnownSettings;

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    onramp_web::lambda::log_as_json();
    let sdk = sdk_config().await;
    let settings = Settings { reminders: environment::reminder_rule()?, ..environment::settings()? };
    let function = Remind {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        queue: Queue::new(aws_sdk_sqs::Client::new(&sdk), environment::required("ONRAMP_QUEUE_URL")?),
        metrics: EmbeddedMetrics::new(environment::required("ONRAMP_STACK")?, SystemClock),
        settings: KnownSettings::new(settings, environment::settings_hold()?),
        clock: SystemClock,
    };
    let function = &function;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<_>| async move {
        function.handle(event.payload).await.map_err(lambda_runtime::Error::from)
    }))
    .await
}
