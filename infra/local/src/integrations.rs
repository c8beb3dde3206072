//! `onramp integration …`: integrations of the Admin API made, listed, rotated and revoked, here or in a deployed
//! Onramp. While a local stack runs it is its database that is asked, so nothing has to be stopped.

use crate::keys::Keys;
use crate::surroundings::KeyAtHand;
use crate::{LocalError, engine};
use clap::{Args, Subcommand};
use onramp_aws::{SystemChance, SystemClock, Table};
use onramp_domain::{
    CodeKey, FieldError, Grant, Integration, IntegrationId, IntegrationName, SecretKey, rfc3339,
};
use onramp_usecases::SYSTEM;
use onramp_usecases::admin::Scene;
use onramp_usecases::admin::integrations::{Wanted, create, revoke, rotate};
use onramp_usecases::ports::{Chance, Clock, Integrations};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file that says where a running stack's database is.
const RUNNING: &str = "database";

/// Whose integrations.
#[derive(Debug, Args)]
pub struct Place {
    /// The folder of the local stack [default: .onramp]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,

    /// The table of a deployed Onramp instead, with the AWS credentials of the environment
    #[arg(long, value_name = "NAME", requires = "code_key", conflicts_with = "data")]
    table: Option<String>,

    /// The deployed Onramp's code key, an ARN that the stack's outputs tell
    #[arg(long, value_name = "ARN", env = "ONRAMP_CODE_KEY_SECRET")]
    code_key: Option<String>,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make an integration; prints its integration key and, once, its secret key
    Create {
        /// What people call it
        name: String,
        /// What it may do: read-resource, write-resource, read-log
        #[arg(long, value_delimiter = ',', required = true)]
        permissions: Vec<String>,
        /// Let it sign with SHA-1, as clients of old do
        #[arg(long)]
        allow_sha1: bool,
        #[command(flatten)]
        place: Place,
    },
    /// List the integrations
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Give an integration another secret key; the old one counts no more
    Rotate {
        /// Its integration key
        ikey: String,
        #[command(flatten)]
        place: Place,
    },
    /// Revoke an integration for good
    Revoke {
        /// Its integration key
        ikey: String,
        #[command(flatten)]
        place: Place,
    },
}

/// Where a running stack says that its database is; removed when it ends.
pub struct Announced(PathBuf);

impl Announced {
    /// Says so in the stack's folder.
    pub fn at(folder: &Path, endpoint: &str) -> Result<Self, LocalError> {
        let path = folder.join(RUNNING);
        std::fs::write(&path, endpoint)
            .map_err(LocalError::io(format!("{} cannot be written", path.display())))?;
        Ok(Self(path))
    }
}

impl Drop for Announced {
    fn drop(&mut self) {
        // What is left behind is of no running stack, and found out by the lock.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The table and the key that secret keys are derived from.
struct Opened {
    table: Table,
    key: Key,
    /// Held while the database is ours.
    _lock: Option<std::fs::File>,
}

enum Key {
    AtHand(KeyAtHand),
    Secret(onramp_aws::SecretCodeKey),
}

impl onramp_usecases::ports::CodeKeys for Key {
    async fn code_key(&self) -> onramp_usecases::ports::Answer<&CodeKey> {
        match self {
            Self::AtHand(key) => key.code_key().await,
            Self::Secret(key) => key.code_key().await,
        }
    }
}

async fn open(place: &Place) -> Result<Opened, LocalError> {
    if let (Some(name), Some(secret)) = (&place.table, &place.code_key) {
        let sdk = onramp_aws::sdk_config().await;
        let secrets = aws_sdk_secretsmanager::Client::new(&sdk);
        return Ok(Opened {
            table: Table::new(aws_sdk_dynamodb::Client::new(&sdk), name),
            key: Key::Secret(onramp_aws::SecretCodeKey::new(secrets, secret)),
            _lock: None,
        });
    }
    let folder = place.data.clone().unwrap_or_else(|| PathBuf::from(".onramp"));
    let file = folder.join("onramp.db");
    let nothing = || LocalError::Keys(format!("{} holds no Onramp; start one there first", folder.display()));
    let lock = std::fs::File::open(folder.join("lock")).map_err(|_| nothing())?;
    let keys = Keys::kept_in(&folder)?;
    let (client, lock) = match lock.try_lock() {
        Err(_) => {
            let busy = || LocalError::io(format!("the Onramp of {} is not ready yet", folder.display()));
            let endpoint = std::fs::read_to_string(folder.join(RUNNING)).map_err(busy())?;
            (engine::client(&endpoint), None)
        }
        Ok(()) if file.exists() => (engine::start(Some(&file)).await?.0, Some(lock)),
        Ok(()) => return Err(nothing()),
    };
    let code = CodeKey::parse(&keys.code)
        .map_err(|invalid| LocalError::Keys(format!("the code key in keys.json {invalid}")))?;
    Ok(Opened {
        table: Table::new(client, engine::TABLE),
        key: Key::AtHand(KeyAtHand(Arc::new(code))),
        _lock: lock,
    })
}

fn show(made: &(Integration, SecretKey)) {
    println!("ikey {}", made.0.integration_id);
    println!("skey {}", made.1.expose());
}

fn wanted(name: &str, permissions: &[String], allow_sha1: bool) -> Result<Wanted, FieldError> {
    let grants = permissions.iter().map(|text| Grant::parse(text)).collect::<Result<_, _>>();
    Ok(Wanted {
        name: IntegrationName::parse(name).map_err(|invalid| invalid.in_field("name"))?,
        grants: grants.map_err(|invalid| invalid.in_field("permissions"))?,
        allow_sha1,
    })
}

fn ikey(text: &str) -> Result<IntegrationId, FieldError> {
    IntegrationId::parse(text).map_err(|invalid| invalid.in_field("ikey"))
}

fn line(integration: &Integration) -> String {
    let grants: Vec<_> = integration.grants.iter().map(|grant| grant.as_str()).collect();
    let state = match integration.revoked_at {
        Some(at) => format!("revoked {}", rfc3339(at)),
        None => format!("since {}", rfc3339(integration.created_at)),
    };
    let sha1 = if integration.allow_sha1 { ", SHA-1" } else { "" };
    let (id, name) = (&integration.integration_id, integration.name.as_str());
    format!("{id}  {name}  {}{sha1}  {state}", grants.join(","))
}

/// Does what is asked for.
pub async fn run(command: Command) -> Result<(), LocalError> {
    // Who the administrator log says it was: whoever may run the command line.
    let scene = Scene { by: SYSTEM, now: SystemClock.now(), chance: &SystemChance };
    match command {
        Command::Create { name, permissions, allow_sha1, place } => {
            let wanted = wanted(&name, &permissions, allow_sha1)?;
            let Opened { table, key, .. } = &open(&place).await?;
            let id = IntegrationId::from_random(SystemChance.bits());
            show(&create(table, key, id, wanted, scene).await?);
        }
        Command::List { place } => {
            let mut all = open(&place).await?.table.integrations().await?;
            all.sort_by(|a, b| (a.created_at, &a.integration_id).cmp(&(b.created_at, &b.integration_id)));
            for integration in &all {
                println!("{}", line(integration));
            }
        }
        Command::Rotate { ikey: id, place } => {
            let id = ikey(&id)?;
            let Opened { table, key, .. } = &open(&place).await?;
            show(&rotate(table, key, &id, None, scene).await?);
        }
        Command::Revoke { ikey: id, place } => {
            let id = ikey(&id)?;
            let revoked = revoke(&open(&place).await?.table, &id, scene).await?;
            println!("{}", line(&revoked));
        }
    }
    Ok(())
}
