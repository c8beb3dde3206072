//! The scenarios: what Onramp does for its users, against a stack of each test's own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod bad_input;
mod bulk;
mod devices;
mod durability;
mod importing;
mod lifetimes;
mod main_job;
mod signing_in;

use onramp_tests::Onramp;

/// The local stack as a program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_onramp-stack");

/// Ada and Łukasz have a smartphone, Bo has a tablet, Cy no address; Dee and Eve cannot be activated.
pub const PEOPLE: &str = "username,realname,email,phone,type,platform\n\
    ada,Ada Lovelace,ada@example.org,+12125550101,Mobile,Apple iOS\n\
    lukasz,Łukasz Żak,lukasz@example.org,+12125550102,Mobile,Generic Smartphone\n\
    bo,Bo Tablet,bo@example.org,,Mobile,Apple iOS\n\
    cy,Cy Noaddress,,+12125550103,Mobile,Google Android\n\
    dee,Dee Desk,dee@example.org,+12125550104,Landline,Unknown\n\
    eve,Eve Unknown,eve@example.org,+12125550105,Mobile,Unknown\n";

/// An Onramp over [`PEOPLE`].
pub async fn onramp() -> Onramp {
    Onramp::with_people(PROGRAM, PEOPLE).await
}
