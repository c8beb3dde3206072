//! Importing people from a file: what is refused is explained and kept, and importing again changes nothing.

use crate::{BY_EMAIL, PEOPLE, PROGRAM, usernames};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Count, HEADING, Home, Onramp, START};

const GOOD: &str = "ada,Ada Lovelace,ada@example.org,+12125550101,Mobile,Apple iOS\n";
/// Rows that are refused, and the field at fault.
const BAD: [(&str, &str); 6] = [
    ("bob,Bob,bob@,+12125550102,Mobile,Apple iOS", "email"),
    ("cyd,\"Cyd, Jr.\",cyd@example.org,12345,Mobile,Apple iOS", "phone"),
    ("dan,Dan,dan@example.org,+12125550104,Pager,Apple iOS", "type"),
    ("eve,Eve,eve@example.org,+12125550105,Mobile,Toaster", "platform"),
    (",Nobody,nobody@example.org,+12125550106,Mobile,Apple iOS", "username"),
    ("ada,Someone Else,else@example.org,+12125550107,Mobile,Apple iOS", "username"),
];

fn records(csv: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A line of the output that says so of a row.
fn explains(printed: &str, line: usize, field: &str) -> bool {
    printed.lines().any(|text| {
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let number = line.to_string();
        words.clone().any(|word| word == number) && words.any(|word| word == field) && text.len() > 20
    })
}

#[tokio::test]
async fn a_refused_row_is_explained_by_line_field_and_reason_and_kept_beside_the_input() {
    if !onramp_tests::may_start("a process that can be ended") {
        return;
    }
    let bad = BAD.map(|(row, _)| row).join("\n");
    let home = Home::new();
    let mut options = home.import(format!("{HEADING}{GOOD}{bad}\n").as_bytes()).to_vec();
    options.push("--memory".to_owned());
    let app = Onramp::on(home.start(PROGRAM, &options, START).await).await;
    assert_eq!(app.count().await, Count { email: 1, sms: 1 });
    let (_, printed, home) = app.into_stack().interrupt().await;
    for (at, (_, field)) in BAD.iter().enumerate() {
        assert!(explains(&printed, at + 3, field), "line {} {field}: {printed}", at + 3);
    }

    let kept = records(&std::fs::read(home.file("people.refused.csv")).unwrap());
    assert_eq!(
        kept[0],
        ["username", "realname", "email", "phone", "type", "platform", "line", "field", "reason"]
    );
    let given = records(bad.as_bytes());
    assert_eq!(kept.len() - 1, given.len());
    for (at, ((row, cells), (_, field))) in kept[1..].iter().zip(&given).zip(BAD).enumerate() {
        assert_eq!(row[..6], cells[..], "the row as it was");
        assert_eq!((row[6].as_str(), row[7].as_str()), ((at + 3).to_string().as_str(), field));
        assert!(!row[8].is_empty(), "a reason: {row:?}");
    }
    let unchanged = std::fs::read_to_string(home.file("people.csv")).unwrap();
    assert_eq!(unchanged, format!("{HEADING}{GOOD}{bad}\n"), "the input is left as it was");
}

#[tokio::test]
async fn a_file_without_faults_leaves_no_file_of_refused_rows() {
    let Some(app) = Onramp::kept(PROGRAM, PEOPLE).await else { return };
    let (status, _, home) = app.into_stack().interrupt().await;
    assert_eq!(status.code(), Some(0));
    assert!(!home.file("people.refused.csv").exists());
}

#[tokio::test]
async fn importing_again_changes_nothing() {
    let Some(app) = Onramp::kept(PROGRAM, PEOPLE).await else { return };
    app.press(&app.link_for(&app.row(Email, "ada.lovelace").await.phone_id).await.url).await.expect(200);
    app.link_for(&app.row(Email, "bo.tablet").await.phone_id).await;
    let (email, sms, count) = (app.unactivated(Email).await, app.unactivated(Sms).await, app.count().await);
    let (_, _, home) = app.into_stack().interrupt().await;
    let options = home.import(PEOPLE.as_bytes());
    let app = Onramp::on(home.start(PROGRAM, &options, START).await).await;
    assert_eq!((app.unactivated(Email).await, app.unactivated(Sms).await), (email, sms));
    assert_eq!(app.count().await, count);
}

#[tokio::test]
async fn a_byte_order_mark_line_ends_of_windows_and_quoted_cells_are_read() {
    let file = "\u{feff}username,realname,email,phone,type,platform\r\n\
        ada,\"Lovelace, Ada\",ada@example.org,+12125550101,Mobile,Apple iOS\r\n\
        \"bo\",\"Bo \"\"B\"\" O'Neil\",bo@example.org,(212) 555-0102,mobile,apple ios\r\n\
        cy,\"two\r\nlines\",cy@example.org,+12125550103,Mobile,Apple iOS\r\n\
        dee,\"Dee\r\n\",dee@example.org,+12125550104,Mobile,Apple iOS\r\n\
        zoë,Zoë 花子,zoe@example.org,+12125550105,Mobile,Google Android";
    let Some(app) = Onramp::kept(PROGRAM, file).await else { return };
    let rows = app.unactivated(Email).await;
    let named = |username: &str| rows.iter().find(|row| row.username == username);
    assert_eq!(named("ada").unwrap().realname, "Lovelace, Ada");
    let bo = named("bo").unwrap();
    assert_eq!((bo.realname.as_str(), bo.number.as_deref()), ("Bo \"B\" O'Neil", Some("+12125550102")));
    assert_eq!(named("dee").unwrap().realname, "Dee");
    assert_eq!(named("zoë").unwrap().realname, "Zoë 花子");

    // A name of two lines is one cell of one row, and no name.
    assert!(named("cy").is_none());
    assert_eq!(rows.len(), 4);
    let (_, printed, home) = app.into_stack().interrupt().await;
    assert!(explains(&printed, 4, "realname"), "{printed}");
    let kept = records(&std::fs::read(home.file("people.refused.csv")).unwrap());
    assert_eq!((kept.len(), kept[1][1].as_str()), (2, "two\r\nlines"));
}

#[tokio::test]
async fn columns_may_stand_in_any_order() {
    let file = "platform,type,phone,email,realname,username\nApple iOS,Mobile,+12125550101,ada@example.org,Ada,ada\n";
    let app = Onramp::with_people(PROGRAM, file).await;
    assert_eq!(app.row(Email, "ada").await.number.as_deref(), Some("+12125550101"));
}

#[tokio::test]
async fn the_people_of_a_file_are_all_there_are() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    assert_eq!(usernames(&app.unactivated(Email).await), BY_EMAIL, "no one of the sample directory");
}
