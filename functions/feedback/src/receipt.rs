//! Receipts of SMS, as SNS writes them into CloudWatch Logs. The reference:
//! <https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html#sns-viewing-cloudwatch-logs>.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use onramp_domain::MessageId;
use onramp_domain::send::became_of_text;
use onramp_usecases::receipts::Receipt;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Record {
    notification: Notification,
    delivery: Delivery,
    status: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Notification {
    message_id: String,
    timestamp: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delivery {
    #[serde(default)]
    provider_response: String,
}

/// Reads a record that was written at `logged_ms` (Unix milliseconds); none if it is no receipt.
pub fn read(record: &str, logged_ms: i64) -> Option<Receipt> {
    let Record { notification, delivery, status } = serde_json::from_str(record).ok()?;
    let delivered = match status.as_str() {
        "SUCCESS" => true,
        "FAILURE" => false,
        _ => return None,
    };
    Some(Receipt {
        message_id: MessageId::parse(&notification.message_id).ok()?,
        mark: became_of_text(delivered, &delivery.provider_response),
        handed_over_ms: milliseconds(&notification.timestamp)?,
        at: logged_ms.div_euclid(1000),
    })
}

/// `2016-06-28 00:40:34.558`, which is UTC, in Unix milliseconds.
fn milliseconds(text: &str) -> Option<i64> {
    let time: DateTime = text.parse().ok()?;
    Some(TimeZone::UTC.to_timestamp(time).ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::send::{Mark, Reason};

    /// As AWS documents it.
    const FAILURE: &str = r#"{
        "notification": {
            "messageId": "1077257a-92f3-5ca3-bc97-6a915b310625",
            "timestamp": "2016-06-28 00:40:34.559"
        },
        "delivery": {
            "mnc": 0,
            "numberOfMessageParts": 1,
            "destination": "+1XXX5550100",
            "priceInUSD": 0.00645,
            "smsType": "Transactional",
            "mcc": 0,
            "providerResponse": "Unknown error attempting to reach phone",
            "dwellTimeMs": 1420,
            "dwellTimeMsUntilDeviceAck": 1692
        },
        "status": "FAILURE"
    }"#;

    #[test]
    fn a_record_tells_of_which_text_it_is_what_became_of_it_and_when() {
        let receipt = read(FAILURE, 1_467_074_436_999).unwrap();
        assert_eq!(receipt.message_id.as_str(), "1077257a-92f3-5ca3-bc97-6a915b310625");
        assert_eq!(receipt.mark, Mark::Bounced(Reason::NotDelivered));
        assert_eq!((receipt.handed_over_ms, receipt.at), (1_467_074_434_559, 1_467_074_436));
        let delivered = FAILURE.replace("FAILURE", "SUCCESS");
        assert_eq!(read(&delivered, 0).unwrap().mark, Mark::Delivered);
    }

    #[test]
    fn what_is_no_receipt_is_not_read() {
        let changed = |from: &str, to: &str| read(&FAILURE.replace(from, to), 0);
        assert!(changed("FAILURE", "PENDING").is_none());
        assert!(changed("1077257a-92f3", "a#b").is_none());
        assert!(changed("2016-06-28", "yesterday").is_none());
        for record in ["", "{}", "[]", "text"] {
            assert!(read(record, 0).is_none(), "{record}");
        }
    }
}
