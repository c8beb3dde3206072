//! Functions invoked without HTTP: from the AWS console, its command line, or by a rule.

use crate::onramp;
use onramp_tests::Channel::Email;
use onramp_tests::{Ask, Counts};
use serde_json::json;

#[tokio::test]
async fn the_same_json_starts_a_send_and_is_answered_as_by_the_api() {
    let app = onramp().await;
    let reply = app.invoke("send-links", &Ask::all(Email).body()).await;
    let send_id = reply["send_id"].as_str().unwrap_or_else(|| panic!("{reply}"));
    assert_eq!((reply["channel"].as_str(), reply["created_by"].as_str()), (Some("email"), Some("System")));
    assert_eq!(app.finished(send_id).await.counts, Counts::all_sent(3));
}

#[tokio::test]
async fn an_event_that_comes_twice_sends_once_and_a_key_of_ones_own_counts_before_its_id() {
    let app = onramp().await;
    let event = |id: &str, body: serde_json::Value| json!({ "version": "0", "id": id, "detail-type": "Send links", "source": "example.hr", "detail": body });
    let body = Ask::all(Email).body();
    let first = app.invoke("send-links", &event("one", body.clone())).await;
    let again = app.invoke("send-links", &event("one", body.clone())).await;
    let other = app.invoke("send-links", &event("two", body)).await;
    assert_eq!(first["send_id"], again["send_id"], "{first} {again}");
    assert_ne!(first["send_id"], other["send_id"]);
    let keyed = async |id: &str| {
        let body = Ask::all(Email).with("idempotency_key", "monday").body();
        app.invoke("send-links", &event(id, body)).await
    };
    let keyed = [keyed("three").await, keyed("four").await];
    assert_eq!(keyed[0]["send_id"], keyed[1]["send_id"]);
    for reply in [first, other, keyed[0].clone()] {
        app.finished(reply["send_id"].as_str().unwrap()).await;
    }
    assert_eq!(app.whole_outbox().await.len(), 3);
}

#[tokio::test]
async fn what_is_wrong_with_a_payload_is_told_as_a_problem_with_its_field() {
    let app = onramp().await;
    let field = async |payload: &serde_json::Value| {
        let reply = app.invoke("send-links", payload).await;
        assert_eq!(reply["status"], 400, "{reply}");
        reply["field"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(field(&json!({ "channel": "pigeon", "recipients": { "all": true } })).await, "channel");
    assert_eq!(field(&json!({ "channel": "email", "recipients": {} })).await, "recipients");
    assert_eq!(field(&json!({ "channel": "email" })).await, "recipients");
    let keyed = json!({ "channel": "email", "recipients": { "all": true }, "idempotency_key": "" });
    assert_eq!(field(&keyed).await, "idempotency_key");
    assert!(app.whole_outbox().await.is_empty());
}
