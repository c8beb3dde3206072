//! What becomes of messages to made-up people, by their address or number, as at the mailbox simulator of SES.
//!
//! By the first part of the address (up to `.`, `+`, `-` or `@`): `bounce`, `softbounce`, `complaint`, `suppressed`, `reject`
//! are taken and then told of by an event; `refused`, `sandbox` are refused at once; everything else arrives. A number that ends
//! in `0199` has opted out, one in `0198` is refused. Texts to numbers that end in `0196` (the account's monthly limit is
//! spent), `0195` (the country is not enabled) and `0194` (the phone cannot be reached) are taken and then told of by a record of
//! a log; so are all others, which arrive.

use data_encoding::BASE64;
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io::{self, Write};

/// What becomes of an email.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It arrives.
    Arrives,
    /// It comes back: the kind and the sub-kind of SES.
    Bounces(&'static str, &'static str),
    /// Its recipient complains.
    IsUnwanted,
    /// It is taken and then found wanting.
    IsRejected,
    /// It is refused: its content.
    IsRefused,
    /// It is refused: the sandbox takes verified addresses alone.
    IsNotVerified,
}

/// What becomes of an email to an address.
pub fn fate(address: &str) -> Fate {
    let local = address.split('@').next().unwrap_or_default();
    match local.split(['.', '+', '-']).next().unwrap_or_default() {
        "bounce" => Fate::Bounces("Permanent", "General"),
        "softbounce" => Fate::Bounces("Transient", "MailboxFull"),
        "suppressed" => Fate::Bounces("Permanent", "OnAccountSuppressionList"),
        "complaint" => Fate::IsUnwanted,
        "reject" => Fate::IsRejected,
        "refused" => Fate::IsRefused,
        "sandbox" => Fate::IsNotVerified,
        _ => Fate::Arrives,
    }
}

/// Whether a number's owner asked for no more messages.
pub fn opted_out(number: &str) -> bool {
    number.ends_with("0199")
}

/// Whether the SMS service refuses a number.
pub fn refused(number: &str) -> bool {
    number.ends_with("0198")
}

/// What SNS writes into its log of a text that it took.
pub fn receipt(number: &str, message_id: &str, now: Timestamp) -> Value {
    let (status, answer) = match number.get(number.len().saturating_sub(4)..) {
        Some("0196") => ("FAILURE", "No quota left for account"),
        Some("0195") => ("FAILURE", "Destination country is blocked"),
        Some("0194") => ("FAILURE", "Phone is currently unreachable/unavailable"),
        _ => ("SUCCESS", "Message has been accepted by phone carrier"),
    };
    json!({
        "notification": { "messageId": message_id, "timestamp": now.strftime("%Y-%m-%d %H:%M:%S.%3f").to_string() },
        "delivery": { "destination": number, "smsType": "Transactional", "providerResponse": answer },
        "status": status,
    })
}

/// A record of a log as CloudWatch Logs hands it on to a function.
pub fn piece_of_log(record: &str, now: Timestamp) -> io::Result<Value> {
    let entry = json!({ "id": "1", "timestamp": now.as_millisecond(), "message": record });
    let piece = json!({
        "messageType": "DATA_MESSAGE",
        "owner": "123456789012",
        "logGroup": "sns/us-east-1/123456789012/DirectPublishToPhoneNumber",
        "logStream": "1",
        "subscriptionFilters": ["onramp"],
        "logEvents": [entry],
    });
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(piece.to_string().as_bytes())?;
    Ok(json!({ "awslogs": { "data": BASE64.encode(&packed.finish()?) } }))
}

/// What SES tells EventBridge of an email that it took.
pub fn event(fate: Fate, to: &str, send_id: &str, phone_id: &str, now: Timestamp) -> Option<Value> {
    let told = |kind: &str, name: &str, detail: Value| {
        let mut told = json!({
            "eventType": kind,
            "mail": {
                "timestamp": now.to_string(),
                "destination": [to],
                "tags": { "send_id": [send_id], "phone_id": [phone_id] },
            },
        });
        told[name] = detail;
        Some(told)
    };
    let at = now.to_string();
    match fate {
        Fate::Arrives => told("Delivery", "delivery", json!({ "timestamp": at })),
        Fate::Bounces(kind, sub) => {
            told("Bounce", "bounce", json!({ "bounceType": kind, "bounceSubType": sub, "timestamp": at }))
        }
        Fate::IsUnwanted => told("Complaint", "complaint", json!({ "timestamp": at })),
        Fate::IsRejected => told("Reject", "reject", json!({ "reason": "Bad content" })),
        Fate::IsRefused | Fate::IsNotVerified => None,
    }
}

/// The event as EventBridge hands it on.
pub fn envelope(detail: &Value) -> Value {
    json!({ "source": "aws.ses", "detail-type": "Email event", "detail": detail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_by_the_first_part_of_their_address() {
        assert_eq!(fate("bounce.ann@example.org"), Fate::Bounces("Permanent", "General"));
        assert_eq!(fate("bouncer@example.org"), Fate::Arrives);
        assert_eq!(fate("ann.bounce@example.org"), Fate::Arrives);
    }
}
