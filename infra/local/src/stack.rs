//! The stack: everything made, wired and run.

use crate::dev::Dev;
use crate::integrations::Announced;
use crate::keys::Keys;
use crate::outbox;
use crate::parts::{AdminRules, Parts};
use crate::server::router;
use crate::surroundings::MovableClock;
use crate::tls::Certificates;
use crate::{LocalError, Options, engine, import};
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use jiff::Timestamp;
use onramp_aws::{SystemChance, Table};
use onramp_domain::{Action, BaseUrl, Event, EventId, QrStyle, Region, ReminderRule, Settings};
use onramp_usecases::ports::{Chance, Clock, Directory};
use std::fs::File;
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The directory that a first start imports.
const SAMPLE: &str = include_str!("../../../tests/data/sample.csv");
/// Reminders that follow a message at the most.
const REMINDERS: u32 = 2;
/// How long requests under way may take to end after Ctrl-C.
const GRACE: Duration = Duration::from_secs(5);

/// Where everything is kept.
struct Home {
    folder: PathBuf,
    /// The table's file; none in memory.
    table: Option<PathBuf>,
    /// Held while this process runs: two on one folder would do the same jobs.
    _lock: File,
    /// Removes what was kept in a temporary folder.
    _temporary: Option<tempfile::TempDir>,
}

impl Home {
    fn of(options: &Options) -> Result<Self, LocalError> {
        let mut temporary = None;
        let folder = match (&options.data, options.memory) {
            (Some(folder), _) => folder.clone(),
            (None, false) => PathBuf::from(".onramp"),
            (None, true) => {
                let made =
                    tempfile::tempdir().map_err(LocalError::io("no temporary folder could be made"))?;
                temporary.insert(made).path().to_path_buf()
            }
        };
        let unusable = format!("the folder {} cannot be used", folder.display());
        std::fs::create_dir_all(&folder).map_err(LocalError::io(unusable))?;
        let unlocked =
            || LocalError::io(format!("the folder {} is in use by another Onramp", folder.display()));
        let lock = File::create(folder.join("lock")).map_err(unlocked())?;
        lock.try_lock().map_err(|error| unlocked()(error.into()))?;
        let table = (!options.memory).then(|| folder.join("onramp.db"));
        Ok(Self { folder, table, _lock: lock, _temporary: temporary })
    }
}

fn settings(options: &Options, address: SocketAddr, region: Region) -> Result<Settings, LocalError> {
    let url = options.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let base_url = BaseUrl::parse(&url).map_err(|invalid| invalid.in_field("--base-url"))?;
    let named = Settings::new(&options.org, &options.support, base_url);
    let mut settings = named.map_err(|invalid| invalid.in_field("--org or --support"))?;
    settings.region = region;
    settings.reminders = reminders(options)?;
    settings.email_qr =
        QrStyle::parse(&options.email_qr).map_err(|invalid| invalid.in_field("--email-qr"))?;
    Ok(settings)
}

fn reminders(options: &Options) -> Result<Option<ReminderRule>, LocalError> {
    if options.reminders == "off" {
        return Ok(None);
    }
    let rule =
        ReminderRule::parse(&options.reminders, REMINDERS, &options.reminder_hours, &options.time_zone);
    let fields = "--reminders, --reminder-hours or --time-zone";
    Ok(Some(rule.map_err(|invalid| invalid.in_field(fields))?))
}

fn bind(address: SocketAddr, option: &str) -> Result<(TcpListener, SocketAddr), LocalError> {
    let what = || format!("{address} cannot be listened on (choose another with --{option})");
    let listener = TcpListener::bind(address).map_err(LocalError::io(what()))?;
    listener.set_nonblocking(true).map_err(LocalError::io(what()))?;
    let address = listener.local_addr().map_err(LocalError::io(what()))?;
    Ok((listener, address))
}

/// Imports a directory file into the table of a deployed Onramp.
async fn import_into(name: &str, file: &Path, region: Region) -> Result<(), LocalError> {
    let client = aws_sdk_dynamodb::Client::new(&onramp_aws::sdk_config().await);
    bring_people(&Table::new(client, name), &MovableClock::default(), Some(file), false, region).await
}

/// Runs until Ctrl-C, or until what is asked for is done.
pub async fn run(options: Options) -> Result<(), LocalError> {
    let region = Region::parse(&options.region).map_err(|invalid| invalid.in_field("--region"))?;
    if let (Some(table), Some(file)) = (&options.table, &options.import) {
        return import_into(table, file, region).await;
    }
    let home = Home::of(&options)?;
    let (plain, plain_at) = bind(options.listen, "listen")?;
    let (secure, secure_at) = bind(options.tls_listen, "tls-listen")?;
    let settings = settings(&options, plain_at, region)?;
    let keys = Keys::kept_in(&home.folder)?;
    let clock = MovableClock::default();
    let tls = Certificates::in_dir(&home.folder, Timestamp::now())?;

    let (client, endpoint) = engine::start(home.table.as_deref()).await?;
    let _announced = Announced::at(&home.folder, &endpoint)?;
    let first_start = engine::is_empty(&client).await?;
    let table = Table::new(client, engine::TABLE);
    bring_people(&table, &clock, options.import.as_deref(), first_start, region).await?;

    let rules = AdminRules::of(&options)?;
    let parts = Parts::new(&home.folder, table, settings, &keys, clock.clone(), &options)?;
    let dev = Dev {
        issuer: parts.issuer.clone(),
        queue: parts.queue.clone(),
        clock,
        http: format!("http://{plain_at}"),
        https: format!("https://{secure_at}"),
    };
    announce(&dev, tls.ca_path());
    let (stopped, stop) = watch::channel(false);
    let workers = parts.work(&stop);
    let service = router(Arc::new(parts.functions(dev, &keys, rules)?)).into_make_service();
    let handle = Handle::new();
    let plain = axum_server::from_tcp(plain)
        .map_err(LocalError::io("HTTP cannot be served"))?
        .handle(handle.clone())
        .serve(service.clone());
    let secure =
        axum_server::from_tcp_rustls(secure, RustlsConfig::from_config(Arc::new(tls.server_config())))
            .map_err(LocalError::io("HTTPS cannot be served"))?
            .handle(handle.clone())
            .serve(service);
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            eprintln!("\nending what is under way");
            handle.graceful_shutdown(Some(GRACE));
        }
    });
    let served = futures_util::future::try_join(plain, secure).await;
    stopped.send_replace(true);
    futures_util::future::join_all(workers).await;
    served.map(|_| ()).map_err(LocalError::io("HTTP is not served any more"))
}

async fn bring_people(
    table: &Table,
    clock: &MovableClock,
    file: Option<&Path>,
    first_start: bool,
    region: Region,
) -> Result<(), LocalError> {
    let (summary, from) = match file {
        Some(path) => {
            (import::file(table, &SystemChance, path, region, clock.now()).await?, path.display().to_string())
        }
        None if first_start => {
            (import::sample(table, &SystemChance, SAMPLE, clock.now()).await?, "the sample directory".into())
        }
        None => return Ok(()),
    };
    let event = Event::new(
        EventId::from_random(SystemChance.bits()),
        Action::UserImport,
        "directory",
        "System",
        clock.now(),
    );
    table.log(&event).await?;
    println!("{from}: {summary}");
    Ok(())
}

fn announce(dev: &Dev, ca: &Path) {
    println!("listening on {}", dev.http);
    println!("listening on {} (CA: {})", dev.https, ca.display());
    println!("console: {}/console", dev.issuer.url());
    println!("outbox: {}/outbox", dev.http);
    println!("\nwhat to try next:\n");
    for (what, how) in outbox::steps(&dev.http) {
        println!("# {what}\n{how}");
    }
}
