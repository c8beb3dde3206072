//! Sessions of the console.

use crate::harness::{NOW, Store};
use onramp_domain::{EmailAddress, Role, Session};
use onramp_usecases::SYSTEM;
use onramp_usecases::ports::Sessions;
use onramp_usecases::sessions::{SignedIn, begin, end, names, resume};
use std::collections::BTreeMap;

fn ada() -> SignedIn {
    let (role, name) = (Some(Role::HelpDesk), Some("Ada".into()));
    SignedIn { subject: "ada".into(), role, name, email: None, number: None }
}

fn calls(names: &[&str]) -> BTreeMap<String, usize> {
    names.iter().map(|name| ((*name).to_owned(), 1)).collect()
}

#[tokio::test]
async fn a_session_is_one_read_and_noted_once_in_five_minutes() {
    let store = Store::new().await;
    let id = begin(&store.table, &store.chance, ada(), NOW).await.unwrap();
    store.calls.take();
    let found = resume(&store.table, &id.hash(), NOW + 1).await.unwrap().unwrap();
    assert_eq!((found.subject.as_str(), found.role), ("ada", Some(Role::HelpDesk)));
    assert_eq!(store.calls.take(), calls(&["GetItem"]));

    let later = NOW + Session::NOTED;
    resume(&store.table, &id.hash(), later).await.unwrap().unwrap();
    assert_eq!(store.calls.take(), calls(&["GetItem", "UpdateItem"]));
    assert!(resume(&store.table, &id.hash(), later + Session::IDLE - 1).await.unwrap().is_some());
}

#[tokio::test]
async fn a_session_that_ended_is_gone_and_a_late_note_does_not_bring_it_back() {
    let store = Store::new().await;
    let id = begin(&store.table, &store.chance, ada(), NOW).await.unwrap();
    assert!(
        resume(&store.table, &id.hash(), NOW + Session::IDLE).await.unwrap().is_none(),
        "idle for an hour"
    );
    end(&store.table, &id.hash()).await.unwrap();
    store.table.note_session(&id.hash(), NOW + 1).await.unwrap();
    assert_eq!(store.table.session(&id.hash()).await.unwrap(), None);
    end(&store.table, &id.hash()).await.unwrap();
}

#[tokio::test]
async fn who_signed_in_is_known_by_the_name_that_was_told_last() {
    let store = Store::new().await;
    let (role, email) = (Some(Role::Owner), EmailAddress::parse("bo@example.org").ok());
    let bo = SignedIn { subject: "bo".into(), role, name: None, email, number: None };
    let nobody =
        SignedIn { subject: "nobody".into(), role, name: Some(" ".into()), email: None, number: None };
    for who in [ada(), bo, nobody, SignedIn { name: Some("Ada L.".into()), ..ada() }] {
        store.calls.take();
        begin(&store.table, &store.chance, who, NOW).await.unwrap();
        assert_eq!(store.calls.take(), calls(&["TransactWriteItems"]));
    }
    let known = names(&store.table, ["bo", "ada", "nobody", "ada", "stranger", SYSTEM]).await.unwrap();
    let wanted = [("ada", "Ada L."), ("bo", "bo@example.org")];
    assert_eq!(known, wanted.map(|(subject, name)| (subject.to_owned(), name.to_owned())).into());
    assert_eq!(store.calls.take(), calls(&["BatchGetItem"]));
    assert!(names(&store.table, [SYSTEM]).await.unwrap().is_empty());
    assert_eq!(store.calls.take(), calls(&[]), "nothing is read for nobody");
}

#[tokio::test]
async fn a_test_is_noted_once_in_ten_seconds_and_never_in_a_session_that_is_gone() {
    let store = Store::new().await;
    let id = begin(&store.table, &store.chance, ada(), NOW).await.unwrap();
    let hash = id.hash();
    let mut noted = Vec::new();
    for at in [NOW, NOW + 9, NOW + Session::TEST_EVERY] {
        noted.push(store.table.note_test(&hash, at, at - Session::TEST_EVERY).await.unwrap());
    }
    assert_eq!(noted, [true, false, true]);
    assert!(resume(&store.table, &hash, NOW + 20).await.unwrap().is_some(), "it is read as before");
    end(&store.table, &hash).await.unwrap();
    assert!(!store.table.note_test(&hash, NOW + 99, NOW).await.unwrap());
    assert_eq!(store.table.session(&hash).await.unwrap(), None);
}
