//! The console: users and their phones, found, changed, handed over to.

use crate::{crowd, onramp};
use onramp_tests::Channel::Email;
use onramp_tests::{Ask, Browser, KEY, Onramp, Reply, hidden, page};
use std::collections::BTreeSet;

pub async fn signed_in(app: &Onramp, role: &str) -> Browser {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    browser.sign_in("/console", role).await.expect(200);
    browser
}

/// The pages of users that a page leads to.
fn users_on(html: &str) -> Vec<String> {
    let mut links = page::values(html, "a", "href");
    links.retain(|link| link.starts_with("/console/users/DU") && link.matches('/').count() == 3);
    links
}

/// The page of a user, found by a search.
pub async fn page_of(browser: &mut Browser, name: &str) -> String {
    let found = browser.ask("GET", &format!("/console/users?q={name}"), None).await.expect(200);
    let mut pages = users_on(&found.text);
    assert_eq!(pages.len(), 1, "{name}: {}", found.text);
    pages.remove(0)
}

/// The one way that a user's page has to something of a phone, such as `qr`.
pub async fn way_to(browser: &mut Browser, user: &str, action: &str) -> String {
    let shown = browser.ask("GET", user, None).await.expect(200);
    let mut ways = page::values(&shown.text, "a", "href");
    ways.retain(|way| way.starts_with(&format!("{user}/phones/DP")) && way.ends_with(&format!("/{action}")));
    assert_eq!(ways.len(), 1, "{action}: {}", shown.text);
    ways.remove(0)
}

/// Opens the page of a form, fills these fields in, and sends it.
pub async fn submit(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Reply {
    let opened = browser.ask("GET", path, None).await.expect(200);
    let mut form = hidden(&opened.text);
    form.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    send(browser, path, &form).await
}

pub async fn send(browser: &mut Browser, path: &str, form: &[(String, String)]) -> Reply {
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.ask("POST", path, Some(&form)).await
}

/// The page that a form led on to.
pub async fn on(browser: &mut Browser, reply: Reply) -> String {
    let reply = reply.expect(303);
    page::words(&browser.follow(reply).await.expect(200).text)
}

#[tokio::test]
async fn a_user_is_found_by_a_whole_name_an_address_or_a_number() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "Owner").await;
    let ada = page_of(&mut browser, "ADA.lovelace").await;
    for other in ["Ada.Lovelace%40example.org", "%2B12125550101", "212-555-0101"] {
        assert_eq!(page_of(&mut browser, other).await, ada, "{other}");
    }
    let none = browser.ask("GET", "/console/users?q=lovelace", None).await.expect(200);
    assert!(users_on(&none.text).is_empty() && page::words(&none.text).contains("0 users found."));
    let shown = page::words(&browser.ask("GET", &ada, None).await.expect(200).text);
    for part in ["Ada Lovelace", "ada.lovelace@example.org", "+12125550101", "Apple iOS", "Not activated"] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    for nobody in ["/console/users/DU000000000000000000", "/console/users/nobody", "/console/users/number"] {
        browser.ask("GET", nobody, None).await.expect(404);
    }
}

#[tokio::test]
async fn the_directory_is_shown_page_by_page_and_nobody_twice() {
    let app = Onramp::with_people(crate::PROGRAM, &crowd(60)).await;
    let mut browser = signed_in(&app, "Help Desk").await;
    let (mut path, mut seen, mut pages) = ("/console/users".to_owned(), Vec::new(), 0);
    loop {
        let shown = browser.ask("GET", &path, None).await.expect(200).text;
        assert!(page::words(&shown).contains("of 60"), "{shown}");
        seen.extend(users_on(&shown));
        pages += 1;
        let next = shown.split("href=\"").filter(|rest| rest.contains("rel=\"next\"")).last();
        let next =
            next.and_then(|rest| rest.split_once('"')).filter(|(_, rest)| rest.starts_with(" rel=\"next\""));
        match next {
            Some((next, _)) => path = next.to_owned(),
            None => break,
        }
    }
    let unique: BTreeSet<_> = seen.iter().collect();
    assert_eq!((pages, seen.len(), unique.len()), (3, 60, 60));
    browser.ask("GET", "/console/users?from=99999999", None).await.expect(200);
}

#[tokio::test]
async fn who_is_left_is_told_with_a_way_to_send_for_those_who_may() {
    let app = onramp().await;
    for (role, may) in [("User Manager", true), ("Help Desk", false), ("Read-only", false)] {
        let mut browser = signed_in(&app, role).await;
        for path in ["/console", "/console/users"] {
            let shown = browser.ask("GET", path, None).await.expect(200).text;
            let words = page::words(&shown);
            assert!(words.contains("3 users with a smartphone or tablet have not activated yet."), "{words}");
            assert_eq!(words.contains("Send them activation links."), may, "{role}");
        }
    }
}

#[tokio::test]
async fn a_user_is_created_and_what_is_wrong_stands_beside_its_field() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "User Manager").await;
    let new = "/console/users/new";
    let typed = [("username", ""), ("realname", "Gil Grün"), ("email", "gil@"), ("alias1", "gil")];
    let refused = submit(&mut browser, new, &typed).await.expect(400).text;
    for part in ["href=\"#username\"", "id=\"username-wrong\"", "href=\"#email\"", "id=\"email-wrong\""] {
        assert!(refused.contains(part), "{part}: {refused}");
    }
    assert!(refused.contains("value=\"Gil Grün\"") && refused.contains("value=\"gil@\""), "{refused}");
    let taken = [("username", "gil.green"), ("alias2", "Ada.Lovelace"), ("status", "active")];
    let refused = submit(&mut browser, new, &taken).await.expect(400).text;
    assert!(
        refused.contains("id=\"alias2-wrong\"") && !refused.contains("id=\"username-wrong\""),
        "{refused}"
    );
    let good = [
        ("username", "gil.green"),
        ("realname", "Gil Grün"),
        ("email", "gil@example.org"),
        ("status", "bypass"),
        ("notes", "of the <night> shift"),
        ("alias2", "gg"),
    ];
    let created = submit(&mut browser, new, &good).await;
    let shown = on(&mut browser, created).await;
    for part in [
        "The user was created.",
        "Gil Grün",
        "gil@example.org",
        "Bypass",
        "of the &#60;night&#62; shift",
        "gg",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    page_of(&mut browser, "gg").await;
}

#[tokio::test]
async fn of_two_admins_who_edit_at_once_the_second_is_told_and_nothing_is_overwritten() {
    let app = onramp().await;
    let (mut first, mut second) = (signed_in(&app, "Owner").await, signed_in(&app, "User Manager").await);
    let user = page_of(&mut first, "ada.lovelace").await;
    let edit = format!("{user}/edit");
    let opened = hidden(&second.ask("GET", &edit, None).await.expect(200).text);
    let fields = |realname: &str, email: &str| {
        let fields =
            [("username", "ada.lovelace"), ("realname", realname), ("email", email), ("status", "active")];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let mut form = hidden(&first.ask("GET", &edit, None).await.expect(200).text);
    form.extend(fields("Ada King", "ada.lovelace@example.org"));
    let saved = send(&mut first, &edit, &form).await;
    assert!(on(&mut first, saved).await.contains("The user was saved."));

    let mut late = opened;
    late.extend(fields("Ada Lovelace", "ada@example.org"));
    let told = send(&mut second, &edit, &late).await.expect(409).text;
    let words = page::words(&told);
    assert!(words.contains("Someone else was faster") && words.contains("Ada King"), "{words}");
    assert!(told.contains("value=\"ada@example.org\""), "what was typed is kept: {told}");
    let stands = page::words(&first.ask("GET", &user, None).await.expect(200).text);
    assert!(stands.contains("Ada King") && stands.contains("ada.lovelace@example.org"), "{stands}");
    // Who has seen it may save.
    let mut again = hidden(&told);
    again.extend(fields("Ada King", "ada@example.org"));
    let saved = send(&mut second, &edit, &again).await;
    let stands = on(&mut second, saved).await;
    assert!(stands.contains("Ada King") && stands.contains("ada@example.org"), "{stands}");
}

#[tokio::test]
async fn a_user_has_a_language_of_messages_or_the_organisations() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "User Manager").await;
    let user = page_of(&mut browser, "ada.lovelace").await;
    let shown = page::words(&browser.ask("GET", &user, None).await.expect(200).text);
    assert!(shown.contains("Language of messages The organisation’s (English)"), "{shown}");
    let edit = format!("{user}/edit");
    let facts =
        [("username", "ada.lovelace"), ("realname", "Ada Lovelace"), ("email", "ada.lovelace@example.org")];
    let with = |language| [&facts[..], &[("language", language)]].concat();
    let refused = submit(&mut browser, &edit, &with("tlh")).await.expect(400).text;
    assert!(refused.contains("id=\"language-wrong\""), "{refused}");
    let saved = submit(&mut browser, &edit, &with("fr")).await;
    let shown = on(&mut browser, saved).await;
    assert!(shown.contains("Language of messages Français"), "{shown}");
    let id = app.row(Email, "ada.lovelace").await.phone_id;
    app.finished(&app.sent(&Ask::phones(Email, &[&id])).await).await;
    let mail = app.eml(&app.message_to("ada.lovelace@example.org").await).await;
    assert!(mail.subject.starts_with("Activez votre téléphone pour "), "{}", mail.subject);
    let saved = submit(&mut browser, &edit, &with("")).await;
    assert!(on(&mut browser, saved).await.contains("The organisation’s (English)"));
}

#[tokio::test]
async fn what_is_deleted_or_detached_is_asked_for_first() {
    let app = onramp().await;
    let mut browser = signed_in(&app, "User Manager").await;
    let user = page_of(&mut browser, "ada.lovelace").await;
    let link = app.link_for(&app.row(Email, "ada.lovelace").await.phone_id).await.url;
    let detach = way_to(&mut browser, &user, "detach").await;
    let detached = submit(&mut browser, &detach, &[]).await;
    assert!(on(&mut browser, detached).await.contains("This user has no phones."));
    app.activate(&link, Some(KEY)).await.expect(404);
    let nobody = browser.ask("GET", "/console/users?q=%2B12125550101", None).await.expect(200);
    assert!(page::words(&nobody.text).contains("nobody has it"), "{}", nobody.text);

    let user = page_of(&mut browser, "lukasz.zak").await;
    let delete = format!("{user}/delete");
    let asked = browser.ask("GET", &delete, None).await.expect(200).text;
    assert!(page::words(&asked).contains("Delete the phone that nobody else has, too"), "{asked}");
    let deleted = submit(&mut browser, &delete, &[("phones", "yes")]).await;
    assert!(on(&mut browser, deleted).await.contains("The user was deleted."));
    browser.ask("GET", &user, None).await.expect(404);
    let gone = browser.ask("GET", "/console/users?q=%2B447400123456", None).await.expect(200);
    assert!(!page::words(&gone.text).contains("nobody has it"), "the phone went along");

    let user = page_of(&mut browser, "bo.tablet").await;
    let delete = way_to(&mut browser, &user, "delete").await;
    let deleted = submit(&mut browser, &delete, &[]).await;
    assert!(on(&mut browser, deleted).await.contains("The phone was deleted."));
    assert_eq!(app.count().await.email, 0);
}

#[tokio::test]
async fn who_may_only_read_sees_no_address_and_no_code() {
    let app = onramp().await;
    let mut owner = signed_in(&app, "Owner").await;
    let user = page_of(&mut owner, "ada.lovelace").await;
    let qr = way_to(&mut owner, &user, "qr").await;
    let edit = way_to(&mut owner, &user, "edit").await;
    let mut reader = signed_in(&app, "Read-only").await;
    assert_eq!(page_of(&mut reader, "ada.lovelace").await, user);
    for path in ["/console/users", user.as_str()] {
        let shown = reader.ask("GET", path, None).await.expect(200).text;
        assert!(
            shown.contains("ada.lovelace") && !shown.contains("ada.lovelace@") && !shown.contains("+1212")
        );
        assert!(
            !shown.contains("/qr\"") && !shown.contains("/edit\"") && !shown.contains("/send\""),
            "{shown}"
        );
    }
    let asked = reader.ask("GET", "/console/users?q=ada.lovelace%40example.org", None).await.expect(200);
    assert!(users_on(&asked.text).is_empty(), "who may not see an address may not try them out");
    for path in
        [&qr, &edit, &format!("{user}/edit"), &format!("{user}/delete"), &"/console/users/new".to_owned()]
    {
        reader.ask("GET", path, None).await.expect(403);
    }
}
