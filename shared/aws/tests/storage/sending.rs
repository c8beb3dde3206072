//! Sends: written down once, expanded whole, whatever stops on the way.

use crate::harness::{NOW, Store, owner};
use crate::mailroom::{Mailbox, Pile, SETTINGS, counts, deliver, send_to, send_to_all};
use onramp_domain::send::{DeliveryState, Selection, SendState};
use onramp_domain::{Channel, PhoneId, SendId};
use onramp_usecases::Error;
use onramp_usecases::expand::expand;
use onramp_usecases::ports::{Job, Sends};
use onramp_usecases::send_links::{Ask, deliveries, list_sends, progress, send_links};
use std::collections::HashSet;

#[tokio::test]
async fn everyone_eligible_is_written_down_once_in_chunks() {
    let store = Store::with_people(150).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let ids: Vec<_> = chunks.concat();
    assert_eq!((ids.len(), ids.iter().collect::<HashSet<_>>().len()), (150, 150));
    assert!(chunks.iter().all(|chunk| chunk.len() <= 33));
    assert_eq!(counts(&store, &id).await.queued, 150);
}

#[tokio::test]
async fn more_named_phones_than_one_item_holds_keep_their_order_and_number() {
    let store = Store::new().await;
    let ids: Vec<_> = (0..2_100).map(|n| PhoneId::from_random(n * 7)).collect();
    let (_, chunks) = send_to(&store, Channel::Sms, Selection::phones(&ids).unwrap(), NOW).await;
    assert_eq!(chunks.concat(), ids);
}

#[tokio::test]
async fn an_expansion_run_twice_at_once_and_again_writes_nobody_down_twice() {
    let store = Store::with_people(120).await;
    let (id, _) = send_to_all(&store, Channel::Email).await;
    let pile = Pile::default();
    let (one, other) =
        tokio::join!(expand(&store.table, &pile, &id, NOW), expand(&store.table, &pile, &id, NOW));
    one.unwrap();
    other.unwrap();
    assert_eq!(store.table.send(&id).await.unwrap().unwrap().recipients, 120);
}

#[tokio::test]
async fn an_expansion_that_stopped_before_queueing_queues_what_it_wrote_down() {
    let store = Store::with_people(40).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    let send = store.table.send(&id).await.unwrap().unwrap();
    // The last step's recipients are remembered until a later step; running again queues them again.
    let pile = Pile::default();
    expand(&store.table, &pile, &id, NOW).await.unwrap();
    let again: HashSet<_> = pile
        .take()
        .into_iter()
        .flat_map(|job| match job {
            Job::Deliver { phone_ids, .. } => phone_ids,
            Job::Expand { .. } | Job::Requeue { .. } => Vec::new(),
        })
        .collect();
    assert_eq!(again, send.expansion.pending.into_iter().collect());
    assert_eq!(chunks.concat().len(), 40);
}

#[tokio::test]
async fn a_search_goes_to_those_who_match() {
    let store = Store::with_people(60).await;
    let search = onramp_domain::send::Search::parse("Person 5").unwrap();
    let (_, chunks) = send_to(&store, Channel::Email, Selection::All(search.map(Into::into)), NOW).await;
    assert_eq!(chunks.concat().len(), 11);
}

#[tokio::test]
async fn the_same_key_means_the_same_send_and_another_request_under_it_is_refused() {
    let store = Store::with_people(1).await;
    let pile = Pile::default();
    let ask = |message: &str| Ask {
        channel: Channel::Email,
        to: Selection::All(None),
        subject: None,
        message: Some(message.into()),
        lifetime: None,
        idempotency_key: Some("key".into()),
    };
    let ids = || (SendId::from_random(1), store.event_id());
    let by = owner();
    let first = send_links(&store.table, &pile, &SETTINGS, &by, ask("a"), NOW, ids()).await.unwrap();
    let again = send_links(&store.table, &pile, &SETTINGS, &by, ask("a"), NOW + 9, ids()).await.unwrap();
    assert_eq!((again.send_id, again.created_at), (first.send_id, NOW));
    let other = send_links(&store.table, &pile, &SETTINGS, &by, ask("b"), NOW, ids()).await;
    assert!(matches!(other, Err(Error::KeyReused)));
}

#[tokio::test]
async fn deliveries_are_paged_by_state_and_altogether() {
    let store = Store::with_people(7).await;
    let (id, chunks) = send_to_all(&store, Channel::Email).await;
    deliver(&store, &Mailbox::default(), &id, &chunks.concat(), NOW).await;
    assert_eq!(progress(&store.table, &owner(), &id).await.unwrap().send.state(), SendState::Finished);
    for state in [None, Some(DeliveryState::Sent)] {
        let (mut seen, mut after) = (HashSet::new(), None);
        loop {
            let page = deliveries(&store.table, &owner(), &id, state, 3, after.as_ref()).await.unwrap();
            assert!(page.items.len() <= 3);
            seen.extend(page.items.into_iter().map(|delivery| delivery.phone_id));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 7);
    }
    let failed = deliveries(&store.table, &owner(), &id, Some(DeliveryState::Failed), 3, None).await.unwrap();
    assert!(failed.items.is_empty());
}

#[tokio::test]
async fn who_becomes_eligible_after_a_send_was_asked_for_is_not_added() {
    let store = Store::with_people(3).await;
    let late = [crate::harness::person(90)];
    // The send is asked for, then someone joins, and only then is it expanded.
    let pile = Pile::default();
    let ask = Ask {
        channel: Channel::Email,
        to: Selection::All(None),
        subject: None,
        message: None,
        lifetime: None,
        idempotency_key: None,
    };
    let ids = (SendId::from_random(1), store.event_id());
    let send = send_links(&store.table, &pile, &SETTINGS, &owner(), ask, NOW - 1, ids).await.unwrap();
    store.import(&late).await;
    let chunks = crate::mailroom::chunks_of(&store, &pile, NOW).await;
    assert_eq!(chunks.concat().len(), 0, "all four came into the list at NOW");
    assert_eq!(progress(&store.table, &owner(), &send.send_id).await.unwrap().send.recipients, 0);
    let (_, chunks) = send_to_all(&store, Channel::Email).await;
    assert_eq!(chunks.concat().len(), 4);
}

#[tokio::test]
async fn a_search_that_matches_few_of_many_is_not_written_down_page_by_page() {
    let store = Store::with_people(900).await;
    store.calls.take();
    let search = onramp_domain::send::Search::parse("user00899").unwrap();
    let (_, chunks) = send_to(&store, Channel::Email, Selection::All(search.map(Into::into)), NOW).await;
    assert_eq!(chunks.concat().len(), 1);
    let calls = store.calls.take();
    assert!(calls["TransactWriteItems"] <= 5, "{calls:?}");
}

#[tokio::test]
async fn sends_are_listed_the_newest_first_page_by_page() {
    let store = Store::with_people(1).await;
    let mut made = Vec::new();
    for at in 0..5 {
        made.push(send_to(&store, Channel::Email, Selection::All(None), NOW + at).await.0);
    }
    made.reverse();
    let (mut listed, mut after) = (Vec::new(), None);
    loop {
        let page = list_sends(&store.table, &owner(), 2, after.as_ref()).await.unwrap();
        assert!(page.items.len() <= 2);
        listed.extend(page.items.into_iter().map(|progress| progress.send.send_id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(listed, made);
}
