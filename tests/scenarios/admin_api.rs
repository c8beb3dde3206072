//! The Admin API: what scripts do with it, by requests that they sign.

use crate::{PROGRAM, onramp};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, Integration, KEY, Onramp, Send, code_of};
use serde_json::{Value, json};

pub const EVERY: &str = "read-resource,write-resource,read-log";

/// A user with a smartphone, made by a script: their ids.
pub async fn person(app: &Onramp, by: &Integration, name: &str, number: &str) -> (String, String) {
    let email = format!("{name}@example.org");
    let fields = [("username", name), ("email", email.as_str()), ("realname", "Grace Hopper")];
    let user = app.admin(by, "POST", "/admin/v1/users", &fields).await.response();
    let fields = [("number", number), ("type", "mobile"), ("platform", "generic smartphone")];
    let phone = app.admin_by_form(by, "/admin/v1/phones", &fields).await.response();
    let (user, phone) = (text(&user["user_id"]), text(&phone["phone_id"]));
    let attach = format!("/admin/v1/users/{user}/phones");
    assert_eq!(app.admin(by, "POST", &attach, &[("phone_id", &phone)]).await.response(), "");
    (user, phone)
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("text: {value}")).to_owned()
}

/// What stands in a field of each of a list.
pub fn all<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    list.as_array().unwrap().iter().map(|one| one[field].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_script_makes_a_user_and_a_phone_and_the_link_that_activates_it() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let (user, phone) = person(&app, &by, "grace", "+1 212 555 0142").await;
    assert_eq!(app.row(Email, "grace").await.phone_id, phone, "it is among those who are left");

    let ask = format!("/admin/v1/phones/{phone}/activation_url");
    let first = app.admin(&by, "POST", &ask, &[("valid_secs", "3600"), ("install", "1")]).await.response();
    assert_eq!(first["valid_secs"], 3600);
    assert!(text(&first["installation_url"]).starts_with("https://"));
    let second = app.admin(&by, "POST", &ask, &[]).await.response();
    let (old, new) = (text(&first["activation_url"]), text(&second["activation_url"]));
    let barcode = app.request("GET", &text(&second["activation_barcode"]), &[], None).await.expect(200);
    assert_eq!(barcode.header("content-type"), "image/png");

    app.activate(&old, Some(KEY)).await.expect(404);
    app.activate(&new, Some(KEY)).await.expect(200);
    let active = app.admin(&by, "GET", &format!("/admin/v1/phones/{phone}"), &[]).await.response();
    assert_eq!((&active["activated"], all(&active["users"], "user_id")), (&json!(true), vec![user.as_str()]));
    assert_eq!(app.admin(&by, "POST", &ask, &[]).await.code(), 40_002);

    let lines = app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.response();
    let mut done = all(&lines, "action");
    done.retain(|action| !["user_import", "integration_create"].contains(action));
    done.sort_unstable();
    let expected =
        ["phone_activate", "phone_associate", "phone_create", "regen_mobile", "regen_mobile", "user_create"];
    assert_eq!(done, expected);
    let told = lines.to_string();
    for secret in ["grace@example.org", "2125550142", code_of(&new)] {
        assert!(!told.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test]
async fn a_change_moves_a_phone_into_the_list_and_out_of_it() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let (user, phone) = person(&app, &by, "grace", "+1 212 555 0142").await;
    let before = app.count().await;
    let (at_user, at_phone) = (format!("/admin/v1/users/{user}"), format!("/admin/v1/phones/{phone}"));
    let change = async |path: &str, field: (&str, &str)| {
        app.admin(&by, "POST", path, &[field]).await.response();
        let now = app.count().await;
        let by = |now: usize, before: usize| i64::try_from(now).unwrap() - i64::try_from(before).unwrap();
        (by(now.email, before.email), by(now.sms, before.sms))
    };
    assert_eq!(change(&at_user, ("email", "")).await, (-1, 0));
    assert_eq!(change(&at_user, ("email", "g.hopper@example.org")).await, (0, 0));
    assert_eq!(change(&at_user, ("status", "disabled")).await, (-1, -1));
    assert_eq!(change(&at_user, ("status", "active")).await, (0, 0));
    assert_eq!(change(&at_phone, ("platform", "unknown")).await, (-1, -1));
    assert_eq!(change(&at_phone, ("platform", "apple ios")).await, (0, 0));
    assert_eq!(change(&at_phone, ("number", "")).await, (0, -1));
    assert_eq!(change(&at_phone, ("number", "+12125550143")).await, (0, 0));
    assert_eq!(app.row(Sms, "grace").await.phone_id, phone);

    let link = text(
        &app.admin(&by, "POST", &format!("{at_phone}/activation_url"), &[]).await.response()["activation_url"],
    );
    app.admin(&by, "DELETE", &format!("{at_user}/phones/{phone}"), &[]).await.response();
    app.activate(&link, Some(KEY)).await.expect(404);
    app.admin(&by, "DELETE", &at_phone, &[]).await.response();
    app.admin(&by, "DELETE", &at_user, &[]).await.response();
    assert_eq!(app.admin(&by, "DELETE", &at_user, &[]).await.response(), "", "gone is gone");
    assert_eq!(app.admin(&by, "GET", &at_user, &[]).await.code(), 40_401);
    let now = app.count().await;
    assert_eq!((now.email + 1, now.sms + 1), (before.email, before.sms));
}

#[tokio::test]
async fn people_and_phones_are_listed_page_by_page_and_found() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let (mut names, mut offset) = (Vec::new(), "0".to_owned());
    loop {
        let page = app.admin(&by, "GET", "/admin/v1/users", &[("limit", "4"), ("offset", &offset)]).await;
        names.extend(all(&page.response(), "username").into_iter().map(str::to_owned));
        assert_eq!(page.json()["metadata"]["total_objects"], 6);
        match page.json()["metadata"].get("next_offset") {
            Some(next) => offset = next.to_string(),
            None => break,
        }
    }
    names.sort();
    let everyone = ["ada.lovelace", "bo.tablet", "cy.nomail", "dora.desk", "eve.unknown", "lukasz.zak"];
    assert_eq!(names, everyone);
    let find = async |path: &str, field: (&str, &str)| app.admin(&by, "GET", path, &[field]).await.response();
    let found = find("/admin/v1/users", ("username", "ADA.lovelace")).await;
    assert_eq!(all(&found, "username"), ["ada.lovelace"]);
    let found = find("/admin/v1/users", ("email", "Dora.Desk@example.org")).await;
    assert_eq!(all(&found, "username"), ["dora.desk"]);
    assert_eq!(find("/admin/v1/users", ("username", "nobody")).await, json!([]));
    let found = find("/admin/v1/phones", ("number", "+12125550103")).await;
    assert_eq!(
        (all(&found, "number"), all(&found[0]["users"], "username")),
        (vec!["+12125550103"], vec!["cy.nomail"])
    );
    assert_eq!(app.admin(&by, "GET", "/admin/v1/phones", &[]).await.response().as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn a_link_goes_out_by_sms_in_the_scripts_own_words() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let (_, phone) = person(&app, &by, "grace", "+1 212 555 0142").await;
    let at = format!("/admin/v1/phones/{phone}");
    let fields = [("activation_msg", "Activate here: <acturl>")];
    let sent = app.admin(&by, "POST", &format!("{at}/send_sms_activation"), &fields).await.response();
    let message = app.message_to("+12125550142").await;
    assert!(message.text.contains("Activate here: ") && text(&sent["activation_msg"]) == message.text);
    app.activate(&message.link(), Some(KEY)).await.expect(200);
    let fields = [("activation_msg", "no link in it")];
    assert_eq!(app.admin(&by, "POST", &format!("{at}/send_sms_activation"), &fields).await.code(), 40_002);
    app.admin(&by, "POST", &format!("{at}/send_sms_installation"), &[]).await.response();
}

#[tokio::test]
async fn what_is_wrong_is_refused_with_the_wires_code() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let reader = app.integration(PROGRAM, "read-resource").await;
    let add = async |fields: &[(&str, &str)]| app.admin(&by, "POST", "/admin/v1/users", fields).await;
    assert_eq!(add(&[]).await.code(), 40_001);
    assert_eq!(add(&[("username", "Ada.Lovelace")]).await.code(), 40_003);
    let refused = add(&[("username", "grace"), ("email", "no address")]).await;
    assert_eq!((refused.code(), refused.text.contains("email")), (40_002, true));
    let number = [("number", "12")];
    let refused = app.admin(&by, "POST", "/admin/v1/phones", &number).await;
    assert_eq!((refused.code(), refused.text.contains("number")), (40_002, true));
    assert_eq!(
        app.admin(&by, "POST", "/admin/v1/phones", &[("number", "+12125550101")]).await.code(),
        40_003
    );
    let denied = app.admin(&reader, "POST", "/admin/v1/users", &[("username", "grace")]).await;
    assert_eq!(denied.code(), 40_301);
    assert_eq!(app.admin(&reader, "GET", "/admin/v1/logs/administrator", &[]).await.code(), 40_301);
    assert_eq!(app.admin(&by, "GET", "/admin/v1/groups", &[]).await.code(), 40_401);
    let unsigned = app.request("GET", "/admin/v1/users", &[], None).await;
    assert_eq!(unsigned.code(), 40_101);
    let forged = Integration { skey: reader.skey.clone(), ..by.clone() };
    assert_eq!(app.admin(&forged, "GET", "/admin/v1/users", &[]).await.code(), 40_103);
    let unknown = Integration { ikey: "DIAAAAAAAAAAAAAAAAAA".to_owned(), ..by.clone() };
    assert_eq!(app.admin(&unknown, "GET", "/admin/v1/users", &[]).await.code(), 40_102);
    assert_eq!(app.count().await.email, 3, "nothing was created");
}

#[tokio::test]
async fn an_integration_is_listed_gets_another_secret_and_is_revoked() {
    let app = onramp().await;
    let old = app.integration(PROGRAM, "read-resource").await;
    assert!(app.integrations(PROGRAM, &["list"]).await.contains(&old.ikey));
    let new = Integration::read(&app.integrations(PROGRAM, &["rotate", &old.ikey]).await);
    assert_eq!(new.ikey, old.ikey);
    assert_ne!(new.skey, old.skey);
    assert_eq!(app.admin(&old, "GET", "/admin/v1/users", &[]).await.code(), 40_103);
    app.admin(&new, "GET", "/admin/v1/users", &[]).await.response();
    assert!(app.integrations(PROGRAM, &["revoke", &old.ikey]).await.contains("revoked"));
    assert_eq!(app.admin(&new, "GET", "/admin/v1/users", &[]).await.code(), 40_102);
}

#[tokio::test]
async fn many_are_created_at_once_enrolled_and_written_down_beside_what_admins_do() {
    let app = onramp().await;
    let by = app.integration(PROGRAM, EVERY).await;
    let users = json!([{ "username": "u1", "email": "u1@example.org" }, { "username": "u2" }]).to_string();
    let made = app.admin(&by, "POST", "/admin/v1/users/bulk_create", &[("users", &users)]).await.response();
    assert_eq!(all(&made, "username"), ["u1", "u2"]);
    let fields = [("username", "u3"), ("email", "u3@example.org")];
    let code = app.admin(&by, "POST", "/admin/v1/users/enroll", &fields).await.response();
    assert!(text(&code).len() >= 16, "{code}");
    let row = app.row(Email, "ada.lovelace").await;
    let send: Send = app.send(&Ask::phones(Email, &[&row.phone_id])).await.expect(202).read();
    app.finished(&send.send_id).await;
    let lines = app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.response();
    let lines = lines.as_array().unwrap();
    let who = |action: &str| {
        let mut of = lines.iter().filter(|line| line["action"] == action);
        of.next().unwrap_or_else(|| panic!("{action} is in the log"))["username"].clone()
    };
    assert_eq!((who("user_create"), who("send_enroll_code")), ("API".into(), "API".into()));
    assert_ne!(who("user_bulk_activate"), "API");
}

#[tokio::test]
async fn who_asks_too_often_is_put_off() {
    let options = ["--admin-rates", "2,2,2,1"];
    let Some(app) = Onramp::with_options(PROGRAM, crate::PEOPLE, &options).await else { return };
    let by = app.integration(PROGRAM, EVERY).await;
    let mut codes = Vec::new();
    for _ in 0..6 {
        codes.push(app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.status);
    }
    // The minute may turn between two requests.
    assert!(codes.iter().filter(|code| **code == 429).count() >= 4, "{codes:?}");
}
