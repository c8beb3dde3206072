//! How long a link lives, by moving the clock.

use crate::{PROGRAM, crowd, onramp, onramp_with_clock};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{KEY, Onramp, page};

#[tokio::test]
async fn a_link_lives_86400_seconds() {
    for channel in [Email, Sms] {
        let app = onramp().await;
        let before = app.now();
        app.finished(&app.send_to_all(channel).await).await;
        let row = app.unactivated(channel).await.into_iter().find(|row| row.times_sent == 1).unwrap();
        let lifetime = row.link.expires_at.unwrap().duration_since(before).as_secs();
        assert!((86_399..86_460).contains(&lifetime), "{channel:?}: {lifetime} s");
    }
}

/// The clock does not stand still: a phone whose second was missed is followed by the next one.
#[tokio::test]
async fn a_link_works_in_its_last_second() {
    let Some(mut app) = Onramp::with_clock(PROGRAM, &crowd(10)).await else { return };
    for row in app.unactivated(Email).await {
        let link = app.link_for(&row.phone_id).await;
        app.advance(link.expires_at.duration_since(app.now()).as_secs()).await;
        let reply = app.activate(&link.url, Some(KEY)).await;
        if reply.status == 200 {
            return;
        }
        let late = app.now().duration_since(link.expires_at);
        assert!(late.is_positive(), "refused {late:?} before its expiry: {}", reply.text);
    }
    panic!("no request was quick enough to meet a last second");
}

#[tokio::test]
async fn a_link_works_a_minute_before_24_hours() {
    let Some(mut app) = onramp_with_clock().await else { return };
    app.finished(&app.send_to_all(Email).await).await;
    app.advance(86_340).await;
    assert_eq!(app.row(Email, "ada.lovelace").await.link.state, "live");
    app.press(&app.message_to("ada.lovelace@example.org").await.link()).await.expect(200);
    app.activate(&app.message_to("lukasz.zak@example.org").await.link(), Some(KEY)).await.expect(200);
    assert_eq!(app.count().await.email, 1);
}

#[tokio::test]
async fn a_link_is_refused_at_24_hours_and_a_second() {
    let Some(mut app) = onramp_with_clock().await else { return };
    app.finished(&app.send_to_all(Email).await).await;
    let link = app.message_to("ada.lovelace@example.org").await.link();
    let form = app.form(&link).await;
    let until = app.row(Email, "ada.lovelace").await.link.expires_at;
    app.advance(86_401).await;

    let opened = app.open(&link).await;
    assert!(page::words(&opened.text).to_lowercase().contains("expired"), "{}", opened.text);
    assert!(!opened.text.contains("<form") && opened.status < 500, "{}", opened.status);
    let pressed = app.submit(&form).await;
    assert!(page::words(&pressed.text).to_lowercase().contains("expired"), "{}", pressed.text);
    assert!(!pressed.text.contains("otpauth:"));
    app.activate(&link, Some(KEY)).await.expect(404);

    let row = app.row(Email, "ada.lovelace").await;
    assert_eq!((row.link.state.as_str(), row.link.expires_at), ("expired", until));
    assert_eq!(app.count().await.email, 3);
}
