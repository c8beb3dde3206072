//! Starts the `feedback` function.

use lambda_runtime::{LambdaEvent, service_fn};
use onramp_aws::{EmbeddedMetrics, SystemClock, Table, environment, sdk_config};
use onramp_feedback::Feedback;

#[tokio::main]
async fn main() -> Result<(), lambda_runtime::Error> {
    onramp_web::lambda::log_as_json();
    let sdk = sdk_config().await;
    let function = Feedback {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        metrics: EmbeddedMetrics::new(environment::required("ONRAMP_STACK")?, SystemClock),
        clock: SystemClock,
    };
    let function = &function;
    lambda_runtime::run(service_fn(move |event: LambdaEvent<_>| async move {
        function.invoke(event.payload).await.map_err(lambda_runtime::Error::from)
    }))
    .await
}
