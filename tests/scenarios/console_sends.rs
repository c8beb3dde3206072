//! The console: sends, how far they are, and what became of each delivery.

use crate::{PROGRAM, crowd};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, Browser, Counts, HEADING, Onramp, Reply, hidden, page};
use std::collections::BTreeSet;

/// Twelve people, and two emails or parts of SMS a second.
async fn slow() -> Option<Onramp> {
    Onramp::with_options(PROGRAM, &crowd(12), &["--email-rate", "2", "--sms-rate", "2"]).await
}

/// Three people: the mail service refuses the message to one, and the address of another.
async fn with_failures() -> Onramp {
    let people = HEADING.to_owned()
        + "ann,Ann,ann@example.org,,Mobile,Apple iOS\n\
           ref,Ref,refused.ref@example.org,,Mobile,Apple iOS\n\
           sand,Sand,sandbox.sand@example.org,,Mobile,Apple iOS\n";
    Onramp::with_people(PROGRAM, &people).await
}

async fn admin(app: &Onramp) -> Browser {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    browser.sign_in("/console", "Owner").await.expect(200);
    browser
}

/// Sends a form of a page, with its hidden fields.
async fn submit(browser: &mut Browser, page: &Reply, to: &str) -> Reply {
    let action = format!("action=\"{to}\">");
    let (_, form) = page.text.split_once(&action).unwrap_or_else(|| panic!("no form to {to}"));
    let fields = hidden(form.split("</form>").next().unwrap());
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.ask("POST", to, Some(&fields)).await
}

/// The text of a page.
async fn words(browser: &mut Browser, path: &str) -> String {
    page::words(&browser.ask("GET", path, None).await.expect(200).text)
}

#[tokio::test]
async fn a_send_is_watched_to_its_end_and_a_second_admin_sees_the_same() {
    let Some(app) = slow().await else { return };
    let mut first = admin(&app).await;
    let send_id = app.send_to_all(Email).await;
    let path = format!("/console/sends/{send_id}");
    let running = first.ask("GET", &path, None).await.expect(200);
    assert!(
        running.text.contains("<noscript><meta http-equiv=\"refresh\""),
        "without a script it loads itself"
    );
    assert!(running.text.contains("role=\"status\"") && running.text.contains("<progress"));
    assert!(running.text.contains(&format!("action=\"{path}/pause\"")));
    let end = app
        .until(async || {
            let part = first.ask("GET", &format!("{path}/progress"), None).await.expect(200);
            assert!(part.header("content-type").starts_with("text/plain"));
            assert!(!part.text.contains("<html") && part.header("cache-control") == "no-store");
            if part.text.contains("data-again=\"\"") { Ok(part) } else { Err(page::words(&part.text)) }
        })
        .await;
    assert!(page::words(&end.text).contains("12 of 12 done"), "{}", page::words(&end.text));
    assert!(!end.text.contains("/pause\"") && !end.text.contains("/cancel\""), "there is nothing to stop");
    let mut second = admin(&app).await;
    let (one, other) = (words(&mut first, &path).await, words(&mut second, &path).await);
    assert_eq!(one.replace("Ada Admin", ""), other.replace("Ada Admin", ""));
    for part in ["12 of 12 done", "Done", "US dollars for 12 emails", "Links live for 24 hours", "Subject"] {
        assert!(one.contains(part), "{part}: {one}");
    }
    assert!(!first.ask("GET", &path, None).await.text.contains("http-equiv=\"refresh\""));
}

#[tokio::test]
async fn a_send_is_paused_resumed_and_cancelled_and_whoever_is_late_is_told() {
    let Some(app) = slow().await else { return };
    let (mut browser, mut late) = (admin(&app).await, admin(&app).await);
    let send_id = app.send_to_all(Sms).await;
    let path = format!("/console/sends/{send_id}");
    let before = late.ask("GET", &path, None).await.expect(200);
    let running = browser.ask("GET", &path, None).await.expect(200);
    let reply = submit(&mut browser, &running, &format!("{path}/pause")).await;
    let paused = browser.follow(reply).await.expect(200);
    let shown = page::words(&paused.text);
    assert!(
        shown.contains("The send is paused.") && shown.contains("An administrator paused it."),
        "{shown}"
    );
    assert!(!paused.text.contains(&format!("{path}/pause\"")));

    let reply = submit(&mut browser, &paused, &format!("{path}/resume")).await;
    let resumed = browser.follow(reply).await.expect(200);
    assert!(page::words(&resumed.text).contains("The send goes on."), "{}", resumed.text);

    let ask = browser.ask("GET", &format!("{path}/cancel"), None).await.expect(200);
    assert!(page::words(&ask.text).contains("This cannot be undone."));
    assert_eq!(app.progress(&send_id).await.state, "running", "asking changes nothing");
    let reply = submit(&mut browser, &ask, &format!("{path}/cancel")).await;
    let cancelled = page::words(&browser.follow(reply).await.expect(200).text);
    assert!(cancelled.contains("The send is cancelled."), "{cancelled}");
    assert_eq!(app.progress(&send_id).await.state, "cancelled");

    let reply = submit(&mut late, &before, &format!("{path}/pause")).await;
    let told = page::words(&late.follow(reply).await.expect(200).text);
    assert!(told.contains("someone has cancelled this send already"), "{told}");
    let told = late.ask("GET", &format!("{path}/cancel"), None).await.expect(303);
    assert_eq!(told.header("location"), path);
}

#[tokio::test]
async fn whoever_was_not_reached_is_told_with_the_reason_and_sent_to_again_once() {
    let app = with_failures().await;
    let ask = Ask::all(Email).with("subject", "Your phone").with("message", "Please, {realname}.");
    let send_id = app.sent(&ask).await;
    app.finished(&send_id).await;
    let mut browser = admin(&app).await;
    let path = format!("/console/sends/{send_id}");
    let shown = words(&mut browser, &path).await;
    for part in [
        "The mail or SMS service rejected the message itself.",
        "The mail service is in its sandbox",
        "Send again to the 2 that failed",
        "Your phone",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let failed = words(&mut browser, &format!("{path}/deliveries?state=failed")).await;
    assert!(failed.contains(" ref ") && failed.contains(" sand ") && !failed.contains(" ann "), "{failed}");

    let again = format!("{path}/again");
    let ask = browser.ask("GET", &format!("{again}?state=failed"), None).await.expect(200);
    assert!(page::words(&ask.text).contains("A new send goes to 2 recipients"), "{}", ask.text);
    let one = submit(&mut browser, &ask, &again).await.expect(303);
    let other = submit(&mut browser, &ask, &again).await.expect(303);
    let to = one.header("location").to_owned();
    assert_eq!(to, other.header("location"), "a second click meets the first send");
    assert!(
        to != path && page::words(&browser.follow(one).await.text).contains("to 2 recipients has started")
    );
    let new = app.finished(to.rsplit('/').next().unwrap()).await;
    assert_eq!((new.recipients, new.counts), (2, Counts { failed: 2, ..Counts::default() }));
    let shown = words(&mut browser, &to).await;
    assert!(shown.contains("Your phone"), "with the same message: {shown}");
    assert!(shown.contains("Asked for by You"), "{shown}");
    let mut other = Browser::at(&app);
    other.name = "Bo Other".into();
    other.headers.push(("accept-language", "en".into()));
    other.sign_in("/console", "User Manager").await.expect(200);
    for page in [to.as_str(), "/console/sends"] {
        let shown = words(&mut other, page).await;
        assert!(shown.contains(Browser::name("Owner")), "by name: {shown}");
    }
    let ids: Vec<String> =
        app.pages::<onramp_tests::Send>("/api/sends?limit=10").await.into_iter().map(|s| s.send_id).collect();
    assert_eq!(ids.len(), 2, "{ids:?}");
}

#[tokio::test]
async fn nobody_is_sent_to_again_where_nobody_was_missed_or_who_was_reached() {
    let app = Onramp::with_people(PROGRAM, &crowd(2)).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let mut browser = admin(&app).await;
    let again = format!("/console/sends/{send_id}/again");
    let nobody = browser.ask("GET", &format!("{again}?state=failed"), None).await.expect(409);
    assert!(page::words(&nobody.text).contains("nobody left here"), "{}", nobody.text);
    for state in ["sent", "activated", "", "lost"] {
        browser.ask("GET", &format!("{again}?state={state}"), None).await.expect(400);
    }
    let token = hidden(&nobody.text).into_iter().find(|(name, _)| name == "form_token").unwrap().1;
    let mut post = async |fields: &[(&str, &str)]| {
        let mut form = vec![("form_token", token.as_str())];
        form.extend_from_slice(fields);
        browser.ask("POST", &again, Some(&form)).await
    };
    let key = ("key", "0123456789abcdef0123456789abcdef");
    post(&[("state", "failed"), ("key", "x")]).await.expect(400);
    post(&[("state", "sent"), key]).await.expect(400);
    assert_eq!(
        post(&[("state", "failed"), key]).await.expect(303).header("location"),
        format!("{again}?state=failed")
    );
    assert_eq!(app.pages::<onramp_tests::Send>("/api/sends?limit=10").await.len(), 1);
}

#[tokio::test]
async fn deliveries_are_listed_page_by_page_and_exported_whole_without_a_formula() {
    let people = crowd(60) + "=cmd,=HYPERLINK(1),eq@example.org,,Mobile,Google Android\n";
    let app = Onramp::with_people(PROGRAM, &people).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let mut browser = admin(&app).await;
    let path = format!("/console/sends/{send_id}/deliveries");
    for query in ["", "?state=sent"] {
        let (mut names, mut pages, mut at) = (BTreeSet::new(), 0, format!("{path}{query}"));
        loop {
            let page = browser.ask("GET", &at, None).await.expect(200);
            let rows = page.text.split("<th scope=\"row\">").skip(1);
            names.extend(rows.map(|row| page::words(row.split("</th>").next().unwrap())));
            pages += 1;
            let next =
                page.text.split("\" rel=\"next\"").next().filter(|before| before.len() < page.text.len());
            let Some(next) = next.and_then(|before| before.rsplit("href=\"").next()) else { break };
            at = page::unescape(next);
        }
        assert_eq!((names.len(), pages), (61, 2), "{query}");
    }
    assert!(
        words(&mut browser, &format!("{path}?state=failed")).await.contains("There are none of this kind.")
    );

    let file = browser.ask("GET", &format!("{path}.csv"), None).await.expect(200);
    assert!(file.header("content-type").starts_with("text/csv"), "{:?}", file.headers);
    assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{send_id}.csv\""));
    let rows: Vec<_> = csv::Reader::from_reader(file.text.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 61);
    assert!(rows.iter().any(|row| &row[2] == "'=cmd") && !file.text.contains(",="), "{}", file.text);
    for wrong in [".csv?part=2", ".csv?part=x", "?state=lost", "?after=x"] {
        browser.ask("GET", &format!("{path}{wrong}"), None).await.expect(400);
    }
}

#[tokio::test]
async fn sends_are_listed_the_newest_first_page_by_page() {
    let app = Onramp::with_people(PROGRAM, &crowd(1)).await;
    let mut browser = admin(&app).await;
    assert!(words(&mut browser, "/console/sends").await.contains("Nothing was sent yet."));
    let mut made = BTreeSet::new();
    for _ in 0..26 {
        made.insert(app.sent(&Ask::phones(Email, &["DP000000000000000000"])).await);
    }
    for send_id in &made {
        app.finished(send_id).await;
    }
    let ids = |text: &str| -> Vec<String> {
        let links = page::values(text, "a", "href");
        links.iter().filter_map(|link| link.strip_prefix("/console/sends/").map(str::to_owned)).collect()
    };
    let first = browser.ask("GET", "/console/sends", None).await.expect(200);
    let next = page::values(&first.text, "a", "href").into_iter().find(|link| link.contains("?after="));
    let second = browser.ask("GET", &next.expect("a next page"), None).await.expect(200);
    let (newest, oldest) = (ids(&first.text), ids(&second.text));
    assert_eq!((newest.len(), oldest.len()), (25, 1));
    assert_eq!(newest.into_iter().chain(oldest).collect::<BTreeSet<_>>(), made);
    assert!(page::words(&second.text).contains("1 skipped"), "{}", second.text);
    browser.ask("GET", "/console/sends?after=x", None).await.expect(400);
}

#[tokio::test]
async fn sends_are_kept_from_roles_that_may_not_send_and_what_is_not_there_is_not_found() {
    let app = Onramp::with_people(PROGRAM, &crowd(1)).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let path = format!("/console/sends/{send_id}");
    let all = ["", "/progress", "/deliveries", "/deliveries.csv", "/cancel", "/again?state=failed"];
    for role in ["Help Desk", "Read-only"] {
        let mut browser = Browser::at(&app);
        let home = browser.sign_in("/console", role).await.expect(200);
        assert!(!home.text.contains("/console/sends"), "{role}");
        browser.ask("GET", "/console/sends", None).await.expect(403);
        for below in all {
            browser.ask("GET", &format!("{path}{below}"), None).await.expect(403);
        }
        let token = hidden(&home.text).into_iter().find(|(name, _)| name == "form_token").unwrap().1;
        for what in ["pause", "cancel", "again"] {
            let form = [("form_token", token.as_str())];
            browser.ask("POST", &format!("{path}/{what}"), Some(&form)).await.expect(403);
        }
    }
    let mut browser = admin(&app).await;
    for id in ["SE000000000000000000", "SE1", "nothing"] {
        for below in all {
            browser.ask("GET", &format!("/console/sends/{id}{below}"), None).await.expect(404);
        }
    }
    browser.ask("GET", &format!("{path}/nowhere"), None).await.expect(404);
    for what in ["pause", "resume"] {
        assert_eq!(
            browser.ask("GET", &format!("{path}/{what}"), None).await.expect(405).header("allow"),
            "POST"
        );
        browser.ask("POST", &format!("{path}/{what}"), Some(&[])).await.expect(403);
    }
}
