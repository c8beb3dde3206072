//! The console: the administrator log.

use crate::{PEOPLE, PROGRAM};
use onramp_tests::Channel::Email;
use onramp_tests::{Browser, Onramp, hidden, page};
use serde_json::{Value, json};

async fn owner(app: &Onramp) -> Browser {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    browser.sign_in("/console/log", "Owner").await.expect(200);
    browser
}

/// The rows of a page, in words.
fn rows(html: &str) -> Vec<String> {
    html.split("<tr>").skip(2).map(page::words).collect()
}

/// Where the way to older lines leads.
fn further(html: &str) -> Option<String> {
    let link = html
        .split("<a class=\"button\" href=\"")
        .skip(1)
        .find(|rest| rest.split_once('>').is_some_and(|(tag, _)| tag.contains("rel=\"next\"")))?;
    link.split('"').next().map(|href| href.replace("&#38;", "&"))
}

#[tokio::test]
async fn what_was_done_is_listed_newest_first_with_who_did_it_and_to_what() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let mut browser = owner(&app).await;
    let shown = browser.open("/console/settings").await.expect(200);
    let mut form = hidden(&shown.text);
    form.push(("org".into(), "Acme".into()));
    let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.ask("POST", "/console/settings", Some(&form)).await.expect(303);

    let log = browser.open("/console/log").await.expect(200);
    let lines = rows(&log.text);
    let at = |text: &str| {
        lines.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}: {lines:?}"))
    };
    assert!(
        at("Settings changed") < at("Links sent") && at("Links sent") < at("People imported"),
        "{lines:?}"
    );
    assert!(lines[at("Settings changed")].contains("Changed: org"), "{lines:?}");
    assert!(!log.text.contains("Acme</td>"), "no values");
    assert!(lines[at("Settings changed")].contains(Browser::name("Owner")), "by name: {lines:?}");
    assert!(lines[at("People imported")].contains("Onramp itself"), "{lines:?}");
    for href in [format!("/console/sends/{send_id}"), "/console/settings".to_owned()] {
        assert!(log.text.contains(&format!("<a href=\"{href}\">")), "{href}");
    }

    let some = browser.open("/console/log?action=settings_update").await.expect(200);
    assert_eq!(rows(&some.text).len(), 1);
    let today = app.now().to_string()[..10].to_owned();
    let of_today = browser.open(&format!("/console/log?from={today}&to={today}")).await.expect(200);
    assert!(rows(&of_today.text).len() >= 3 && further(&of_today.text).is_none());
    let before = browser.open("/console/log?to=2026-01-01&from=2025-12-31").await.expect(200);
    assert!(page::words(&before.text).contains("No lines here."));
}

#[tokio::test]
async fn a_long_log_is_paged_and_a_short_one_is_looked_through_to_its_end() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let by = app.integration(PROGRAM, "write-resource").await;
    let users: Value = (0..70).map(|n| json!({ "username": format!("u{n:02}") })).collect();
    let fields = [("users", &*users.to_string())];
    app.admin(&by, "POST", "/admin/v1/users/bulk_create", &fields).await.response();
    let mut browser = owner(&app).await;
    let (mut seen, mut path, mut pages) = (0, Some("/console/log?action=user_create".to_owned()), 0);
    while let Some(next) = path {
        let page = browser.open(&next).await.expect(200);
        let lines = rows(&page.text);
        assert!(lines.len() <= 50 && lines.iter().all(|line| line.contains("User created")), "{lines:?}");
        if pages == 0 {
            assert_eq!(lines.len(), 50);
            assert!(page.text.contains("Older lines"));
        } else if pages == 1 {
            assert!(
                page.text.contains("Look further back"),
                "days without lines are not walked through at once"
            );
        }
        seen += lines.len();
        pages += 1;
        path = further(&page.text);
        assert!(pages < 20, "it ends");
    }
    assert_eq!(seen, 70);
}

#[tokio::test]
async fn what_is_no_day_or_action_is_told_beside_its_field() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let refused = browser.open("/console/log?from=2026-02-30&action=x").await.expect(400);
    for field in ["from", "action"] {
        assert!(refused.text.contains(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    assert!(refused.text.contains("value=\"2026-02-30\""), "what was typed is kept");
    browser.open("/console/log?from=2026-02-02&to=2026-02-01").await.expect(400);
    browser.open("/console/log?before=nonsense").await.expect(200);
    browser.ask("POST", "/console/log", Some(&[])).await.expect(403);
}
