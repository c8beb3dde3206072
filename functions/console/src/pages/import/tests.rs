//! That whatever a file may be told has its message, and that the sample is a good one.

use super::*;
use crate::Catalogs;
use crate::language::Locale;
use onramp_domain::import::{DirectoryFile, FileError};
use onramp_domain::{FieldError, Region};
use onramp_usecases::import_people::{Earlier, Numbered};

/// What a file's rows are refused for.
fn refusals(text: &str) -> Vec<FieldError> {
    let file = DirectoryFile::open(text.as_bytes(), Region::default()).unwrap();
    let mut earlier = Earlier::default();
    file.filter_map(|found| {
        let line = found.line;
        found.row.and_then(|row| earlier.admit(&Numbered { line, row })).err()
    })
    .collect()
}

const HEADING: &str = "username,realname,email,phone,type,platform\n";

#[test]
fn whatever_a_row_is_refused_for_is_told_in_the_readers_language() {
    let long = "x".repeat(201);
    let rows = [
        ",,,,,".to_owned(),
        format!("a,{long},,,,"),
        "b,a\u{7}b,,,,".into(),
        "c,,c at example,,,".into(),
        "d,,ö@example.org,,,".into(),
        "e,,,n/a,,".into(),
        "f,,,12345,,".into(),
        "g,,,,Pager,".into(),
        "h,,,,,Toaster".into(),
        "i,,,,Landline,".into(),
        "j".into(),
        "k,K,,+12125550101,Mobile,".into(),
        "k,Q,,,,".into(),
        "k,K,,+12125550101,Mobile,".into(),
        "l,,,+12125550101,Mobile,Apple iOS".into(),
    ];
    let refused = refusals(&(HEADING.to_owned() + &rows.join("\n")));
    assert_eq!(refused.len(), rows.len() - 1, "{refused:?}");
    let in_languages = HEADING.replace('\n', ",language\n") + "m,,,,,,tlh\nn,,,,,,de\nn,,,,,,fr\n";
    let of_languages = refusals(&in_languages);
    assert_eq!(of_languages.len(), 2, "{of_languages:?}");
    let catalogs = Catalogs::new().unwrap();
    for error in refused.into_iter().chain(of_languages) {
        for saying in [&error.invalid.wrong, &error.invalid.expected] {
            let [english, german, french] =
                Locale::ALL.map(|locale| reasons::told(&catalogs.words(locale), saying));
            assert!(english != **saying && german != english && french != english, "{saying}: {english}");
            assert!(english.ends_with('.') && !english.contains("{$"), "{english}");
        }
    }
}

#[test]
fn every_saying_and_part_has_its_message() {
    let catalogs = Catalogs::new().unwrap();
    let words = catalogs.words(Locale::English);
    let keys = reasons::keys().into_iter().chain(show::keys().into_iter().map(str::to_owned));
    for key in keys.chain(["flash-import-gone", "flash-import-stopped"].map(str::to_owned)) {
        assert!(words.find(&key, &[]).is_some(), "{key}");
    }
    let errors = [
        FileError::Empty,
        FileError::TooLarge(4_000_000),
        FileError::NotText,
        FileError::Encoding(7),
        FileError::Columns(vec!["email"]),
        FileError::NoRows,
        FileError::TooManyRows(20_000),
        FileError::LongRow(3),
    ];
    let told: std::collections::BTreeSet<_> = errors.iter().map(|error| upload::why(&words, error)).collect();
    assert_eq!(told.len(), errors.len());
    assert!(told.iter().any(|text| text.contains("4 MB")), "{told:?}");
}

#[test]
fn nothing_of_the_sample_is_refused_whatever_the_region() {
    for region in ["US", "DE", "FR"] {
        let file = DirectoryFile::open(SAMPLE.as_bytes(), Region::parse(region).unwrap()).unwrap();
        let rows: Vec<_> = file.map(|found| found.row.map(|_| found.line)).collect();
        assert_eq!(rows, [Ok(2), Ok(3), Ok(4), Ok(5), Ok(6)]);
    }
    assert!(refusals(SAMPLE).is_empty());
}
