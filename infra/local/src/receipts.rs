//! What CloudWatch Logs does on AWS: hands what SNS writes of texts on to `feedback`.

use crate::parts::LocalFeedback;
use crate::simulator;
use aws_lambda_events::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use jiff::Timestamp;

/// Hands the records of a batch on, each as a piece of a log; names those that are to be handed on again.
pub async fn hear(feedback: &LocalFeedback, records: SqsEvent, now_ms: i64) -> SqsBatchResponse {
    let now = Timestamp::from_millisecond(now_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut again = SqsBatchResponse::default();
    for record in records.records {
        let heard = match simulator::piece_of_log(record.body.as_deref().unwrap_or_default(), now) {
            Ok(piece) => feedback.invoke(piece).await.map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(error) = heard {
            tracing::error!(error, "what became of a text is not heard");
            let mut failure = BatchItemFailure::default();
            failure.item_identifier = record.message_id.unwrap_or_default();
            again.batch_item_failures.push(failure);
        }
    }
    again
}
