//! The console's dashboard: what happened, in numbers.

use crate::{PEOPLE, PROGRAM};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Browser, HEADING, KEY, Onramp, page};

/// A browser of someone of a role, in English.
async fn browser(app: &Onramp, role: &str) -> Browser {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    browser.sign_in("/console", role).await.expect(200);
    browser
}

/// The cells of the row that begins so, in the table of that caption.
fn row(html: &str, caption: &str, begins: &str) -> Option<Vec<String>> {
    let table = html.split("<table").find(|table| table.contains(&format!(">{caption}</caption>")))?;
    let table = table.split("</table>").next()?;
    let rows = table.split("<tr>").map(|row| {
        let cells = row.split("<th").flat_map(|part| part.split("<td")).skip(1);
        cells
            .map(|cell| page::words(&format!("<td{}", cell.split("</t").next().unwrap_or_default())))
            .collect::<Vec<_>>()
    });
    rows.into_iter().find(|cells| cells.first().is_some_and(|first| first == begins))
}

const FUNNEL: &str = "Steps on the way to an active phone";
const BY_CHANNEL: &str = "Links and activations by channel";
const BY_PLATFORM: &str = "Activated phones by platform and channel";
const LOSSES: &str = "Recipients who were not reached, by reason";

#[tokio::test]
async fn figures_move_as_links_are_sent_opened_and_used() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = browser(&app, "Owner").await;
    let before = browser.open("/console/dashboard").await.expect(200);
    // On a system that others used today something is counted already.
    let count = |html: &str, caption: &str, begins: &str, cell: usize| -> i64 {
        let cells = row(html, caption, begins);
        cells.map_or(0, |cells| cells[cell].replace(',', "").parse().unwrap_or(0))
    };

    app.finished(&app.send_to_all(Email).await).await;
    let ada = app.message_to("ada.lovelace@example.org").await.link();
    let bo = app.message_to("bo.tablet@example.org").await.link();
    for _ in 0..2 {
        app.request("POST", &format!("{ada}/opened"), &[], None).await.expect(204);
    }
    let form = app.form(&ada).await;
    app.submit(&form).await.expect(200);
    app.submit(&form).await;
    app.activate(&bo, Some(KEY)).await.expect(200);
    app.activate(&bo, Some(KEY)).await.expect(200);
    let cy = app.row(Sms, "cy.nomail").await.phone_id;
    app.press(&app.link_for(&cy).await.url).await.expect(200);

    let after = browser.open("/console/dashboard").await.expect(200);
    let moved = |caption, begins, cell| {
        count(&after.text, caption, begins, cell) - count(&before.text, caption, begins, cell)
    };
    assert_eq!(moved(BY_CHANNEL, "Email", 2), 3, "{}", after.text);
    assert_eq!((moved(BY_CHANNEL, "Email", 3), moved(BY_CHANNEL, "Email", 4)), (1, 2));
    assert_eq!((moved(BY_CHANNEL, "In person", 2), moved(BY_CHANNEL, "In person", 4)), (1, 1));
    assert_eq!((moved(BY_CHANNEL, "SMS", 2), moved(BY_CHANNEL, "SMS", 4)), (0, 0));
    assert_eq!((moved(FUNNEL, "Links sent", 1), moved(FUNNEL, "Opened", 1)), (4, 1));
    assert_eq!(moved(FUNNEL, "Activated", 1), 3);
    assert_eq!((moved(BY_PLATFORM, "Apple iOS", 4), moved(BY_PLATFORM, "Google Android", 4)), (1, 2));
    assert_eq!(row(&after.text, BY_CHANNEL, "Email").unwrap()[1], "1", "who is left: Łukasz");
}

#[tokio::test]
async fn what_failed_stands_there_with_its_reason() {
    let people = format!(
        "{HEADING}out,Out,,+12125550199,Mobile,Apple iOS\nbad,Bad,,+12125550198,Mobile,Apple iOS\n\
         in,In,,+12125550197,Mobile,Apple iOS\n"
    );
    let app = Onramp::with_people(PROGRAM, &people).await;
    app.finished(&app.send_to_all(Sms).await).await;
    let mut browser = browser(&app, "Owner").await;
    let html = browser.open("/console/dashboard").await.expect(200).text.clone();
    for reason in ["Opted out of SMS", "Number refused"] {
        let cells = row(&html, LOSSES, reason).unwrap_or_else(|| panic!("{reason}: {html}"));
        assert_eq!(cells[1], "Refused", "{reason}");
        assert!(cells[3].parse::<u32>().unwrap() >= 1, "{reason}");
    }
}

#[tokio::test]
async fn every_role_may_look_and_sees_nothing_personal() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    app.finished(&app.send_to_all(Email).await).await;
    app.press(&app.message_to("ada.lovelace@example.org").await.link()).await.expect(200);
    let mut reader = browser(&app, "Read-only").await;
    let home = reader.open("/console").await.expect(200);
    assert!(home.text.contains("href=\"/console/dashboard\""), "{}", home.text);
    for days in ["", "?days=7", "?days=30", "?days=90"] {
        let page = reader.open(&format!("/console/dashboard{days}")).await.expect(200);
        let words = page::words(&page.text);
        for personal in ["lovelace", "Lovelace", "bo.tablet", "+1212", " DP", " DU", " SE"] {
            assert!(!words.contains(personal), "{personal}: {words}");
        }
        assert!(page.text.len() < 50_000 && !page.text.contains(" style="), "{}", page.text.len());
        assert!(page.text.contains("role=\"img\""), "{}", page.text);
    }
}

#[tokio::test]
async fn a_range_that_is_none_and_a_form_are_refused() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = browser(&app, "Owner").await;
    for days in ["0", "365", "x", "-7", "30%00"] {
        browser.ask("GET", &format!("/console/dashboard?days={days}"), None).await.expect(400);
    }
    browser.ask("GET", "/console/dashboard/none", None).await.expect(404);
    let page = browser.open("/console/dashboard").await.expect(200);
    let token =
        onramp_tests::hidden(&page.text).into_iter().find(|(name, _)| name == "form_token").unwrap().1;
    let posted = browser.ask("POST", "/console/dashboard", Some(&[("form_token", &token)])).await.expect(405);
    assert_eq!(posted.header("allow"), "GET");
}

#[tokio::test]
async fn a_dashboard_of_an_idle_organisation_says_what_will_stand_there() {
    let Some(app) = Onramp::with_clock(PROGRAM, PEOPLE).await else { return };
    let mut owner = browser(&app, "Owner").await;
    let page = owner.open("/console/dashboard").await.expect(200);
    assert!(page.text.contains("Nothing has been counted in these days") && !page.text.contains("<table"));
    assert!(page::words(&page.text).contains("Left to activate 3"), "{}", page.text);
}

#[tokio::test]
async fn yesterdays_figures_stay_with_their_day_and_leave_the_range_with_it() {
    let Some(mut app) = Onramp::with_clock(PROGRAM, PEOPLE).await else { return };
    app.finished(&app.send_to_all(Email).await).await;
    app.press(&app.message_to("ada.lovelace@example.org").await.link()).await.expect(200);
    let sent_on = app.now().to_string()[..10].to_owned();
    for (later, seven, thirty) in [(6, true, true), (1, false, true), (22, false, true), (1, false, false)] {
        app.advance(later * 86_400).await;
        let mut browser = browser(&app, "Owner").await;
        for (days, there) in [("7", seven), ("30", thirty), ("90", true)] {
            let html =
                browser.open(&format!("/console/dashboard?days={days}")).await.expect(200).text.clone();
            let found = html.contains(&format!("<data value=\"{sent_on}\">"));
            assert_eq!(found, there, "{days} days, {later} more: {html}");
        }
    }
}
