//! Starts the `list-unactivated` function.

use onramp_aws::{SystemChance, SystemClock, Table, environment, sdk_config};
use onramp_list_unactivated::ListUnactivated;
use onramp_web::{cursor::CursorKey, lambda};

#[tokio::main]
async fn main() -> Result<(), lambda_http::Error> {
    lambda::log_as_json();
    let sdk = sdk_config().await;
    let function = ListUnactivated {
        store: Table::new(aws_sdk_dynamodb::Client::new(&sdk), environment::table_name()?),
        cursors: environment::parsed("ONRAMP_CURSOR_KEY", CursorKey::parse)?,
        clock: SystemClock,
        chance: SystemChance,
    };
    lambda::serve(|request| function.handle(request)).await
}
