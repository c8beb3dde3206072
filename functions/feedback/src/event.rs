//! Events of SES as EventBridge delivers them. Fields: <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html>

use jiff::Timestamp;
use onramp_domain::send::{Mark, Reason};
use onramp_domain::{EmailAddress, PhoneId, SendId};
use onramp_usecases::feedback::Heard;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What an event tells.
#[derive(Debug)]
pub enum Told {
    /// Something of a delivery, for each address that it names.
    News(Vec<Heard>),
    /// Nothing that is written down.
    Nothing,
    /// It is no event of SES.
    Unreadable,
}

#[derive(Debug, Deserialize)]
struct Envelope {
    detail: Detail,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    event_type: String,
    mail: Mail,
    bounce: Option<Bounce>,
    complaint: Option<Complaint>,
    delivery: Option<Delivery>,
}

#[derive(Debug, Deserialize)]
struct Mail {
    timestamp: Timestamp,
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Bounce {
    #[serde(rename = "bounceType")]
    kind: String,
    #[serde(default, rename = "bounceSubType")]
    sub_kind: String,
    timestamp: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
struct Complaint {
    timestamp: Option<Timestamp>,
    #[serde(rename = "complaintFeedbackType")]
    kind: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Delivery {
    timestamp: Option<Timestamp>,
}

/// Reads an event.
pub fn read(body: &str) -> Told {
    let Ok(Envelope { detail }) = serde_json::from_str(body) else { return Told::Unreadable };
    let Some((mark, at)) = mark(&detail) else { return Told::Nothing };
    let tag = |name: &str| detail.mail.tags.get(name).and_then(|values| values.first());
    let send_id = tag("send_id").and_then(|id| SendId::parse(id).ok());
    let phone_id = tag("phone_id").and_then(|id| PhoneId::parse(id).ok());
    let (Some(send_id), Some(phone_id)) = (send_id, phone_id) else { return Told::Nothing };
    let heard = detail.mail.destination.iter().filter_map(|address| {
        let (send_id, phone_id) = (send_id.clone(), phone_id.clone());
        Some(Heard { send_id, phone_id, mark, address: Some(EmailAddress::parse(address).ok()?), at })
    });
    Told::News(heard.collect())
}

/// What it says of the delivery, and when that was (Unix seconds).
fn mark(detail: &Detail) -> Option<(Mark, i64)> {
    let at = |own: Option<Timestamp>| own.unwrap_or(detail.mail.timestamp).as_second();
    match detail.event_type.as_str() {
        "Delivery" => Some((Mark::Delivered, at(detail.delivery.as_ref()?.timestamp))),
        "Bounce" => {
            let bounce = detail.bounce.as_ref()?;
            Some((Mark::Bounced(reason(bounce)), at(bounce.timestamp)))
        }
        "Complaint" => {
            let complaint = detail.complaint.as_ref()?;
            // Someone told their mail service that it was no spam after all.
            let praise = complaint.kind.as_deref() == Some("not-spam");
            (!praise).then(|| (Mark::Bounced(Reason::Complained), at(complaint.timestamp)))
        }
        "Reject" | "Rendering Failure" => Some((Mark::Refused(Reason::MessageRejected), at(None))),
        _ => None,
    }
}

fn reason(bounce: &Bounce) -> Reason {
    match (bounce.kind.as_str(), bounce.sub_kind.as_str()) {
        ("Permanent", "Suppressed" | "OnAccountSuppressionList") => Reason::Suppressed,
        ("Permanent", _) => Reason::Bounced,
        // `Transient` came back after tries of hours; `Undetermined` cannot be read, and may be either.
        _ => Reason::BouncedForNow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn event(kind: &str, more: &Value) -> String {
        let mut detail = json!({
            "eventType": kind,
            "mail": {
                "timestamp": "2026-11-25T08:00:00.000Z",
                "messageId": "0100-1",
                "destination": ["Ann@example.org"],
                "tags": {
                    "send_id": [SendId::from_random(1).as_str()],
                    "phone_id": [PhoneId::from_random(2).as_str()],
                    "ses:configuration-set": ["onramp"],
                },
            },
        });
        detail.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "source": "aws.ses", "detail-type": "Email Bounced", "detail": detail }).to_string()
    }

    fn told(kind: &str, more: &Value) -> Option<(Mark, i64)> {
        match read(&event(kind, more)) {
            Told::News(heard) => {
                assert_eq!(
                    (heard.len(), heard[0].address.as_ref().unwrap().as_str()),
                    (1, "Ann@example.org")
                );
                Some((heard[0].mark, heard[0].at))
            }
            Told::Nothing => None,
            Told::Unreadable => panic!("readable"),
        }
    }

    fn bounce(kind: &str, sub: &str) -> Mark {
        told("Bounce", &json!({ "bounce": { "bounceType": kind, "bounceSubType": sub } })).unwrap().0
    }

    #[test]
    fn hard_and_soft_bounces_suppressed_addresses_and_complaints_are_told_apart() {
        assert_eq!(bounce("Permanent", "General"), Mark::Bounced(Reason::Bounced));
        assert_eq!(bounce("Permanent", "NoEmail"), Mark::Bounced(Reason::Bounced));
        assert_eq!(bounce("Permanent", "OnAccountSuppressionList"), Mark::Bounced(Reason::Suppressed));
        assert_eq!(bounce("Transient", "MailboxFull"), Mark::Bounced(Reason::BouncedForNow));
        assert_eq!(bounce("Undetermined", "Undetermined"), Mark::Bounced(Reason::BouncedForNow));
        let complaint = told("Complaint", &json!({ "complaint": { "timestamp": "2026-11-25T09:00:00Z" } }));
        assert_eq!(complaint, Some((Mark::Bounced(Reason::Complained), 1_795_597_200)));
        let praise = json!({ "complaint": { "complaintFeedbackType": "not-spam" } });
        assert_eq!(told("Complaint", &praise), None);
    }

    #[test]
    fn deliveries_and_refusals_are_heard_and_other_events_are_not() {
        let delivered = told("Delivery", &json!({ "delivery": { "timestamp": "2026-11-25T08:00:05Z" } }));
        assert_eq!(delivered, Some((Mark::Delivered, 1_795_593_605)));
        let refused = Some((Mark::Refused(Reason::MessageRejected), 1_795_593_600));
        assert_eq!(told("Reject", &json!({ "reject": { "reason": "Bad content" } })), refused);
        assert_eq!(told("Rendering Failure", &json!({})), refused);
        assert_eq!(told("Send", &json!({})), None);
    }

    #[test]
    fn what_is_not_of_a_delivery_of_ours_is_nothing_and_what_is_no_event_is_unreadable() {
        let strange = event("Reject", &json!({})).replace("send_id", "campaign");
        assert!(matches!(read(&strange), Told::Nothing));
        for body in ["", "{}", "[]", "{\"detail\":{}}"] {
            assert!(matches!(read(body), Told::Unreadable), "{body}");
        }
    }
}
