//! What SNS tells of texts, as CloudWatch Logs hands it to a function. The references:
//! <https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html>.

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::Write;

/// A record of the log: what a text's provider answered. Handed over an hour ago, for an old receipt is not waited with.
pub fn record(message_id: &str, delivered: bool, answer: &str, now: Timestamp) -> Value {
    let handed_over = now - jiff::SignedDuration::from_hours(1);
    json!({
        "notification": {
            "messageId": message_id,
            "timestamp": handed_over.strftime("%Y-%m-%d %H:%M:%S.%3f").to_string(),
        },
        "delivery": {
            "mnc": 0,
            "numberOfMessageParts": 1,
            "destination": "+1XXX5550100",
            "priceInUSD": 0.00645,
            "smsType": "Transactional",
            "mcc": 0,
            "providerResponse": answer,
            "dwellTimeMs": 1420,
            "dwellTimeMsUntilDeviceAck": 1692,
        },
        "status": if delivered { "SUCCESS" } else { "FAILURE" },
    })
}

/// Records as a subscription hands them on.
pub fn piece_of_log(kind: &str, records: &[Value], now: Timestamp) -> Value {
    let entry = |(n, record): (usize, &Value)| json!({ "id": n.to_string(), "timestamp": now.as_millisecond(), "message": record.to_string() });
    let piece = json!({
        "messageType": kind,
        "owner": "123456789012",
        "logGroup": "sns/us-east-1/123456789012/DirectPublishToPhoneNumber/Failure",
        "logStream": "1",
        "subscriptionFilters": ["onramp"],
        "logEvents": records.iter().enumerate().map(entry).collect::<Vec<_>>(),
    });
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(piece.to_string().as_bytes()).unwrap();
    json!({ "awslogs": { "data": BASE64.encode(&packed.finish().unwrap()) } })
}
