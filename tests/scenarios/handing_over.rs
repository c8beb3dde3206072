//! Single links, handed over in person.

use crate::onramp;
use onramp_tests::Channel::Email;
use onramp_tests::{Ask, KEY, Link, code_of, page};
use serde_json::json;

#[tokio::test]
async fn a_link_has_a_url_a_barcode_and_an_expiry() {
    let app = onramp().await;
    let row = app.row(Email, "ada.lovelace").await;
    let link = app.link_for(&row.phone_id).await;
    assert!(link.url.starts_with(&format!("{}/activate/", app.url)), "{}", link.url);
    assert!(link.barcode_text.contains(code_of(&link.url)), "{}", link.barcode_text);
    assert!(link.barcode_svg.contains("<svg") && !link.barcode_svg.contains("<script"));
    let left = link.expires_at.duration_since(app.now()).as_secs();
    assert!((86_340..=86_400).contains(&left), "24 hours: {left} s");
    let row = app.row(Email, "ada.lovelace").await;
    assert_eq!((row.link.state.as_str(), row.link.expires_at), ("live", Some(link.expires_at)));
    assert!(app.whole_outbox().await.is_empty(), "nothing is sent");
    app.press(&link.url).await.expect(200);
    assert_eq!(app.count().await.email, 2);
}

#[tokio::test]
async fn a_live_link_is_replaced_only_when_told_to_and_the_old_one_is_refused() {
    let app = onramp().await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    let old = app.link_for(&phone).await;
    let conflict = app.hand_over(&phone, None).await.expect(409).problem();
    assert!(conflict.detail.contains(&old.expires_at.to_string()), "{conflict:?} names {}", old.expires_at);
    app.hand_over(&phone, Some(json!({ "replace": false }))).await.expect(409);

    let replaced = app.hand_over(&phone, Some(json!({ "replace": true }))).await;
    assert!((200..300).contains(&replaced.status), "{}", replaced.text);
    let new: Link = replaced.read();
    assert_ne!(new.url, old.url);
    let shown = app.open(&old.url).await;
    let words = page::words(&shown.text).to_lowercase();
    assert!(["superseded", "replaced", "newer"].iter().any(|word| words.contains(word)), "{words}");
    assert!(!shown.text.contains("<form") && !shown.text.contains(code_of(&new.url)));
    let refused = app.activate(&old.url, Some(KEY)).await.expect(404);
    assert_eq!((&refused.json()["stat"], &refused.json()["code"]), (&json!("FAIL"), &json!(40403)));
    app.press(&new.url).await.expect(200);
}

#[tokio::test]
async fn an_emailed_link_is_replaced_as_well() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let emailed = app.message_to("ada.lovelace@example.org").await.link();
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    app.hand_over(&phone, None).await.expect(409);
    let new: Link = app.hand_over(&phone, Some(json!({ "replace": true }))).await.read();
    app.activate(&emailed, Some(KEY)).await.expect(404);
    app.activate(&new.url, Some(KEY)).await.expect(200);
}

#[tokio::test]
async fn of_many_who_ask_at_the_same_moment_one_gets_a_link() {
    let app = onramp().await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    let replies = futures_util::future::join_all((0..6).map(|_| app.hand_over(&phone, None))).await;
    let made = replies.iter().filter(|reply| (200..300).contains(&reply.status)).count();
    let refused = replies.iter().filter(|reply| reply.status == 409).count();
    assert_eq!((made, refused), (1, 5), "{replies:?}");
}

#[tokio::test]
async fn help_desk_hands_over_and_sends_nothing() {
    let app = onramp().await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    let help_desk = app.signed_in_as("Help Desk").await;
    help_desk.press(&help_desk.link_for(&phone).await.url).await.expect(200);
    help_desk.send(&Ask::all(Email)).await.expect(403).problem();
    assert!(app.whole_outbox().await.is_empty());
}

#[tokio::test]
async fn an_unknown_a_malformed_and_an_activated_phone_get_none() {
    let app = onramp().await;
    app.hand_over("DP000000000000000000", None).await.expect(404).problem();
    for id in ["nonsense", "DU000000000000000000", "DP00000000000000000a", "DP%00"] {
        app.hand_over(id, None).await.problem();
    }
    // No phone at all: a gateway in front may answer by itself.
    app.hand_over("%2E%2E", None).await.expect(404);
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    app.press(&app.link_for(&phone).await.url).await.expect(200);
    let activated = app.hand_over(&phone, Some(json!({ "replace": true }))).await.problem();
    assert!(activated.detail.to_lowercase().contains("activ"), "{activated:?}");
}
