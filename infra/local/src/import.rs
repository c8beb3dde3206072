//! Importing a directory file: every row is taken or explained, and what was refused is written beside the file.

use indicatif::{ProgressBar, ProgressStyle};
use onramp_domain::import::{COLUMNS, Cells, ImportRow};
use onramp_domain::{FieldError, Invalid, Region};
use onramp_usecases::import_people::{BATCH, Earlier, Numbered, RowEnd, import_people};
use onramp_usecases::ports::{Chance, Directory};
use std::path::{Path, PathBuf};

/// Why a file was not imported at all.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read.
    #[error("{} cannot be read: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Its first line is not the header.
    #[error(
        "the file lacks the column {0}; its first line is to be username,realname,email,phone,type,platform"
    )]
    Column(&'static str),
    /// The refused rows cannot be written.
    #[error("the refused rows cannot be written to {}: {source}", .path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: csv::Error,
    },
    /// The store failed on the way; importing again takes the rest.
    #[error("the import stopped before line {line}: {source}; import the file again to take the rest")]
    Stopped {
        /// The first line that was perhaps not taken.
        line: u64,
        /// What happened.
        source: Box<onramp_usecases::Error>,
    },
}

/// What became of a file's rows.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Rows that brought a user or a phone.
    pub created: u64,
    /// Rows that changed one.
    pub changed: u64,
    /// Rows that said what was known.
    pub unchanged: u64,
    /// Rows that were refused.
    pub refused: u64,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { created, changed, unchanged, refused } = self;
        write!(f, "{created} rows created, {changed} changed, {unchanged} unchanged, {refused} refused")
    }
}

/// Counts lines as an editor does. The reader's own count lags behind where lines end in CR LF.
struct Lines<'a> {
    text: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that the reader found at a byte, behind what is left there of the line break before.
    fn at(&mut self, start: u64) -> u64 {
        let start = usize::try_from(start).unwrap_or(usize::MAX).min(self.text.len());
        let blank = self.text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.text[self.counted..start + blank];
        self.line += passed.split(|byte| *byte == b'\n').skip(1).count() as u64;
        self.counted = start + blank;
        self.line
    }
}

/// A refused row: as it was, and why.
struct Refused {
    line: u64,
    record: csv::ByteRecord,
    error: FieldError,
}

/// Imports a file, and writes what it refuses to `NAME.refused.csv` beside it.
pub async fn file(
    store: &impl Directory,
    chance: &dyn Chance,
    path: &Path,
    region: Region,
    now: i64,
) -> Result<Summary, ImportError> {
    let text =
        std::fs::read(path).map_err(|source| ImportError::Unreadable { path: path.to_path_buf(), source })?;
    let (summary, header, refused) = rows(store, chance, &text, region, now).await?;
    for row in &refused {
        println!("line {}: {}", row.line, row.error);
    }
    if !refused.is_empty() {
        let beside = path.with_extension("refused.csv");
        write_refused(&beside, &header, &refused)
            .map_err(|source| ImportError::Unwritable { path: beside.clone(), source })?;
        println!("the refused rows are in {}; mend them there and import that file", beside.display());
    }
    Ok(summary)
}

/// Imports a text that is known to be good.
pub async fn sample(
    store: &impl Directory,
    chance: &dyn Chance,
    text: &str,
    now: i64,
) -> Result<Summary, ImportError> {
    rows(store, chance, text.as_bytes(), Region::default(), now).await.map(|(summary, ..)| summary)
}

async fn rows(
    store: &impl Directory,
    chance: &dyn Chance,
    text: &[u8],
    region: Region,
    now: i64,
) -> Result<(Summary, csv::ByteRecord, Vec<Refused>), ImportError> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let header = reader.byte_headers().cloned().unwrap_or_default();
    let places = places(&header)?;
    let bar = progress(text.len() as u64);
    let mut lines = Lines { text, counted: 0, line: 1 };
    let (mut summary, mut refused, mut earlier) = (Summary::default(), Vec::new(), Earlier::default());
    let mut batch: Vec<(Numbered, csv::ByteRecord)> = Vec::with_capacity(BATCH);
    for record in reader.byte_records() {
        // The text is in memory and rows may be of any length: there is no other error left.
        let Ok(record) = record else { continue };
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(start);
        bar.set_position(start);
        let row = read(&record, header.len(), &places, region).map(|row| Numbered { line, row });
        match row.and_then(|row| earlier.admit(&row).map(|()| row)) {
            Ok(row) => batch.push((row, record)),
            Err(error) => refused.push(Refused { line, record, error }),
        }
        if batch.len() == BATCH {
            take(store, chance, now, &mut batch, &mut summary, &mut refused).await?;
        }
    }
    take(store, chance, now, &mut batch, &mut summary, &mut refused).await?;
    bar.finish_and_clear();
    refused.sort_by_key(|row| row.line);
    summary.refused = refused.len() as u64;
    Ok((summary, header, refused))
}

async fn take(
    store: &impl Directory,
    chance: &dyn Chance,
    now: i64,
    batch: &mut Vec<(Numbered, csv::ByteRecord)>,
    summary: &mut Summary,
    refused: &mut Vec<Refused>,
) -> Result<(), ImportError> {
    let (rows, records): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
    let line = rows.first().map_or(0, |row| row.line);
    let ends = import_people(store, chance, &rows, now).await;
    let ends = ends.map_err(|source| ImportError::Stopped { line, source: Box::new(source) })?;
    for ((end, row), record) in ends.into_iter().zip(rows).zip(records) {
        match end {
            RowEnd::Created => summary.created += 1,
            RowEnd::Changed => summary.changed += 1,
            RowEnd::Unchanged => summary.unchanged += 1,
            RowEnd::Refused(error) => refused.push(Refused { line: row.line, record, error }),
        }
    }
    Ok(())
}

/// Where each column stands; others are left aside.
fn places(header: &csv::ByteRecord) -> Result<[usize; 6], ImportError> {
    let mut places = [0; 6];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let at = header.iter().position(|name| name.trim_ascii().eq_ignore_ascii_case(column.as_bytes()));
        *place = at.ok_or(ImportError::Column(column))?;
    }
    Ok(places)
}

fn read(
    record: &csv::ByteRecord,
    columns: usize,
    places: &[usize; 6],
    region: Region,
) -> Result<ImportRow, FieldError> {
    if record.len() != columns {
        let wrong = format!("has {} columns", record.len());
        return Err(Invalid::new(wrong, format!("{columns}, as the first line has")).in_field("row"));
    }
    let mut cells: Cells<'_> = [""; 6];
    for ((cell, place), column) in cells.iter_mut().zip(places).zip(COLUMNS) {
        let bytes = record.get(*place).unwrap_or_default();
        *cell = std::str::from_utf8(bytes)
            .map_err(|_| Invalid::new("is not UTF-8", "text in UTF-8").in_field(column))?;
    }
    ImportRow::parse(cells, region)
}

fn progress(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("importing [{bar:40}] {percent} %, {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// The refused rows as they were, with their lines, fields and reasons in three more columns.
fn write_refused(path: &Path, header: &csv::ByteRecord, refused: &[Refused]) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(path)?;
    let mut first = header.clone();
    for name in ["line", "field", "reason"] {
        first.push_field(name.as_bytes());
    }
    writer.write_byte_record(&first)?;
    for Refused { line, record, error } in refused {
        let mut record = record.clone();
        let reason = error.invalid.to_string();
        for cell in [line.to_string().as_str(), &error.field, &reason] {
            record.push_field(cell.as_bytes());
        }
        writer.write_byte_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}
