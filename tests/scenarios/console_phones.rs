//! The console: phones, changed, handed over to, sent to.

use crate::console_users::{on, page_of, send, signed_in, submit, way_to};
use crate::onramp;
use data_encoding::BASE64;
use onramp_tests::Channel::Email;
use onramp_tests::{KEY, code_of, hidden, page, scan_png};

/// The link on the page of a QR code, which the code says as well.
fn shown_link(html: &str) -> String {
    let values = page::values(html, "input", "value");
    let link = values.into_iter().find(|value| value.contains("/activate/")).expect("a link");
    let codes: Vec<String> = page::values(html, "img", "src")
        .iter()
        .filter_map(|source| source.strip_prefix("data:image/png;base64,"))
        .map(|image| scan_png(&BASE64.decode(image.as_bytes()).unwrap()))
        .collect();
    assert_eq!(codes.len(), 2, "{codes:?}");
    assert!(codes[0].contains(code_of(&link)) && codes[1] == link, "{codes:?}");
    link
}

#[tokio::test]
async fn a_phone_is_added_edited_and_attached_and_a_wrong_number_is_told() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "User Manager").await;
    let user = page_of(&mut browser, "dora.desk").await;
    let new = format!("{user}/phones/new");
    let phone = |number| [("number", number), ("type", "Mobile"), ("platform", "Generic Smartphone")];
    for (number, says) in
        [("12345", "cannot be dialled"), ("+12125550101", "There is a phone with this number")]
    {
        let refused = submit(&mut browser, &new, &phone(number)).await.expect(400).text;
        assert!(refused.contains("id=\"number-wrong\"") && page::words(&refused).contains(says), "{refused}");
        assert!(refused.contains(&format!("value=\"{number}\"")), "{refused}");
    }
    let added = submit(&mut browser, &new, &phone("(212) 555-0177")).await;
    let shown = on(&mut browser, added).await;
    assert!(shown.contains("The phone was added.") && shown.contains("+12125550177"), "{shown}");
    assert!(app.row(Email, "dora.desk").await.phone_id.starts_with("DP"), "she can be reached now");

    // The landline stays as it was; the new phone becomes what cannot be activated.
    let id = app.row(Email, "dora.desk").await.phone_id;
    let edit = format!("{user}/phones/{id}/edit");
    let changed = [("number", "+12125550177"), ("type", "Mobile"), ("platform", "Unknown"), ("name", "work")];
    let saved = submit(&mut browser, &edit, &changed).await;
    let shown = on(&mut browser, saved).await;
    assert!(shown.contains("The phone was saved.") && shown.contains("Platform unknown"), "{shown}");
    assert_eq!(app.count().await.email, 3);

    let attach = format!("{user}/phones/attach");
    submit(&mut browser, &attach, &[("number", "+12125550199")]).await.expect(400);
    let attached = submit(&mut browser, &attach, &[("number", "+12125550101")]).await;
    let shown = on(&mut browser, attached).await;
    assert!(shown.contains("The phone was attached.") && shown.contains("ada.lovelace"), "{shown}");
}

#[tokio::test]
async fn a_number_is_read_while_it_is_typed() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "Owner").await;
    let token = hidden(&browser.ask("GET", "/console", None).await.expect(200).text).remove(0).1;
    for (number, good) in [("212 555 0101", true), ("+49 171 2345678", true), ("12", false), ("x", false)] {
        let form = [("form_token", token.as_str()), ("number", number)];
        let read = browser.ask("POST", "/console/users/number", Some(&form)).await.expect(200).json();
        assert_eq!(read["good"], good, "{number}: {read}");
    }
}

#[tokio::test]
async fn a_qr_code_is_shown_again_and_activates() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "Help Desk").await;
    let user = page_of(&mut browser, "ada.lovelace").await;
    let qr = way_to(&mut browser, &user, "qr").await;
    let none = browser.ask("GET", &qr, None).await.expect(200).text;
    assert!(page::words(&none).contains("This phone has no live link.") && !none.contains("<img"), "{none}");
    let made = submit(&mut browser, &qr, &[]).await.expect(303);
    let link = shown_link(&browser.follow(made).await.expect(200).text);
    assert!(link.starts_with(&format!("{}/activate/", app.url)), "{link}");
    let again = browser.ask("GET", &qr, None).await.expect(200);
    assert_eq!((shown_link(&again.text), again.header("cache-control")), (link.clone(), "no-store"));
    app.press(&link).await.expect(200);
    let after = page::words(&browser.ask("GET", &qr, None).await.expect(200).text);
    assert!(after.contains("Phone already activated") && !after.contains(code_of(&link)), "{after}");
    let shown = page::words(&browser.ask("GET", &user, None).await.expect(200).text);
    assert!(shown.contains("In person Used"), "{shown}");
    assert!(app.whole_outbox().await.is_empty(), "nothing is sent");
}

#[tokio::test]
async fn a_live_link_is_replaced_only_when_told_to() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "Help Desk").await;
    let user = page_of(&mut browser, "ada.lovelace").await;
    let qr = way_to(&mut browser, &user, "qr").await;
    // Opened before someone else made a link: theirs is shown, and stands.
    let early = hidden(&browser.ask("GET", &qr, None).await.expect(200).text);
    let theirs = app.link_for(&app.row(Email, "ada.lovelace").await.phone_id).await.url;
    let late = send(&mut browser, &qr, &early).await.expect(303);
    let shown = browser.follow(late).await.expect(200).text;
    assert!(page::words(&shown).contains("No link was made"), "{shown}");
    assert_eq!(shown_link(&shown), theirs);
    let replaced = submit(&mut browser, &qr, &[]).await.expect(303);
    let new = shown_link(&browser.follow(replaced).await.expect(200).text);
    assert_ne!(new, theirs);
    app.activate(&theirs, Some(KEY)).await.expect(404);
    app.press(&new).await.expect(200);
}

#[tokio::test]
async fn a_deactivated_phone_is_left_to_activate_and_may_be_activated_again() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "User Manager").await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    app.activate(&app.link_for(&phone).await.url, Some(KEY)).await.expect(200);
    assert_eq!(app.count().await.email, 2);
    let user = page_of(&mut browser, "ada.lovelace").await;
    let deactivate = way_to(&mut browser, &user, "deactivate").await;
    let asked = browser.ask("GET", &deactivate, None).await.expect(200).text;
    assert!(page::words(&asked).contains("can then be activated again"), "{asked}");
    assert_eq!(app.count().await.email, 2, "asking does nothing");
    let done = submit(&mut browser, &deactivate, &[]).await;
    assert!(on(&mut browser, done).await.contains("The phone was deactivated."));
    let mut owner = signed_in(&app, "Owner").await;
    let log = owner.ask("GET", "/console/log?action=phone_deactivate", None).await.expect(200).text;
    assert!(page::words(&log).contains("Phone deactivated"), "{log}");
    let count = app.count().await;
    assert_eq!((count.email, count.sms), (3, 3));
    app.press(&app.link_for(&phone).await.url).await.expect(200);
    assert_eq!(app.count().await.email, 2);
}

#[tokio::test]
async fn one_link_is_sent_to_one_phone_and_stands_in_the_history() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "User Manager").await;
    let user = page_of(&mut browser, "ada.lovelace").await;
    let way = way_to(&mut browser, &user, "send").await;
    submit(&mut browser, &way, &[("channel", "pigeon")]).await.expect(400);
    let started = submit(&mut browser, &way, &[("channel", "sms")]).await.expect(303);
    let progress = started.header("location").to_owned();
    let send_id = progress.strip_prefix("/console/sends/").expect("its progress");
    app.finished(send_id).await;
    let link = app.message_to("+12125550101").await.link();
    let shown = browser.ask("GET", &user, None).await.expect(200).text;
    assert!(shown.contains(&format!("href=\"{progress}\"")), "{shown}");
    assert!(page::words(&shown).contains("SMS Live Link expires"), "{shown}");
    let qr = way_to(&mut browser, &user, "qr").await;
    assert_eq!(shown_link(&browser.ask("GET", &qr, None).await.expect(200).text), link, "shown in person");
    let live = browser.ask("GET", &way, None).await.expect(200).text;
    assert!(page::words(&live).contains("This phone has a live link."), "{live}");
    app.press(&link).await.expect(200);
    let shown = page::words(&browser.ask("GET", &user, None).await.expect(200).text);
    assert!(shown.contains("SMS Used"), "{shown}");
}

#[tokio::test]
async fn help_desk_hands_over_and_changes_nothing() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "Help Desk").await;
    let user = page_of(&mut browser, "ada.lovelace").await;
    let qr = way_to(&mut browser, &user, "qr").await;
    let shown = browser.ask("GET", &user, None).await.expect(200).text;
    assert!(shown.contains("ada.lovelace@example.org") && !shown.contains("/edit\""), "{shown}");
    let token = hidden(&shown);
    let phone = qr.trim_end_matches("/qr");
    for path in [
        "/console/users/new",
        &format!("{user}/edit"),
        &format!("{user}/delete"),
        &format!("{user}/phones/new"),
        &format!("{user}/phones/attach"),
        &format!("{phone}/edit"),
        &format!("{phone}/send"),
        &format!("{phone}/delete"),
        &format!("{phone}/detach"),
        &format!("{phone}/deactivate"),
    ] {
        browser.ask("GET", path, None).await.expect(403);
        send(&mut browser, path, &token).await.expect(403);
    }
    browser.ask("GET", &format!("{phone}/explode"), None).await.expect(404);
    assert!(app.whole_outbox().await.is_empty());
}
