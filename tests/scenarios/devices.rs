//! Devices: how authenticator apps redeem codes, each in its own dialect.

use crate::onramp;
use futures_util::future::join_all;
use onramp_tests::{Onramp, Reply, code_of, mail};
use serde_json::{Value, json};

const KEY: &str = include_str!("keys/a.pem");
const OTHER_KEY: &str = include_str!("keys/b.pem");
const SHORT_KEY: &str = include_str!("keys/short.pem");

/// A stack with a live link for each phone, and the codes.
async fn with_codes() -> (Onramp, Vec<String>) {
    let app = onramp().await;
    app.send_to_all("email").await;
    let all = app.outbox("").await;
    let codes =
        all.iter().map(|message| code_of(&mail::link_in(message["text"].as_str().unwrap())).to_owned());
    let codes = codes.collect();
    (app, codes)
}

fn assert_active(reply: &Reply) {
    assert_eq!(reply.status, 200, "{}", reply.text);
    let body = reply.json();
    assert_eq!(body["stat"], "OK");
    let text = |name: &str| body["response"][name].as_str().unwrap().to_owned();
    assert_eq!((text("akey").len(), text("pkey").len()), (20, 20));
    assert!(!text("pkey").contains(':'));
    let secret = text("hotp_secret");
    assert!(secret.len() == 32 && secret.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    assert_eq!(text("customer_name"), "Example Organisation");
    assert!(text("host").starts_with("127.0.0.1:"));
}

fn assert_failed(reply: &Reply, status: u16, code: u32) {
    let body = reply.json();
    assert_eq!(
        (reply.status, body["stat"].as_str(), body["code"].as_u64()),
        (status, Some("FAIL"), Some(code.into()))
    );
    assert!(body.get("response").is_none());
}

#[tokio::test]
async fn a_key_may_come_in_the_query_in_a_form_or_in_json() {
    let (app, codes) = with_codes().await;
    let bare: String = KEY.lines().filter(|line| !line.starts_with('-')).collect();
    let query = format!(
        "/push/v2/activation/{}?customer_protocol=1&pubkey={}&pkpush=rsa-sha512",
        codes[0],
        mail::percent(KEY)
    );
    assert_active(&app.request("POST", &query, &[], None).await);
    assert_active(
        &app.activate(&codes[1], &[("pubkey", &bare), ("platform", "Android"), ("jailbroken", "false")])
            .await,
    );
    let body =
        json!({ "pubkey": KEY, "pkpush": "rsa-sha256", "passcode_status": true, "extra": [1] }).to_string();
    let headers = [("content-type", "application/json")];
    let path = format!("/push/v2/activation/{}", codes[2]);
    assert_active(&app.request("POST", &path, &headers, Some(body.into_bytes())).await);
    assert_eq!(app.count().await.0, 0);
}

#[tokio::test]
async fn without_a_key_the_phone_shows_passcodes_and_asking_again_is_refused() {
    let (app, codes) = with_codes().await;
    assert_active(&app.activate(&codes[0], &[]).await);
    assert_failed(&app.activate(&codes[0], &[]).await, 404, 40403);
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_again_and_another_none() {
    let (mut app, codes) = with_codes().await;
    let first = app.activate(&codes[0], &[("pubkey", KEY)]).await;
    assert_active(&first);
    assert_eq!(app.activate(&codes[0], &[("pubkey", KEY)]).await.json(), first.json());
    assert_failed(&app.activate(&codes[0], &[("pubkey", OTHER_KEY)]).await, 404, 40403);
    assert_failed(&app.activate(&codes[0], &[]).await, 404, 40403);
    app.advance(86_401).await;
    assert_failed(&app.activate(&codes[0], &[("pubkey", KEY)]).await, 404, 40403);
}

#[tokio::test]
async fn what_is_wrong_with_a_field_is_said_and_the_code_lives_on() {
    let (app, codes) = with_codes().await;
    for key in ["garbage", "AAAA", SHORT_KEY, &KEY[..200]] {
        let refused = app.activate(&codes[0], &[("pubkey", key)]).await;
        assert_failed(&refused, 400, 40002);
        assert!(refused.json()["message_detail"].as_str().unwrap().contains("pubkey"));
    }
    let path = format!("/push/v2/activation/{}", codes[0]);
    for (kind, body) in [
        ("application/json", "{\"pubkey\": 5}"),
        ("application/json", "{\"pubkey\": "),
        ("application/json", "[]"),
        ("multipart/form-data; boundary=x", "--x\r\n"),
    ] {
        let refused = app.request("POST", &path, &[("content-type", kind)], Some(body.into())).await;
        assert_failed(&refused, 400, 40002);
    }
    assert_failed(&app.activate(&codes[0], &[("pkpush", "ed25519")]).await, 401, 40112);
    assert_active(&app.activate(&codes[0], &[("pubkey", KEY)]).await);
}

#[tokio::test]
async fn unknown_malformed_used_expired_and_superseded_codes_are_told_apart_by_nobody() {
    let (mut app, codes) = with_codes().await;
    let phone = app.unactivated("email").await[1]["phone_id"].clone();
    let link = format!("/api/phones/{}/link", phone.as_str().unwrap());
    let old = app.link_to("bo@example.org").await;
    assert_eq!(app.api("POST", &link, Some(json!({ "replace": true }))).await.status, 201);
    let used = codes.iter().find(|code| !old.ends_with(code.as_str())).unwrap();
    app.activate(used, &[]).await;
    let mut answers: Vec<Value> = Vec::new();
    for code in
        [code_of(&old), used, "AbCdEfGhIjKlMnOpQrSt", "short", "%00", "..%2F..", "AbCdEfGhIjKlMnOpQrSt%20"]
    {
        let refused = app.activate(code, &[("pubkey", OTHER_KEY)]).await;
        assert_failed(&refused, 404, 40403);
        answers.push(refused.json());
    }
    app.advance(86_401).await;
    let left = codes.iter().find(|code| *code != used && !old.ends_with(code.as_str())).unwrap();
    answers.push(app.activate(left, &[]).await.json());
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
}

#[tokio::test]
async fn a_prefix_left_on_the_code_and_the_other_names_of_the_page_are_understood() {
    let (app, codes) = with_codes().await;
    for path in ["android", "iphone"] {
        assert!(app.open(&format!("/{path}/{}", codes[0])).await.text.contains("Activate this phone"));
    }
    for (code, prefix) in codes.iter().zip(["duo://", "duo%3A%2F%2F", "duo:/"]) {
        assert_active(&app.activate(&format!("{prefix}{code}"), &[]).await);
    }
}

#[tokio::test]
async fn of_two_keys_at_the_same_moment_one_wins() {
    let (app, codes) = with_codes().await;
    for code in &codes {
        let both = join_all([KEY, OTHER_KEY].map(|key| {
            let app = &app;
            async move { app.activate(code, &[("pubkey", key)]).await.status }
        }));
        let mut statuses = both.await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404]);
    }
    assert_eq!(app.count().await.0, 0);
}

#[tokio::test]
async fn the_barcode_of_a_link_is_drawn_and_no_other_text_is() {
    let app = onramp().await;
    let phone = app.unactivated("email").await[0]["phone_id"].clone();
    let link = app.api("POST", &format!("/api/phones/{}/link", phone.as_str().unwrap()), None).await.json();
    let png = data_encoding::BASE64.decode(link["barcode_png"].as_str().unwrap().as_bytes()).unwrap();
    assert_eq!(mail::scan(&png), link["barcode_text"].as_str().unwrap());
    assert!(link["barcode_svg"].as_str().unwrap().starts_with("<svg"));
    let drawn =
        app.open(&format!("/frame/qr?value={}", mail::percent(link["barcode_text"].as_str().unwrap()))).await;
    assert_eq!((drawn.status, drawn.header("content-type")), (200, "image/png"));
    for other in ["https://example.org/", "duo://AbCdEfGhIjKlMnOpQrSt-ZXZpbA", ""] {
        assert_eq!(
            app.open(&format!("/frame/qr?value={}", mail::percent(other))).await.status,
            404,
            "{other}"
        );
    }
}
