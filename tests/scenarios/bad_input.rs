//! Bad input: every route and field says what was wrong and what would be right, and nothing is done.

use crate::onramp;
use onramp_tests::Onramp;
use serde_json::{Value, json};

/// Asks, and expects a refusal that names the field.
async fn refused(app: &Onramp, method: &str, path: &str, body: Option<Value>, field: &str) -> Value {
    let reply = app.api(method, path, body.clone()).await;
    let problem = reply.json();
    let told = format!("{method} {path} {body:?}: {}", reply.text);
    assert!((400..500).contains(&reply.status), "{told}");
    assert_eq!(reply.header("content-type"), "application/problem+json", "{told}");
    assert!(problem["type"].as_str().unwrap().starts_with("urn:onramp:problem:"), "{told}");
    assert_eq!(problem["status"], reply.status, "{told}");
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{told}");
    assert_eq!(problem["field"], field, "{told}");
    assert!(!problem["expected"].as_str().unwrap().is_empty(), "{told}");
    problem
}

#[tokio::test]
async fn of_the_list() {
    let app = onramp().await;
    let cases = [
        ("", "channel"),
        ("channel=fax", "channel"),
        ("channel=", "channel"),
        ("channel=email&channel=sms", "channel"),
        ("channel=email&limit=0", "limit"),
        ("channel=email&limit=501", "limit"),
        ("channel=email&limit=ten", "limit"),
        ("channel=email&limit=-1", "limit"),
        ("channel=email&cursor=x", "cursor"),
        ("channel=email&cursor=", "cursor"),
        ("channel=email&limits=5", "limits"),
    ];
    for (query, field) in cases {
        refused(&app, "GET", &format!("/api/unactivated?{query}"), None, field).await;
    }
    refused(&app, "GET", &format!("/api/unactivated?channel=email&q={}", "x".repeat(101)), None, "q").await;
    let page = app.api("GET", "/api/unactivated?channel=email&limit=1", None).await.json();
    let cursor = page["next_cursor"].as_str().unwrap();
    refused(&app, "GET", &format!("/api/unactivated?channel=sms&cursor={cursor}"), None, "cursor").await;
    refused(&app, "GET", "/api/unactivated/count?channel=email", None, "channel").await;
}

#[tokio::test]
async fn of_a_send_and_nothing_is_sent() {
    let app = onramp().await;
    let phone = app.unactivated("email").await[0]["phone_id"].clone();
    let all = json!({ "all": true });
    let with = |field: &str, value: Value| {
        let mut body = json!({ "channel": "email", "recipients": all });
        body[field] = value;
        body
    };
    let to = |recipients: Value| with("recipients", recipients);
    let cases = [
        (json!({}), "channel"),
        (json!({ "channel": "email" }), "recipients"),
        (json!([]), "body"),
        (with("channel", json!("fax")), "channel"),
        (with("channel", json!(7)), "channel"),
        (with("chanel", json!("email")), "chanel"),
        (to(json!({})), "recipients"),
        (to(json!("all")), "recipients"),
        (to(json!({ "all": false })), "recipients.all"),
        (to(json!({ "all": "yes" })), "recipients.all"),
        (to(json!({ "all": true, "phone_ids": [phone] })), "recipients"),
        (to(json!({ "phone_ids": [] })), "recipients.phone_ids"),
        (to(json!({ "phone_ids": [phone, "DP1"] })), "recipients.phone_ids[1]"),
        (to(json!({ "phone_ids": [5] })), "recipients.phone_ids[0]"),
        (to(json!({ "phone_ids": "DP000000000000000000" })), "recipients.phone_ids"),
        (to(json!({ "all": true, "q": "x".repeat(101) })), "recipients.q"),
        (to(json!({ "everyone": true })), "everyone"),
        (with("subject", json!("")), "subject"),
        (with("subject", json!("a\nBcc: b@example.org")), "subject"),
        (with("subject", json!("x".repeat(151))), "subject"),
        (with("subject", json!("{link}")), "subject"),
        (with("message", json!("")), "message"),
        (with("message", json!("x".repeat(5_001))), "message"),
        (with("message", json!("a\u{0}b")), "message"),
        (with("message", json!("Hello {name}")), "message"),
        (with("message", json!("Hello {realname")), "message"),
        (with("message", json!(["x"])), "message"),
        (with("valid_secs", json!(59)), "valid_secs"),
        (with("valid_secs", json!(2_592_001)), "valid_secs"),
        (with("valid_secs", json!(-1)), "valid_secs"),
        (with("valid_secs", json!(1.5)), "valid_secs"),
        (with("valid_secs", json!("86400")), "valid_secs"),
        (json!({ "channel": "sms", "recipients": all, "subject": "x" }), "subject"),
    ];
    for (body, field) in cases {
        refused(&app, "POST", "/api/sends", Some(body), field).await;
    }
    let long = json!({ "channel": "sms", "recipients": all, "message": "x".repeat(600) });
    let problem = refused(&app, "POST", "/api/sends", Some(long), "message").await;
    assert!(problem["detail"].as_str().unwrap().contains("5 segments"), "{problem}");
    let named = refused(&app, "POST", "/api/sends", Some(with("message", json!("{name}"))), "message").await;
    assert!(named["detail"].as_str().unwrap().contains("{name}"), "{named}");
    let many: Vec<_> = (0..10_001).map(|n| format!("DP{n:018}")).collect();
    refused(&app, "POST", "/api/sends", Some(to(json!({ "phone_ids": many }))), "recipients.phone_ids").await;
    refused(&app, "POST", "/api/sends?x=1", Some(with("subject", json!("x"))), "x").await;

    assert!(app.outbox("").await.is_empty());
    assert!(app.unactivated("email").await.iter().all(|row| row["link"]["state"] == "never sent"));
}

#[tokio::test]
async fn of_a_preview_a_link_and_a_sends_progress() {
    let app = onramp().await;
    let preview = [
        (json!({}), "channel"),
        (json!({ "channel": "email", "phone_id": "x" }), "phone_id"),
        (json!({ "channel": "email", "message": "{foo}" }), "message"),
        (json!({ "channel": "email", "valid_secs": 1 }), "valid_secs"),
        (json!({ "channel": "sms", "message": "x".repeat(999) }), "message"),
        (json!({ "channel": "email", "recipients": {} }), "recipients"),
    ];
    for (body, field) in preview {
        refused(&app, "POST", "/api/preview", Some(body), field).await;
    }
    refused(&app, "POST", "/api/phones/nonsense/link", None, "phone_id").await;
    let link = "/api/phones/DP000000000000000000/link";
    refused(&app, "POST", link, Some(json!({ "replace": "yes" })), "replace").await;
    refused(&app, "POST", link, Some(json!({ "valid_secs": 0 })), "valid_secs").await;
    refused(&app, "POST", link, Some(json!({ "force": true })), "force").await;
    refused(&app, "GET", "/api/sends/nonsense", None, "send_id").await;
    let deliveries = "/api/sends/SE000000000000000000/deliveries";
    refused(&app, "GET", &format!("{deliveries}?state=lost"), None, "state").await;
    refused(&app, "GET", &format!("{deliveries}?limit=0"), None, "limit").await;
    refused(&app, "GET", &format!("{deliveries}?cursor=!!"), None, "cursor").await;
}

#[tokio::test]
async fn of_things_that_are_not_there_methods_and_bodies() {
    let app = onramp().await;
    let status = async |method: &str, path: &str, body: Option<Value>| {
        let reply = app.api(method, path, body).await;
        assert_eq!(reply.header("content-type"), "application/problem+json", "{path}");
        reply.status
    };
    for path in [
        "/api",
        "/api/nothing",
        "/nothing",
        "/api/sends/SE000000000000000000",
        "/api/sends/SE000000000000000000/deliveries",
        "/outbox/99999999",
        "/outbox/..%2Fkeys.json",
    ] {
        assert_eq!(status("GET", path, None).await, 404, "{path}");
    }
    assert_eq!(status("POST", "/api/phones/DP000000000000000000/link", None).await, 404);
    let nobody = json!({ "channel": "email", "phone_id": "DP000000000000000000" });
    assert_eq!(status("POST", "/api/preview", Some(nobody)).await, 404);
    for (method, path) in [
        ("GET", "/api/sends"),
        ("DELETE", "/api/unactivated"),
        ("GET", "/dev/token"),
        ("PUT", "/api/preview"),
    ] {
        assert_eq!(status(method, path, None).await, 405, "{method} {path}");
    }
    let large = json!({ "channel": "email", "message": "x".repeat(2 << 20) });
    assert_eq!(status("POST", "/api/sends", Some(large)).await, 413);
    let bearer = format!("Bearer {}", app.token("Owner").await);
    for body in [&b""[..], b"{", b"\xff\xfe", b"null", b"{\"channel\":\"email\"} {}"] {
        let reply =
            app.request("POST", "/api/sends", &[("authorization", &bearer)], Some(body.to_vec())).await;
        assert_eq!(reply.status, 400, "{body:?}");
    }
    let reply = app
        .request(
            "POST",
            "/api/sends",
            &[("authorization", &bearer), ("idempotency-key", "")],
            Some(b"{\"channel\":\"email\",\"recipients\":{\"all\":true}}".to_vec()),
        )
        .await;
    assert_eq!((reply.status, reply.json()["field"].as_str()), (400, Some("Idempotency-Key")));
}
