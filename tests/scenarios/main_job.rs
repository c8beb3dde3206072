//! The main job: from a file of people to active phones.

use crate::{BY_EMAIL, BY_SMS, PEOPLE, PROGRAM, onramp, usernames};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Count, Counts, Onramp, page};
use serde_json::json;

#[tokio::test]
async fn by_email_from_the_list_to_the_active_phone() {
    let app = onramp().await;
    let rows = app.unactivated(Email).await;
    assert_eq!(usernames(&rows), BY_EMAIL);
    assert!(rows.iter().all(|row| row.link.state == "never sent" && row.times_sent == 0));
    assert_eq!(app.count().await, Count { email: 3, sms: 3 });

    let send_id = app.send_to_all(Email).await;
    let send = app.finished(&send_id).await;
    assert_eq!((send.channel.as_str(), send.recipients, send.counts), ("email", 3, Counts::all_sent(3)));
    let mut to: Vec<_> = app.whole_outbox().await.into_iter().map(|message| message.to).collect();
    to.sort();
    assert_eq!(to, ["ada.lovelace@example.org", "bo.tablet@example.org", "lukasz.zak@example.org"]);
    let row = app.row(Email, "ada.lovelace").await;
    assert_eq!((row.link.state.as_str(), row.times_sent), ("live", 1));

    let message = app.message_to("ada.lovelace@example.org").await;
    let link = app.eml(&message).await.link();
    assert_eq!(link, message.link());
    let opened = app.open(&link).await.expect(200);
    let words = page::words(&opened.text);
    assert!(words.contains(&app.org().await), "{words}");
    for hidden in ["ada.lovelace", "Lovelace", "ada.lovelace@example.org", "+12125550101"] {
        assert!(!opened.text.contains(hidden), "the account is masked: {words}");
    }

    let form = app.form(&link).await;
    assert_eq!(form.method, "POST");
    let pressed = app.submit(&form).await.expect(200);
    let links = page::values(&pressed.text, "a", "href");
    let otpauth = links.iter().find(|link| link.starts_with("otpauth://hotp/")).expect("a link to the app");
    assert!(otpauth.contains("secret=") && otpauth.contains("counter=0"), "{otpauth}");
    assert_eq!(usernames(&app.unactivated(Email).await), ["bo.tablet", "lukasz.zak"]);
    assert_eq!(usernames(&app.unactivated(Sms).await), ["cy.nomail", "lukasz.zak"]);
    assert_eq!(app.count().await, Count { email: 2, sms: 2 });

    let again = app.submit(&form).await;
    assert!(page::words(&again.text).to_lowercase().contains("already active"), "{}", again.text);
    assert!(!again.text.contains("otpauth:"), "the account's key is shown once");
    assert!(again.status < 500);
    let later = app.open(&link).await;
    assert!(page::words(&later.text).to_lowercase().contains("already active"), "{}", later.text);
}

#[tokio::test]
async fn by_sms_from_the_list_to_the_active_phone() {
    let app = onramp().await;
    assert_eq!(usernames(&app.unactivated(Sms).await), BY_SMS);
    let send = app.finished(&app.send_to_all(Sms).await).await;
    assert_eq!((send.channel.as_str(), send.counts), ("sms", Counts::all_sent(3)));

    let message = app.message_to("+12125550103").await;
    assert_eq!((message.channel.as_str(), &message.subject), ("sms", &None));
    assert!(message.text.contains(&app.org().await), "{}", message.text);
    app.press(&message.link()).await.expect(200);
    assert_eq!(usernames(&app.unactivated(Sms).await), ["ada.lovelace", "lukasz.zak"]);
    assert_eq!(app.count().await, Count { email: 3, sms: 2 });
}

#[tokio::test]
async fn a_tablet_is_reached_by_email_alone_and_a_user_without_address_by_sms_alone() {
    let app = onramp().await;
    let tablet = app.row(Email, "bo.tablet").await;
    assert_eq!((&tablet.number, tablet.platform.as_str()), (&None, "Google Android"));
    let no_address = app.row(Sms, "cy.nomail").await;
    assert_eq!((&no_address.email, no_address.number.as_deref()), (&None, Some("+12125550103")));
    let (email, sms) = (app.unactivated(Email).await, app.unactivated(Sms).await);
    assert!(!usernames(&sms).contains(&"bo.tablet") && !usernames(&email).contains(&"cy.nomail"));
}

#[tokio::test]
async fn a_user_with_two_phones_is_listed_and_sent_to_once_for_each() {
    let csv = "username,realname,email,phone,type,platform\n\
        kim,Kim Two,kim@example.org,+12125550110,Mobile,Apple iOS\n\
        kim,Kim Two,kim@example.org,+12125550111,Mobile,Google Android\n";
    let app = Onramp::with_people(PROGRAM, csv).await;
    let rows = app.unactivated(Email).await;
    assert_eq!(usernames(&rows), ["kim", "kim"]);
    assert_eq!(rows[0].user_id, rows[1].user_id);
    assert_ne!(rows[0].phone_id, rows[1].phone_id);
    app.finished(&app.send_to_all(Email).await).await;
    let messages = app.outbox("kim@example.org").await;
    assert_eq!(messages.len(), 2);
    assert_ne!(messages[0].link(), messages[1].link());
    app.press(&messages[0].link()).await.expect(200);
    assert_eq!(app.count().await, Count { email: 1, sms: 1 });
}

#[tokio::test]
async fn a_first_start_knows_the_sample_directory() {
    let Some(app) = Onramp::first_started(PROGRAM).await else { return };
    let mut file = csv::Reader::from_reader(&include_bytes!("../data/sample.csv")[..]);
    let rows: Vec<_> = file.records().map(Result::unwrap).collect();
    let eligible = |column: usize| {
        rows.iter()
            .filter(|row| &row[4] == "Mobile" && &row[5] != "Unknown" && !row[column].is_empty())
            .count()
    };
    assert_eq!(app.count().await, Count { email: eligible(2), sms: eligible(3) });
}

#[tokio::test]
async fn a_preview_is_what_a_send_would_say_and_sends_nothing() {
    let app = onramp().await;
    let org = app.org().await;
    let email =
        app.preview(json!({ "channel": "email", "subject": "Hello", "message": "From {org}!" })).await;
    assert_eq!(email["subject"], "Hello");
    for part in ["text", "html"] {
        // In HTML each name has a place of its own, for its direction.
        let part = email[part].as_str().unwrap().replace("<span dir=\"auto\">", "").replace("</span>", "");
        assert!(part.contains(&format!("From {org}!")) && part.contains("/activate/"), "{part}");
    }
    let ada = app.row(Email, "ada.lovelace").await;
    let hers = json!({ "channel": "sms", "message": "Dear {realname}, {link}", "phone_id": ada.phone_id });
    let hers = app.preview(hers).await;
    assert!(hers["text"].as_str().unwrap().contains("Dear Ada Lovelace,"), "{hers}");
    let plain = app.preview(json!({ "channel": "sms" })).await;
    assert_eq!(plain["encoding"], "GSM-7");
    let text = plain["text"].as_str().unwrap().to_owned();
    assert!(text.contains(&org) && text.contains("/activate/"), "{text}");
    assert_eq!(plain["segments"], if text.len() <= 160 { 1 } else { text.len().div_ceil(153) });
    let wide = app.preview(json!({ "channel": "sms", "message": "山田 {link}" })).await;
    assert_eq!(wide["encoding"], "UCS-2");
    let units = wide["text"].as_str().unwrap().encode_utf16().count();
    assert_eq!(wide["segments"], if units <= 70 { 1 } else { units.div_ceil(67) });

    assert!(app.whole_outbox().await.is_empty());
    assert!(app.unactivated(Email).await.iter().all(|row| row.link.state == "never sent"));
}

#[tokio::test]
async fn a_mail_scanner_changes_nothing() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let link = app.message_to("ada.lovelace@example.org").await.link();
    let before = app.unactivated(Email).await;
    for method in ["GET", "HEAD", "GET", "HEAD", "OPTIONS", "GET", "HEAD"] {
        let reply = app.request(method, &link, &[("user-agent", "Mail Scanner 1.0")], None).await;
        assert!(reply.status == 200 || method == "OPTIONS", "{method} {}", reply.status);
    }
    assert_eq!(app.unactivated(Email).await, before);
    assert_eq!(app.count().await.email, 3);
    app.press(&link).await.expect(200);
    assert_eq!(app.count().await.email, 2);
}

#[tokio::test]
async fn the_page_of_a_link_is_kept_by_no_cache_told_to_no_site_and_runs_one_script_that_redeems_nothing() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let live = app.message_to("ada.lovelace@example.org").await.link();
    let pressed = app.message_to("lukasz.zak@example.org").await.link();
    let unknown = format!("{}/activate/{}", app.url, "A".repeat(20));
    let malformed = format!("{}/activate/nonsense", app.url);
    let replies = [
        app.open(&live).await,
        app.press(&pressed).await,
        app.open(&pressed).await,
        app.open(&unknown).await,
        app.open(&malformed).await,
    ];
    for reply in replies {
        assert!(reply.header("content-type").starts_with("text/html"), "{:?}", reply.headers);
        assert!(reply.header("cache-control").contains("no-store"), "{:?}", reply.headers);
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") || policy.contains("default-src 'self'"), "{policy}");
        assert!(
            !policy.contains("unsafe-") && !policy.contains("http:") && !policy.contains('*'),
            "{policy}"
        );
        assert!(!policy.contains("form-action 'none'") || !reply.text.contains("<form"), "{policy}");
        let html = reply.text.to_lowercase();
        assert!(html.matches("<script>").count() <= 1 && !html.contains("<script "), "{html}");
        let acts = ["javascript:", "submit(", ".click", "fetch(", "xmlhttprequest"];
        assert!(acts.iter().all(|act| !html.contains(act)), "{html}");
        for (element, name) in [("img", "src"), ("link", "href"), ("form", "action"), ("iframe", "src")] {
            for url in page::values(&reply.text, element, name) {
                let own = !url.contains("//") || url.starts_with(&app.url);
                assert!(own || url.starts_with("data:"), "nothing of a third party: {url}");
            }
        }
    }
}

#[tokio::test]
async fn unknown_and_malformed_links_show_the_same_page_and_redeem_nothing() {
    let app = onramp().await;
    let mut pages = Vec::new();
    for code in ["A".repeat(20), "nonsense".to_owned(), "B".repeat(21), "%C3%A9".repeat(10)] {
        let reply = app.open(&format!("{}/activate/{code}", app.url)).await;
        assert!((400..500).contains(&reply.status), "{code}: {}", reply.status);
        pages.push((reply.status, reply.text));
    }
    assert!(pages.iter().all(|page| *page == pages[0]), "{pages:?}");
    assert!(!pages[0].1.contains("<form"));
}

#[tokio::test]
async fn the_page_is_reached_by_all_three_paths_and_shows_a_barcode_and_the_apps_link() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let link = app.message_to("ada.lovelace@example.org").await.link();
    let code = onramp_tests::code_of(&link);
    for path in ["activate", "android", "iphone"] {
        let reply = app.open(&format!("{}/{path}/{code}", app.url)).await.expect(200);
        assert!(reply.text.contains(&format!("duo://{code}-")), "{path}: {}", reply.text);
        assert!(reply.text.contains("<svg") || reply.text.contains("<img"), "{path}: {}", reply.text);
        assert!(reply.text.contains("<form"), "{path}");
    }
    app.press(&format!("{}/iphone/{code}", app.url)).await.expect(200);
    assert_eq!(app.count().await.email, 2);
}

#[tokio::test]
async fn https_is_the_same_under_the_ca_it_made() {
    let Some(app) = Onramp::kept(PROGRAM, PEOPLE).await else { return };
    let secure = app.by_https();
    assert!(secure.url.starts_with("https://"));
    assert_eq!(secure.unactivated(Email).await, app.unactivated(Email).await);
    app.finished(&secure.send_to_all(Email).await).await;
    assert_eq!(app.whole_outbox().await.len(), 3);
}
