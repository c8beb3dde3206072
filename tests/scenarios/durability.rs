//! Durability: a crash or Ctrl-C at any moment loses no accepted send and doubles no link.

use crate::{PROGRAM, crowd};
use onramp_tests::Channel::Email;
use onramp_tests::{KEY, Onramp, START, code_of};
use std::collections::{BTreeMap, BTreeSet};

const MANY: usize = 150;

/// The send is over, no one was lost, and all messages to one phone carry one link, which works.
async fn everyone_has_exactly_one_link(app: &Onramp, send_id: &str) {
    let send = app.finished(send_id).await;
    assert_eq!((send.recipients, send.counts.sent), (MANY, MANY), "{send:?}");
    let mut links = BTreeMap::<_, BTreeSet<_>>::new();
    for message in app.whole_outbox().await {
        links.entry(message.to.clone()).or_default().insert(code_of(&message.link()).to_owned());
    }
    assert_eq!(links.len(), MANY, "no one is lost");
    assert!(links.values().all(|codes| codes.len() == 1), "{links:?}");
    let codes: BTreeSet<_> = links.values().flatten().collect();
    assert_eq!(codes.len(), MANY, "no two share a link");
    let rows = app.unactivated(Email).await;
    assert_eq!(rows.len(), MANY);
    assert!(rows.iter().all(|row| row.link.state == "live" && row.times_sent == 1), "{rows:?}");

    let code = links["p007@example.org"].first().unwrap();
    app.activate(&format!("{}/activate/{code}", app.url), Some(KEY)).await.expect(200);
    assert_eq!(app.count().await.email, MANY - 1);
}

#[tokio::test]
async fn a_crash_right_after_a_send_was_accepted_loses_nothing() {
    let Some(app) = Onramp::kept(PROGRAM, &crowd(MANY)).await else { return };
    let send_id = app.send_to_all(Email).await;
    let home = app.into_stack().kill().await;
    let app = Onramp::on(home.start(PROGRAM, &[], START).await).await;
    everyone_has_exactly_one_link(&app, &send_id).await;
}

#[tokio::test]
async fn crash_after_crash_in_the_middle_of_a_send_loses_nothing() {
    let Some(app) = Onramp::kept(PROGRAM, &crowd(MANY)).await else { return };
    let send_id = app.send_to_all(Email).await;
    let mut stack = app.into_stack();
    for _ in 0..4 {
        // Each start works on for as long as it takes to be ready and to answer once.
        let home = stack.kill().await;
        let app = Onramp::on(home.start(PROGRAM, &[], START).await).await;
        app.count().await;
        stack = app.into_stack();
    }
    everyone_has_exactly_one_link(&Onramp::on(stack).await, &send_id).await;
}

#[tokio::test]
async fn ctrl_c_in_the_middle_of_a_send_leaves_nothing_half_done() {
    let Some(app) = Onramp::kept(PROGRAM, &crowd(MANY)).await else { return };
    let send_id = app.send_to_all(Email).await;
    let (status, printed, home) = app.into_stack().interrupt().await;
    assert_eq!(status.code(), Some(0), "{printed}");
    let app = Onramp::on(home.start(PROGRAM, &[], START).await).await;
    everyone_has_exactly_one_link(&app, &send_id).await;
}

#[tokio::test]
async fn what_was_known_is_known_after_a_restart() {
    let Some(app) = Onramp::kept(PROGRAM, crate::PEOPLE).await else { return };
    let send_id = app.send_to_all(Email).await;
    let send = app.finished(&send_id).await;
    let code = code_of(&app.message_to("ada.lovelace@example.org").await.link()).to_owned();
    let (rows, messages) = (app.unactivated(Email).await, app.whole_outbox().await.len());
    let home = app.into_stack().kill().await;

    let app = Onramp::on(home.start(PROGRAM, &[], START).await).await;
    assert_eq!(app.unactivated(Email).await, rows);
    assert_eq!(app.finished(&send_id).await, send);
    assert_eq!(app.whole_outbox().await.len(), messages);
    app.press(&format!("{}/activate/{code}", app.url)).await.expect(200);
    let home = app.into_stack().kill().await;
    let app = Onramp::on(home.start(PROGRAM, &[], START).await).await;
    assert_eq!(app.count().await.email, 2, "a redeemed link stays redeemed");
    app.activate(&format!("{}/activate/{code}", app.url), Some(KEY)).await.expect(404);
}

#[tokio::test]
async fn a_folder_in_use_is_left_alone() {
    let Some(app) = Onramp::kept(PROGRAM, crate::PEOPLE).await else { return };
    let data = app.stack().home.data().display().to_string();
    let options = ["--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--data", &data];
    let second = tokio::process::Command::new(PROGRAM).args(options).output().await.unwrap();
    let told = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success() && told.contains("in use by another Onramp"), "{told}");
}
