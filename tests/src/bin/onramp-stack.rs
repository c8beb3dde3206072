//! The local stack as a process of its own: the same as `cargo run`.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    onramp_local::main(onramp_local::Options::parse())
}
