//! Sends: to whom, how often, and what is told of them.

use crate::{PROGRAM, crowd, onramp, onramp_with_clock, usernames};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, Counts, Delivery, Onramp, Page};
use std::collections::BTreeSet;

#[tokio::test]
async fn named_phones_are_sent_to_and_no_others() {
    let app = onramp().await;
    let row = app.row(Email, "bo.tablet").await;
    let send_id = app.sent(&Ask::phones(Email, &[&row.phone_id, &row.phone_id])).await;
    let send = app.finished(&send_id).await;
    assert_eq!(
        (send.recipients, send.counts),
        (1, Counts::all_sent(1)),
        "a phone named twice is sent to once"
    );
    assert_eq!(app.whole_outbox().await.len(), 1);
    let delivery = app.deliveries(&send_id, "sent").await.remove(0);
    assert_eq!((delivery.user_id, delivery.phone_id), (Some(row.user_id), row.phone_id));
    assert_eq!((delivery.username.as_deref(), delivery.state.as_str()), (Some("bo.tablet"), "sent"));
    assert_eq!(delivery.reason, None);
    assert!(delivery.updated_at >= send.created_at);
}

#[tokio::test]
async fn all_who_match_a_search_are_sent_to_and_no_others() {
    let app = onramp().await;
    let ask = serde_json::json!({ "all": true, "q": "ŁUKASZ" });
    let send = app.finished(&app.sent(&Ask::all(Email).with("recipients", ask)).await).await;
    assert_eq!(send.counts, Counts::all_sent(1));
    assert_eq!(app.whole_outbox().await[0].to, "lukasz.zak@example.org");
}

#[tokio::test]
async fn a_phone_that_the_channel_does_not_reach_is_skipped_and_told_why() {
    let app = onramp().await;
    let (tablet, both) = (app.row(Email, "bo.tablet").await, app.row(Sms, "ada.lovelace").await);
    let unknown = "DP000000000000000000";
    let reply = app.send(&Ask::phones(Sms, &[&tablet.phone_id, &both.phone_id, unknown])).await.expect(202);
    let send_id = reply.json()["send_id"].as_str().unwrap().to_owned();
    let send = app.finished(&send_id).await;
    assert_eq!((send.recipients, send.counts.sent), (3, 1), "{send:?}");
    let mut rest = app.deliveries(&send_id, "skipped").await;
    rest.extend(app.deliveries(&send_id, "failed").await);
    let phones: BTreeSet<_> = rest.iter().map(|delivery| delivery.phone_id.as_str()).collect();
    assert_eq!(phones, BTreeSet::from([tablet.phone_id.as_str(), unknown]));
    assert!(
        rest.iter().all(|delivery| delivery.reason.as_ref().is_some_and(|why| !why.is_empty())),
        "{rest:?}"
    );
    let known = rest.iter().find(|delivery| delivery.phone_id == tablet.phone_id).unwrap();
    assert_eq!((&known.user_id, known.username.as_deref()), (&Some(tablet.user_id), Some("bo.tablet")));
    assert_eq!(app.whole_outbox().await.len(), 1);
}

#[tokio::test]
async fn two_sends_at_the_same_moment_make_one_message_for_each_phone() {
    let app = Onramp::with_people(PROGRAM, &crowd(40)).await;
    let (one, other) = tokio::join!(app.send_to_all(Email), app.send_to_all(Sms));
    assert_ne!(one, other);
    let (first, second) = (app.finished(&one).await, app.finished(&other).await);
    assert_eq!((first.recipients, second.recipients), (40, 40));
    assert_eq!(first.counts.sent + second.counts.sent, 40, "{first:?} {second:?}");
    assert_eq!(first.counts.skipped + second.counts.skipped, 40, "{first:?} {second:?}");
    assert_eq!(app.whole_outbox().await.len(), 40);

    let mut sent = BTreeSet::new();
    for send_id in [&one, &other] {
        for delivery in app.deliveries(send_id, "sent").await {
            assert!(sent.insert(delivery.phone_id.clone()), "{:?} got two messages", delivery.username);
        }
        for delivery in app.deliveries(send_id, "skipped").await {
            assert!(delivery.reason.is_some_and(|why| !why.is_empty()));
        }
    }
    assert_eq!(sent.len(), 40);
    assert!(app.unactivated(Email).await.iter().all(|row| row.link.state == "live" && row.times_sent == 1));
}

#[tokio::test]
async fn many_sends_at_the_same_moment_to_one_phone_make_one_message() {
    let app = onramp().await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    let ask = Ask::phones(Email, &[&phone]);
    let sends = futures_util::future::join_all((0..8).map(|_| app.sent(&ask))).await;
    let mut counts = Vec::new();
    for send_id in &sends {
        counts.push(app.finished(send_id).await.counts);
    }
    assert_eq!(counts.iter().map(|counts| counts.sent).sum::<usize>(), 1, "{counts:?}");
    assert_eq!(counts.iter().map(|counts| counts.skipped).sum::<usize>(), 7, "{counts:?}");
    app.message_to("ada.lovelace@example.org").await;
}

#[tokio::test]
async fn a_phone_with_a_live_link_is_skipped_until_the_time_that_is_told() {
    let Some(mut app) = onramp_with_clock().await else { return };
    app.finished(&app.send_to_all(Email).await).await;
    let until = app.row(Email, "ada.lovelace").await.link.expires_at.expect("a live link has an expiry");
    let again = app.send_to_all(Email).await;
    assert_eq!(app.finished(&again).await.counts, Counts { skipped: 3, ..Counts::default() });
    let skipped = app.deliveries(&again, "skipped").await;
    let ada = skipped.iter().find(|delivery| delivery.username.as_deref() == Some("ada.lovelace")).unwrap();
    let why = ada.reason.as_deref().unwrap();
    assert!(why.contains(&until.to_string()), "{why} names {until}");
    assert_eq!(app.whole_outbox().await.len(), 3);

    app.advance(86_401).await;
    let send = app.finished(&app.send_to_all(Email).await).await;
    assert_eq!(send.counts, Counts::all_sent(3));
    assert_eq!(app.outbox("ada.lovelace@example.org").await.len(), 2);
    assert!(app.unactivated(Email).await.iter().all(|row| row.times_sent == 2));
}

#[tokio::test]
async fn a_phone_that_was_activated_meanwhile_is_skipped() {
    let app = onramp().await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    app.press(&app.link_for(&phone).await.url).await.expect(200);
    let send_id = app.sent(&Ask::phones(Email, &[&phone])).await;
    assert_eq!(app.finished(&send_id).await.counts.skipped, 1);
    let delivery = app.deliveries(&send_id, "skipped").await.remove(0);
    assert_eq!(delivery.username.as_deref(), Some("ada.lovelace"), "who was skipped is told");
    let why = delivery.reason.unwrap();
    assert!(why.to_lowercase().contains("activ"), "{why}");
    assert!(app.whole_outbox().await.is_empty());
}

#[tokio::test]
async fn the_same_idempotency_key_means_the_same_send_and_another_body_is_refused() {
    let app = onramp().await;
    let body = Ask::all(Email).body().to_string();
    let headers = [("idempotency-key", "monday-morning")];
    let ask = || app.api_with("POST", "/api/sends", &headers, Some(body.clone().into_bytes()));
    let (one, other) = tokio::join!(ask(), ask());
    let third = ask().await;
    let id = |reply: &onramp_tests::Reply| reply.clone().expect(202).json()["send_id"].clone();
    assert_eq!((id(&one), id(&other)), (id(&third), id(&third)));
    app.finished(id(&one).as_str().unwrap()).await;
    assert_eq!(app.whole_outbox().await.len(), 3);
    assert_eq!(id(&ask().await), id(&one), "after it finished too");
    assert_eq!(app.whole_outbox().await.len(), 3);

    let another = Ask::all(Email).with("message", "Something else").body().to_string();
    app.api_with("POST", "/api/sends", &headers, Some(another.into_bytes())).await.problem();
    assert_eq!(app.whole_outbox().await.len(), 3);
}

#[tokio::test]
async fn deliveries_are_paged_and_filtered_by_state() {
    let app = Onramp::with_people(PROGRAM, &crowd(7)).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let path = format!("/api/sends/{send_id}/deliveries");
    let page: Page<Delivery> =
        app.api("GET", &format!("{path}?state=sent&limit=3"), None).await.expect(200).read();
    assert!(page.items.len() <= 3 && page.next_cursor.is_some());
    let walked: Vec<Delivery> = app.pages(&format!("{path}?state=sent&limit=3")).await;
    let phones: BTreeSet<_> = walked.iter().map(|delivery| delivery.phone_id.as_str()).collect();
    assert_eq!((walked.len(), phones.len()), (7, 7), "no one twice, no one missing");
    let all: Vec<Delivery> = app.pages(&format!("{path}?limit=3")).await;
    assert_eq!(all.len(), 7, "without a state, all");
    for state in ["queued", "sending", "skipped", "failed"] {
        assert!(app.deliveries(&send_id, state).await.is_empty(), "{state}");
    }
    let refusal = app.api("GET", &format!("{path}?state=lost"), None).await.problem();
    assert!(refusal.names("state") && refusal.expected.is_some_and(|text| text.contains("sent")));
}

#[tokio::test]
async fn a_send_lives_as_long_as_it_is_told() {
    let Some(mut app) = onramp_with_clock().await else { return };
    app.finished(&app.sent(&Ask::all(Email).with("valid_secs", 60)).await).await;
    let link = app.message_to("ada.lovelace@example.org").await.link();
    app.open(&link).await.expect(200);
    app.advance(61).await;
    assert!(!app.open(&link).await.text.contains("<form"));
    assert_eq!(usernames(&app.unactivated(Email).await), crate::BY_EMAIL);
    assert_eq!(app.row(Email, "ada.lovelace").await.link.state, "expired");
}
