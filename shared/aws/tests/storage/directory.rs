//! The directory: names and numbers unique, lists and counts always what the rule says.

use crate::harness::{NOW, Store, person};
use onramp_domain::Channel;
use onramp_domain::send::{Filter, Search};
use onramp_usecases::import_people::RowEnd;
use onramp_usecases::ports::{Directory, Unactivated};
use proptest::prelude::*;

#[tokio::test]
async fn importing_again_changes_nothing() {
    let store = Store::with_people(30).await;
    let before = store.listed(Channel::Email).await;
    let rows: Vec<_> = (0..30).map(person).collect();
    assert!(store.import(&rows).await.iter().all(|end| *end == RowEnd::Unchanged));
    assert!(!store.calls.take().contains_key("TransactWriteItems"));
    assert_eq!(store.listed(Channel::Email).await, before);
}

#[tokio::test]
async fn a_change_to_a_user_leaves_a_live_link_alone() {
    let store = Store::with_people(1).await;
    let id = store.first().await.phone_id;
    store.hand_over(&id, false, NOW).await.unwrap();
    let mut renamed = person(0);
    renamed[1] = "Another Name".into();
    assert_eq!(store.import(&[renamed]).await, [RowEnd::Changed]);
    let phone = store.first().await;
    assert_eq!(phone.users[0].realname.as_str(), "Another Name");
    assert!(phone.link.is_some());
}

#[tokio::test]
async fn the_list_is_sorted_by_username_and_searched_by_any_part() {
    let store = Store::with_people(45).await;
    let names: Vec<_> =
        store.listed(Channel::Sms).await.iter().map(|phone| phone.users[0].username.to_string()).collect();
    assert_eq!(names, (0..45).map(|n| format!("user{n:05}")).collect::<Vec<_>>());
    for (typed, found) in
        [("USER0001", 10), ("person 44", 1), ("r00007@EX", 1), ("2125550012", 1), ("nobody", 0)]
    {
        let filter = Search::parse(typed).unwrap().map(Filter::from);
        let page = store.table.page(Channel::Email, filter.as_ref(), 100, None).await.unwrap();
        assert_eq!((page.items.len(), page.next), (found, None), "{typed}");
    }
}

#[tokio::test]
async fn a_username_in_another_case_is_the_same_user() {
    let store = Store::with_people(1).await;
    let mut shouted = person(0);
    shouted[0] = shouted[0].to_uppercase();
    assert_eq!(store.import(&[shouted]).await, [RowEnd::Unchanged]);
}

fn any_row() -> impl Strategy<Value = [String; 6]> {
    let kinds = prop::sample::select(vec!["Mobile", "Mobile", "Landline", "Unknown"]);
    let platforms = prop::sample::select(vec!["Apple iOS", "Generic Smartphone", "Unknown"]);
    (0..4_usize, any::<bool>(), 0..5_usize, kinds, platforms).prop_map(
        |(user, email, number, kind, platform)| {
            let number = if number == 4 && kind != "Landline" {
                String::new()
            } else {
                format!("+1212555{:04}", number % 4)
            };
            let email = if email { format!("u{user}@example.org") } else { String::new() };
            [format!("u{user}"), String::new(), email, number, kind.into(), platform.into()]
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn after_any_history_lists_and_count_are_what_the_rule_says(
        steps in prop::collection::vec((any_row(), any::<bool>()), 1..20),
    ) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let store = Store::new().await;
            let mut rows = Vec::new();
            for (cells, activate) in steps {
                store.import(std::slice::from_ref(&cells)).await;
                rows.push(crate::harness::row(&cells));
                if let (true, Some(phone)) = (activate, store.listed(Channel::Email).await.into_iter().next()) {
                    let code = store.hand_over(&phone.phone_id, true, NOW).await.unwrap().code;
                    store.redeem(&code, NOW).await;
                }
            }
            let names: Vec<_> = rows.iter().map(|row| &row.username).collect();
            let phones: Vec<_> = rows.iter().filter_map(|row| row.phone.as_ref()).collect();
            let mut known = store.table.known(&names, &phones).await.unwrap().phones;
            known.sort_by(|a, b| a.phone_id.cmp(&b.phone_id));
            let count = store.table.count().await.unwrap();
            for (channel, counted) in [(Channel::Email, count.email), (Channel::Sms, count.sms)] {
                let mut listed = store.listed(channel).await;
                listed.sort_by(|a, b| a.phone_id.cmp(&b.phone_id));
                let right: Vec<_> = known.iter().filter(|phone| phone.recipient(channel).is_ok()).cloned().collect();
                assert_eq!(listed, right, "{channel}");
                assert_eq!(usize::try_from(counted).unwrap(), right.len(), "{channel}");
            }
        });
    }
}
