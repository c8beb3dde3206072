//! `cargo run`: the whole of Onramp in one process.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    onramp_local::main(onramp_local::Options::parse())
}
