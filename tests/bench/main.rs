//! `cargo bench -p onramp-tests`: ratios measured in one run, which do not depend on the machine; and a send to a whole
//! directory of `ONRAMP_BENCH_RECIPIENTS` people, 100,000 unless set: fewer give an answer sooner.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "measuring")]
#![allow(clippy::print_stdout, reason = "its results")]
#![allow(dead_code, reason = "the storage tests' harness, of which a part is used")]

mod bulk;
#[path = "../../shared/aws/tests/storage/harness.rs"]
mod harness;
mod ratios;

fn main() {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    // A bulk send is measured in processes of its own, so that their memory is no one else's.
    match args[..] {
        ["engine"] => bulk::engine::serve(),
        ["pump", endpoint, recipients] => bulk::pump::print(endpoint, recipients.parse().unwrap()),
        _ => {
            ratios::print();
            bulk::print();
        }
    }
}
