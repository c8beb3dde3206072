//! What the command line may say.

use crate::integrations;
use clap::{Parser, Subcommand};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The whole of Onramp in one process, for trying it and for developing it.
#[derive(Debug, Parser)]
#[command(name = "onramp", version, about, args_conflicts_with_subcommands = true)]
pub struct Options {
    /// What is to be done instead of running
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Where HTTP is served
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDRESS:PORT")]
    pub listen: SocketAddr,

    /// Where HTTPS is served, under a certificate of a CA that is made once
    #[arg(long, default_value = "127.0.0.1:8443", value_name = "ADDRESS:PORT")]
    pub tls_listen: SocketAddr,

    /// The folder in which everything is kept [default: .onramp, or a temporary one with --memory]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// Keep users, links and sends in memory only
    #[arg(long)]
    pub memory: bool,

    /// Import people from a CSV file: username,realname,email,phone,type,platform, perhaps language
    #[arg(long, value_name = "FILE.csv")]
    pub import: Option<PathBuf>,

    /// Import into the table of a deployed Onramp, with the AWS credentials of the environment, and end
    #[arg(long, value_name = "NAME", requires = "import")]
    pub table: Option<String>,

    /// The organisation's name, as messages and pages show it
    #[arg(long, default_value = "Example Organisation", value_name = "NAME")]
    pub org: String,

    /// Whom to ask, as messages and pages show it
    #[arg(long, default_value = "helpdesk@example.org", value_name = "CONTACT")]
    pub support: String,

    /// The language of messages, and of pages for browsers that name none of ours: en, de or fr
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    pub language: String,

    /// Where people reach this Onramp [default: where HTTP is served]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,

    /// The country of numbers that are written without +, by its two letters
    #[arg(long, default_value = "US", value_name = "REGION")]
    pub region: String,

    /// Where the authenticator app is to be had, as texts of the Admin API name it
    #[arg(long, default_value = "https://guide.duo.com", value_name = "URL")]
    pub install_url: String,

    /// How often an integration may change, get one, get a page, and read the log, in a minute
    #[arg(long, default_value = "300,300,200,50", value_name = "RATES")]
    pub admin_rates: String,
    /// Emails a second, at most [default: as many as it goes]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub email_rate: Option<u32>,

    /// Parts of SMS a second, at most [default: as many as it goes]
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub sms_rate: Option<u32>,

    /// Days after a message on which those are reminded who did not act, or "off"
    #[arg(long, default_value = "2,10", value_name = "DAYS")]
    pub reminders: String,

    /// From which hour of the day on reminders go out, and up to which
    #[arg(long, default_value = "9-18", value_name = "HOURS")]
    pub reminder_hours: String,

    /// The time zone of these hours, by its IANA name
    #[arg(long, default_value = "UTC", value_name = "ZONE")]
    pub time_zone: String,

    /// From how many refused messages on a send stops by itself: so many percent, of so many messages at the least
    #[arg(long, default_value = "20,200", value_name = "PERCENT,MESSAGES")]
    pub pause_at: String,

    /// What the QR in an email says: "link", which any camera opens, or "app", for an authenticator app alone
    #[arg(long, default_value = "link", value_name = "STYLE")]
    pub email_qr: String,
}

/// What is done instead of running.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Integrations: who may call the Admin API
    Integration {
        /// What is to be done with them
        #[command(subcommand)]
        command: integrations::Command,
    },
}
