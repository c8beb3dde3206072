//! The table, against a `DynamoDB` engine: the embedded one, or the one at `ONRAMP_DYNAMODB_ENDPOINT`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "tests"
)]

mod administering;
mod budgets;
mod delivering;
mod directory;
mod harness;
mod hearing;
mod linking;
mod log;
mod mailroom;
mod reminding;
mod sending;
mod sessions;
mod settings;
mod stopping;
mod texting;
