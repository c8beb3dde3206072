//! A send to a whole directory, with services that take no time: what Onramp itself costs.
//!
//! Three processes: the embedded `DynamoDB` engine, which keeps the whole table in memory; the pump, which runs the
//! functions and is what is measured; and this one, which brings the people in.

pub mod engine;
pub mod pump;
mod usage;

use crate::harness::{Counting, NOW};
use engine::Engine;
use onramp_domain::import::{ImportPhone, ImportRow};
use onramp_domain::{EmailAddress, PhoneNumber, PhoneType, Platform, RealName, Username};
use onramp_usecases::import_people::{BATCH, Numbered, RowEnd, import_people};
use pump::Pumped;
use std::process::{Command, Stdio};

/// Recipients unless told.
const RECIPIENTS: u32 = 100_000;

/// Measures a send to all and one to a tenth, and prints what they cost.
pub fn print() {
    let told = std::env::var("ONRAMP_BENCH_RECIPIENTS").ok();
    let many = told.map_or(RECIPIENTS, |told| told.parse().expect("ONRAMP_BENCH_RECIPIENTS is a number"));
    let few = many.div_ceil(10);
    let [of_few, of_many] = [few, many].map(|recipients| (f64::from(recipients), measure(recipients)));
    let time = |(recipients, pumped): &(f64, Pumped)| pumped.secs / recipients;
    println!("time a recipient of a send to {many} to one to {few}: {:.2}", time(&of_many) / time(&of_few));
    let memory = |(_, pumped): &(f64, Pumped)| pumped.peak_mib;
    println!(
        "the pump's peak memory in a send to {many} to one to {few}: {:.2}",
        memory(&of_many) / memory(&of_few)
    );
}

/// Brings people in, sends to all of them, and prints what the send cost.
fn measure(recipients: u32) -> Pumped {
    let engine = Engine::start();
    bring_people(&engine, recipients);
    let before = engine.cpu_secs();
    let pump = Command::new(std::env::current_exe().unwrap())
        .args(["pump", &engine.endpoint, &recipients.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(pump.status.success(), "the send to {recipients} failed");
    let pumped: Pumped = serde_json::from_slice(&pump.stdout).unwrap();
    let each = |cpu_secs: f64| cpu_secs * 1_000.0 / f64::from(recipients);
    println!(
        "a send to {recipients}, each delivered once: {:.0} recipients/s; CPU a message {:.2} ms, and {:.2} ms of the \
         engine; the pump's peak memory {:.1} MiB, of which {:.1} MiB before the send",
        f64::from(recipients) / pumped.secs,
        each(pumped.cpu_secs),
        each(engine.cpu_secs() - before),
        pumped.peak_mib,
        pumped.peak_before_mib,
    );
    pumped
}

fn bring_people(engine: &Engine, count: u32) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (table, chance) = (engine::table(&engine.endpoint), Counting::default());
    runtime.block_on(engine::create(&engine.endpoint));
    let rows: Vec<_> = (0..count).collect();
    for rows in rows.chunks(BATCH) {
        let rows: Vec<_> = rows.iter().map(|n| row(*n)).collect();
        let ends = runtime.block_on(import_people(&table, &chance, &rows, NOW)).unwrap();
        assert!(ends.iter().all(|end| *end == RowEnd::Created), "{ends:?}");
    }
}

fn row(n: u32) -> Numbered {
    let row = ImportRow {
        username: Username::parse(&format!("user{n:07}")).unwrap(),
        realname: RealName::parse(&format!("Person {n}")).unwrap(),
        email: Some(EmailAddress::parse(&pump::address(n)).unwrap()),
        language: None,
        phone: Some(ImportPhone {
            number: Some(PhoneNumber::from_e164(&format!("+1212{}", 2_000_000 + n)).unwrap()),
            kind: PhoneType::Mobile,
            platform: Platform::parse("Generic Smartphone").unwrap(),
        }),
    };
    Numbered { line: 1, row }
}
