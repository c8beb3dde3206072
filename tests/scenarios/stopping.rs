//! Pausing, resuming and cancelling a send, and a send that stops by itself.

use crate::{PROGRAM, crowd};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Counts, HEADING, Onramp, Send};

/// Twelve people, and two emails or parts of SMS a second.
async fn slow() -> Option<Onramp> {
    Onramp::with_options(PROGRAM, &crowd(12), &["--email-rate", "2", "--sms-rate", "2"]).await
}

#[tokio::test]
async fn a_paused_send_stops_within_seconds_and_a_resumed_one_reaches_everyone_once() {
    let Some(app) = slow().await else { return };
    let send_id = app.send_to_all(Email).await;
    let paused: Send = app.tell(&send_id, "pause").await.expect(200).read();
    assert_eq!(
        (paused.state.as_str(), paused.paused_because.unwrap().code.as_str()),
        ("paused", "by_administrator")
    );
    assert_eq!(app.tell(&send_id, "pause").await.status, 200, "asked again it stays so");
    app.until(async || {
        let send = app.progress(&send_id).await;
        if send.counts.sending == 0 { Ok(()) } else { Err(format!("{send:?}")) }
    })
    .await;
    let sent = app.progress(&send_id).await.counts.sent;
    assert!(sent < 12, "{sent}");

    let resumed: Send = app.tell(&send_id, "resume").await.expect(200).read();
    assert_eq!((resumed.state.as_str(), resumed.paused_because), ("running", None));
    assert_eq!(app.finished(&send_id).await.counts, Counts::all_sent(12));
    assert_eq!(app.whole_outbox().await.len(), 12);
}

#[tokio::test]
async fn a_cancelled_send_adds_up_and_leaves_the_phones_free_for_another() {
    let Some(app) = slow().await else { return };
    let send_id = app.send_to_all(Sms).await;
    let cancelled: Send = app.tell(&send_id, "cancel").await.expect(200).read();
    assert_eq!(cancelled.state, "cancelled");
    let settled = app
        .until(async || {
            let send = app.progress(&send_id).await;
            if send.counts.queued + send.counts.sending == 0 { Ok(send) } else { Err(format!("{send:?}")) }
        })
        .await;
    assert_eq!(settled.counts.sum(), settled.recipients);
    assert!(settled.counts.sent < 12, "{settled:?}");
    assert_eq!(settled.reasons.get("cancelled").copied().unwrap_or(0), settled.counts.skipped);
    for what in ["resume", "pause"] {
        let problem = app.tell(&send_id, what).await.expect(409).problem();
        assert!(problem.kind.ends_with("send-over") && problem.detail.contains("cancelled"), "{problem:?}");
    }
    let again = app.finished(&app.send_to_all(Email).await).await.counts;
    assert_eq!((again.sent, again.skipped), (12 - settled.counts.sent, settled.counts.sent));
}

#[tokio::test]
async fn a_finished_send_can_be_neither_stopped_nor_resumed_and_an_unknown_one_is_not_there() {
    let app = Onramp::with_people(PROGRAM, &crowd(1)).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    for what in ["pause", "resume", "cancel"] {
        let problem = app.tell(&send_id, what).await.expect(409).problem();
        assert!(problem.detail.contains("finished"), "{problem:?}");
        app.tell("SE000000000000000000", what).await.expect(404).problem();
        assert!(app.tell("SE1", what).await.expect(400).problem().names("send_id"));
    }
}

#[tokio::test]
async fn a_send_whose_messages_are_mostly_refused_pauses_itself_and_says_why() {
    let row = |n| format!("refused.p{n:03},P,refused.p{n:03}@example.org,,Mobile,Google Android\n");
    let people = HEADING.to_owned() + &(0..40).map(row).collect::<String>();
    let Some(app) = Onramp::with_options(PROGRAM, &people, &["--pause-at", "20,10"]).await else { return };
    let send_id = app.send_to_all(Email).await;
    let paused = app
        .until(async || {
            let send = app.progress(&send_id).await;
            if send.state == "paused" { Ok(send) } else { Err(format!("{send:?}")) }
        })
        .await;
    let why = paused.paused_because.unwrap();
    assert!(why.code == "too_many_failures" && why.sentence.contains("refused"), "{why:?}");
    assert!(paused.counts.queued > 0, "the list is not burnt through: {:?}", paused.counts);
}
