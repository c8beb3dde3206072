//! The whole of Onramp in one process: every function's handler behind one HTTP server, the `DynamoDB` adapter over an
//! embedded engine, an outbox instead of the mail and SMS services, and a queue that survives a crash.

mod dev;
mod engine;
mod import;
mod integrations;
mod issuer;
mod keys;
mod open_id;
mod options;
mod outbox;
mod parts;
mod post;
mod private_file;
mod problem;
mod queue;
mod receipts;
mod schedule;
mod server;
mod simulator;
mod stack;
mod surroundings;
mod tls;

pub mod openapi;
pub mod services;

pub use options::Options;

use std::process::ExitCode;

/// Why the local stack does not run.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// A file or a port could not be used.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// An option's value is refused.
    #[error("{0}")]
    Option(#[from] onramp_domain::FieldError),
    /// The embedded engine does not do its part.
    #[error("the embedded database: {0}")]
    Engine(String),
    /// HTTPS cannot be served.
    #[error(transparent)]
    Tls(#[from] tls::TlsError),
    /// Keys could not be made or read.
    #[error("{0}")]
    Keys(String),
    /// A directory file could not be read.
    #[error(transparent)]
    Import(#[from] import::ImportError),
    /// An integration could not be made, changed or found.
    #[error(transparent)]
    UseCase(#[from] onramp_usecases::Error),
    /// A step that needs the store failed.
    #[error(transparent)]
    Outage(#[from] onramp_usecases::ports::Outage),
}

impl LocalError {
    fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}

/// Runs until Ctrl-C; what is under way is brought to an end first.
pub fn main(options: Options) -> ExitCode {
    let level = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,dynoxide=off"));
    tracing_subscriber::fmt().with_env_filter(level).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("onramp: the runtime does not start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = match options.command {
        Some(options::Command::Integration { command }) => runtime.block_on(integrations::run(command)),
        None => runtime.block_on(stack::run(options)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("onramp: {error}");
            ExitCode::FAILURE
        }
    }
}
