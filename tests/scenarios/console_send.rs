//! The console: picking who gets a link, writing the message, and sending it.

use crate::{PROGRAM, crowd, onramp, onramp_with_clock};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Browser, Onramp, Reply, hidden, page};
use serde_json::Value;

type Fields = Vec<(String, String)>;

/// Someone who may send, at a page.
async fn at(app: &Onramp, path: &str) -> (Browser, Reply) {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    let page = browser.sign_in(path, "User Manager").await.expect(200);
    (browser, page)
}

/// What a page's form sends before anything is changed in it.
fn fields(page: &Reply) -> Fields {
    let mut fields = hidden(&page.text);
    if let Some(subject) = page.text.split("name=\"subject\" value=\"").nth(1) {
        fields.push(("subject".into(), page::unescape(subject.split('"').next().unwrap())));
    }
    if let Some(message) = page.text.split("<textarea").nth(1) {
        let text = message.split_once(">\n").unwrap().1.split("</textarea>").next().unwrap();
        fields.push(("message".into(), page::unescape(text)));
    }
    fields
}

/// The fields with others in their place, and more behind them.
fn with(mut fields: Fields, more: &[(&str, &str)]) -> Fields {
    fields.retain(|(name, _)| name == "phone" || !more.iter().any(|(other, _)| name == other));
    fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}

async fn post(browser: &mut Browser, path: &str, fields: &Fields) -> Reply {
    let form: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.ask("POST", path, Some(&form)).await
}

async fn sent(browser: &mut Browser, fields: &Fields) -> String {
    let reply = post(browser, "/console/send", fields).await.expect(303);
    let id = reply.header("location").strip_prefix("/console/sends/").expect("the send's page").to_owned();
    assert!(id.starts_with("SE"), "{id}");
    id
}

/// The row of a user on a page.
fn row<'a>(page: &'a Reply, username: &str) -> &'a str {
    let rows = page.text.split("<tr>");
    rows.into_iter()
        .find(|row| row.contains(&format!("<bdi>{username}</bdi>")))
        .unwrap_or_else(|| panic!("{username} is listed: {}", page.text))
}

#[tokio::test]
async fn two_who_are_picked_get_an_email_with_the_words_that_were_written() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send").await;
    let words = page::words(&first.text);
    for part in ["ada.lovelace", "Ada Lovelace", "ada.lovelace@example.org", "Apple iOS", "Never sent"] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(!words.contains("cy.nomail") && !words.contains("dora.desk"), "{words}");
    let mut form = with(fields(&first), &[("do", "send"), ("message", "Hi {realname}, please: {link}")]);
    for username in ["ada.lovelace", "bo.tablet"] {
        form.push(("phone".into(), app.row(Email, username).await.phone_id));
    }
    let send = app.finished(&sent(&mut browser, &form).await).await;
    assert_eq!((send.recipients, send.counts.sent), (2, 2));
    let mut outbox = app.whole_outbox().await;
    outbox.sort_by(|a, b| a.to.cmp(&b.to));
    let to: Vec<_> = outbox.iter().map(|message| message.to.as_str()).collect();
    assert_eq!(to, ["ada.lovelace@example.org", "bo.tablet@example.org"]);
    assert!(outbox[0].text.contains("Hi Ada Lovelace, please: http"), "{}", outbox[0].text);
    assert!(outbox[0].subject.as_deref().unwrap().starts_with("Activate your phone for "));
}

#[tokio::test]
async fn two_who_are_picked_get_an_sms() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send?channel=sms").await;
    let words = page::words(&first.text);
    assert!(words.contains("cy.nomail") && words.contains("+12125550103") && !words.contains("bo.tablet"));
    assert!(!first.text.contains("name=\"subject\""), "an SMS has none");
    let mut form = with(fields(&first), &[("do", "send")]);
    for username in ["cy.nomail", "lukasz.zak"] {
        form.push(("phone".into(), app.row(Sms, username).await.phone_id));
    }
    app.finished(&sent(&mut browser, &form).await).await;
    let outbox = app.whole_outbox().await;
    assert!(outbox.len() == 2 && outbox.iter().all(|message| message.channel == "sms"), "{outbox:?}");
}

#[tokio::test]
async fn all_who_match_a_filter_are_sent_to_once_it_was_asked_about() {
    let app = onramp().await;
    let path = "/console/send?channel=email&q=&link=never+sent&platform=Google+Android";
    let (mut browser, first) = at(&app, path).await;
    let words = page::words(&first.text);
    assert!(words.contains("bo.tablet") && !words.contains("ada.lovelace"), "{words}");
    assert!(words.contains("Select the one that matches, on all pages"), "{words}");
    let form = with(fields(&first), &[("do", "send"), ("all", "1")]);
    let asked = post(&mut browser, "/console/send", &form).await.expect(200);
    let words = page::words(&asked.text);
    assert!(words.contains("Send email to all that match?") && words.contains("Google Android"), "{words}");
    assert!(app.whole_outbox().await.is_empty(), "nothing is sent before it is confirmed");
    // Back, and on again: all of it is still there.
    let back =
        post(&mut browser, "/console/send", &with(fields(&asked), &[("do", "edit")])).await.expect(200);
    assert!(back.text.contains("id=\"all\" checked"), "{}", back.text);
    let send = app.finished(&sent(&mut browser, &with(fields(&asked), &[("do", "send")])).await).await;
    assert_eq!((send.recipients, send.counts.sent), (1, 1));
    assert_eq!(app.whole_outbox().await[0].to, "bo.tablet@example.org");
}

#[tokio::test]
async fn a_send_to_the_whole_list_says_to_how_many_and_for_how_much() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send?channel=sms").await;
    assert!(page::words(&first.text).contains("Select all 3 that match, on all pages"));
    let form = with(fields(&first), &[("do", "send"), ("all", "1")]);
    let asked = post(&mut browser, "/console/send", &form).await.expect(200);
    let words = page::words(&asked.text);
    for part in
        ["Send SMS to 3 users?", "everyone in the list, 3 users", "2 parts in GSM-7", "About 0.06 US dollars"]
    {
        assert!(words.contains(part), "{part}: {words}");
    }
    let send = app.finished(&sent(&mut browser, &with(fields(&asked), &[("do", "send")])).await).await;
    assert_eq!((send.recipients, send.counts.sent), (3, 3));
}

#[tokio::test]
async fn who_has_a_live_link_is_shown_and_cannot_be_picked_and_is_skipped_if_a_page_is_forged() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send").await;
    let phone_id = app.row(Email, "bo.tablet").await.phone_id;
    let form = with(fields(&first), &[("do", "send"), ("phone", &phone_id)]);
    app.finished(&sent(&mut browser, &form).await).await;

    let listed = browser.open("/console/send").await.expect(200);
    let live = row(&listed, "bo.tablet");
    assert!(live.contains(" disabled") && page::words(live).contains("Can be selected from"), "{live}");
    assert!(!row(&listed, "ada.lovelace").contains(" disabled"));
    let never = browser.open("/console/send?link=never+sent").await.expect(200);
    assert!(!never.text.contains("<bdi>bo.tablet</bdi>"));
    // The button that checks all on the page leaves it out too.
    let all =
        post(&mut browser, "/console/send", &with(fields(&listed), &[("do", "all-here")])).await.expect(200);
    assert!(!row(&all, "bo.tablet").contains(" checked") && row(&all, "ada.lovelace").contains(" checked"));

    let forged = with(fields(&listed), &[("do", "send"), ("phone", &phone_id)]);
    let send_id = sent(&mut browser, &forged).await;
    assert_eq!(app.finished(&send_id).await.counts.skipped, 1);
    let skipped = app.deliveries(&send_id, "skipped").await.remove(0);
    assert_eq!(skipped.reason_code.as_deref(), Some("live_link"));
    assert_eq!(app.whole_outbox().await.len(), 1);
}

#[tokio::test]
async fn who_let_a_link_expire_is_found_by_that() {
    let Some(mut app) = onramp_with_clock().await else { return };
    let (mut browser, first) = at(&app, "/console/send").await;
    let phone_id = app.row(Email, "bo.tablet").await.phone_id;
    let form = with(fields(&first), &[("do", "send"), ("phone", &phone_id)]);
    app.finished(&sent(&mut browser, &form).await).await;
    assert!(!browser.open("/console/send?link=expired").await.text.contains("<bdi>bo.tablet</bdi>"));
    app.advance(86_400).await;
    let (mut browser, expired) = at(&app, "/console/send?link=expired").await;
    assert!(page::words(row(&expired, "bo.tablet")).contains("Expired"));
    assert!(!expired.text.contains("<bdi>ada.lovelace</bdi>"));
    let asked =
        post(&mut browser, "/console/send", &with(fields(&expired), &[("do", "send"), ("all", "1")])).await;
    let send = app.finished(&sent(&mut browser, &with(fields(&asked), &[("do", "send")])).await).await;
    assert_eq!((send.recipients, send.counts.sent), (1, 1));
}

#[tokio::test]
async fn the_box_names_the_reason_for_whoever_is_not_in_the_list() {
    let app = onramp().await;
    let (mut browser, _) = at(&app, "/console/send").await;
    for (channel, username, reason) in [
        ("email", "eve.unknown", "Its platform is unknown."),
        ("email", "DORA.desk", "Its type is not Mobile."),
        ("email", "cy.nomail", "Its user has no email address."),
        ("sms", "bo.tablet", "Has no number, as a tablet."),
        ("email", "ada.lovelace", "Is in this list."),
        ("email", "nobody.such", "There is no user with this username or alias."),
    ] {
        let path = format!("/console/send?channel={channel}&why={username}");
        let words = page::words(&browser.open(&path).await.expect(200).text);
        assert!(words.contains(reason), "{username}: {words}");
        let part =
            browser.open(&format!("/console/send/why?channel={channel}&why={username}")).await.expect(200);
        assert!(page::words(&part.text).contains(reason) && !part.text.contains("<html"), "{}", part.text);
    }
    let phone_id = app.row(Email, "bo.tablet").await.phone_id;
    let first = browser.open("/console/send").await;
    let form = with(fields(&first), &[("do", "send"), ("phone", &phone_id)]);
    app.finished(&sent(&mut browser, &form).await).await;
    let words = page::words(&browser.open("/console/send?why=bo.tablet").await.expect(200).text);
    assert!(words.contains("Has a live link. It can be selected again from 20"), "{words}");
}

#[tokio::test]
async fn a_preview_is_a_document_of_its_own_that_can_do_nothing() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send").await;
    assert!(first.header("content-security-policy").ends_with("frame-src 'self'"));
    let form = with(fields(&first), &[("message", "Hello <b>{realname}</b>"), ("view", "dark")]);
    let shown = post(&mut browser, "/console/send/preview", &form).await.expect(200);
    assert!(shown.header("content-security-policy").starts_with("sandbox; default-src 'none'; "));
    let bare = shown.text.replace("<span dir=\"auto\">", "").replace("</span>", "");
    assert!(bare.contains("Hello &#60;b&#62;Alex Example&#60;/b&#62;"), "{}", shown.text);
    assert!(shown.text.contains("@media all {") && shown.text.contains("data:image/png;base64,"));
    let text = post(&mut browser, "/console/send/preview", &with(form.clone(), &[("view", "text")])).await;
    let text = text.expect(200).text.clone();
    assert!(
        text.contains("This is an automated message")
            && text.contains("Hello &#60;b&#62;Alex Example&#60;/b&#62;")
    );
    browser.ask("GET", "/console/send/preview", None).await.expect(405);

    let wrong = with(form, &[("message", "Hello {name}"), ("subject", "")]);
    let shown = post(&mut browser, "/console/send/preview", &wrong).await.expect(200);
    assert!(page::words(&shown.text).contains("There is no placeholder {name}."), "{}", shown.text);
    let told = post(&mut browser, "/console/send/check", &wrong).await.expect(200).json();
    assert!(told["message"].as_str().unwrap().contains("{name}") && told["subject"].is_string(), "{told}");
    assert_eq!(told["facts"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn an_sms_is_previewed_with_its_parts_and_what_it_costs() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send?channel=sms").await;
    let form = with(fields(&first), &[("message", "山 {link}")]);
    let told = post(&mut browser, "/console/send/check", &form).await.expect(200).json();
    let facts = told["facts"].to_string();
    assert!(facts.contains("parts in UCS-2") && facts.contains("US dollars for each message"), "{facts}");
    let shown = post(&mut browser, "/console/send/preview", &form).await.expect(200);
    assert!(page::words(&shown.text).contains("(automated): 山 http"), "{}", shown.text);
    let long = with(form, &[("message", &"x".repeat(600))]);
    let told = post(&mut browser, "/console/send/check", &long).await.expect(200).json();
    assert!(told["message"].as_str().unwrap().contains("5 parts as an SMS"), "{told}");
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_its_field_and_what_was_typed_stays() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send").await;
    let form = with(fields(&first), &[("do", "send"), ("message", "Dear {name}"), ("subject", "Mine")]);
    let refused = post(&mut browser, "/console/send", &form).await.expect(400);
    let words = page::words(&refused.text);
    for part in [
        "There are 2 problems",
        "Select at least one user.",
        "There is no placeholder {name}.",
        "Dear {name}",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(refused.text.contains("value=\"Mine\""));
    let phone_id = app.row(Email, "ada.lovelace").await.phone_id;
    let picked = post(&mut browser, "/console/send", &with(form, &[("phone", &phone_id)])).await.expect(400);
    assert!(row(&picked, "ada.lovelace").contains(" checked"), "who was picked stays picked");
    // A filter that is not understood never comes to mean everyone.
    let all = with(fields(&first), &[("do", "send"), ("all", "1"), ("link", "somehow")]);
    post(&mut browser, "/console/send", &all).await.expect(400);
    assert!(app.whole_outbox().await.is_empty());
}

#[tokio::test]
async fn a_test_goes_to_whoever_writes_and_not_twice_in_a_moment() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send").await;
    let own = Browser::address("User Manager");
    assert!(page::words(&first.text).contains(&format!("Send a test to {own}")));
    let form = with(fields(&first), &[("do", "test"), ("message", "Only a draft")]);
    let told = post(&mut browser, "/console/send", &form).await.expect(200);
    assert!(
        page::words(&told.text).contains("The test is on its way.") && told.text.contains("Only a draft")
    );
    let outbox = app.whole_outbox().await;
    assert_eq!((outbox.len(), outbox[0].to.as_str()), (1, own));
    assert!(outbox[0].subject.as_deref().unwrap().starts_with("[Test] "));
    assert!(outbox[0].link().ends_with("/activate/ExampleExampleExampl"), "its link leads nowhere");
    let again = post(&mut browser, "/console/send/test", &form).await.expect(200).json();
    assert!(
        again["good"] == false && again["text"].as_str().unwrap().contains("only seconds ago"),
        "{again}"
    );
    assert_eq!(app.whole_outbox().await.len(), 1);

    // Another session, by SMS, to a number that is asked for.
    let (mut browser, first) = at(&app, "/console/send?channel=sms").await;
    let form = with(fields(&first), &[("number", "5551234")]);
    let told = post(&mut browser, "/console/send/test", &form).await.expect(200).json();
    assert!(told["text"].as_str().unwrap().contains("no number that can be dialled"), "{told}");
    let told = post(&mut browser, "/console/send/test", &with(form, &[("number", "+1 212 555 0177")])).await;
    assert_eq!(told.expect(200).json()["good"], true);
    assert_eq!(app.whole_outbox().await[0].to, "+12125550177");
}

#[tokio::test]
async fn a_button_pressed_twice_sends_once_and_another_choice_is_another_send() {
    let app = onramp().await;
    let (mut browser, first) = at(&app, "/console/send").await;
    let phone_id = app.row(Email, "bo.tablet").await.phone_id;
    let form = with(fields(&first), &[("do", "send"), ("phone", &phone_id)]);
    let (one, other) = (sent(&mut browser, &form).await, sent(&mut browser, &form).await);
    assert_eq!(one, other);
    app.finished(&one).await;
    assert_eq!(app.whole_outbox().await.len(), 1);
    let ada = app.row(Email, "ada.lovelace").await.phone_id;
    let changed = with(form, &[("phone", &ada)]);
    let warned = post(&mut browser, "/console/send", &changed).await.expect(409);
    assert!(page::words(&warned.text).contains("This page was used for a send already."), "{}", warned.text);
    let again = with(fields(&warned), &[("do", "send"), ("phone", &ada)]);
    assert_ne!(sent(&mut browser, &again).await, one);
}

#[tokio::test]
async fn more_than_a_few_are_asked_about_once_more_and_the_list_goes_on_over_pages() {
    let app = Onramp::with_people(PROGRAM, &crowd(60)).await;
    let (mut browser, first) = at(&app, "/console/send").await;
    let boxes = |page: &Reply| page.text.matches("type=\"checkbox\" name=\"phone\"").count();
    // Nearly always full: a page ends where one of the list's shards has no more at hand.
    assert!((30..=50).contains(&boxes(&first)), "{}", boxes(&first));
    assert!(first.text.len() < 50_000, "{} bytes", first.text.len());
    let next =
        page::values(&first.text, "a", "href").into_iter().find(|path| path.contains("&after=")).unwrap();
    assert!(!next.contains("p049"), "no name stands in an address: {next}");
    let second = browser.open(&next).await.expect(200);
    assert!(second.text.contains("<bdi>p059</bdi>") && !second.text.contains("<bdi>p000</bdi>"));
    assert_eq!(boxes(&first) + boxes(&second), 60);
    browser.open("/console/send?after=nonsense").await.expect(200);

    let here =
        post(&mut browser, "/console/send", &with(fields(&first), &[("do", "all-here")])).await.expect(200);
    let ids: Vec<_> =
        page::values(&here.text, "input", "value").into_iter().filter(|v| v.starts_with("DP")).collect();
    let mut form = with(fields(&here), &[("do", "send")]);
    form.extend(ids.iter().take(26).map(|id| ("phone".to_owned(), id.clone())));
    let asked = post(&mut browser, "/console/send", &form).await.expect(200);
    assert!(page::words(&asked.text).contains("Send email to 26 users?"), "{}", asked.text);
    // On another page of the list who was picked here is not forgotten.
    let mut elsewhere = with(fields(&second), &[("do", "show")]);
    elsewhere.push(("phone".into(), ids[0].clone()));
    let kept = post(&mut browser, "/console/send", &elsewhere).await.expect(200);
    assert!(page::words(&kept.text).contains("1 user is selected on other pages."), "{}", kept.text);
    let send = app.finished(&sent(&mut browser, &with(fields(&asked), &[("do", "send")])).await).await;
    assert_eq!((send.recipients, send.counts.sent), (26, 26));
}

#[tokio::test]
async fn words_that_are_saved_are_what_the_next_send_begins_with() {
    let Some(app) = onramp_with_clock().await else { return };
    let (mut browser, first) = at(&app, "/console/send").await;
    let form = with(fields(&first), &[("do", "default"), ("subject", "Ours"), ("message", "Our {link}")]);
    let saved = post(&mut browser, "/console/send", &form).await.expect(200);
    assert!(page::words(&saved.text).contains("Saved: new sends begin with these words."), "{}", saved.text);
    let next = fields(&browser.open("/console/send").await.expect(200));
    assert!(
        next.contains(&("subject".into(), "Ours".into()))
            && next.contains(&("message".into(), "Our {link}".into()))
    );
    let wrong = with(form, &[("message", "{nothing}")]);
    post(&mut browser, "/console/send", &wrong).await.expect(400);
}

#[tokio::test]
async fn a_role_that_may_not_send_sees_no_way_to_it() {
    let app = onramp().await;
    for role in ["Help Desk", "Read-only"] {
        let mut browser = Browser::at(&app);
        let home = browser.sign_in("/console", role).await.expect(200);
        assert!(!home.text.contains("/console/send\""), "{role}");
        for path in ["/console/send", "/console/send?channel=sms", "/console/send/why?channel=sms&why=x"] {
            browser.ask("GET", path, None).await.expect(403);
        }
        let form = hidden(&home.text);
        for path in ["/console/send", "/console/send/preview", "/console/send/check", "/console/send/test"] {
            post(&mut browser, path, &with(form.clone(), &[("do", "send"), ("all", "1")])).await.expect(403);
        }
    }
    assert!(app.whole_outbox().await.is_empty());
}

#[tokio::test]
async fn the_api_filters_the_list_and_sends_by_the_same() {
    let app = onramp().await;
    let list =
        app.api("GET", "/api/unactivated?channel=email&platform=apple%20ios", None).await.expect(200).json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
    assert_eq!(list["items"][0]["username"], "ada.lovelace");
    for wrong in ["link=live", "platform=toaster"] {
        app.api("GET", &format!("/api/unactivated?channel=email&{wrong}"), None).await.expect(400);
    }
    let body = serde_json::json!({
        "channel": "email",
        "recipients": { "all": true, "platform": "Google Android", "link": "never sent" },
    });
    let reply = app.api("POST", "/api/sends", Some(body)).await.expect(202).json();
    let send = app.finished(reply["send_id"].as_str().unwrap()).await;
    assert_eq!((send.recipients, send.counts.sent), (1, 1));
    let never =
        app.api("GET", "/api/unactivated?channel=email&link=never%20sent", None).await.expect(200).json();
    let left: Vec<_> = never["items"].as_array().unwrap().iter().map(|row| row["username"].clone()).collect();
    assert_eq!(left, ["ada.lovelace", "lukasz.zak"]);
}
