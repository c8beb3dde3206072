//! Sends: written down once, expanded whole, whatever stops on the way.

use crate::delivering::{Mailbox, Pile, SETTINGS, counts, post, send_to, send_to_all};
use crate::harness::{NOW, Store, owner};
use onramp_domain::send::{DeliveryState, Selection, SendState};
use onramp_domain::{Channel, PhoneId, SendId};
use onramp_usecases::Error;
use onramp_usecases::expand::expand;
use onramp_usecases::ports::{Job, Sends};
use onramp_usecases::send_links::{Ask, deliveries, progress, send_links};
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
            Job::Expand { .. } => Vec::new(),
        })
        .collect();
    assert_eq!(again, send.expansion.pending.into_iter().collect());
    assert_eq!(chunks.concat().len(), 40);
}

#[tokio::test]
async fn a_search_goes_to_those_who_match() {
    let store = Store::with_people(60).await;
    let search = onramp_domain::send::Search::parse("Person 5").unwrap();
    let (_, chunks) = send_to(&store, Channel::Email, Selection::All(search), NOW).await;
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
    post(&store, &Mailbox::default()).deliver(&id, &chunks.concat(), NOW).await.unwrap();
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
