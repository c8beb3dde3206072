//! Bad input: every route and field says what was wrong and what would be right, and nothing is done.

use crate::{BY_EMAIL, onramp, usernames};
use onramp_tests::Channel::Email;
use onramp_tests::{Deployed, Onramp, Problem, Reply};
use serde_json::{Value, json};

/// Expects a problem, which names the field and says what would be right.
fn refused(reply: &Reply, field: &str, asked: &str) -> Problem {
    assert!((400..500).contains(&reply.status), "{asked}: {} {}", reply.status, reply.text);
    let problem = reply.problem();
    assert!(problem.names(field), "{asked} names {field}: {problem:?}");
    assert!(problem.expected.as_ref().is_some_and(|text| !text.is_empty()), "{asked}: {problem:?}");
    problem
}

async fn refuses(app: &Onramp, path: &str, bodies: impl IntoIterator<Item = (Value, &str)>) {
    for (body, field) in bodies {
        let mut asked = format!("{path} {body}");
        asked.truncate(asked.floor_char_boundary(300));
        refused(&app.api("POST", path, Some(body)).await, field, &asked);
    }
}

async fn nothing_was_done(app: &Onramp) {
    assert!(app.whole_outbox().await.is_empty());
    let rows = app.unactivated(Email).await;
    assert_eq!(usernames(&rows), BY_EMAIL);
    assert!(rows.iter().all(|row| row.link.state == "never sent" && row.times_sent == 0), "{rows:?}");
}

#[tokio::test]
async fn of_the_list() {
    let app = onramp().await;
    let long = format!("channel=email&q={}", "x".repeat(2_000));
    let cases = [
        ("", "channel"),
        ("channel=", "channel"),
        ("channel=fax", "channel"),
        ("channel=EMAIL%00", "channel"),
        ("channel=email&limit=0", "limit"),
        ("channel=email&limit=501", "limit"),
        ("channel=email&limit=abc", "limit"),
        ("channel=email&limit=-1", "limit"),
        ("channel=email&limit=1.5", "limit"),
        ("channel=email&limit=99999999999999999999", "limit"),
        ("channel=email&cursor=nonsense", "cursor"),
        ("channel=email&cursor=%00%FF", "cursor"),
        ("channel=email&cursor=bm9uc2Vuc2Ugb2YgYSBjdXJzb3I", "cursor"),
        (&long, "q"),
    ];
    for (query, field) in cases {
        let path = format!("/api/unactivated?{query}");
        refused(&app.api("GET", &path, None).await, field, &path);
    }
    let first = app.api("GET", "/api/unactivated?channel=email&limit=1", None).await.expect(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let torn = format!("/api/unactivated?channel=email&cursor={}", &cursor[..cursor.len() - 2]);
    refused(&app.api("GET", &torn, None).await, "cursor", "a torn cursor");
    let other = format!("/api/unactivated?channel=sms&cursor={cursor}");
    refused(&app.api("GET", &other, None).await, "cursor", "a cursor of another list");
}

#[tokio::test]
async fn of_a_send_and_nothing_is_sent() {
    let app = onramp().await;
    let phone = app.unactivated(Email).await[0].phone_id.clone();
    let all = json!({ "all": true });
    let with = |field: &str, value: Value| {
        let mut body = json!({ "channel": "email", "recipients": all });
        body[field] = value;
        body
    };
    let to = |recipients: Value| with("recipients", recipients);
    let cases = [
        (json!({}), "channel"),
        (json!({ "recipients": all }), "channel"),
        (json!({ "channel": "email" }), "recipients"),
        (with("channel", json!("fax")), "channel"),
        (with("channel", json!(7)), "channel"),
        (with("channel", Value::Null), "channel"),
        (with("chanel", json!("email")), "chanel"),
        (to(json!({})), "recipients"),
        (to(json!("all")), "recipients"),
        (to(Value::Null), "recipients"),
        (to(json!({ "all": true, "phone_ids": [phone] })), "recipients"),
        (to(json!({ "all": false })), "all"),
        (to(json!({ "all": "yes" })), "all"),
        (to(json!({ "phone_ids": [] })), "phone_ids"),
        (to(json!({ "phone_ids": "DP000000000000000000" })), "phone_ids"),
        (to(json!({ "phone_ids": [phone, "DP1"] })), "phone_ids"),
        (to(json!({ "phone_ids": [5] })), "phone_ids"),
        (to(json!({ "all": true, "q": 1 })), "q"),
        (to(json!({ "everyone": true })), "everyone"),
        (with("subject", json!("")), "subject"),
        (with("subject", json!(1)), "subject"),
        (with("subject", json!("a\r\nBcc: b@example.org")), "subject"),
        (with("subject", json!("x".repeat(1_000))), "subject"),
        (with("message", json!("")), "message"),
        (with("message", json!(["x"])), "message"),
        (with("message", json!("x".repeat(100_000))), "message"),
        (with("message", json!("a\u{0}b {link}")), "message"),
        (with("message", json!("Hello {realname")), "message"),
        (with("valid_secs", json!(59)), "valid_secs"),
        (with("valid_secs", json!(2_592_001)), "valid_secs"),
        (with("valid_secs", json!(0)), "valid_secs"),
        (with("valid_secs", json!(-86_400)), "valid_secs"),
        (with("valid_secs", json!(3_600.5)), "valid_secs"),
        (with("valid_secs", json!("x")), "valid_secs"),
        (with("valid_secs", json!(1e300)), "valid_secs"),
    ];
    refuses(&app, "/api/sends", cases).await;
    let many: Vec<_> = (0..20_000).map(|n| format!("DP{n:018}")).collect();
    refuses(&app, "/api/sends", [(to(json!({ "phone_ids": many })), "phone_ids")]).await;
    nothing_was_done(&app).await;
}

#[tokio::test]
async fn an_unknown_placeholder_is_refused_by_name_and_a_long_sms_by_its_segments() {
    let app = onramp().await;
    for path in ["/api/sends", "/api/preview"] {
        let ask = |channel: &str, message: &str| {
            let mut body = json!({ "channel": channel, "message": message });
            if path == "/api/sends" {
                body["recipients"] = json!({ "all": true });
            }
            body
        };
        for channel in ["email", "sms"] {
            let reply = app.api("POST", path, Some(ask(channel, "Dear {nickname}, {link}"))).await;
            let problem = refused(&reply, "message", path);
            assert!(problem.detail.contains("{nickname}"), "{problem:?}");
            let right = problem.expected.unwrap();
            assert!(right.contains("{realname}") && right.contains("{link}"), "{right}");
        }
        for (message, least) in [("x".repeat(600), 4), ("山".repeat(250), 4)] {
            let reply = app.api("POST", path, Some(ask("sms", &message))).await;
            let problem = refused(&reply, "message", path);
            let numbers: Vec<u32> =
                problem.detail.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            assert!(problem.detail.contains("segment"), "{problem:?}");
            assert!(numbers.iter().any(|n| (least..=10).contains(n)), "says how many: {problem:?}");
        }
    }
    nothing_was_done(&app).await;
}

#[tokio::test]
async fn of_a_preview() {
    let app = onramp().await;
    let cases = [
        (json!({}), "channel"),
        (json!({ "channel": "fax" }), "channel"),
        (json!({ "channel": "email", "message": "" }), "message"),
        (json!({ "channel": "email", "message": 5 }), "message"),
        (json!({ "channel": "email", "subject": "a\nb" }), "subject"),
        (json!({ "channel": "email", "valid_secs": 59 }), "valid_secs"),
        (json!({ "channel": "email", "valid_secs": 2_592_001 }), "valid_secs"),
        (json!({ "channel": "email", "valid_secs": "x" }), "valid_secs"),
        (json!({ "channel": "email", "unheard_of": 1 }), "unheard_of"),
    ];
    refuses(&app, "/api/preview", cases).await;
}

#[tokio::test]
async fn of_a_link_to_hand_over() {
    let app = onramp().await;
    let phone = app.unactivated(Email).await[0].phone_id.clone();
    let cases = [
        (json!({ "replace": "yes" }), "replace"),
        (json!({ "replace": 1 }), "replace"),
        (json!({ "force": true }), "force"),
    ];
    refuses(&app, &format!("/api/phones/{phone}/link"), cases).await;
    for id in ["nonsense", "DP1", "dp000000000000000000"] {
        refused(&app.hand_over(id, None).await, "phone_id", id);
    }
    for body in ["{", "[]", "\"x\"", "7"] {
        let path = format!("/api/phones/{phone}/link");
        app.api_with("POST", &path, &[], Some(body.into())).await.problem();
    }
    nothing_was_done(&app).await;
}

#[tokio::test]
async fn of_a_sends_progress_and_deliveries() {
    let app = onramp().await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    refused(&app.api("GET", "/api/sends/nonsense", None).await, "send_id", "a malformed id");
    let cases = [
        ("state=lost", "state"),
        ("state=", "state"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=abc", "limit"),
        ("cursor=nonsense", "cursor"),
    ];
    for (query, field) in cases {
        let path = format!("/api/sends/{send_id}/deliveries?{query}");
        refused(&app.api("GET", &path, None).await, field, &path);
    }
    for path in ["/api/sends/SE000000000000000000", "/api/sends/SE000000000000000000/deliveries"] {
        app.api("GET", path, None).await.expect(404).problem();
    }
}

#[tokio::test]
async fn of_bodies_that_are_no_json_objects() {
    let app = onramp().await;
    for path in ["/api/sends", "/api/preview"] {
        for body in
            [&b""[..], b"{", b"x", b"\xff\xfe", b"null", b"[]", b"\"email\"", b"{\"channel\":\"email\"} {}"]
        {
            app.api_with("POST", path, &[], Some(body.to_vec())).await.problem();
        }
        for (kind, body) in [
            ("application/x-www-form-urlencoded", "channel=email&all=true"),
            ("text/xml", "<channel>email</channel>"),
            ("multipart/form-data; boundary=x", "--x--"),
        ] {
            app.api_with("POST", path, &[("content-type", kind)], Some(body.into())).await.problem();
        }
        let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        app.api_with("POST", path, &[], Some(deep.into())).await.problem();
        let large =
            json!({ "channel": "email", "recipients": { "all": true }, "message": "x".repeat(1_050_000) });
        app.api("POST", path, Some(large)).await.problem();
    }
    nothing_was_done(&app).await;
}

#[tokio::test]
async fn of_an_idempotency_key() {
    let app = onramp().await;
    let body = json!({ "channel": "email", "recipients": { "all": true } }).to_string();
    for key in [String::new(), "x".repeat(5_000)] {
        let headers = [("idempotency-key", key.as_str())];
        let reply = app.api_with("POST", "/api/sends", &headers, Some(body.clone().into())).await;
        refused(&reply, "Idempotency-Key", "a key of no or too much text");
    }
    nothing_was_done(&app).await;
}

#[tokio::test]
async fn routes_and_methods_that_are_not_there() {
    let app = onramp().await;
    for path in ["/api", "/api/nothing", "/api/unactivated/more", "/api/phones", "/nothing"] {
        let reply = app.api("GET", path, None).await.expect(404);
        // On AWS the gateway says so, in its own words.
        if Deployed::named().is_none() {
            reply.problem();
        }
    }
    let wrong_methods = [
        ("DELETE", "/api/unactivated"),
        ("POST", "/api/unactivated/count"),
        ("DELETE", "/api/sends"),
        ("GET", "/api/sends/SE000000000000000000/pause"),
        ("PUT", "/api/preview"),
        ("GET", "/api/phones/DP000000000000000000/link"),
        ("PATCH", "/api/sends/SE000000000000000000"),
        ("POST", "/api/sends/SE000000000000000000/deliveries"),
    ];
    for (method, path) in wrong_methods {
        let reply = app.api(method, path, None).await.expect(405);
        assert!(!reply.header("allow").is_empty(), "{method} {path}: says what is allowed");
        reply.problem();
    }
}

#[tokio::test]
async fn no_method_on_a_link_but_post_redeems_and_none_breaks() {
    let app = onramp().await;
    let phone = app.unactivated(Email).await[0].phone_id.clone();
    let link = app.link_for(&phone).await.url;
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let reply = app.request(method, &link, &[], None).await;
        assert!(reply.status < 500, "{method}: {}", reply.status);
    }
    let device = format!("/push/v2/activation/{}", onramp_tests::code_of(&link));
    for method in ["GET", "HEAD", "PUT", "DELETE"] {
        let reply = app.request(method, &device, &[], None).await;
        assert!((400..500).contains(&reply.status), "{method}: {}", reply.status);
    }
    assert_eq!(app.count().await.email, 3);
    app.press(&link).await.expect(200);
}
