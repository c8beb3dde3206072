//! The administrator log from its newest line on: in order, page by page, in a bounded number of queries.

use crate::harness::{DAY, NOW, Store};
use onramp_domain::{Action, Event};
use onramp_usecases::ports::{AdministratorLog, Directory, LogPlace};

impl Store {
    async fn line(&self, action: Action, object: &str, at: i64) {
        let event = Event::new(self.event_id(), action, object, "ada", at);
        self.table.log(&event).await.unwrap();
    }

    /// The objects of a page, and the place of the next.
    async fn before(
        &self,
        place: &LogPlace,
        action: Option<Action>,
        limit: usize,
    ) -> (Vec<String>, Option<LogPlace>) {
        let page = self.table.events_before(place, NOW - 390 * DAY, action, limit).await.unwrap();
        (page.items.into_iter().map(|event| event.object).collect(), page.next)
    }
}

fn tomorrow() -> LogPlace {
    LogPlace::start_of(NOW + DAY)
}

#[tokio::test]
async fn lines_of_one_second_come_in_the_order_in_which_they_were_written() {
    let store = Store::new().await;
    for n in 0..20 {
        store.line(Action::UserCreate, &format!("{n:02}"), NOW).await;
    }
    let oldest_first: Vec<_> =
        store.table.events(NOW, NOW, 100).await.unwrap().into_iter().map(|event| event.object).collect();
    assert!(oldest_first.is_sorted(), "{oldest_first:?}");
    let (mut seen, mut place) = (Vec::new(), Some(tomorrow()));
    while let Some(from) = place {
        let (objects, next) = store.before(&from, None, 3).await;
        seen.extend(objects);
        place = next;
        if seen.len() == 20 {
            break;
        }
    }
    seen.reverse();
    assert_eq!(seen, oldest_first, "newest first, each once");
}

#[tokio::test]
async fn the_oldest_lines_end_with_a_whole_second() {
    let store = Store::new().await;
    for (at, lines) in [(NOW, 3), (NOW + 1, 5), (NOW + 2, 2)] {
        for n in 0..lines {
            store.line(Action::UserCreate, &format!("{at} {n}"), at).await;
        }
    }
    let (mut seen, mut from) = (Vec::new(), NOW);
    for wanted in [8, 7, 2] {
        let lines = store.table.events(from, NOW + 9, 6).await.unwrap();
        assert_eq!(lines.len(), wanted, "from {from}");
        from = lines.last().unwrap().at;
        seen.extend(lines.into_iter().map(|line| line.object));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 10, "who asks on from the last line's time misses none");
}

#[tokio::test]
async fn days_without_lines_are_passed_over_in_a_bounded_number_of_queries() {
    let store = Store::new().await;
    store.line(Action::UserCreate, "old", NOW - 100 * DAY).await;
    store.line(Action::UserCreate, "new", NOW).await;
    store.calls.take();
    let (mut seen, mut pages, mut place) = (Vec::new(), 0, Some(tomorrow()));
    while let Some(from) = place {
        let (objects, next) = store.before(&from, None, 10).await;
        assert!(store.calls.take()["Query"] <= 31);
        seen.extend(objects);
        place = next;
        pages += 1;
    }
    assert_eq!((seen, pages), (vec!["new".to_owned(), "old".to_owned()], 13), "of 392 days");
}

#[tokio::test]
async fn lines_of_one_action_are_found_among_others_and_none_is_older_than_asked_for() {
    let store = Store::new().await;
    for (action, object, at) in [
        (Action::SettingsUpdate, "too old", NOW - 400),
        (Action::SettingsUpdate, "first", NOW - 300),
        (Action::UserCreate, "other", NOW - 200),
        (Action::SettingsUpdate, "second", NOW - 100),
    ] {
        store.line(action, object, at).await;
    }
    let (of, from) = (Some(Action::SettingsUpdate), LogPlace::start_of(NOW));
    let page = store.table.events_before(&from, NOW - 300, of, 10).await.unwrap();
    let objects: Vec<_> = page.items.iter().map(|event| event.object.as_str()).collect();
    assert_eq!((objects, page.next), (vec!["second", "first"], None));
    let (objects, next) = store.before(&from, of, 1).await;
    assert_eq!(objects, ["second"]);
    assert_eq!(store.before(&next.unwrap(), of, 1).await.0, ["first"]);
}
