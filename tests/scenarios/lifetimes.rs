//! Lifetimes: what is live, until when, and what takes its place.

use crate::onramp;
use onramp_tests::{Onramp, code_of};
use serde_json::{Value, json};

async fn first_phone(app: &Onramp) -> String {
    app.unactivated("email").await[0]["phone_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_works_up_to_24_hours_and_not_beyond() {
    let mut app = onramp().await;
    app.send_to_all("email").await;
    let (ada, bo) = (app.link_to("ada@example.org").await, app.link_to("bo@example.org").await);
    app.advance(86_390).await;
    assert_eq!(app.press(&ada).await.status, 200);
    app.advance(11).await;
    let page = app.open(&bo).await;
    assert!(
        page.status == 410 && page.text.contains("expired") && page.text.contains("helpdesk@example.org")
    );
    assert_eq!(app.request("POST", &bo, &[], Some(Vec::new())).await.status, 410);
    assert_eq!(app.activate(code_of(&bo), &[]).await.status, 404);
    let row = app.unactivated("email").await.remove(0);
    assert_eq!((row["username"].as_str(), row["link"]["state"].as_str()), (Some("bo"), Some("expired")));
    assert!(row["link"]["expires_at"].as_str().unwrap().ends_with('Z'));
}

#[tokio::test]
async fn while_a_link_lives_no_other_is_sent_and_afterwards_one_is() {
    let mut app = onramp().await;
    app.send_to_all("email").await;
    let expires = app.unactivated("email").await[0]["link"]["expires_at"].clone();
    let ask = json!({ "channel": "email", "recipients": { "all": true } });
    let id = app.send(ask).await;
    assert_eq!(app.finished(&id).await["counts"]["skipped"], 3);
    let skipped = app.pages(&format!("/api/sends/{id}/deliveries?state=skipped")).await;
    assert!(skipped.iter().all(|delivery| delivery["reason_code"] == "live_link"));
    assert!(skipped[0]["reason"].as_str().unwrap().contains(&expires.as_str().unwrap()[..16]));
    app.advance(86_401).await;
    assert_eq!(app.send_to_all("email").await["counts"]["sent"], 3);
    assert_eq!(app.outbox("ada@example.org").await.len(), 2);
}

#[tokio::test]
async fn a_send_may_choose_how_long_its_links_live() {
    let mut app = onramp().await;
    let ask = json!({ "channel": "email", "recipients": { "all": true }, "valid_secs": 600 });
    app.finished(&app.send(ask).await).await;
    let link = app.link_to("ada@example.org").await;
    assert!(app.outbox("ada@example.org").await[0]["text"].as_str().unwrap().contains("10 minutes"));
    app.advance(601).await;
    assert_eq!(app.open(&link).await.status, 410);
}

#[tokio::test]
async fn a_link_for_handing_over_stands_until_it_is_to_be_replaced() {
    let app = onramp().await;
    let path = format!("/api/phones/{}/link", first_phone(&app).await);
    let made = app.api("POST", &path, None).await;
    assert_eq!(made.status, 201);
    let link = made.json();
    for name in ["url", "barcode_text", "barcode_svg", "expires_at"] {
        assert!(link[name].is_string(), "{name}");
    }
    let url = link["url"].as_str().unwrap();
    assert!(link["barcode_text"].as_str().unwrap().starts_with(&format!("duo://{}-", code_of(url))));

    let refused = app.api("POST", &path, Some(json!({ "replace": false }))).await;
    let problem = refused.json();
    assert_eq!((refused.status, problem["type"].as_str()), (409, Some("urn:onramp:problem:live-link")));
    assert_eq!(problem["available_at"], link["expires_at"]);

    let newer = app.api("POST", &path, Some(json!({ "replace": true }))).await.json();
    assert_ne!(newer["url"], link["url"]);
    let old = app.open(url).await;
    assert!(old.status == 410 && old.text.contains("newer link"), "{}", old.text);
    assert_eq!(app.activate(code_of(url), &[]).await.status, 404);
    assert_eq!(app.press(newer["url"].as_str().unwrap()).await.status, 200);
    let gone = app.api("POST", &path, None).await;
    assert_eq!((gone.status, gone.json()["reason"].as_str()), (409, Some("already_activated")));
}

#[tokio::test]
async fn the_page_keeps_its_link_to_itself() {
    let app = onramp().await;
    app.send_to_all("email").await;
    let page = app.open(&app.link_to("ada@example.org").await).await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(!page.text.contains("<script") && !page.text.contains("src=\"http"));
    let (unknown, malformed) =
        (app.open("/activate/AbCdEfGhIjKlMnOpQrSt").await, app.open("/activate/x").await);
    assert_eq!((unknown.status, &unknown.text), (404, &malformed.text));
    assert_eq!(app.request("PUT", "/activate/x", &[], None).await.status, 405);
}

#[tokio::test]
async fn the_clock_moves_on_only() {
    let app = onramp().await;
    for advance in [json!(-1), json!("1"), Value::Null] {
        let body = json!({ "advance_secs": advance }).to_string().into_bytes();
        assert_eq!(app.request("POST", "/dev/clock", &[], Some(body)).await.json()["field"], "advance_secs");
    }
}
