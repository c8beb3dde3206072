//! What becomes of messages after they were handed over.

use crate::{PEOPLE, PROGRAM};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Counts, Delivery, HEADING, Heard, Onramp, piece_of_log, record};
use serde_json::json;
use std::collections::BTreeMap;

/// By the first part of their address it is told what becomes of email to them.
const FATES: &str = "\
username,realname,email,phone,type,platform
a.bounce,A,bounce.a@example.org,+12125550101,Mobile,Apple iOS
b.soft,B,softbounce.b@example.org,+12125550102,Mobile,Apple iOS
c.complains,C,complaint.c@example.org,+12125550103,Mobile,Apple iOS
d.suppressed,D,suppressed.d@example.org,+12125550104,Mobile,Apple iOS
e.rejected,E,reject.e@example.org,+12125550105,Mobile,Apple iOS
f.fine,F,fine.f@example.org,+12125550106,Mobile,Apple iOS
g.sandbox,G,sandbox.g@example.org,+12125550107,Mobile,Apple iOS
";

async fn reasons(app: &Onramp, send_id: &str) -> BTreeMap<String, (String, Option<String>)> {
    let all: Vec<Delivery> = app.pages(&format!("/api/sends/{send_id}/deliveries?limit=100")).await;
    all.into_iter().map(|one| (one.username.unwrap(), (one.state, one.reason_code))).collect()
}

/// Sends to all, and waits until all is heard that is to be heard.
async fn heard_of_all(app: &Onramp) -> String {
    let send_id = app.send_to_all(Email).await;
    app.heard(&send_id, Heard { bounced: 4, opened: 0, activated: 0 }).await;
    app.until(async || {
        let send = app.progress(&send_id).await;
        if send.counts.failed == 2 { Ok(()) } else { Err(format!("{send:?}")) }
    })
    .await;
    send_id
}

#[tokio::test]
async fn bounces_complaints_and_refusals_are_told_apart_and_shown_with_their_reasons() {
    let app = Onramp::with_people(PROGRAM, FATES).await;
    let send_id = heard_of_all(&app).await;
    let is = |state: &str, reason: &str| (state.to_owned(), Some(reason.to_owned()));
    let reasons = reasons(&app, &send_id).await;
    assert_eq!(reasons["a.bounce"], is("bounced", "bounced"));
    assert_eq!(reasons["b.soft"], is("bounced", "bounced_for_now"));
    assert_eq!(reasons["c.complains"], is("bounced", "complained"));
    assert_eq!(reasons["d.suppressed"], is("bounced", "suppressed"));
    assert_eq!(reasons["e.rejected"], is("failed", "message_rejected"));
    assert_eq!(reasons["g.sandbox"], is("failed", "recipient_not_verified"));
    let send = app.progress(&send_id).await;
    assert_eq!((send.state.as_str(), send.counts.sum()), ("finished", 7));
    assert_eq!(send.counts, Counts { sent: 5, failed: 2, ..Counts::default() });
    app.until(async || {
        let fine = app.deliveries(&send_id, "sent").await;
        match fine.as_slice() {
            [one] if one.delivered_at.is_some() => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await;
}

#[tokio::test]
async fn an_address_that_came_back_is_shown_and_skipped_until_it_changes_and_the_phone_is_free() {
    let app = Onramp::with_people(PROGRAM, FATES).await;
    heard_of_all(&app).await;
    let trouble = async |username: &str| app.row(Email, username).await.email_trouble;
    app.until(async || match trouble("d.suppressed").await {
        Some(trouble) if trouble == "bounced" => Ok(()),
        other => Err(format!("{other:?}")),
    })
    .await;
    assert_eq!(trouble("a.bounce").await.as_deref(), Some("bounced"));
    assert_eq!(trouble("c.complains").await.as_deref(), Some("complained"));
    assert_eq!((trouble("b.soft").await, trouble("f.fine").await), (None, None));

    let again = app.send_to_all(Email).await;
    app.finished(&again).await;
    let reasons = reasons(&app, &again).await;
    assert_eq!(reasons["a.bounce"].1.as_deref(), Some("address_bounced"));
    assert_eq!(reasons["c.complains"].1.as_deref(), Some("address_complained"));
    assert_eq!(reasons["f.fine"].1.as_deref(), Some("live_link"));
    // Reached by the other channel at once, for what came back left no link behind.
    let sms = app.finished(&app.send_to_all(Sms).await).await;
    assert!(app.outbox("+12125550101").await.len() == 1 && sms.counts.sent >= 3, "{sms:?}");
}

#[tokio::test]
async fn a_page_that_a_browser_ran_and_an_activation_show_on_the_delivery_and_a_scanners_visit_does_not() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let link = app.message_to("ada.lovelace@example.org").await.link();
    for method in ["GET", "HEAD"] {
        app.request(method, &link, &[], None).await.expect(200);
    }
    assert_eq!(app.progress(&send_id).await.heard, Heard::default());
    for _ in 0..2 {
        app.request("POST", &format!("{link}/opened"), &[], None).await.expect(204);
    }
    assert_eq!(app.progress(&send_id).await.heard, Heard { bounced: 0, opened: 1, activated: 0 });
    assert_eq!(app.deliveries(&send_id, "opened").await.len(), 1);
    app.press(&link).await.expect(200);
    assert_eq!(app.progress(&send_id).await.heard, Heard { bounced: 0, opened: 1, activated: 1 });
    let done = app.deliveries(&send_id, "activated").await;
    assert_eq!(done[0].username.as_deref(), Some("ada.lovelace"));
    assert!(done[0].opened_at <= done[0].activated_at && done[0].activated_at.is_some());
    let unknown = format!("{}/activate/{}/opened", app.url, "A".repeat(20));
    app.request("POST", &unknown, &[], None).await.expect(204);
}

#[tokio::test]
async fn a_number_whose_owner_opted_out_and_one_that_is_refused_fail_with_different_reasons() {
    let people = format!(
        "{HEADING}out,Out,,+12125550199,Mobile,Apple iOS\nbad,Bad,,+12125550198,Mobile,Apple iOS\n\
         in,In,,+12125550197,Mobile,Apple iOS\n"
    );
    let app = Onramp::with_people(PROGRAM, &people).await;
    let send_id = app.send_to_all(Sms).await;
    let send = app.finished(&send_id).await;
    assert_eq!((send.counts.failed, send.counts.sent), (2, 1));
    assert_eq!((send.reasons["opted_out"], send.reasons["number_refused"]), (1, 1));
}

/// So many people with a number each, `p1` and on; the last four digits of each number.
fn texted(endings: &[&str]) -> String {
    let row = |(n, ending): (usize, &&str)| format!("p{},P,,+1212555{ending},Mobile,Apple iOS\n", n + 1);
    HEADING.to_owned() + &endings.iter().enumerate().map(row).collect::<String>()
}

#[tokio::test]
async fn what_a_carrier_tells_of_a_text_shows_on_its_delivery_and_frees_the_phone_if_it_did_not_arrive() {
    let app = Onramp::with_people(PROGRAM, &texted(&["0101", "0102", "0103", "0104", "0105"])).await;
    let send_id = app.send_to_all(Sms).await;
    app.finished(&send_id).await;
    let answers = [
        (false, "Phone number is opted out"),
        (false, "Destination country is blocked"),
        (false, "Phone is currently unreachable/unavailable"),
        (false, "Blocked as spam by phone carrier"),
        (true, "Message has been accepted by phone carrier"),
    ];
    let mut records = Vec::new();
    for (n, (delivered, answer)) in answers.into_iter().enumerate() {
        let id = app.message_to(&format!("+1212555010{}", n + 1)).await.id();
        records.push(record(&id, delivered, answer, app.now()));
    }
    // The account texts for others too, and something else wrote into the log.
    records.push(record("34d9b400-c6dd-5444-820d-fbeb0f1f54cf", false, "Invalid phone number", app.now()));
    records.push(json!({ "strange": true }));
    let event = piece_of_log("DATA_MESSAGE", &records, app.now());
    for _ in 0..2 {
        let reply = app.invoke("feedback", &event).await;
        assert_eq!(reply, json!({ "written": 5, "unknown": 1, "unreadable": 1 }));
    }
    let is = |state: &str, reason: &str| (state.to_owned(), Some(reason.to_owned()));
    let reasons = reasons(&app, &send_id).await;
    assert_eq!(reasons["p1"], is("failed", "opted_out"));
    assert_eq!(reasons["p2"], is("failed", "country_not_enabled"));
    assert_eq!(reasons["p3"], is("bounced", "unreachable"));
    assert_eq!(reasons["p4"], is("bounced", "carrier_blocked"));
    assert_eq!(reasons["p5"], ("sent".to_owned(), None));
    assert!(app.deliveries(&send_id, "sent").await[0].delivered_at.is_some());
    let send = app.progress(&send_id).await;
    assert_eq!(send.counts, Counts { sent: 3, failed: 2, ..Counts::default() });
    assert_eq!((send.heard.bounced, send.reasons["country_not_enabled"]), (2, 1));
    // A text that did not arrive leaves no link behind; one that did is not repeated.
    let again = app.finished(&app.send_to_all(Sms).await).await;
    assert_eq!((again.counts.sent, again.counts.skipped), (4, 1));
}

#[tokio::test]
async fn a_log_that_tries_whether_anybody_listens_changes_nothing_and_what_is_no_log_is_an_error() {
    let app = Onramp::with_people(PROGRAM, &texted(&["0101"])).await;
    let reply = app.invoke("feedback", &piece_of_log("CONTROL_MESSAGE", &[json!({})], app.now())).await;
    assert_eq!(reply, json!({ "written": 0, "unknown": 0, "unreadable": 0 }));
    let reply = app.invoke("feedback", &json!({ "awslogs": { "data": "bm90IHBhY2tlZA==" } })).await;
    assert!(reply["errorMessage"].as_str().is_some_and(|text| text.contains("CloudWatch Logs")), "{reply}");
}

#[tokio::test]
async fn made_up_numbers_are_told_of_by_themselves() {
    let Some(app) = Onramp::with_options(PROGRAM, &texted(&["0195", "0194", "0101"]), &[]).await else {
        return;
    };
    let send_id = app.send_to_all(Sms).await;
    app.heard(&send_id, Heard { bounced: 1, opened: 0, activated: 0 }).await;
    app.until(async || {
        let (failed, sent) =
            (app.deliveries(&send_id, "failed").await, app.deliveries(&send_id, "sent").await);
        match (failed.as_slice(), sent.as_slice()) {
            ([refused], [fine]) if fine.delivered_at.is_some() => {
                assert_eq!(refused.reason_code.as_deref(), Some("country_not_enabled"));
                Ok(())
            }
            other => Err(format!("{other:?}")),
        }
    })
    .await;
    assert_eq!(reasons(&app, &send_id).await["p2"].1.as_deref(), Some("unreachable"));
}

#[tokio::test]
async fn a_spent_limit_pauses_the_send_with_its_reason_and_leaves_the_others_for_later() {
    let row = |n| format!("p{n},P,,+12125{n}0196,Mobile,Apple iOS\n");
    let people = HEADING.to_owned() + &(60..80).map(row).collect::<String>();
    let Some(app) = Onramp::with_options(PROGRAM, &people, &["--sms-rate", "2"]).await else { return };
    let send_id = app.send_to_all(Sms).await;
    app.until(async || {
        let send = app.progress(&send_id).await;
        if send.state == "paused" { Ok(()) } else { Err(format!("{send:?}")) }
    })
    .await;
    let send = app.progress(&send_id).await;
    let why = send.paused_because.unwrap();
    assert_eq!(why.code, "spend_limit_reached");
    assert!(send.reasons["spend_limit_reached"] >= 1 && send.counts.queued > 0, "{:?}", send.counts);
}
