//! That settings are read seldom, and that what is known outlives an outage.

use super::*;
use crate::ports::Outage;
use futures_util::FutureExt;
use onramp_domain::{BaseUrl, Event, OrgName};
use std::sync::Mutex as Lock;

/// A table that holds decisions, or fails.
#[derive(Default)]
struct Store {
    decisions: Lock<Decisions>,
    reads: Lock<usize>,
    fails: Lock<bool>,
}

impl OrganisationSettings for Store {
    async fn decisions(&self) -> Answer<Decisions> {
        *self.reads.lock().unwrap() += 1;
        if *self.fails.lock().unwrap() {
            return Err(Outage { service: "the table", cause: "throttled".into() });
        }
        Ok(self.decisions.lock().unwrap().clone())
    }

    async fn write_decisions(&self, _: u64, _: &Decisions, _: &Event) -> Answer<bool> {
        Ok(false)
    }
}

impl Store {
    fn decide(&self, name: &str) {
        self.decisions.lock().unwrap().org = Some(OrgName::parse(name).unwrap());
    }

    fn fail(&self, fails: bool) {
        *self.fails.lock().unwrap() = fails;
    }
}

fn known() -> KnownSettings {
    let base_url = BaseUrl::parse("https://onramp.example.org").unwrap();
    KnownSettings::new(Settings::new("Deployed", "help", base_url).unwrap(), FRESH)
}

/// The organisation's name as it is known at a moment.
fn org(known: &KnownSettings, store: &Store, now: i64) -> Option<String> {
    let found = known.known(store, now).now_or_never().unwrap();
    found.ok().map(|known| known.settings.org.clone())
}

#[test]
fn a_change_is_known_a_minute_later_and_the_table_asked_once_a_minute() {
    let (known, store) = (known(), Store::default());
    assert_eq!(org(&known, &store, 0).as_deref(), Some("Deployed"));
    store.decide("Acme");
    for now in 1..60 {
        assert_eq!(org(&known, &store, now).as_deref(), Some("Deployed"));
    }
    assert_eq!(*store.reads.lock().unwrap(), 1);
    assert_eq!(org(&known, &store, 60).as_deref(), Some("Acme"));
    assert_eq!(*store.reads.lock().unwrap(), 2);
}

#[test]
fn what_was_read_stays_while_the_table_fails_which_is_not_asked_by_every_request() {
    let (known, store) = (known(), Store::default());
    store.decide("Acme");
    assert_eq!(org(&known, &store, 0).as_deref(), Some("Acme"));
    store.fail(true);
    for now in 60..65 {
        assert_eq!(org(&known, &store, now).as_deref(), Some("Acme"));
    }
    assert_eq!(*store.reads.lock().unwrap(), 2);
    store.fail(false);
    store.decide("Zenith");
    assert_eq!(org(&known, &store, 65).as_deref(), Some("Zenith"));
}

#[test]
fn where_nothing_was_ever_read_pages_go_by_what_was_deployed_and_sends_wait() {
    let (known, store) = (known(), Store::default());
    store.decide("Acme");
    store.fail(true);
    assert_eq!(org(&known, &store, 0), None);
    let shown = known.or_deployed(&store, 0).now_or_never().unwrap();
    assert_eq!(shown.settings.org, "Deployed");
    store.fail(false);
    assert_eq!(org(&known, &store, 1).as_deref(), Some("Acme"), "and it is asked again at once");
}
