//! What is remembered of a phone: its links, and deliveries that left none; and a phone that is deactivated.

use crate::harness::{DAY, NOW, Store, owner};
use crate::mailroom::{Mailbox, deliver, send_to_all};
use onramp_domain::send::DeliveryState;
use onramp_domain::{Channel, LinkState};
use onramp_usecases::admin::{Scene, phones, users};
use onramp_usecases::create_link::live_link;
use onramp_usecases::history::{self, MOST, of_phones};
use onramp_usecases::ports::{Phones, Unactivated};
use onramp_usecases::redeem::Activation;
use onramp_usecases::{Error, Principal};

async fn of(store: &Store, phone: &onramp_domain::Phone) -> Vec<history::Line> {
    of_phones(&store.table, &owner(), std::slice::from_ref(&phone.phone_id)).await.unwrap()
}

#[tokio::test]
async fn a_history_tells_links_and_what_became_of_their_deliveries_newest_first() {
    let store = Store::with_people(2).await;
    let (send_id, chunks) = send_to_all(&store, Channel::Email).await;
    let mailbox = Mailbox::default();
    deliver(&store, &mailbox, &send_id, &chunks.concat(), NOW).await;
    let phone = store.first().await;
    let code = store.hand_over(&phone.phone_id, true, NOW + 60).await.unwrap().code;
    assert!(matches!(store.redeem(&code, NOW + 61).await, Activation::Active(..)));
    store.calls.take();
    let lines = of(&store, &phone).await;
    let calls: Vec<_> = store.calls.take().into_iter().collect();
    assert_eq!(calls, [("BatchGetItem".to_owned(), 1), ("Query".to_owned(), 1)]);
    let told: Vec<_> = lines
        .iter()
        .map(|line| {
            let link = line.link.as_ref().map(|link| link.state(NOW + 62));
            (line.at, link, line.send_id.clone(), line.delivery.as_ref().map(|delivery| delivery.state))
        })
        .collect();
    let (used, replaced) = (Some(LinkState::Redeemed), Some(LinkState::Superseded));
    assert_eq!(
        told,
        [(NOW + 60, used, None, None), (NOW, replaced, Some(send_id), Some(DeliveryState::Sent))]
    );
}

#[tokio::test]
async fn a_delivery_that_left_no_link_is_remembered_with_its_reason() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    store.hand_over(&phone.phone_id, false, NOW).await.unwrap();
    let (send_id, chunks) = send_to_all(&store, Channel::Email).await;
    deliver(&store, &Mailbox::default(), &send_id, &chunks.concat(), NOW + 5).await;
    let lines = of(&store, &phone).await;
    assert_eq!(lines.len(), 2);
    let skipped = lines[0].delivery.as_ref().unwrap();
    assert_eq!((skipped.state, lines[0].send_id.as_ref()), (DeliveryState::Skipped, Some(&send_id)));
    assert_eq!(skipped.reason.map(onramp_domain::send::Reason::code), Some("live_link"));
    assert!(lines[0].link.is_none() && lines[1].link.is_some());
}

#[tokio::test]
async fn a_history_is_bounded() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    for at in 0..25 {
        store.hand_over(&phone.phone_id, true, NOW + at).await.unwrap();
    }
    let lines = of(&store, &phone).await;
    assert_eq!((lines.len(), lines[0].at), (MOST, NOW + 24));
}

#[tokio::test]
async fn a_live_link_is_shown_again_until_it_ends_to_those_who_may_hand_over() {
    let store = Store::with_people(1).await;
    let id = store.first().await.phone_id;
    let code = store.hand_over(&id, false, NOW).await.unwrap().code;
    let phone = store.table.phone(&id).await.unwrap().unwrap();
    let shown = live_link(&store.table, &store.key, &owner(), &phone, NOW + 1).await.unwrap().unwrap();
    assert_eq!(shown.code.expose(), code.expose());
    assert!(live_link(&store.table, &store.key, &owner(), &phone, NOW + DAY).await.unwrap().is_none());
    let reader = Principal { subject: "reader".into(), role: onramp_domain::Role::ReadOnly };
    let refused = live_link(&store.table, &store.key, &reader, &phone, NOW + 1).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })));
    store.redeem(&code, NOW + 2).await;
    let used = live_link(&store.table, &store.key, &owner(), &phone, NOW + 3).await.unwrap();
    assert!(used.is_none(), "even where the phone was read before it was used");
}

#[tokio::test]
async fn a_deactivated_phone_is_back_in_the_lists_and_the_count() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    let code = store.hand_over(&phone.phone_id, false, NOW).await.unwrap().code;
    store.redeem(&code, NOW + 1).await;
    let scene = Scene { by: "admin", now: NOW + 2, chance: &store.chance };
    for _ in 0..2 {
        phones::deactivate(&store.table, &phone.phone_id, scene).await.unwrap();
    }
    let now = store.table.phone(&phone.phone_id).await.unwrap().unwrap();
    assert!(!now.activated && now.device.is_none() && now.activated_at.is_none() && now.link.is_none());
    assert_eq!((now.listed_since.email, now.times_sent), (Some(NOW + 2), phone.times_sent));
    let count = store.table.count().await.unwrap();
    assert_eq!((count.email, count.sms, store.listed(Channel::Email).await.len()), (1, 1, 1));
    let code = store.hand_over(&phone.phone_id, false, NOW + 3).await.unwrap().code;
    assert!(matches!(store.redeem(&code, NOW + 4).await, Activation::Active(..)));
    let count = store.table.count().await.unwrap();
    assert_eq!((count.email, count.sms), (0, 0));
}

#[tokio::test]
async fn what_was_changed_since_it_was_read_is_not_overwritten() {
    let store = Store::with_people(1).await;
    let phone = store.first().await;
    let id = phone.users[0].user_id.clone();
    let read = users::get(&store.table, &id).await.unwrap();
    let scene = Scene { by: "admin", now: NOW, chance: &store.chance };
    let edit = |name: &str| onramp_domain::edit::UserEdit {
        realname: Some(onramp_domain::RealName::parse(name).unwrap()),
        ..onramp_domain::edit::UserEdit::default()
    };
    users::update_as_read(&store.table, &id, read.version, &edit("First"), scene).await.unwrap();
    let late = users::update_as_read(&store.table, &id, read.version, &edit("Late"), scene).await;
    assert!(matches!(late, Err(Error::Contended)));
    assert_eq!(users::get(&store.table, &id).await.unwrap().realname.as_str(), "First");
    let platform = onramp_domain::edit::PhoneEdit {
        platform: Some(onramp_domain::Platform::AppleIos),
        ..onramp_domain::edit::PhoneEdit::default()
    };
    // The phone knows its user's name: that changed it too.
    let late = phones::update_as_read(&store.table, &phone.phone_id, phone.version, &platform, scene).await;
    assert!(matches!(late, Err(Error::Contended)));
}

#[tokio::test]
async fn a_user_is_deleted_with_the_phones_that_nobody_else_has() {
    let store = Store::with_people(2).await;
    let phone = store.first().await;
    let id = phone.users[0].user_id.clone();
    let scene = Scene { by: "admin", now: NOW, chance: &store.chance };
    let edit = onramp_domain::edit::PhoneEdit {
        kind: Some(onramp_domain::PhoneType::Mobile),
        platform: Some(onramp_domain::Platform::AppleIos),
        ..onramp_domain::edit::PhoneEdit::default()
    };
    let tablet = phones::create_of(&store.table, &id, &edit, scene).await.unwrap();
    assert_eq!(tablet.listed_since.email, Some(NOW));
    assert_eq!(store.table.count().await.unwrap().email, 3);
    users::delete_with_phones(&store.table, &store.key, &id, scene).await.unwrap();
    for gone in [&phone.phone_id, &tablet.phone_id] {
        assert!(store.table.phone(gone).await.unwrap().is_none());
    }
    let count = store.table.count().await.unwrap();
    assert_eq!((count.email, count.sms), (1, 1));
    users::delete_with_phones(&store.table, &store.key, &id, scene).await.unwrap();
}
