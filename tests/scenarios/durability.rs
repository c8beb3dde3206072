//! Durability: an accepted send goes out, whatever happens to the process.

use crate::PROGRAM;
use onramp_tests::{Onramp, Stack, code_of, mail, people};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Each phone's messages carry one link, everyone got one, and the counts say so.
async fn assert_whole(app: &Onramp, id: &str, recipients: usize) {
    let send = app.finished(id).await;
    assert_eq!(
        send["counts"],
        json!({ "queued": 0, "sending": 0, "sent": recipients, "skipped": 0, "failed": 0 })
    );
    let mut links = HashMap::<String, HashSet<String>>::new();
    for message in app.outbox("").await {
        // The code alone: each start listens elsewhere.
        let link = mail::link_in(message["text"].as_str().unwrap());
        let to = message["to"].as_str().unwrap().to_owned();
        links.entry(to).or_default().insert(code_of(&link).to_owned());
    }
    assert_eq!(links.len(), recipients);
    assert!(links.values().all(|links| links.len() == 1), "a repeated message carries the same link");
}

async fn start(rows: usize) -> (Onramp, usize) {
    let directory = people::directory(rows);
    let app = Onramp::on(Stack::start(PROGRAM, Some(&directory.csv), &[]).await).await;
    (app, directory.by_sms.len())
}

async fn sent(app: &Onramp, id: &str) -> Value {
    app.api("GET", &format!("/api/sends/{id}"), None).await.json()["counts"]["sent"].clone()
}

#[tokio::test]
async fn a_process_killed_at_any_moment_loses_no_accepted_send() {
    let (mut app, recipients) = start(400).await;
    let id = app.send(json!({ "channel": "sms", "recipients": { "all": true } })).await;
    // Killed before anything, in the middle, and again a little later.
    for _ in 0..3 {
        let folder = app.into_stack().kill().await;
        let stack = Stack::start_in(PROGRAM, folder.path(), &[]).await;
        app = Onramp::on(stack.keeping(folder)).await;
        let before = sent(&app, &id).await;
        while sent(&app, &id).await == before && before != recipients {}
    }
    assert_whole(&app, &id, recipients).await;
}

#[tokio::test]
async fn ctrl_c_leaves_nothing_half_done() {
    let (app, recipients) = start(200).await;
    let id = app.send(json!({ "channel": "sms", "recipients": { "all": true } })).await;
    let (status, folder) = app.into_stack().interrupt().await;
    assert!(status.success());
    let stack = Stack::start_in(PROGRAM, folder.path(), &[]).await;
    let app = Onramp::on(stack.keeping(folder)).await;
    assert_whole(&app, &id, recipients).await;
    assert_eq!(app.outbox("").await.len(), recipients, "no message is repeated");
}
