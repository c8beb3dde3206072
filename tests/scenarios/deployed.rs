//! What can only be seen on the deployed system: run by `infra/emulator/accept.py`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use aws_sdk_dynamodb::types::AttributeValue;
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Browser, Counts, Deployed, HEADING, Onramp, hidden};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_onramp-stack");
/// How often a state is looked at that a queue brings about, and how often at most.
const POLL: Duration = Duration::from_millis(200);
const LOOKS: usize = 300;

fn deployed() -> &'static Deployed {
    Deployed::named().expect("ONRAMP_DEPLOYED names the deployed system")
}

async fn crowd(size: usize) -> Onramp {
    let row = |n| {
        let number = onramp_tests::people::number(n);
        format!("p{n:03},Person {n},p{n:03}@example.org,{number},Mobile,Google Android\n")
    };
    let people = HEADING.to_owned() + &(0..size).map(row).collect::<String>();
    let app = Onramp::with_people(PROGRAM, &people).await;
    throttle(&app, 0).await;
    app
}

async fn throttle(app: &Onramp, calls: u32) {
    let path = format!("{}/throttle", deployed().services);
    app.request("POST", &path, &[], Some(json!({ "calls": calls }).to_string().into())).await.expect(204);
}

/// Takes all that lies in the dead-letter queue.
async fn dead_letters() -> Vec<String> {
    let (sqs, queue) = (deployed().sqs().await, &deployed().dead_letters);
    let mut bodies = Vec::new();
    loop {
        let ask = sqs.receive_message().queue_url(queue).max_number_of_messages(10).send().await.unwrap();
        if ask.messages().is_empty() {
            return bodies;
        }
        for message in ask.messages() {
            bodies.push(message.body().unwrap().to_owned());
            let receipt = message.receipt_handle().unwrap();
            sqs.delete_message().queue_url(queue).receipt_handle(receipt).send().await.unwrap();
        }
    }
}

/// Waits until the jobs that were given up name so many recipients of a send between them, and takes them.
async fn dead_letters_naming(send_id: &str, recipients: usize) -> Vec<String> {
    let mut bodies = Vec::new();
    for _ in 0..LOOKS {
        bodies.extend(dead_letters().await.into_iter().filter(|body| body.contains(send_id)));
        if bodies.concat().matches("DP").count() >= recipients {
            return bodies;
        }
        tokio::time::sleep(POLL).await;
    }
    panic!("the dead-letter queue comes to hold no more than {bodies:?}");
}

async fn until_dead(jobs: usize) {
    for _ in 0..LOOKS {
        if deployed().jobs(&deployed().dead_letters).await == jobs {
            return;
        }
        tokio::time::sleep(POLL).await;
    }
    panic!("the dead-letter queue does not come to hold {jobs} jobs");
}

#[tokio::test]
async fn a_throttled_job_is_given_out_again_and_every_phone_gets_one_message() {
    for channel in [Email, Sms] {
        let app = crowd(40).await;
        // A client tries each call three times by itself: this is more than one invocation may try away.
        throttle(&app, 30).await;
        let send = app.finished(&app.send_to_all(channel).await).await;
        assert_eq!(send.counts, Counts::all_sent(40));
        let messages = app.whole_outbox().await;
        let to: BTreeSet<_> = messages.iter().map(|message| &message.to).collect();
        assert_eq!((messages.len(), to.len()), (40, 40), "{channel:?}");
    }
}

#[tokio::test]
async fn a_job_that_cannot_be_read_ends_in_the_dead_letter_queue_and_holds_up_no_other() {
    let app = crowd(3).await;
    dead_letters().await;
    let poison = r#"{"job":"nonsense"}"#;
    let ask = deployed().sqs().await.send_message().queue_url(&deployed().queue).message_body(poison).send();
    ask.await.unwrap();
    let send = app.finished(&app.send_to_all(Email).await).await;
    assert_eq!(send.counts, Counts::all_sent(3));
    until_dead(1).await;
    assert_eq!(dead_letters().await, [poison]);
}

#[tokio::test]
async fn a_chunk_that_can_never_be_delivered_ends_there_with_its_recipients_and_is_sent_once_it_is_put_back()
{
    let app = crowd(2).await;
    dead_letters().await;
    throttle(&app, 100_000).await;
    let send_id = app.send_to_all(Email).await;
    let mut bodies = dead_letters_naming(&send_id, 2).await;
    let named = bodies.concat();
    for row in app.unactivated(Email).await {
        assert!(named.contains(&row.phone_id), "{named} names {}", row.phone_id);
    }
    assert!(!named.contains('@'), "{named}");

    throttle(&app, 0).await;
    for body in bodies.drain(..) {
        let again = deployed().sqs().await.send_message().queue_url(&deployed().queue).message_body(body);
        again.send().await.unwrap();
    }
    assert_eq!(app.finished(&send_id).await.counts, Counts::all_sent(2));
    assert_eq!(app.whole_outbox().await.len(), 2);
}

#[tokio::test]
async fn a_message_that_is_refused_for_good_fails_with_a_reason_and_leaves_the_phone_free_for_another_link() {
    let people = format!("{HEADING}r,R,refused@example.org,+12125550150,Mobile,Google Android\n");
    let app = Onramp::with_people(PROGRAM, &people).await;
    throttle(&app, 0).await;
    let send = app.finished(&app.send_to_all(Email).await).await;
    assert_eq!((send.counts.failed, send.counts.sent), (1, 0));
    let phone = app.row(Email, "r").await.phone_id;
    app.link_for(&phone).await;
}

/// The table as an attacker with a copy of it sees it.
#[tokio::test]
async fn no_item_of_the_table_holds_a_code() {
    let app = crowd(3).await;
    app.finished(&app.send_to_all(Sms).await).await;
    let items = deployed().dynamodb().await.scan().table_name(&deployed().table).send().await.unwrap();
    let text = format!("{:?}", items.items());
    assert!(text.contains("LK"), "links are there");
    for message in app.whole_outbox().await {
        assert!(!text.contains(onramp_tests::code_of(&message.link())));
    }
}

#[tokio::test]
async fn list_count_and_links_agree_with_the_items_of_the_table() {
    let app = crowd(5).await;
    app.press(&app.link_for(&app.unactivated(Email).await[0].phone_id).await.url).await.expect(200);
    let items = deployed().dynamodb().await.scan().table_name(&deployed().table).send().await.unwrap();
    let activated = items.items().iter().filter(|item| item.contains_key("activated_at")).count();
    // The lists of all users and phones share the index with the list of those that email may reach.
    let listed = |item: &&HashMap<String, AttributeValue>| {
        item.get("gsi1pk").and_then(|pk| pk.as_s().ok()).is_some_and(|pk| pk.starts_with("E#"))
    };
    assert_eq!((activated, items.items().iter().filter(listed).count()), (1, 4));
    assert_eq!((app.count().await.email, app.unactivated(Email).await.len()), (4, 4));
}

/// Moves what a phone knows of its reminders two days into the past, and says that one is due since then.
async fn age(phone_id: &str, first_at: i64) {
    let two_days_ago = jiff::Timestamp::now().as_second() - 2 * 86_400 - 60;
    let client = deployed().dynamodb().await;
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let number = |value: i64| AttributeValue::N(value.to_string());
    let item = client.get_item().table_name(&deployed().table);
    let key = [("pk".to_owned(), text(&format!("P#{phone_id}"))), ("sk".to_owned(), text("P"))];
    let item = item.set_key(Some(key.clone().into())).send().await.unwrap().item.unwrap();
    assert!(item.contains_key("gsi3pk"), "a reminder is to follow: {item:?}");
    client
        .update_item()
        .table_name(&deployed().table)
        .set_key(Some(key.into()))
        .update_expression("SET gsi3sk = :due, reminded.first_at = :first, #link.expires_at = :expired")
        .expression_attribute_names("#link", "link")
        .expression_attribute_values(":due", text(&format!("{two_days_ago:012} {phone_id}")))
        .expression_attribute_values(":first", number(first_at))
        .expression_attribute_values(":expired", number(two_days_ago + 86_400))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn who_did_not_act_is_reminded_once_however_often_the_schedule_fires_and_who_is_not_due_is_not() {
    let app = crowd(2).await;
    app.finished(&app.send_to_all(Email).await).await;
    let rows = app.unactivated(Email).await;
    let now = jiff::Timestamp::now().as_second();
    age(&rows[0].phone_id, now - 2 * 86_400 - 60).await;
    age(&rows[1].phone_id, now - 86_400).await;
    let awake = |reply: &serde_json::Value| reply["reminders"][0]["count"] == 1;
    let dry = app.invoke("remind", &json!({ "dry_run": true })).await;
    assert!(awake(&dry) && dry["reminders"][0]["send_id"].is_null(), "{dry}");
    let slot = json!({ "slot": format!("test {now}") });
    let run = app.invoke("remind", &slot).await;
    let send_id = run["reminders"][0]["send_id"].as_str().unwrap_or_else(|| panic!("{run}")).to_owned();
    app.finished(&send_id).await;
    let again = app.invoke("remind", &slot).await;
    assert_eq!(again["reminders"], json!([]), "{again}");
    let messages = app.whole_outbox().await;
    assert_eq!(messages.len(), 3);
    assert!(messages[0].subject.as_deref().is_some_and(|subject| subject.starts_with("Reminder")));
}

#[tokio::test]
async fn a_send_that_is_paused_while_nothing_goes_out_is_resumed_and_reaches_everyone_once() {
    let app = crowd(40).await;
    throttle(&app, 100_000).await;
    let send_id = app.send_to_all(Email).await;
    app.tell(&send_id, "pause").await.expect(200);
    throttle(&app, 0).await;
    app.tell(&send_id, "resume").await.expect(200);
    assert_eq!(app.finished(&send_id).await.counts, Counts::all_sent(40));
    let messages = app.whole_outbox().await;
    let to: BTreeSet<_> = messages.iter().map(|message| &message.to).collect();
    assert_eq!((messages.len(), to.len()), (40, 40));
}

#[tokio::test]
async fn a_send_is_paused_and_resumed_in_the_console() {
    let app = crowd(3).await;
    throttle(&app, 100_000).await;
    let send_id = app.send_to_all(Email).await;
    let path = format!("/console/sends/{send_id}");
    let mut browser = Browser::at(&app);
    let page = browser.sign_in(&path, "User Manager").await.expect(200);
    let (_, token) = hidden(&page.text).into_iter().find(|(name, _)| name == "form_token").unwrap();
    let form = [("form_token", token.as_str())];
    browser.ask("POST", &format!("{path}/pause"), Some(&form)).await.expect(303);
    assert_eq!(app.progress(&send_id).await.state, "paused");
    throttle(&app, 0).await;
    browser.ask("POST", &format!("{path}/resume"), Some(&form)).await.expect(303);
    assert_eq!(app.finished(&send_id).await.counts, Counts::all_sent(3));
}

#[tokio::test]
async fn a_send_that_is_cancelled_while_nothing_goes_out_adds_up_and_frees_the_phones() {
    let app = crowd(3).await;
    throttle(&app, 100_000).await;
    let send_id = app.send_to_all(Email).await;
    app.tell(&send_id, "cancel").await.expect(200);
    throttle(&app, 0).await;
    app.until(async || {
        let send = app.progress(&send_id).await;
        let settled = send.counts.queued + send.counts.sending == 0 && send.counts.sum() == send.recipients;
        if settled { Ok(()) } else { Err(format!("{send:?}")) }
    })
    .await;
    let again = app.finished(&app.send_to_all(Email).await).await;
    assert_eq!(again.counts.sum(), 3);
}
