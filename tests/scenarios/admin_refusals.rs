//! The Admin API: what it does not do, whole, so that nothing is half done and nothing is in the way afterwards.

use crate::admin_api::{EVERY, all, person, text};
use crate::{PROGRAM, onramp};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, HEADING, KEY, Onramp};
use serde_json::json;

#[tokio::test]
async fn a_number_that_says_its_country_is_kept_as_it_is() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    for (given, kept) in [
        ("+49 171 2345681", "+491712345681"),
        ("+86 138 1234 5681", "+8613812345681"),
        ("011 44 7400 123457", "+447400123457"),
        ("(212) 555-0142", "+12125550142"),
    ] {
        let made = app.admin(&by, "POST", "/admin/v1/phones", &[("number", given)]).await.response();
        assert_eq!(made["number"], kept, "{given}");
    }
    let extended = app.admin(&by, "POST", "/admin/v1/phones", &[("number", "+1 212 555 0143 ext. 5")]).await;
    assert_eq!((extended.code(), extended.text.contains("number")), (40_002, true), "{}", extended.text);
}

#[tokio::test]
async fn of_many_users_nobody_is_created_if_one_cannot_be_and_it_is_said_which() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    for (users, code, said) in [
        (json!([{ "username": "b1" }, { "username": "B1" }]), 40_003, "two of users"),
        (
            json!([{ "username": "b1" }, { "username": "b2", "alias1": "ada.lovelace" }]),
            40_003,
            "one of users",
        ),
        (json!([{ "username": "b1" }, { "username": "b2", "alias1": "B2" }]), 40_002, "users[1].alias1"),
        (json!([{ "username": "b1" }, { "username": "b2", "email": "no" }]), 40_002, "users[1].email"),
        (json!([{ "username": "b1" }, { "realname": "No Name" }]), 40_001, "users[1].username"),
        (json!([{ "username": "b1" }, { "username": "b2", "alias9": "b9" }]), 40_002, "users[1].alias9"),
        (json!([{ "username": "b1" }, "b2"]), 40_002, "users[1]"),
    ] {
        let users = users.to_string();
        let refused = app.admin(&by, "POST", "/admin/v1/users/bulk_create", &[("users", &users)]).await;
        assert_eq!((refused.code(), refused.text.contains(said)), (code, true), "{users}: {}", refused.text);
    }
    let found = app.admin(&by, "GET", "/admin/v1/users", &[("username", "b1")]).await.response();
    assert_eq!(found, json!([]), "nobody was created");
}

#[tokio::test]
async fn a_text_that_is_refused_leaves_no_link_in_the_way() {
    let people = format!("{HEADING}out,Out,out@example.org,+12125550199,Mobile,Apple iOS\n");
    let app = Onramp::with_people(PROGRAM, &people).await;
    let by = app.integration(PROGRAM, EVERY).await;
    let phone = app.row(Email, "out").await.phone_id;
    let ask = format!("/admin/v1/phones/{phone}/send_sms_activation");
    assert_eq!(app.admin(&by, "POST", &ask, &[]).await.code(), 40_002);
    let send = app.finished(&app.sent(&Ask::phones(Email, &[&phone])).await).await;
    assert_eq!(send.counts.sent, 1, "{send:?}");
    app.activate(&app.message_to("out@example.org").await.link(), Some(KEY)).await.expect(200);
}

#[tokio::test]
async fn where_the_app_is_to_be_had_is_told_to_phones_that_run_it_and_written_down() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let (_, phone) = person(&app, &by, "grace", "+1 212 555 0142").await;
    let at = format!("/admin/v1/phones/{phone}");
    let ask = format!("{at}/send_sms_installation");
    app.admin(&by, "POST", &ask, &[]).await.response();
    for (field, value) in [("platform", "unknown"), ("type", "landline")] {
        app.admin(&by, "POST", &at, &[("platform", "apple ios"), ("type", "mobile")]).await.response();
        app.admin(&by, "POST", &at, &[(field, value)]).await.response();
        assert_eq!(app.admin(&by, "POST", &ask, &[]).await.code(), 40_002, "{field}");
    }
    assert_eq!(app.outbox("+12125550142").await.len(), 1);
    let lines = app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.response();
    let sent = all(&lines, "action").into_iter().filter(|action| *action == "send_sms_installation");
    assert_eq!(sent.count(), 1);
}

#[tokio::test]
async fn enrolling_someone_who_is_known_writes_down_what_it_changes() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let enroll = async |fields: &[(&str, &str)]| {
        app.admin(&by, "POST", "/admin/v1/users/enroll", fields).await.response();
    };
    enroll(&[("username", "u3"), ("email", "u3@example.org")]).await;
    enroll(&[("username", "u3"), ("email", "other@example.org"), ("status", "disabled")]).await;
    let lines = app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.response();
    let of = |action: &str| {
        let lines = lines.as_array().unwrap().iter().filter(move |line| line["action"] == action);
        lines.map(|line| text(&line["description"])).collect::<Vec<_>>()
    };
    assert_eq!((of("user_create").len(), of("send_enroll_code").len()), (1, 2), "{lines}");
    let updates = of("user_update");
    assert!(updates.len() == 1 && updates[0].contains("email,status"), "{updates:?}");
    assert!(!lines.to_string().contains("other@example.org"));
}

#[tokio::test]
async fn a_link_that_went_to_a_wrong_number_ends_when_the_number_is_corrected() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let (_, phone) = person(&app, &by, "grace", "+1 212 555 0142").await;
    let at = format!("/admin/v1/phones/{phone}");
    app.admin(&by, "POST", &format!("{at}/send_sms_activation"), &[]).await.response();
    let wrong = app.message_to("+12125550142").await.link();
    app.admin(&by, "POST", &at, &[("number", "+12125550143")]).await.response();
    app.activate(&wrong, Some(KEY)).await.expect(404);
    let send = app.finished(&app.sent(&Ask::phones(Sms, &[&phone])).await).await;
    assert_eq!(send.counts.sent, 1, "no live link is in the way: {send:?}");
    app.activate(&app.message_to("+12125550143").await.link(), Some(KEY)).await.expect(200);
}
