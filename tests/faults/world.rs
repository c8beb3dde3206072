//! A world: people, the services, and the functions on their real adapters.

use crate::chance::Seed;
use crate::origin::Origin;
use crate::people::Person;
use crate::plan::Faults;
use crate::process::Process;
use crate::services::{Services, WorldClock};
use crate::table::TABLE;
use crate::wire::Wire;
use onramp_aws::{AccountRates, Queue, SesMailer, SnsTexter, Table};
use onramp_deliver::Deliver;
use onramp_domain::send::Guard;
use onramp_domain::{BaseUrl, Channel, CodeKey, EmailAddress, Phone, ReminderRule, Settings};
use onramp_redeem::RedeemLink;
use onramp_send_links::SendLinks;
use onramp_usecases::ports::{Answer, Chance, CodeKeys, Counted, Metrics};
use onramp_usecases::settings::{FRESH, KnownSettings};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where links lead to.
pub const BASE_URL: &str = "https://onramp.example.org";

/// Processes that do jobs at the same time, unless told.
const CONTAINERS: usize = 4;
/// Parts of SMS that may be sent a second.
const SMS_RATE: u32 = 20;

/// Ids that count up.
#[derive(Debug, Clone, Default)]
pub struct Counting(Arc<AtomicU64>);

impl Counting {
    /// Another one, from where this one stands.
    fn go_on(&self) -> Self {
        Self(Arc::new(AtomicU64::new(self.0.load(Ordering::Relaxed))))
    }
}

impl Chance for Counting {
    fn bits(&self) -> u128 {
        // Spread, so that ids differ in their first characters too.
        u128::from(self.0.fetch_add(1, Ordering::Relaxed) + 1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

/// The code key.
#[derive(Debug)]
pub struct Key(CodeKey);

impl CodeKeys for Key {
    async fn code_key(&self) -> Answer<&CodeKey> {
        Ok(&self.0)
    }
}

/// Counts nothing.
#[derive(Debug)]
pub struct Uncounted;

impl Metrics for Uncounted {
    fn count(&self, _: Counted) {}
}

type DeliverJobs = Deliver<
    Table,
    Queue,
    Key,
    SesMailer,
    SnsTexter,
    AccountRates<WorldClock>,
    Uncounted,
    WorldClock,
    Counting,
>;

/// A world.
pub struct World {
    /// What decides in it.
    pub seed: Seed,
    /// What its functions call.
    pub services: Arc<Services>,
    /// Who lives in it.
    pub people: Vec<Person>,
    /// Each person's phone, in the order of the people.
    pub phones: Vec<Phone>,
    /// Processes that do jobs at the same time.
    pub containers: usize,
    chance: Counting,
    processes: AtomicU64,
}

/// Says how to see a failure again.
impl Drop for World {
    #[expect(clippy::print_stderr, reason = "a failure says where it comes from")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("this was {}, of the seed {}", self.services.name, self.seed.0);
            if std::env::var_os("ONRAMP_FAULT_HISTORY").is_some() {
                for line in self.services.history() {
                    eprintln!("{line}");
                }
            }
        }
    }
}

impl World {
    /// A world that begins like this, and in which such things go wrong; `name` is no other world's.
    pub fn new(name: &str, seed: u64, faults: Faults, origin: &Origin) -> Self {
        let services = Arc::new(Services::new(format!("{name}-{seed}"), faults, origin.engine()));
        let Origin { people, phones, chance, .. } = origin;
        for (person, phone) in people.iter().zip(phones) {
            let channels = [Channel::Email, Channel::Sms].into_iter();
            for address in channels.filter_map(|channel| person.address(channel)) {
                services.watch().know(address.to_owned(), phone.phone_id.to_string());
            }
        }
        Self {
            seed: Seed(seed),
            services,
            people: people.clone(),
            phones: phones.clone(),
            containers: CONTAINERS,
            chance: chance.go_on(),
            processes: AtomicU64::new(0),
        }
    }

    /// The next process.
    pub fn process(&self) -> Arc<Process> {
        let ordinal = self.processes.fetch_add(1, Ordering::Relaxed);
        Arc::new(Process::new(ordinal, self.seed, &self.services.faults))
    }

    fn table(&self, process: &Arc<Process>) -> Table {
        Table::new(aws_sdk_dynamodb::Client::new(&self.sdk(process)), TABLE)
    }

    fn queue(&self, process: &Arc<Process>) -> Queue {
        Queue::new(aws_sdk_sqs::Client::new(&self.sdk(process)), "http://aws.test/queue")
    }

    fn sdk(&self, process: &Arc<Process>) -> aws_config::SdkConfig {
        Wire::new(self.services.clone(), Some(process.clone())).sdk()
    }

    fn clock(&self) -> WorldClock {
        WorldClock(self.services.start)
    }

    /// The function `send-links` in a process.
    pub fn send_links(&self, process: &Arc<Process>) -> SendLinks<Table, Queue, WorldClock, Counting> {
        SendLinks {
            store: self.table(process),
            queue: self.queue(process),
            settings: settings(),
            clock: self.clock(),
            chance: self.chance.clone(),
        }
    }

    /// The function `deliver` in a process.
    pub fn deliver(&self, process: &Arc<Process>) -> DeliverJobs {
        let sdk = self.sdk(process);
        let ses = aws_sdk_sesv2::Client::new(&sdk);
        let sender = EmailAddress::parse("no-reply@example.org").unwrap();
        Deliver {
            store: self.table(process),
            queue: self.queue(process),
            keys: key(),
            mailer: SesMailer::new(ses.clone(), sender, None),
            texter: SnsTexter::new(aws_sdk_sns::Client::new(&sdk), None),
            rates: AccountRates::new(ses, None, SMS_RATE, self.clock()),
            metrics: Uncounted,
            settings: settings(),
            guard: Guard::default(),
            clock: self.clock(),
            chance: self.chance.clone(),
        }
    }

    /// The function `redeem` in a process.
    pub fn redeem(&self, process: &Arc<Process>) -> RedeemLink<Table, Key, Uncounted, WorldClock, Counting> {
        RedeemLink {
            store: self.table(process),
            keys: key(),
            metrics: Uncounted,
            settings: settings(),
            clock: self.clock(),
            chance: self.chance.clone(),
        }
    }
}

fn key() -> Key {
    Key(CodeKey::new([7; 32]))
}

fn settings() -> KnownSettings {
    let settings = Settings::new("Example", "help", BaseUrl::parse(BASE_URL).unwrap()).unwrap();
    KnownSettings::new(Settings { reminders: Some(ReminderRule::standard()), ..settings }, FRESH)
}
