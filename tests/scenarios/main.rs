//! What people who use Onramp see, by URL alone: one test for each thing that is promised.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accounting;
mod admin_api;
mod admin_refusals;
mod bad_input;
mod console_dashboard;
mod console_import;
mod console_integrations;
mod console_log;
mod console_phones;
mod console_send;
mod console_sends;
mod console_settings;
mod console_signing_in;
mod console_users;
mod describing;
mod devices;
mod durability;
mod email;
mod feedback;
mod handing_over;
mod importing;
mod invoking;
mod languages;
mod lifetimes;
mod main_job;
mod paging;
mod reminders;
mod sending;
mod signing_in;
mod stopping;

use onramp_tests::{Onramp, Row};

/// The local stack: the same as `cargo run` starts.
const PROGRAM: &str = env!("CARGO_BIN_EXE_onramp-stack");

/// Three are reached by email, three by SMS, two of them by both.
const PEOPLE: &str = "\
username,realname,email,phone,type,platform
ada.lovelace,Ada Lovelace,ada.lovelace@example.org,+12125550101,Mobile,Apple iOS
bo.tablet,Bo Tablet,bo.tablet@example.org,,Mobile,Google Android
cy.nomail,Cy Nomail,,+12125550103,Mobile,Google Android
dora.desk,Dora Desk,dora.desk@example.org,+12125550104,Landline,Unknown
eve.unknown,Eve Unknown,eve.unknown@example.org,+12125550105,Mobile,Unknown
lukasz.zak,Łukasz Żak 山田,lukasz.zak@example.org,+447400123456,Mobile,Generic Smartphone
";
/// Who is reached by email.
const BY_EMAIL: [&str; 3] = ["ada.lovelace", "bo.tablet", "lukasz.zak"];
/// Who is reached by SMS.
const BY_SMS: [&str; 3] = ["ada.lovelace", "cy.nomail", "lukasz.zak"];

/// An Onramp over these people.
async fn onramp() -> Onramp {
    Onramp::with_people(PROGRAM, PEOPLE).await
}

/// The same, where the clock can be moved.
async fn onramp_with_clock() -> Option<Onramp> {
    Onramp::with_clock(PROGRAM, PEOPLE).await
}

/// So many people with an address and a number each, `p000` and on.
fn crowd(size: usize) -> String {
    let row = |n| {
        let number = onramp_tests::people::number(n);
        format!("p{n:03},Person {n},p{n:03}@example.org,{number},Mobile,Google Android\n")
    };
    onramp_tests::HEADING.to_owned() + &(0..size).map(row).collect::<String>()
}

fn usernames(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.username.as_str()).collect()
}
