//! A table of its own for each test, and a count of the calls made to it.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::{
    BehaviorVersion, ConfigBag, Credentials, Intercept, Region, RuntimeComponents,
};
use aws_sdk_dynamodb::error::BoxError;
use onramp_aws::table::{Table, design};
use onramp_domain::import::ImportRow;
use onramp_domain::{
    ActivationCode, Channel, CodeKey, EventId, Lifetime, LinkId, Permission, Phone, PhoneId,
    Region as Country, Role,
};
use onramp_usecases::create_link::{Ask, Handed, create_link};
use onramp_usecases::import_people::{Numbered, RowEnd, import_people};
use onramp_usecases::ports::{Answer, Chance, CodeKeys, Counted, Metric, Metrics, Unactivated};
use onramp_usecases::{Error, Principal};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Beside this file, wherever this file is taken from.
#[path = "units.rs"]
pub mod units;

use units::Units;

/// The moment at which tests begin, in Unix seconds.
pub const NOW: i64 = 1_795_528_800;
pub const DAY: i64 = 86_400;

/// Counts calls by the operation's name.
#[derive(Debug, Clone, Default)]
pub struct Calls(Arc<Mutex<BTreeMap<String, usize>>>);

impl Calls {
    /// The calls since the last time this was asked.
    pub fn take(&self) -> BTreeMap<String, usize> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl Intercept for Calls {
    fn name(&self) -> &'static str {
        "calls"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let target = context.request().headers().get("x-amz-target").unwrap_or_default();
        let name = target.rsplit('.').next().unwrap_or_default().to_owned();
        *self.0.lock().unwrap().entry(name).or_default() += 1;
        Ok(())
    }
}

/// Ids that count up: each test's own, and the same in each run.
#[derive(Debug, Default)]
pub struct Counting(AtomicU64);

impl Chance for Counting {
    fn bits(&self) -> u128 {
        // Spread, so that ids differ in their first characters too.
        u128::from(self.0.fetch_add(1, Ordering::Relaxed) + 1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

pub struct Key(pub CodeKey);

impl CodeKeys for Key {
    async fn code_key(&self) -> Answer<&CodeKey> {
        Ok(&self.0)
    }
}

/// Keeps what was counted.
#[derive(Debug, Default)]
pub struct Counter(Mutex<Vec<Counted>>);

impl Counter {
    /// What was counted since the last time this was asked.
    pub fn take(&self) -> Vec<(Metric, Option<&'static str>, usize)> {
        let counted = std::mem::take(&mut *self.0.lock().unwrap());
        counted.into_iter().map(|counted| (counted.metric, counted.reason, counted.count)).collect()
    }
}

impl Metrics for Counter {
    fn count(&self, counted: Counted) {
        self.0.lock().unwrap().push(counted);
    }
}

/// A table, and what tests do with it.
pub struct Store {
    pub table: Table,
    pub calls: Calls,
    pub units: Units,
    pub counter: Counter,
    pub chance: Counting,
    pub key: Key,
}

impl Store {
    pub async fn new() -> Self {
        let endpoint = if let Ok(endpoint) = std::env::var("ONRAMP_DYNAMODB_ENDPOINT") {
            endpoint
        } else {
            let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
            let address = listener.local_addr().unwrap();
            tokio::spawn(dynoxide::server::serve_on(listener, dynoxide::Database::memory().unwrap()));
            format!("http://{address}")
        };
        let (calls, units) = (Calls::default(), Units::default());
        let config = aws_sdk_dynamodb::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .endpoint_url(endpoint)
            .region(Region::new("local"))
            .credentials_provider(Credentials::new("local", "local", None, None, "local"))
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .interceptor(calls.clone())
            .interceptor(units.clone())
            .build();
        let client = Client::from_conf(config);
        let name = format!("onramp-{}", onramp_aws::SystemChance.bits());
        design::create(&client, &name).await.unwrap();
        calls.take();
        Self {
            table: Table::new(client, name),
            calls,
            units,
            counter: Counter::default(),
            chance: Counting::default(),
            key: Key(CodeKey::new([7; 32])),
        }
    }

    /// A table with so many smartphones of as many users in it.
    pub async fn with_people(count: usize) -> Self {
        let store = Self::new().await;
        let rows: Vec<_> = (0..count).map(person).collect();
        assert!(store.import(&rows).await.iter().all(|end| *end == RowEnd::Created));
        store.calls.take();
        store
    }

    pub async fn import(&self, rows: &[[String; 6]]) -> Vec<RowEnd> {
        let mut ends = Vec::new();
        for rows in rows.chunks(25) {
            let rows: Vec<_> = rows.iter().map(|cells| Numbered { line: 1, row: row(cells) }).collect();
            ends.extend(import_people(&self.table, &self.chance, &rows, NOW).await.unwrap());
        }
        ends
    }

    /// Everyone in a channel's list, page by page.
    pub async fn listed(&self, channel: Channel) -> Vec<Phone> {
        let (mut all, mut after) = (Vec::new(), None::<String>);
        loop {
            let page = self.table.page(channel, None, 10, after.as_deref()).await.unwrap();
            all.extend(page.items);
            match page.next {
                Some(next) => after = Some(next),
                None => return all,
            }
        }
    }

    pub async fn first(&self) -> Phone {
        self.table.page(Channel::Email, None, 1, None).await.unwrap().items.remove(0)
    }

    pub async fn hand_over(&self, phone_id: &PhoneId, replace: bool, now: i64) -> Result<Handed, Error> {
        let ask = Ask { phone_id: phone_id.clone(), replace, lifetime: Lifetime::DEFAULT };
        create_link(&self.table, &self.key, &owner(), &ask, now, (self.link_id(), self.event_id())).await
    }

    pub fn link_id(&self) -> LinkId {
        LinkId::from_random(self.chance.bits())
    }

    pub fn event_id(&self) -> EventId {
        EventId::from_random(self.chance.bits())
    }

    pub async fn redeem(&self, code: &ActivationCode, now: i64) -> onramp_usecases::redeem::Activation {
        let device = onramp_usecases::redeem::Device::default();
        let redeemed = onramp_usecases::redeem::redeem(
            &self.table,
            &self.key,
            &self.counter,
            code.expose(),
            &device,
            now,
            self.event_id(),
        );
        redeemed.await.unwrap()
    }
}

pub fn owner() -> Principal {
    let owner = Principal { subject: "owner@example.org".into(), role: Role::Owner };
    assert!(owner.must(Permission::Send).is_ok());
    owner
}

pub fn row(cells: &[String; 6]) -> ImportRow {
    ImportRow::parse(cells.each_ref().map(String::as_str), Country::default()).unwrap()
}

/// The row of a person with a smartphone.
pub fn person(n: usize) -> [String; 6] {
    [
        format!("user{n:05}"),
        format!("Person {n}"),
        format!("user{n:05}@example.org"),
        // Exchange codes of North America begin with 2 to 9: room for some millions.
        format!("+1212{}", 5_550_000 + n),
        "Mobile".into(),
        "Generic Smartphone".into(),
    ]
}
