//! The main job: who is left, a message each, a press of the button.

use crate::onramp;
use onramp_tests::{code_of, mail};
use serde_json::{Value, json};

fn usernames(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["username"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn by_email_from_the_list_to_the_active_phone() {
    let app = onramp().await;
    let rows = app.unactivated("email").await;
    assert_eq!(usernames(&rows), ["ada", "bo", "lukasz"]);
    assert_eq!(rows[0]["link"], json!({ "state": "never sent" }));
    assert_eq!((rows[0]["number"].as_str(), rows[1]["number"].as_str()), (Some("+12125550101"), None));
    assert_eq!(app.count().await, (3, 3));

    let send = app.send_to_all("email").await;
    assert_eq!(send["recipients"], 3);
    assert_eq!(send["counts"], json!({ "queued": 0, "sending": 0, "sent": 3, "skipped": 0, "failed": 0 }));
    assert!(send["finished_at"].is_string());
    assert_eq!(app.outbox("").await.len(), 3);
    let row = &app.unactivated("email").await[0];
    assert_eq!((row["link"]["state"].as_str(), row["times_sent"].as_i64()), (Some("live"), Some(1)));

    let link = app.link_to("ada@example.org").await;
    let page = app.open(&link).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Example Organisation") && page.text.contains("a•••"), "{}", page.text);
    assert!(!page.text.contains("ada@example.org") && !page.text.contains("+12125550101"));
    assert!(page.text.contains(&format!("duo://{}-", code_of(&link))), "the page opens the app");

    let pressed = app.press(&link).await;
    assert_eq!(pressed.status, 200);
    assert!(pressed.text.contains("Your phone is active") && pressed.text.contains("otpauth://hotp/"));
    assert_eq!(usernames(&app.unactivated("email").await), ["bo", "lukasz"]);
    assert_eq!(app.count().await, (2, 2));

    let again = app.request("POST", &link, &[], Some(Vec::new())).await;
    assert!(
        again.text.contains("already active") && again.text.contains("helpdesk@example.org"),
        "{}",
        again.text
    );
    assert!(!again.text.contains("otpauth"), "the key is shown once");
}

#[tokio::test]
async fn by_sms_from_the_list_to_the_active_phone() {
    let app = onramp().await;
    assert_eq!(usernames(&app.unactivated("sms").await), ["ada", "cy", "lukasz"]);
    let send = app.send_to_all("sms").await;
    assert_eq!(send["counts"]["sent"], 3);
    let sms = app.outbox("+12125550103").await.remove(0);
    assert_eq!(sms["channel"], "sms");
    assert!(sms["text"].as_str().unwrap().starts_with("Example Organisation (automated): "));
    app.press(&app.link_to("+12125550103").await).await;
    assert_eq!(usernames(&app.unactivated("sms").await), ["ada", "lukasz"]);
    assert_eq!(app.count().await, (3, 2));
}

#[tokio::test]
async fn the_email_is_read_by_any_client_and_its_barcode_by_any_camera() {
    let app = onramp().await;
    let ask = json!({
        "channel": "email", "recipients": { "all": true, "q": "Łukasz" },
        "subject": "Für {realname}", "message": "Grüße & <b>nicht fett</b>, {username} von {org}.",
    });
    app.finished(&app.send(ask).await).await;
    let all = app.outbox("").await;
    assert_eq!(all.len(), 1, "only who matches");
    let source =
        app.request("GET", &format!("/outbox/{}.eml", all[0]["id"].as_str().unwrap()), &[], None).await;
    let mail = mail::read(source.text.as_bytes());
    assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("lukasz@example.org", "Für Łukasz Żak"));
    assert!(mail.from.contains("Example Organisation"));
    assert_eq!(mail.kinds.iter().filter(|kind| kind.starts_with("multipart/")).count(), 2);
    let link = app.link_to("lukasz@example.org").await;
    assert_eq!(mail::scan(&mail.image), link);
    for part in [&mail.text, &mail.html] {
        assert!(
            part.contains(&link)
                && part.contains("automated message from")
                && part.contains("helpdesk@example.org")
        );
    }
    assert!(mail.text.contains("Grüße & <b>nicht fett</b>, lukasz von Example Organisation."));
    assert!(!mail.html.contains("<b>nicht"), "the admin's text is text");
}

#[tokio::test]
async fn a_preview_is_what_a_send_would_say_and_sends_nothing() {
    let app = onramp().await;
    let email = app
        .api(
            "POST",
            "/api/preview",
            Some(json!({ "channel": "email", "subject": "S", "message": "M {org}" })),
        )
        .await;
    assert_eq!(email.status, 200);
    assert_eq!(email.json()["subject"], "S");
    assert!(email.json()["html"].as_str().unwrap().contains("M Example Organisation"));
    let sms = app
        .api("POST", "/api/preview", Some(json!({ "channel": "sms", "message": "山 {link}" })))
        .await
        .json();
    assert_eq!((sms["encoding"].as_str(), sms["segments"].as_i64()), (Some("UCS-2"), Some(2)));
    let phone = app.unactivated("email").await[0]["phone_id"].clone();
    let own =
        app.api("POST", "/api/preview", Some(json!({ "channel": "email", "phone_id": phone }))).await.json();
    assert!(own["text"].as_str().unwrap().contains("Ada Lovelace"));
    assert!(app.outbox("").await.is_empty());
}

#[tokio::test]
async fn a_named_phone_is_sent_to_and_no_other_and_its_delivery_is_told() {
    let app = onramp().await;
    let phone = app.unactivated("email").await[1].clone();
    let id =
        app.send(json!({ "channel": "email", "recipients": { "phone_ids": [phone["phone_id"]] } })).await;
    app.finished(&id).await;
    assert_eq!(app.outbox("").await.len(), 1);
    let deliveries = app.pages(&format!("/api/sends/{id}/deliveries?state=sent")).await;
    assert_eq!(deliveries.len(), 1);
    for name in ["user_id", "phone_id", "username"] {
        assert_eq!(deliveries[0][name], phone[name]);
    }
    assert_eq!(deliveries[0]["state"], "sent");
    assert!(app.pages(&format!("/api/sends/{id}/deliveries?state=failed")).await.is_empty());
}

#[tokio::test]
async fn a_named_phone_that_cannot_be_sent_to_is_skipped_and_told_by_name() {
    let app = onramp().await;
    let tablet = app.unactivated("email").await[1].clone();
    let unknown = "DP000000000000000000";
    let ask = json!({ "channel": "sms", "recipients": { "phone_ids": [tablet["phone_id"], unknown] } });
    let id = app.send(ask).await;
    assert_eq!(app.finished(&id).await["counts"]["skipped"], 2);
    let skipped = app.pages(&format!("/api/sends/{id}/deliveries?state=skipped")).await;
    let of = |phone: &str| skipped.iter().find(|delivery| delivery["phone_id"] == phone).unwrap();
    let told = of(tablet["phone_id"].as_str().unwrap());
    assert_eq!((&told["username"], &told["user_id"]), (&tablet["username"], &tablet["user_id"]));
    assert_eq!(told["reason_code"], "no_number");
    assert_eq!(
        (&of(unknown)["username"], of(unknown)["reason_code"].as_str()),
        (&Value::Null, Some("phone_not_found"))
    );
}

#[tokio::test]
async fn a_mail_scanner_changes_nothing() {
    let app = onramp().await;
    app.send_to_all("email").await;
    let link = app.link_to("ada@example.org").await;
    for method in ["GET", "HEAD", "GET", "HEAD", "GET"] {
        assert_eq!(app.request(method, &link, &[], None).await.status, 200);
    }
    assert_eq!(app.count().await.0, 3);
    assert_eq!(app.press(&link).await.status, 200);
    assert_eq!(app.count().await.0, 2);
}

#[tokio::test]
async fn two_sends_at_the_same_moment_make_one_message_for_each_phone() {
    let app = onramp().await;
    let ask = || app.send(json!({ "channel": "email", "recipients": { "all": true } }));
    let (first, second) = tokio::join!(ask(), ask());
    let (first, second) = (app.finished(&first).await, app.finished(&second).await);
    let both =
        |name: &str| first["counts"][name].as_i64().unwrap() + second["counts"][name].as_i64().unwrap();
    assert_eq!((both("sent"), both("skipped"), both("failed")), (3, 3, 0));
    let mut to: Vec<_> = app.outbox("").await.iter().map(|message| message["to"].to_string()).collect();
    to.sort();
    to.dedup();
    assert_eq!((to.len(), app.outbox("").await.len()), (3, 3));
}

#[tokio::test]
async fn the_same_idempotency_key_means_the_same_send() {
    let app = onramp().await;
    let token = format!("Bearer {}", app.token("Owner").await);
    let ask = async |message: &str| {
        let body =
            json!({ "channel": "email", "recipients": { "all": true }, "message": message }).to_string();
        let headers = [("authorization", token.as_str()), ("idempotency-key", "monday")];
        app.request("POST", "/api/sends", &headers, Some(body.into_bytes())).await
    };
    let (one, other) = (ask("a").await, ask("a").await);
    assert_eq!((one.status, other.status), (202, 202));
    assert_eq!(one.json()["send_id"], other.json()["send_id"]);
    app.finished(one.json()["send_id"].as_str().unwrap()).await;
    assert_eq!(app.outbox("").await.len(), 3);
    let reused = ask("b").await;
    assert_eq!((reused.status, reused.json()["field"].as_str()), (422, Some("Idempotency-Key")));
}

#[tokio::test]
async fn https_is_the_same_under_its_own_ca() {
    let app = onramp().await;
    assert_eq!(app.by_https().unactivated("email").await, app.unactivated("email").await);
}

#[tokio::test]
async fn pages_of_the_list_tell_everyone_once_and_in_order_and_no_name_in_a_cursor() {
    let app = onramp().await;
    assert_eq!(usernames(&app.unactivated_by("channel=email&limit=1").await), ["ada", "bo", "lukasz"]);
    for (typed, found) in
        [("LOVE", vec!["ada"]), ("bo@", vec!["bo"]), ("0102", vec!["lukasz"]), ("zz", vec![])]
    {
        assert_eq!(usernames(&app.unactivated_by(&format!("channel=email&q={typed}")).await), found);
    }
    let page = app.api("GET", "/api/unactivated?channel=email&limit=1", None).await.json();
    let cursor = page["next_cursor"].as_str().unwrap();
    let bytes = data_encoding::BASE64URL_NOPAD.decode(cursor.as_bytes()).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("ada") && !cursor.contains("ada"));
}
