//! What Onramp does, one function each, on ports: the only place where steps are put in order.

mod error;
mod principal;

pub mod admin;
pub mod control_send;
pub mod create_link;
pub mod deliver;
pub mod expand;
pub mod feedback;
pub mod figures;
pub mod history;
pub mod import_file;
pub mod import_people;
pub mod list_unactivated;
pub mod ports;
pub mod preview;
pub mod receipts;
pub mod redeem;
pub mod rehearse;
pub mod remind;
pub mod requeue;
pub mod send_again;
pub mod send_links;
pub mod send_test;
pub mod sessions;
pub mod settings;
pub mod why_not;

pub use error::Error;
pub use principal::{Principal, SYSTEM};
