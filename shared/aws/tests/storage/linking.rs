//! Links: one live one per phone, used once.

use crate::harness::{DAY, Key, NOW, Store, person};
use onramp_domain::{Channel, CodeKey, LinkState};
use onramp_usecases::Error;
use onramp_usecases::ports::{Links, Metric, Phones, Unactivated};
use onramp_usecases::redeem::{Activation, opened};

#[tokio::test]
async fn of_two_admins_at_once_one_gets_a_link_and_the_other_is_told_until_when() {
    let store = Store::with_people(1).await;
    let id = store.first().await.phone_id;
    let (one, other) = tokio::join!(store.hand_over(&id, false, NOW), store.hand_over(&id, false, NOW));
    let refused = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert!(matches!(refused.as_slice(), [Error::LiveLink(until)] if *until == NOW + DAY));
}

#[tokio::test]
async fn a_replaced_link_is_superseded_and_an_expired_one_gives_way() {
    let store = Store::with_people(1).await;
    let id = store.first().await.phone_id;
    let old = store.hand_over(&id, false, NOW).await.unwrap().code;
    let new = store.hand_over(&id, true, NOW + 5).await.unwrap().code;
    let old_link = store.table.link(&old.hash()).await.unwrap().unwrap();
    assert_eq!(old_link.state(NOW + 6), LinkState::Superseded);
    assert!(matches!(store.redeem(&old, NOW + 6).await, Activation::Refused(_, LinkState::Superseded)));
    assert!(store.hand_over(&id, false, NOW + 5 + DAY).await.is_ok());
    assert!(matches!(store.redeem(&new, NOW + 5 + DAY).await, Activation::Refused(_, LinkState::Expired)));
}

#[tokio::test]
async fn a_link_of_before_the_code_key_was_changed_is_replaced_and_ends() {
    let store = Store::with_people(1).await;
    let id = store.first().await.phone_id;
    let old = store.hand_over(&id, false, NOW).await.unwrap().code;
    let store = Store { key: Key(CodeKey::new([8; 32])), ..store };
    let new = store.hand_over(&id, true, NOW + 5).await.unwrap().code;
    assert!(!matches!(store.redeem(&old, NOW + 6).await, Activation::Active(..)));
    assert!(matches!(store.redeem(&new, NOW + 6).await, Activation::Active(..)));
}

#[tokio::test]
async fn redeeming_takes_the_phone_off_both_lists_and_out_of_the_count() {
    let store = Store::with_people(3).await;
    let phone = store.first().await;
    let code = store.hand_over(&phone.phone_id, false, NOW).await.unwrap().code;
    assert!(matches!(store.redeem(&code, NOW + 1).await, Activation::Active(..)));
    assert!(matches!(store.redeem(&code, NOW + 2).await, Activation::Refused(_, LinkState::Redeemed)));
    let count = store.table.count().await.unwrap();
    assert_eq!((count.email, count.sms), (2, 2));
    assert_eq!((store.listed(Channel::Email).await.len(), store.listed(Channel::Sms).await.len()), (2, 2));
    let phone = store.table.phone(&phone.phone_id).await.unwrap().unwrap();
    assert!(phone.activated && phone.link.is_none());
}

#[tokio::test]
async fn of_many_redeeming_at_once_one_wins() {
    let store = Store::with_people(1).await;
    let code = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap().code;
    let all = futures_util::future::join_all((0..8).map(|_| store.redeem(&code, NOW))).await;
    assert_eq!(all.iter().filter(|end| matches!(end, Activation::Active(..))).count(), 1);
    assert_eq!(store.table.count().await.unwrap().email, 0);
}

#[tokio::test]
async fn a_phone_that_changed_since_its_link_was_made_is_counted_right() {
    let store = Store::with_people(1).await;
    let code = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap().code;
    let mut renamed = person(0);
    renamed[1] = "Another Name".into();
    renamed[5] = "Apple iOS".into();
    store.import(&[renamed]).await;
    let count = store.table.count().await.unwrap();
    assert_eq!((count.email, count.sms), (1, 1));
    assert!(matches!(store.redeem(&code, NOW).await, Activation::Active(..)));
    let count = store.table.count().await.unwrap();
    assert_eq!((count.email, count.sms), (0, 0));
}

#[tokio::test]
async fn a_link_that_went_to_an_address_which_was_corrected_ends_and_is_not_in_the_way() {
    for other in ["other@example.org", ""] {
        let store = Store::with_people(1).await;
        let id = store.first().await.phone_id;
        let code = store.hand_over(&id, false, NOW).await.unwrap().code;
        let mut corrected = person(0);
        corrected[2] = other.into();
        store.import(&[corrected.clone()]).await;
        assert_eq!(store.table.phone(&id).await.unwrap().unwrap().link, None);
        assert!(matches!(store.redeem(&code, NOW + 1).await, Activation::Refused(_, LinkState::Superseded)));
        assert!(store.hand_over(&id, false, NOW + 2).await.is_ok());
        store.import(&[corrected]).await;
        let phone = store.table.phone(&id).await.unwrap().unwrap();
        assert!(phone.link.is_some(), "the same again changes nothing");
    }
}

#[tokio::test]
async fn no_code_and_no_secret_is_in_the_table() {
    let store = Store::with_people(1).await;
    let handed = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap();
    let Activation::Active(link, account) = store.redeem(&handed.code, NOW).await else {
        panic!("not active")
    };
    let stored = format!("{:?}", store.table.link(&handed.code.hash()).await.unwrap().unwrap());
    assert!(!stored.contains(handed.code.expose()) && !stored.contains(&account.hotp_secret));
    assert_eq!(link.account, "u•••0");
}

#[tokio::test]
async fn a_live_links_page_and_an_activation_are_counted_and_what_comes_after_is_not() {
    let store = Store::with_people(1).await;
    let handed = store.hand_over(&store.first().await.phone_id, false, NOW).await.unwrap();
    let code = handed.code.expose();
    for _ in 0..2 {
        opened(&store.table, &store.counter, code, NOW + 1).await.unwrap();
        store.redeem(&handed.code, NOW + 2).await;
    }
    opened(&store.table, &store.counter, "nothing", NOW + 1).await.unwrap();
    assert_eq!(store.counter.take(), [(Metric::Opened, None, 1), (Metric::Activated, None, 1)]);
}
