//! What each thing costs in calls, whatever the directory's size.

use crate::harness::{NOW, Store};
use crate::mailroom::{Mailbox, deliver, send_to_all};
use onramp_domain::{ActivationCode, Channel, Lifetime, Link, Origin};
use onramp_usecases::deliver::ChunkEnd;
use onramp_usecases::ports::{Links, NewLink, Turn, Turns, Unactivated};
use onramp_usecases::redeem::{Activation, view};
use std::collections::BTreeMap;

fn calls<const N: usize>(expected: [(&str, usize); N]) -> BTreeMap<String, usize> {
    expected.into_iter().map(|(name, count)| (name.to_owned(), count)).collect()
}

#[tokio::test]
async fn making_a_link_is_one_transaction() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    let id = store.link_id();
    let hash = ActivationCode::derive(&store.key.0, &id).hash();
    let link = Link::new(id, &phone, phone.eligible().unwrap(), Origin::InPerson, NOW, Lifetime::DEFAULT);
    store.calls.take();
    store
        .table
        .make_link(&NewLink { link, hash, replaces: None, delivery: None, reminded: None, event: None })
        .await
        .unwrap();
    assert_eq!(store.calls.take(), calls([("TransactWriteItems", 1)]));
}

#[tokio::test]
async fn a_links_page_is_one_read_and_redeeming_it_one_more_and_one_transaction() {
    let store = Store::with_people(1).await;
    let code = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap().code;
    store.calls.take();
    view(&store.table, code.expose(), NOW).await.unwrap().unwrap();
    assert_eq!(store.calls.take(), calls([("GetItem", 1)]));
    assert!(matches!(store.redeem(&code, NOW + 1).await, Activation::Active(..)));
    assert_eq!(store.calls.take(), calls([("GetItem", 1), ("TransactWriteItems", 1)]));
}

#[tokio::test]
async fn redeeming_a_link_that_was_sent_notes_it_on_the_delivery_in_the_same_transaction() {
    let store = Store::with_people(1).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    deliver(&store, &mailbox, &id, &chunks.concat(), NOW).await;
    let code = mailbox.code();
    store.calls.take();
    assert!(matches!(store.redeem(&code, NOW + 1).await, Activation::Active(..)));
    assert_eq!(store.calls.take(), calls([("GetItem", 1), ("TransactWriteItems", 1)]));
}

#[tokio::test]
async fn progress_is_a_batched_read_and_a_count_and_a_turn_is_one_call() {
    let store = Store::with_people(1).await;
    let (id, _) = send_to_all(&store, Channel::Email).await;
    store.calls.take();
    onramp_usecases::send_links::progress(&store.table, &crate::harness::owner(), &id).await.unwrap();
    assert_eq!(store.calls.take(), calls([("BatchGetItem", 1), ("Query", 1)]));
    let now = NOW * 1000;
    store.table.take_turn(Channel::Email, 1_000, now, now + 9_000).await.unwrap();
    store.calls.take();
    let turn = store.table.take_turn(Channel::Email, 1_000, now, now + 9_000).await.unwrap();
    assert_eq!((turn, store.calls.take()), (Turn::At(now + 1_000), calls([("UpdateItem", 1)])));
}

#[tokio::test]
async fn unknown_and_malformed_codes_cost_the_same() {
    let store = Store::with_people(1).await;
    for given in ["AbCdEfGhIjKlMnOpQrSt", "", "x", "../../etc", "AbCdEfGhIjKlMnOpQrSt/"] {
        store.calls.take();
        assert!(view(&store.table, given, NOW).await.unwrap().is_none());
        assert_eq!(store.calls.take(), calls([("GetItem", 1)]), "{given}");
    }
}

#[tokio::test]
async fn a_page_of_the_list_is_one_call_a_shard_in_a_small_directory_and_in_a_large_one() {
    for people in [30, 600] {
        let store = Store::with_people(people).await;
        let page = store.table.page(Channel::Email, None, 20, None).await.unwrap();
        assert_eq!(page.items.len(), 20);
        assert_eq!(store.calls.take(), calls([("Query", 4)]), "{people} people");
        store.table.count().await.unwrap();
        assert_eq!(store.calls.take(), calls([("BatchGetItem", 1)]), "{people} people");
    }
}

#[tokio::test]
async fn a_chunk_is_one_batched_read_a_transaction_for_each_and_one_for_all_outcomes() {
    // Whose each text is goes into the same transaction as the outcomes.
    for channel in [Channel::Email, Channel::Sms] {
        let store = Store::with_people(33).await;
        let (send_id, chunks) = send_to_all(&store, channel).await;
        let mailbox = Mailbox::default();
        store.calls.take();
        let end = deliver(&store, &mailbox, &send_id, &chunks.concat(), NOW).await;
        assert_eq!((end, mailbox.sent().len()), (ChunkEnd::Done, 33));
        assert_eq!(store.calls.take(), calls([("BatchGetItem", 1), ("TransactWriteItems", 33 + 1)]));
    }
}
