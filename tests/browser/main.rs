//! The console in Chromium: what people do there, and what must hold of every page.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod audit;
mod crawl;
mod driver;
mod every_form;
mod every_page;
mod main_job;
mod person;
mod pictures;
mod seed;
mod signing_in;
mod watch;

/// The local stack: the same as `cargo run` starts.
const PROGRAM: &str = env!("CARGO_BIN_EXE_onramp-stack");
