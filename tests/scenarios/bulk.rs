//! Ten thousand rows of real-looking people, good and bad.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Count, Counts, Onramp, people};
use std::collections::BTreeSet;
use std::time::Duration;

const ROWS: usize = 10_000;
/// For a debug build on a busy machine of two cores.
const PATIENCE: Duration = Duration::from_mins(5);

#[tokio::test]
async fn ten_thousand_rows_are_imported_or_explained_and_each_eligible_phone_is_sent_to_once() {
    let mut directory = people::directory(ROWS);
    let program = env!("CARGO_BIN_EXE_onramp-stack");
    let app = Onramp::with_file(program, &directory.csv, true, PATIENCE).await;

    let printed = app.stack().printed();
    for refused in &directory.refused {
        let (line, field) = (refused.line.to_string(), refused.field);
        let explained = printed.lines().any(|text| {
            let mut words = text.split(|c: char| !c.is_alphanumeric());
            words.clone().any(|word| word == line) && words.any(|word| word == field)
        });
        assert!(explained, "line {line}: {field}");
    }
    let kept = app.stack().home.file("people.refused.csv");
    let kept: Vec<Vec<String>> = csv::Reader::from_path(kept)
        .unwrap()
        .records()
        .map(|record| record.unwrap().iter().map(str::to_owned).collect())
        .collect();
    assert_eq!(kept.len(), directory.refused.len());
    for (row, refused) in kept.iter().zip(&directory.refused) {
        assert_eq!(row[..6], refused.cells);
        assert_eq!((&row[6], row[7].as_str()), (&refused.line.to_string(), refused.field));
    }

    let count = Count { email: directory.by_email.len(), sms: directory.by_sms.len() };
    assert_eq!(app.count().await, count);
    let rows = app.unactivated(Email).await;
    assert_eq!(rows.iter().map(|row| &row.phone_id).collect::<BTreeSet<_>>().len(), count.email);
    assert!(rows.is_sorted_by_key(|row| row.username.to_lowercase()));
    assert_eq!(app.unactivated(Sms).await.len(), count.sms);

    let send = app.finished_within(&app.send_to_all(Email).await, PATIENCE).await;
    assert_eq!((send.recipients, send.counts), (count.email, Counts::all_sent(count.email)));
    let messages = app.whole_outbox().await;
    let links: BTreeSet<_> = messages.iter().map(onramp_tests::Message::link).collect();
    assert_eq!(links.len(), count.email, "each phone has a link of its own");
    let mut reached: Vec<_> = messages.into_iter().map(|message| message.to).collect();
    reached.sort();
    directory.by_email.sort();
    assert!(reached == directory.by_email, "each eligible phone got exactly one message");
}

#[test]
fn every_made_up_number_can_be_dialled_and_is_no_one_elses() {
    let numbers: BTreeSet<_> = (0..ROWS).map(people::number).collect();
    assert_eq!(numbers.len(), ROWS);
    for number in &numbers {
        let parsed = phonenumber::parse(None, number).unwrap();
        assert!(phonenumber::is_valid(&parsed), "{number}");
        assert_eq!(&parsed.format().mode(phonenumber::Mode::E164).to_string(), number);
    }
}

#[test]
fn the_directory_is_the_same_in_each_run_and_as_mixed_as_life() {
    let (one, other) = (people::directory(ROWS), people::directory(ROWS));
    assert!(one.csv == other.csv);
    let rows = || csv::Reader::from_reader(&one.csv[..]).into_records().map(Result::unwrap);
    let share =
        |test: &dyn Fn(&csv::StringRecord) -> bool| rows().filter(|row| test(row)).count() * 1_000 / ROWS;
    assert_eq!(rows().count(), ROWS);
    assert!((40..60).contains(&share(&|row| row[2].is_empty())), "missing addresses");
    assert!(
        (100..140).contains(&share(&|row| &row[5] == "Unknown")),
        "unknown platforms, landlines among them"
    );
    assert!((30..50).contains(&share(&|row| row[3].is_empty())), "tablets");
    assert!((50..90).contains(&share(&|row| &row[4] != "Mobile")), "landlines and unknown types");
    for field in ["username", "phone", "email"] {
        let refused = one.refused.iter().filter(|refused| refused.field == field).count();
        assert!((70..140).contains(&refused), "{field}: {refused}");
    }
    assert!(
        ["type", "platform"].iter().all(|field| one.refused.iter().any(|refused| refused.field == *field))
    );
    assert_eq!(one.by_sms.iter().collect::<BTreeSet<_>>().len(), one.by_sms.len(), "no number twice");
}

#[test]
fn the_sample_directory_is_varied_and_faultless() {
    let mut file = csv::Reader::from_reader(&include_bytes!("../data/sample.csv")[..]);
    assert_eq!(
        file.headers().unwrap(),
        ["username", "realname", "email", "phone", "type", "platform"].as_slice()
    );
    let rows: Vec<_> = file.records().map(Result::unwrap).collect();
    assert!((38..=44).contains(&rows.len()), "{}", rows.len());
    let usernames: BTreeSet<_> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(usernames.len(), rows.len() - 1, "one has two phones");
    for row in &rows {
        assert!(row[2].is_empty() || row[2].ends_with("@example.org"), "{row:?}");
        if !row[3].is_empty() {
            assert!(phonenumber::is_valid(&phonenumber::parse(None, &row[3]).unwrap()), "{row:?}");
        }
        assert!(["", "Mobile", "Landline", "Unknown"].contains(&&row[4]), "{row:?}");
    }
    let some = |test: &dyn Fn(&csv::StringRecord) -> bool| rows.iter().any(test);
    assert!(some(&|row| row[3].is_empty()) && some(&|row| row[2].is_empty()));
    assert!(some(&|row| &row[4] == "Landline") && some(&|row| &row[4] == "Mobile" && &row[5] == "Unknown"));
}
