//! The directory as the Admin API changes it: lists, counters, names and numbers always what the rule says.

use crate::harness::{NOW, Store, units::Spent};
use onramp_domain::edit::{PhoneEdit, UserEdit};
use onramp_domain::{
    Channel, EmailAddress, Extension, Grant, Integration, IntegrationId, IntegrationName, Kind, Phone,
    PhoneId, PhoneNumber, PhoneType, Platform, SecretId, UserId, UserStatus, Username,
};
use onramp_usecases::admin::{Scene, attach, phones, read, users};
use onramp_usecases::ports::{Integrations, People, Unactivated};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    AddUser(usize, bool),
    Address(usize, bool),
    Status(usize, bool),
    DeleteUser(usize),
    AddPhone(usize, bool),
    Platform(usize, bool),
    Number(usize, usize),
    DeletePhone(usize),
    Attach(usize, usize),
    Detach(usize, usize),
    Link(usize, bool),
}

fn any_step() -> impl Strategy<Value = Step> {
    let n = 0..4_usize;
    prop_oneof![
        (n.clone(), any::<bool>()).prop_map(|(n, yes)| Step::AddUser(n, yes)),
        (n.clone(), any::<bool>()).prop_map(|(n, yes)| Step::Address(n, yes)),
        (n.clone(), any::<bool>()).prop_map(|(n, yes)| Step::Status(n, yes)),
        n.clone().prop_map(Step::DeleteUser),
        (n.clone(), any::<bool>()).prop_map(|(n, yes)| Step::AddPhone(n, yes)),
        (n.clone(), any::<bool>()).prop_map(|(n, yes)| Step::Platform(n, yes)),
        (n.clone(), n.clone()).prop_map(|(n, m)| Step::Number(n, m)),
        n.clone().prop_map(Step::DeletePhone),
        (n.clone(), n.clone()).prop_map(|(n, m)| Step::Attach(n, m)),
        (n.clone(), n.clone()).prop_map(|(n, m)| Step::Attach(n, m)),
        (n.clone(), n.clone()).prop_map(|(n, m)| Step::Detach(n, m)),
        (n, any::<bool>()).prop_map(|(n, yes)| Step::Link(n, yes)),
    ]
}

fn address(n: usize, yes: bool) -> UserEdit {
    let email = yes.then(|| EmailAddress::parse(&format!("u{n}@example.org")).unwrap());
    UserEdit { email: Some(email), ..UserEdit::default() }
}

fn numbered(n: usize) -> PhoneEdit {
    let number = (n > 0).then(|| PhoneNumber::from_e164(&format!("+1212555010{n}")).unwrap());
    PhoneEdit { number: Some(number), kind: Some(PhoneType::Mobile), ..PhoneEdit::default() }
}

fn platform(known: bool) -> Platform {
    if known { Platform::AppleIos } else { Platform::Unknown }
}

/// Does a step; one that is refused changes nothing, which is part of what is tested.
async fn take(store: &Store, step: &Step, user_ids: &mut Vec<UserId>, phone_ids: &mut Vec<PhoneId>) {
    let by = IntegrationId::from_random(1);
    let scene = Scene { by: by.as_str(), now: NOW, chance: &store.chance };
    let table = &store.table;
    let user = |n: usize| user_ids.get(n % user_ids.len().max(1)).cloned();
    let phone = |n: usize| phone_ids.get(n % phone_ids.len().max(1)).cloned();
    match step {
        Step::AddUser(n, yes) => {
            let name = Username::parse(&format!("u{n}")).unwrap();
            if let Ok(made) = users::create(table, &name, &address(*n, *yes), scene).await {
                user_ids.push(made.user_id);
            }
        }
        Step::AddPhone(n, known) => {
            let edit = PhoneEdit { platform: Some(platform(*known)), ..numbered(*n) };
            if let Ok(made) = phones::create(table, &edit, scene).await {
                phone_ids.push(made.phone_id);
            }
        }
        Step::Address(n, yes) => {
            if let Some(id) = user(*n) {
                let _ = users::update(table, &id, &address(*n, *yes), scene).await;
            }
        }
        Step::Status(n, active) => {
            if let Some(id) = user(*n) {
                let status = Some(if *active { UserStatus::Active } else { UserStatus::Disabled });
                let _ = users::update(table, &id, &UserEdit { status, ..UserEdit::default() }, scene).await;
            }
        }
        Step::DeleteUser(n) => {
            if let Some(id) = user(*n) {
                users::delete(table, &store.key, &id, scene).await.unwrap();
            }
        }
        Step::Platform(n, known) => {
            if let Some(id) = phone(*n) {
                let edit = PhoneEdit { platform: Some(platform(*known)), ..PhoneEdit::default() };
                let _ = phones::update(table, &id, &edit, scene).await;
            }
        }
        Step::Number(n, m) => {
            if let Some(id) = phone(*n) {
                let _ = phones::update(table, &id, &numbered(*m), scene).await;
            }
        }
        Step::DeletePhone(n) => {
            if let Some(id) = phone(*n) {
                phones::delete(table, &store.key, &id, scene).await.unwrap();
            }
        }
        Step::Attach(n, m) => {
            if let (Some(user), Some(phone)) = (user(*n), phone(*m)) {
                let _ = attach::attach(table, &user, &phone, scene).await;
            }
        }
        Step::Detach(n, m) => {
            if let (Some(user), Some(phone)) = (user(*n), phone(*m)) {
                let _ = attach::detach(table, &store.key, &user, &phone, scene).await;
            }
        }
        Step::Link(n, redeem) => {
            if let Some(id) = phone(*n)
                && let Ok(handed) = store.hand_over(&id, true, NOW).await
                && *redeem
            {
                store.redeem(&handed.code, NOW).await;
            }
        }
    }
}

async fn agrees(store: &Store) {
    let all = read::phones(&store.table, None, 0, 500).await.unwrap();
    let people = read::users(&store.table, &read::WhichUsers::All, 0, 300).await.unwrap();
    assert_eq!((all.total, people.total), (all.items.len() as u64, people.items.len() as u64));
    for (user, held) in &people.items {
        assert_eq!(user.phone_ids.len(), held.len(), "what is attached is there");
        assert!(held.iter().all(|phone| phone.users.contains(&user.holder())), "and knows its user");
    }
    let count = store.table.count().await.unwrap();
    for (channel, counted) in [(Channel::Email, count.email), (Channel::Sms, count.sms)] {
        let ids = |phones: Vec<&Phone>| phones.iter().map(|p| p.phone_id.clone()).collect::<BTreeSet<_>>();
        let listed = store.listed(channel).await;
        let right = all.items.iter().map(|(phone, _)| phone).filter(|p| p.recipient(channel).is_ok());
        assert_eq!(ids(listed.iter().collect()), ids(right.collect()), "{channel}");
        assert_eq!(usize::try_from(counted).unwrap(), listed.len(), "{channel}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn after_any_history_through_the_api_the_lists_are_what_the_rule_says(
        steps in prop::collection::vec(any_step(), 1..40),
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let store = Store::new().await;
            let (mut users, mut phones) = (Vec::new(), Vec::new());
            for step in &steps {
                take(&store, step, &mut users, &mut phones).await;
            }
            agrees(&store).await;
        });
    }
}

#[tokio::test]
async fn rows_are_numbered_alike_by_pages_of_any_size_and_cost_the_same_at_any_depth() {
    let store = Store::with_people(150).await;
    let mut whole = Vec::new();
    let mut next = Some(0);
    while let Some(offset) = next {
        let rows = store.table.user_rows(offset, 7).await.unwrap();
        assert_eq!(rows.total, 150);
        whole.extend(rows.items.into_iter().map(|user| user.user_id));
        next = rows.next;
    }
    assert_eq!((whole.len(), whole.iter().collect::<BTreeSet<_>>().len()), (150, 150));
    for offset in [0, 1, 64, 140] {
        store.calls.take();
        let rows = store.table.user_rows(offset, 5).await.unwrap();
        let ids: Vec<_> = rows.items.into_iter().map(|user| user.user_id).collect();
        let at = usize::try_from(offset).unwrap();
        assert_eq!(ids, whole[at..at + 5]);
        let calls = store.calls.take();
        assert!(calls["BatchGetItem"] == 1 && calls["Query"] <= 2, "{offset}: {calls:?}");
    }
    assert_eq!(store.table.user_rows(150, 5).await.unwrap().next, None);
    assert_eq!(store.table.phone_rows(100, 100).await.unwrap().items.len(), 50);
}

#[tokio::test]
async fn a_change_is_one_transaction() {
    let store = Store::new().await;
    let by = IntegrationId::from_random(1);
    let scene = Scene { by: by.as_str(), now: NOW, chance: &store.chance };
    let name = Username::parse("ana").unwrap();
    let user = users::create(&store.table, &name, &address(0, true), scene).await.unwrap();
    assert_eq!(store.calls.take(), BTreeMap::from([("TransactWriteItems".to_owned(), 1)]));
    let edit = PhoneEdit { platform: Some(platform(true)), ..numbered(1) };
    let phone = phones::create(&store.table, &edit, scene).await.unwrap();
    assert_eq!(store.calls.take(), BTreeMap::from([("TransactWriteItems".to_owned(), 1)]));
    attach::attach(&store.table, &user.user_id, &phone.phone_id, scene).await.unwrap();
    let calls = BTreeMap::from([("BatchGetItem".to_owned(), 2), ("TransactWriteItems".to_owned(), 1)]);
    assert_eq!(store.calls.take(), calls);
}

#[tokio::test]
async fn requests_are_counted_by_the_minute_and_by_their_kind() {
    let store = Store::new().await;
    let integration = Integration {
        integration_id: IntegrationId::from_random(1),
        name: IntegrationName::parse("x").unwrap(),
        grants: BTreeSet::from([Grant::ReadLog]),
        allow_sha1: false,
        secret_id: SecretId::from_random(1),
        created_at: NOW,
        revoked_at: None,
    };
    let id = &integration.integration_id;
    let ask = async |kind, at| store.table.count_request(id, kind, 2, at).await.unwrap();
    let start = NOW - NOW.rem_euclid(60);
    assert!(ask(Kind::Log, start).await && ask(Kind::Log, start + 59).await);
    assert!(!ask(Kind::Log, start + 30).await && ask(Kind::Page, start).await);
    assert!(ask(Kind::Log, start + 60).await);
}

/// What the documentation states: a user, a phone, and the two attached, by three requests.
#[tokio::test]
async fn a_user_with_a_phone_costs_the_same_request_units_in_any_directory() {
    let store = Store::new().await;
    let by = IntegrationId::from_random(1);
    let scene = Scene { by: by.as_str(), now: NOW, chance: &store.chance };
    let mut spent = Vec::new();
    for n in 0..200 {
        store.units.take();
        let email = EmailAddress::parse(&format!("someone.{n:03}@example.org")).unwrap();
        let edit = UserEdit { email: Some(Some(email)), ..UserEdit::default() };
        let name = Username::parse(&format!("someone.{n:03}")).unwrap();
        let user = users::create(&store.table, &name, &edit, scene).await.unwrap();
        let number = PhoneNumber::from_e164(&format!("+121255501{n:02}", n = n % 100)).unwrap();
        let edit = PhoneEdit {
            number: Some(Some(number)),
            extension: (n > 99).then(|| Extension::parse("1").unwrap()),
            kind: Some(PhoneType::Mobile),
            platform: Some(platform(true)),
            ..PhoneEdit::default()
        };
        let phone = phones::create(&store.table, &edit, scene).await.unwrap();
        attach::attach(&store.table, &user.user_id, &phone.phone_id, scene).await.unwrap();
        for _ in 0..3 {
            store.table.integration(&by).await.unwrap();
            store.table.count_request(&by, Kind::Modify, u32::MAX, NOW).await.unwrap();
        }
        spent.push(store.units.take());
    }
    assert_eq!(spent.first(), spent.last(), "the first costs what the last does");
    assert_eq!(*spent.last().unwrap(), Spent { read: 5.0, written: 36.0 });
}
