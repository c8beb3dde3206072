//! What must hold of every page that a link leads to.

use crate::audit::Audit;
use crate::crawl::Crawl;
use crate::person::{Look, NARROW, NARROW_DARK, PHONE, PHONE_DARK, Person, WIDE, WIDE_DARK};
use crate::pictures::Album;
use crate::seed;
use onramp_tests::{Browser, Channel, Onramp, page};
use std::collections::BTreeSet;

const EVERY_LOOK: [Look; 4] = [WIDE, WIDE_DARK, NARROW, NARROW_DARK];
const PHONES: [Look; 2] = [PHONE, PHONE_DARK];

/// Walks over the console as someone of a role; nothing may be wrong.
async fn walk(app: &Onramp, role: &str, looks: &[Look]) {
    let Some(person) = Person::at(app).await else { return };
    let Some(audit) = Audit::new(&role.to_lowercase().replace(' ', "-")) else { return };
    person.sign_in("/console", role).await;
    person.keep_nothing().await;
    let mut crawl = Crawl::new(app, &person, &audit, looks).await;
    crawl.masked = role == "Read-only";
    if role == "Owner" {
        crawl.album = Album::wanted();
    }
    crawl.walk("/console").await;
    let mut faults = std::mem::take(&mut crawl.faults);
    faults.extend(audit.html());
    assert!(faults.is_empty(), "{} of {:#?}: {faults:#?}", faults.len(), crawl.seen());
    person.leave().await;
}

#[tokio::test]
async fn every_page_is_light_and_plain_to_everyone_by_day_and_by_night_on_wide_screens_and_narrow_ones() {
    let Some(app) = seed::worked_at().await else { return };
    walk(&app, "Owner", &EVERY_LOOK).await;
}

#[tokio::test]
async fn no_link_leads_a_help_desk_or_a_reader_to_a_page_that_they_may_not_use() {
    let Some(app) = seed::worked_at().await else { return };
    walk(&app, "Help Desk", &[WIDE]).await;
    walk(&app, "Read-only", &[NARROW_DARK]).await;
}

#[tokio::test]
async fn a_place_that_is_not_linked_for_a_role_is_refused_to_it() {
    let Some(app) = seed::worked_at().await else { return };
    let places = async |role: &str| {
        let mut http = Browser::at(&app);
        let home = http.sign_in("/console", role).await.expect(200);
        let menu = home.text.split("<nav").nth(1).and_then(|rest| rest.split("</nav>").next()).unwrap();
        (http, page::values(menu, "a", "href").into_iter().collect::<BTreeSet<_>>())
    };
    let (_, all) = places("Owner").await;
    assert!(all.len() > 5, "{all:?}");
    for role in ["Administrator", "User Manager", "Help Desk", "Read-only"] {
        let (mut http, own) = places(role).await;
        for place in &all {
            let status = http.ask("GET", place, None).await.status;
            assert_eq!(status == 403, !own.contains(place), "{role}: {place}: {status}");
        }
    }
}

#[tokio::test]
async fn what_a_user_sees_of_a_link_is_plain_to_everyone_on_a_phone() {
    let Some(mut app) = seed::worked_at().await else { return };
    let Some(person) = Person::at(&app).await else { return };
    let Some(audit) = Audit::new("links") else { return };
    let (one, other) =
        (app.row(Channel::Email, "person.001").await, app.row(Channel::Email, "person.002").await);
    let (live, old) = (app.link_for(&one.phone_id).await, app.link_for(&other.phone_id).await);
    let mut faults = Vec::new();
    let mut look = async |name: &str| faults.extend(audit.page(&person, name, &PHONES).await.1);
    person.look(PHONE).await;
    person.open(&live.url).await;
    look("invitation").await;
    person.press("Activate this phone").await;
    person.see("active").await;
    look("activated").await;
    for status in [404, 409, 410] {
        person.allow(status);
    }
    person.open(&live.url).await;
    look("already-active").await;
    person.open("/activate/AAAAAAAAAAAAAAAAAAAA").await;
    look("unknown").await;
    app.advance(86_401).await;
    person.open(&old.url).await;
    look("expired").await;
    faults.extend(audit.html());
    assert!(faults.is_empty(), "{faults:#?}");
    person.leave().await;
}

#[tokio::test]
async fn what_stands_in_for_others_on_this_machine_is_plain_to_everyone() {
    let Some(app) = seed::worked_at().await else { return };
    let Some(person) = Person::at(&app).await else { return };
    let Some(audit) = Audit::new("machine") else { return };
    let message = app.whole_outbox().await.remove(0);
    let mut faults = Vec::new();
    for (name, path) in [
        ("start", "/".to_owned()),
        ("issuer", "/console".to_owned()),
        ("outbox", "/outbox".to_owned()),
        ("message", format!("/outbox/{}", message.id())),
    ] {
        person.open(&path).await;
        faults.extend(audit.page(&person, name, &EVERY_LOOK).await.1);
    }
    faults.extend(audit.html());
    assert!(faults.is_empty(), "{faults:#?}");
    person.leave().await;
}
