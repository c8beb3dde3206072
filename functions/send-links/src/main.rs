//! Starts the `send-links` function.

use onramp_aws::{Queue, SystemChance, SystemClock, Table, environment, sdk_config};
use onramp_send_links::SendLinks;
use onramp_usecases::settings::KnownSettings;
use onramp_web::lambda;

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    lambda::log_as_json();
    let sdk = sdk_config().await;
    let function = SendLinks {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        queue: Queue::new(aws_sdk_sqs::Client::new(&sdk), environment::required("ONRAMP_QUEUE_URL")?),
        settings: KnownSettings::new(environment::settings()?, environment::settings_hold()?),
        clock: SystemClock,
        chance: SystemChance,
    };
    lambda::serve_both(|request| function.handle(request), |payload| function.invoke(payload)).await
}
