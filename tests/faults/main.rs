//! Functions on their real adapters, over services that fail, and processes that are killed: nobody is lost, and nobody
//! is sent to twice without need.
//!
//! Everything that goes wrong follows from a seed, and time is the runtime's paused clock: a seed that fails once fails
//! again. `ONRAMP_FAULT_SEEDS=17` runs that seed alone, `ONRAMP_FAULT_SEEDS=0..2000` as many, and with
//! `ONRAMP_FAULT_HISTORY=1` a failure tells all that happened before it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod at_once;
mod chance;
mod dead_letters;
mod everything;
mod mail;
mod one_kind;
mod origin;
mod people;
mod plan;
mod process;
mod queue;
mod redeeming;
mod reply;
mod running;
mod services;
mod table;
mod texts;
mod verdict;
mod watch;
mod wire;
mod world;
