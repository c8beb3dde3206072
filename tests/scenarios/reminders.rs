//! Reminders: to those who did not act, on the days that were promised.

use crate::{PROGRAM, onramp};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use onramp_tests::Channel::Email;
use onramp_tests::{Onramp, Send};
use serde_json::json;

const DAY: i64 = 86_400;

/// Moves the clock to 10 o'clock UTC of the day that comes so many days later.
pub async fn to_the_morning(app: &mut Onramp, days: i64) {
    let now = app.now().to_zoned_datetime(TimeZone::UTC);
    let day = now.date().checked_add(days.days()).unwrap();
    let morning = day.at(10, 0, 0, 0).to_zoned_datetime(TimeZone::UTC).unwrap().timestamp();
    app.advance(morning.as_second() - app.now().as_second()).await;
}

pub async fn until_reminded(app: &Onramp, messages: usize) {
    app.until(async || {
        let sent = app.whole_outbox().await.len();
        if sent == messages { Ok(()) } else { Err(format!("{sent} messages")) }
    })
    .await;
}

#[tokio::test]
async fn who_does_not_act_is_reminded_after_two_and_ten_days_and_who_acts_is_not() {
    let Some(mut app) = Onramp::with_clock(PROGRAM, crate::PEOPLE).await else { return };
    to_the_morning(&mut app, 1).await;
    app.finished(&app.send_to_all(Email).await).await;
    let ada = app.message_to("ada.lovelace@example.org").await;
    app.press(&ada.link()).await.expect(200);

    app.advance(DAY + 3_600).await;
    assert_eq!(app.invoke("remind", &json!({ "dry_run": true })).await["reminders"], json!([]));
    app.advance(DAY).await;
    until_reminded(&app, 3 + 2).await;
    app.advance(8 * DAY).await;
    until_reminded(&app, 3 + 2 + 2).await;
    app.advance(2 * DAY).await;
    assert_eq!(app.invoke("remind", &json!({ "dry_run": true })).await["reminders"], json!([]));
    assert_eq!(app.outbox("ada.lovelace@example.org").await.len(), 1, "who acted is left alone");

    let sends: Vec<Send> = app.pages("/api/sends?limit=10").await;
    let reminders: Vec<_> = sends.iter().filter(|send| send.reminds).collect();
    assert_eq!(reminders.iter().map(|send| send.counts.sent).sum::<usize>(), 4, "{reminders:?}");
    assert!(reminders.iter().all(|send| send.created_by == "System"));
    let last = &app.outbox("bo.tablet@example.org").await[0];
    assert!(last.subject.as_deref().is_some_and(|subject| subject.starts_with("Reminder")), "{last:?}");
}

#[tokio::test]
async fn a_dry_run_tells_who_would_be_reminded_and_a_payload_that_says_more_is_refused() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let reply = app.invoke("remind", &json!({ "dry_run": true })).await;
    assert_eq!(
        (&reply["on"], &reply["dry_run"], &reply["reminders"]),
        (&json!(true), &json!(true), &json!([]))
    );
    assert_eq!(app.whole_outbox().await.len(), 3);
}
