//! The console: what the organisation decides, and that it holds.

use crate::{PEOPLE, PROGRAM};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, Browser, Integration, Onramp, Reply, hidden, page};
use serde_json::json;

const SETTINGS: &str = "/console/settings";

async fn owner(app: &Onramp) -> Browser {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    browser.sign_in(SETTINGS, "Owner").await.expect(200);
    browser
}

/// Sends the form of a page with these fields; all others are empty, as deployed.
async fn send(browser: &mut Browser, shown: &Reply, fields: &[(&str, &str)]) -> Reply {
    let kept = hidden(&shown.text);
    let mut form: Vec<_> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.extend_from_slice(fields);
    browser.ask("POST", SETTINGS, Some(&form)).await
}

/// Saves settings: these, and all others as deployed.
async fn save(browser: &mut Browser, fields: &[(&str, &str)]) -> Reply {
    let shown = browser.open(SETTINGS).await.expect(200);
    let reply = send(browser, &shown, fields).await.expect(303);
    browser.follow(reply).await.expect(200)
}

#[tokio::test]
async fn a_new_name_stands_on_the_next_page_in_the_next_email_and_where_its_link_leads() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let fields =
        [("org", "Acme & Söhne"), ("support", "extension 4357"), ("logo", "ACME"), ("sender", "Acme IT")];
    let saved = save(&mut browser, &fields).await;
    let words = page::words(&saved.text);
    assert!(words.contains("The settings are saved.") && words.contains("Acme & Söhne"), "{words}");
    assert!(saved.text.contains("value=\"Acme IT\"") && words.contains("extension 4357"), "{words}");

    app.finished(&app.send_to_all(Email).await).await;
    let message = app.message_to("ada.lovelace@example.org").await;
    let mail = app.eml(&message).await;
    assert!(mail.from.contains("Acme IT"), "{}", mail.from);
    for wanted in ["ACME", "Acme & Söhne", "extension 4357"] {
        assert!(mail.text.contains(wanted), "{wanted}: {}", mail.text);
    }
    let opened = page::words(&app.open(&message.link()).await.expect(200).text);
    assert!(opened.contains("ACME") && opened.contains("sign in at Acme & Söhne"), "{opened}");

    let back = save(&mut browser, &[]).await;
    assert!(!page::words(&back.text).contains("Acme"), "what is emptied is as deployed again");
    assert!(!page::words(&app.open(&message.link()).await.text).contains("Acme"));
}

#[tokio::test]
async fn a_send_without_words_of_its_own_says_what_was_saved() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let fields = [
        ("email_subject", "Your phone, {realname}"),
        ("email_message", "Dear {realname},\r\n\r\nplease: {link}"),
        ("sms_message", "Your turn: {link}"),
    ];
    save(&mut browser, &fields).await;
    app.finished(&app.send_to_all(Email).await).await;
    let message = app.message_to("ada.lovelace@example.org").await;
    assert_eq!(message.subject.as_deref(), Some("Your phone, Ada Lovelace"));
    assert!(message.text.contains("Dear Ada Lovelace,\n\nplease: "), "{}", message.text);
    let cy = app.row(Sms, "cy.nomail").await;
    let own = Ask::phones(Sms, &[&cy.phone_id]);
    app.finished(&app.sent(&own).await).await;
    assert!(app.message_to("+12125550103").await.text.contains("Your turn: http"));
    let said = app.preview(json!({ "channel": "sms" })).await;
    assert!(said["text"].as_str().unwrap().contains("Your turn: "), "{said}");
    let said = app.preview(json!({ "channel": "sms", "message": "Mine: {link}" })).await;
    assert!(said["text"].as_str().unwrap().contains("Mine: "), "{said}");
}

#[tokio::test]
async fn links_live_as_long_as_was_decided_for_their_channel() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let fields =
        [("email_lifetime", "2"), ("email_unit", "hours"), ("sms_lifetime", "3"), ("sms_unit", "days")];
    save(&mut browser, &fields).await;
    for (channel, name, secs) in [(Email, "bo.tablet", 7_200), (Sms, "cy.nomail", 259_200)] {
        let before = app.now();
        let phone = app.row(channel, name).await.phone_id;
        app.finished(&app.sent(&Ask::phones(channel, &[&phone])).await).await;
        let until = app.row(channel, name).await.link.expires_at.unwrap();
        let lived = until.duration_since(before).as_secs();
        assert!((secs - 1..secs + 60).contains(&lived), "{channel:?}: {lived} s");
    }
}

#[tokio::test]
async fn reminders_are_switched_off_and_numbers_are_of_another_country() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    assert_eq!(app.invoke("remind", &json!({ "dry_run": true })).await["on"], true);
    save(&mut browser, &[("reminders", "off"), ("region", "de")]).await;
    assert_eq!(app.invoke("remind", &json!({ "dry_run": true })).await["on"], false);
    let by: Integration = app.integration(PROGRAM, "read-resource,write-resource").await;
    let made = app.admin(&by, "POST", "/admin/v1/phones", &[("number", "0171 2345678")]).await.response();
    assert_eq!(made["number"], "+491712345678");
    let rule =
        [("reminders", "on"), ("days", "1,3"), ("most", "2"), ("hours", "8-20"), ("zone", "Europe/Berlin")];
    let saved = save(&mut browser, &rule).await;
    assert!(saved.text.contains("value=\"1,3\"") && saved.text.contains("value=\"Europe/Berlin\""));
    assert_eq!(app.invoke("remind", &json!({ "dry_run": true })).await["on"], true);
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_the_rest_is_kept_and_nothing_saved() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let shown = browser.open(SETTINGS).await.expect(200);
    let long = "x".repeat(61);
    let fields = [
        ("org", long.as_str()),
        ("support", "extension 4357"),
        ("email_message", "Dear {nobody}"),
        ("sms_lifetime", "31"),
        ("sms_unit", "days"),
        ("email_qr", "app"),
        ("reminders", "on"),
        ("days", "2"),
        ("most", "2"),
        ("hours", "9-18"),
        ("zone", "Mars/Olympus"),
    ];
    let refused = send(&mut browser, &shown, &fields).await.expect(400);
    for field in ["org", "email_message", "sms_lifetime", "zone"] {
        assert!(refused.text.contains(&format!("<a href=\"#{field}\">")), "{field} in the summary");
        assert!(refused.text.contains(&format!("id=\"{field}-wrong\"")), "{field} beside it");
    }
    assert_eq!(refused.text.matches("class=\"wrong\"").count(), 4, "{}", refused.text);
    for kept in [long.as_str(), "value=\"extension 4357\"", "Dear {nobody}", "value=\"Mars/Olympus\""] {
        assert!(refused.text.contains(kept), "{kept}");
    }
    // Too long for an SMS, which only the whole of it shows.
    let refused = send(&mut browser, &shown, &[("sms_message", &"y".repeat(500))]).await.expect(400);
    assert!(refused.text.contains("id=\"sms_message-wrong\""), "{}", refused.text);
    let now = browser.open(SETTINGS).await.expect(200);
    assert!(!now.text.contains("value=\"extension 4357\""));
}

#[tokio::test]
async fn of_two_who_save_at_once_the_second_sees_what_the_first_saved_and_decides() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let (mut first, mut second) = (owner(&app).await, owner(&app).await);
    let shown = second.open(SETTINGS).await.expect(200);
    save(&mut first, &[("org", "First"), ("logo", "1st")]).await;
    let fields = [("org", "Second"), ("logo", "1st")];
    let told = send(&mut second, &shown, &fields).await.expect(409);
    let words = page::words(&told.text);
    assert!(words.contains("Someone else has changed the settings meanwhile"), "{words}");
    assert!(words.contains("Saved meanwhile: First") && !words.contains("Saved meanwhile: 1st"), "{words}");
    assert!(told.text.contains("value=\"Second\""), "what was typed is kept");
    let saved = send(&mut second, &told, &fields).await.expect(303);
    assert!(page::words(&second.follow(saved).await.text).contains("Second"));
    let again = second.open(SETTINGS).await.expect(200);
    let same = send(&mut second, &again, &fields).await.expect(303);
    assert!(page::words(&second.follow(same).await.text).contains("There was nothing to change."));
}

#[tokio::test]
async fn settings_integrations_and_the_log_are_for_owners_and_administrators_alone() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let pages = [SETTINGS, "/console/integrations", "/console/integrations/new", "/console/log"];
    for role in ["User Manager", "Help Desk", "Read-only"] {
        let mut browser = Browser::at(&app);
        let home = browser.sign_in("/console", role).await.expect(200);
        for path in pages {
            browser.ask("GET", path, None).await.expect(403);
            assert!(!home.text.contains(&format!("href=\"{path}\"")), "{path} is not linked for {role}");
        }
        let form = hidden(&home.text);
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.ask("POST", SETTINGS, Some(&form)).await.expect(403);
        browser.ask("POST", "/console/integrations", Some(&form)).await.expect(403);
    }
    let mut browser = Browser::at(&app);
    browser.sign_in("/console", "Administrator").await.expect(200);
    for path in pages {
        browser.ask("GET", path, None).await.expect(200);
    }
    browser.ask("PUT", SETTINGS, None).await;
    browser.ask("GET", "/console/settings/x", None).await.expect(404);
}
