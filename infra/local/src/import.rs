//! Importing a directory file: every row is taken or explained, and what was refused is written beside the file.

use csv::ByteRecord;
use indicatif::{ProgressBar, ProgressStyle};
use onramp_domain::import::{DirectoryFile, FileError, FileRow, RefusedRecord, Summary, write_refused};
use onramp_domain::{FieldError, Region};
use onramp_usecases::import_people::{BATCH, Earlier, Numbered, RowEnd, import_people};
use onramp_usecases::ports::{Chance, Directory};
use std::fs::File;
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
    /// It is not such a file.
    #[error(transparent)]
    File(#[from] FileError),
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
    let Imported { summary, header, separator, refused } = rows(store, chance, &text, region, now).await?;
    for row in &refused {
        println!("line {}: {}: {}", row.line, row.field, row.reason);
    }
    if !refused.is_empty() {
        let beside = path.with_extension("refused.csv");
        File::create(&beside)
            .map_err(csv::Error::from)
            .and_then(|into| write_refused(into, separator, &header, refused))
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
    rows(store, chance, text.as_bytes(), Region::default(), now).await.map(|imported| imported.summary)
}

/// What is kept of a file whose rows were imported.
struct Imported {
    summary: Summary,
    header: ByteRecord,
    separator: u8,
    refused: Vec<RefusedRecord>,
}

/// A row that is to be imported, as it was and as it was read.
type Pending = (Numbered, ByteRecord);

async fn rows(
    store: &impl Directory,
    chance: &dyn Chance,
    text: &[u8],
    region: Region,
    now: i64,
) -> Result<Imported, ImportError> {
    let file = DirectoryFile::open(text, region)?;
    let (header, separator) = (file.header.clone(), file.separator);
    let bar = progress(text.len() as u64);
    let mut imported = Imported { summary: Summary::default(), header, separator, refused: Vec::new() };
    let mut earlier = Earlier::default();
    let mut batch: Vec<Pending> = Vec::with_capacity(BATCH);
    for FileRow { line, start, record, row } in file {
        bar.set_position(start);
        let row = row.map(|row| Numbered { line, row });
        match row.and_then(|row| earlier.admit(&row).map(|()| row)) {
            Ok(row) => batch.push((row, record)),
            Err(error) => imported.refuse(line, record, error),
        }
        if batch.len() == BATCH {
            imported.take(store, chance, now, &mut batch).await?;
        }
    }
    imported.take(store, chance, now, &mut batch).await?;
    bar.finish_and_clear();
    imported.refused.sort_by_key(|row| row.line);
    Ok(imported)
}

impl Imported {
    fn refuse(&mut self, line: u64, record: ByteRecord, error: FieldError) {
        let (field, reason) = (error.field.into_owned(), error.invalid.to_string());
        self.refused.push(RefusedRecord { record, line, field, reason });
        self.summary.refused += 1;
    }

    async fn take(
        &mut self,
        store: &impl Directory,
        chance: &dyn Chance,
        now: i64,
        batch: &mut Vec<Pending>,
    ) -> Result<(), ImportError> {
        let (rows, records): (Vec<_>, Vec<_>) = batch.drain(..).unzip();
        let line = rows.first().map_or(0, |row| row.line);
        let ends = import_people(store, chance, &rows, now).await;
        let ends = ends.map_err(|source| ImportError::Stopped { line, source: Box::new(source) })?;
        for ((end, row), record) in ends.into_iter().zip(rows).zip(records) {
            match end {
                RowEnd::Created => self.summary.created += 1,
                RowEnd::Changed => self.summary.changed += 1,
                RowEnd::Unchanged => self.summary.unchanged += 1,
                RowEnd::Refused(error) => self.refuse(row.line, record, error),
            }
        }
        Ok(())
    }
}

fn progress(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("importing [{bar:40}] {percent} %, {eta} left") {
        bar.set_style(style);
    }
    bar
}
