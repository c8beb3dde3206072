//! What the functions are made of, and the functions made of it.

use crate::LocalError;
use crate::dev::Dev;
use crate::issuer::LocalIssuer;
use crate::keys::Keys;
use crate::open_id::OpenId;
use crate::options::Options;
use crate::outbox::Outbox;
use crate::post::{GivenRates, LocalPost};
use crate::queue::LocalQueue;
use crate::receipts;
use crate::schedule;
use crate::server::Functions;
use crate::surroundings::{KeyAtHand, MovableClock, NotCounted};
use aws_lambda_events::sqs::SqsEvent;
use onramp_admin_api::AdminApi;
use onramp_authorizer::Authorizer;
use onramp_aws::{SystemChance, Table};
use onramp_console::issuer::{Issuer, document_of};
use onramp_console::{Assets, Catalogs, Console};
use onramp_create_link::CreateLink;
use onramp_deliver::Deliver;
use onramp_domain::send::Guard;
use onramp_domain::{CodeKey, InstallUrl, Invalid, Rates, Settings};
use onramp_feedback::Feedback;
use onramp_list_unactivated::ListUnactivated;
use onramp_redeem::RedeemLink;
use onramp_remind::Remind;
use onramp_send_links::SendLinks;
use onramp_usecases::ports::Clock;
use onramp_usecases::settings::KnownSettings;
use onramp_web::cursor::CursorKey;
use onramp_web::tokens::IssuerKeys;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Jobs done side by side.
const WORKERS: usize = 2;
/// How long an attempt at a job may take, in seconds. A process that was killed leaves claims for no longer than that.
const ATTEMPT: i64 = 20;

/// `remind` as the local stack has it.
pub type LocalRemind = Remind<Table, LocalQueue, NotCounted, MovableClock>;

/// `feedback` as the local stack has it.
pub type LocalFeedback = Feedback<Table, NotCounted, MovableClock>;

/// The console as the local stack has it.
pub struct LocalConsole;

impl onramp_console::Parts for LocalConsole {
    type Store = Table;
    type Queue = LocalQueue;
    type Keys = KeyAtHand;
    type Mailer = LocalPost;
    type Texter = LocalPost;
    type Wire = OpenId;
    type Clock = MovableClock;
    type Chance = SystemChance;
}

/// What the Admin API goes by.
pub struct AdminRules {
    rates: Rates,
    install_url: InstallUrl,
}

impl AdminRules {
    /// The options' rules.
    ///
    /// # Errors
    /// Names the option that is not right.
    pub fn of(options: &Options) -> Result<Self, LocalError> {
        let rates = Rates::parse(&options.admin_rates);
        let install_url = InstallUrl::parse(&options.install_url);
        Ok(Self {
            rates: rates.map_err(|invalid| invalid.in_field("--admin-rates"))?,
            install_url: install_url.map_err(|invalid| invalid.in_field("--install-url"))?,
        })
    }
}

/// What the functions are made of.
pub struct Parts {
    table: Table,
    settings: Settings,
    code_key: KeyAtHand,
    /// The queue of jobs.
    pub queue: LocalQueue,
    events: LocalQueue,
    receipts: LocalQueue,
    outbox: Arc<Outbox>,
    /// Issues tokens.
    pub issuer: LocalIssuer,
    clock: MovableClock,
    rates: GivenRates,
    guard: Guard,
}

impl Parts {
    /// Makes them, kept in a folder.
    pub fn new(
        folder: &Path,
        table: Table,
        settings: Settings,
        keys: &Keys,
        clock: MovableClock,
        options: &Options,
    ) -> Result<Self, LocalError> {
        let damaged = |invalid: Invalid| LocalError::Keys(format!("the code key in keys.json {invalid}"));
        let queue = |name: &str| {
            LocalQueue::open(&folder.join(name)).map_err(LocalError::io("the queue's folder cannot be used"))
        };
        let outbox = Outbox::open(&folder.join("outbox"));
        Ok(Self {
            code_key: KeyAtHand(Arc::new(CodeKey::parse(&keys.code).map_err(damaged)?)),
            queue: queue("queue")?,
            events: queue("feedback")?,
            receipts: queue("receipts")?,
            outbox: Arc::new(outbox.map_err(LocalError::io("the outbox cannot be used"))?),
            issuer: LocalIssuer::new(settings.base_url.as_str(), &keys.issuer)?,
            rates: GivenRates { email: options.email_rate, sms: options.sms_rate },
            guard: guard(options)?,
            table,
            settings,
            clock,
        })
    }

    /// Starts what works behind the API: the queue's jobs, what is heard of messages, and the schedule.
    pub fn work(&self, stop: &watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
        let deliver = Arc::new(self.deliver());
        let job = |_| {
            let (deliver, clock) = (deliver.clone(), self.clock.clone());
            let handler = move |event: SqsEvent| {
                let (deliver, deadline) = (deliver.clone(), clock.now() + ATTEMPT);
                async move { deliver.handle(event, deadline).await }
            };
            tokio::spawn(self.queue.clone().work(handler, stop.clone()))
        };
        let mut workers: Vec<_> = (0..WORKERS).map(job).collect();
        let feedback = Arc::new(self.feedback());
        let (by_email, clock) = (feedback.clone(), self.clock.clone());
        let heard = move |event: SqsEvent| {
            let feedback = by_email.clone();
            async move { feedback.handle(event).await }
        };
        workers.push(tokio::spawn(self.events.clone().work(heard, stop.clone())));
        let receipts = move |event: SqsEvent| {
            let (feedback, clock) = (feedback.clone(), clock.clone());
            async move { receipts::hear(&feedback, event, clock.now_ms()).await }
        };
        workers.push(tokio::spawn(self.receipts.clone().work(receipts, stop.clone())));
        workers.push(tokio::spawn(schedule::run(self.remind(), self.clock.clone(), stop.clone())));
        workers
    }

    fn deliver(
        &self,
    ) -> Deliver<
        Table,
        LocalQueue,
        KeyAtHand,
        LocalPost,
        LocalPost,
        GivenRates,
        NotCounted,
        MovableClock,
        SystemChance,
    > {
        let post = self.post();
        Deliver {
            store: self.table.clone(),
            queue: self.queue.clone(),
            keys: self.code_key.clone(),
            mailer: post.clone(),
            texter: post,
            rates: self.rates,
            metrics: NotCounted,
            settings: self.known(),
            guard: self.guard,
            clock: self.clock.clone(),
            chance: SystemChance,
        }
    }

    fn post(&self) -> LocalPost {
        let told = [self.events.clone(), self.receipts.clone()];
        LocalPost::new(self.outbox.clone(), told, &self.settings.base_url, self.clock.clone())
    }

    /// The table is at hand, and the clock may jump: what was decided is read each time.
    fn known(&self) -> KnownSettings {
        KnownSettings::new(self.settings.clone(), 0)
    }

    fn feedback(&self) -> LocalFeedback {
        Feedback { store: self.table.clone(), metrics: NotCounted, clock: self.clock.clone() }
    }

    fn remind(&self) -> LocalRemind {
        Remind {
            store: self.table.clone(),
            queue: self.queue.clone(),
            metrics: NotCounted,
            settings: self.known(),
            clock: self.clock.clone(),
        }
    }

    /// The functions that answer requests and invocations.
    pub fn functions(self, dev: Dev, keys: &Keys, rules: AdminRules) -> Result<Functions, LocalError> {
        let damaged = |invalid: Invalid| LocalError::Keys(format!("the cursor key in keys.json {invalid}"));
        let (feedback, remind) = (self.feedback(), self.remind());
        let texter = self.post();
        let [for_console, for_admin_api, for_send_links, for_redeem] = [(); 4].map(|()| self.known());
        let Self { table, settings, code_key, queue, outbox, issuer, clock, .. } = self;
        let chance = SystemChance;
        let open_id = OpenId::new(issuer.clone(), clock.clone());
        let catalogs = Catalogs::new().map_err(|error| LocalError::Keys(error.to_string()))?;
        Ok(Functions {
            console: Console {
                store: table.clone(),
                queue: queue.clone(),
                keys: code_key.clone(),
                mailer: texter.clone(),
                texter: texter.clone(),
                issuer: Issuer::new(open_id.clone(), issuer.rules(), document_of(&issuer.rules().issuer)),
                settings: for_console,
                catalogs,
                assets: Assets::new(),
                clock: clock.clone(),
                chance,
            },
            open_id,
            admin_api: AdminApi {
                store: table.clone(),
                keys: code_key.clone(),
                texter,
                settings: for_admin_api,
                rates: rules.rates,
                install_url: rules.install_url,
                clock: clock.clone(),
                chance,
            },
            authorizer: Authorizer {
                rules: issuer.rules(),
                keys: IssuerKeys::new(issuer),
                clock: clock.clone(),
            },
            list_unactivated: ListUnactivated {
                store: table.clone(),
                cursors: CursorKey::parse(&keys.cursor).map_err(damaged)?,
                clock: clock.clone(),
                chance,
            },
            create_link: CreateLink {
                store: table.clone(),
                keys: code_key.clone(),
                settings,
                clock: clock.clone(),
                chance,
            },
            send_links: SendLinks {
                store: table.clone(),
                queue,
                settings: for_send_links,
                clock: clock.clone(),
                chance,
            },
            feedback,
            remind,
            redeem: RedeemLink {
                store: table,
                keys: code_key,
                metrics: NotCounted,
                settings: for_redeem,
                clock,
                chance,
            },
            outbox,
            dev,
        })
    }
}

fn guard(options: &Options) -> Result<Guard, LocalError> {
    let wrong = || Invalid::new("is not a limit", "a percentage and a number of messages, such as 20,200");
    let parsed = options
        .pause_at
        .split_once(',')
        .and_then(|(percent, first)| Some((percent.trim().parse().ok()?, first.trim().parse().ok()?)));
    let guard = parsed.ok_or_else(wrong).and_then(|(percent, first)| Guard::new(percent, first));
    Ok(guard.map_err(|invalid| invalid.in_field("--pause-at"))?)
}
