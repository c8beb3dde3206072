//! Bringing people in from an uploaded file: read whole, then looked at in steps that an administrator waits for, first
//! to tell what it would do and then, once confirmed, to do it.

use crate::import_people::{BATCH, Earlier, Numbered, Outcome, RowEnd, take_rows};
use crate::ports::{Chance, Clock, Directory, ImportStep, Imports};
use crate::rehearse::Rehearsal;
use crate::{Error, Principal};
use onramp_domain::import::{
    DirectoryFile, FileError, FileRow, Import, PAGE_BYTES, PendingRow, Refusal, RefusedRow, SHOWN, SeenRow,
    Shown, Stage, Summary, pages, readable,
};
use onramp_domain::{FieldError, ImportId, Permission, Region};

/// Largest file, in bytes. Lambda is given 6 MB, of which a third goes into how they are written.
pub const MOST_BYTES: usize = 4_000_000;
/// Most rows of a file.
pub const MOST_ROWS: usize = 20_000;
/// Longest row, in bytes.
const LONGEST: usize = 10_000;
/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 100;
/// Most imports that someone is shown.
const MINE: usize = 10;
/// How long a request goes on before it tells how far it is, in milliseconds. A page more may follow: some two seconds.
const BUDGET_MS: i64 = 3_000;
/// How long others keep away from an import that someone is at work on: longer than any request lives.
const CLAIM: i64 = 30;

/// A file as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// How it is called.
    pub name: &'a str,
    /// What is in it.
    pub text: &'a [u8],
}

/// Why an upload was not taken.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// Something else.
    #[error(transparent)]
    Other(#[from] Error),
}

/// Reads a file, and keeps its rows for the steps to come. Nothing of the directory is changed.
pub async fn upload(
    store: &impl Imports,
    chance: &dyn Chance,
    principal: &Principal,
    Upload { name, text }: Upload<'_>,
    region: Region,
    now: i64,
) -> Result<Import, UploadError> {
    principal.must(Permission::Manage)?;
    if text.len() > MOST_BYTES {
        return Err(FileError::TooLarge(MOST_BYTES).into());
    }
    readable(text)?;
    let file = DirectoryFile::open(text, region)?;
    let header = file.header.iter().map(text_of).collect();
    let separator = file.separator;
    let Sorted { rows, pending, refused, shown } = sort(file)?;
    let pages = pages(pending);
    let import = Import {
        import_id: ImportId::from_random(chance.bits()),
        subject: principal.subject.clone(),
        file_name: name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect(),
        created_at: now,
        header,
        separator,
        rows,
        refused_at_once: refused.len() as u64,
        pages: pages.iter().map(|rows| u32::try_from(rows.len()).unwrap_or(u32::MAX)).collect(),
        stage: if pages.is_empty() { Stage::Checked } else { Stage::Checking },
        page: 0,
        row: 0,
        counts: Summary { refused: refused.len() as u64, ..Summary::default() },
        confirmed_at: None,
        claimed_until: 0,
        version: 0,
    };
    store.begin_import(&import, &pages, &refused, &shown).await.map_err(Error::from)?;
    Ok(import)
}

/// A file's rows by whether they can be taken, as far as the file itself tells.
struct Sorted {
    rows: u64,
    pending: Vec<PendingRow>,
    refused: Vec<RefusedRow>,
    shown: Shown,
}

fn sort(mut file: DirectoryFile<'_>) -> Result<Sorted, FileError> {
    let mut sorted = Sorted { rows: 0, pending: Vec::new(), refused: Vec::new(), shown: Shown::default() };
    let mut earlier = Earlier::default();
    while let Some(FileRow { line, record, row, .. }) = file.next() {
        sorted.rows += 1;
        if sorted.rows > MOST_ROWS as u64 {
            return Err(FileError::TooManyRows(MOST_ROWS));
        }
        if record.as_slice().len() > LONGEST.min(PAGE_BYTES) {
            return Err(FileError::LongRow(line));
        }
        let cells = record.iter().map(text_of).collect();
        let row = row.map(|row| Numbered { line, row });
        match row.and_then(|row| earlier.admit(&row).map(|()| row)) {
            Ok(Numbered { row, .. }) => sorted.pending.push(PendingRow { line, row, cells }),
            Err(error) => {
                if sorted.shown.refused_at_once.len() < SHOWN {
                    let refusal = Refusal { line, username: file.username(&record), error: error.clone() };
                    sorted.shown.refused_at_once.push(refusal);
                }
                sorted.refused.push(RefusedRow { line, cells, error });
            }
        }
    }
    if sorted.rows == 0 { Err(FileError::NoRows) } else { Ok(sorted) }
}

fn text_of(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

/// An import of theirs. Those of others are not there for them: what is in a file is its uploader's business.
pub async fn find(
    store: &impl Imports,
    principal: &Principal,
    id: &ImportId,
    now: i64,
) -> Result<Import, Error> {
    principal.must(Permission::Manage)?;
    let import = store.import(id).await?;
    let theirs = |import: &Import| import.subject == principal.subject && now < import.expires_at();
    import.filter(theirs).ok_or(Error::NotFound("import"))
}

/// The rows of an import that are shown.
pub async fn shown(store: &impl Imports, import: &Import) -> Result<Shown, Error> {
    Ok(store.shown_rows(&import.import_id).await?)
}

/// Their newest imports.
pub async fn mine(store: &impl Imports, principal: &Principal, now: i64) -> Result<Vec<Import>, Error> {
    principal.must(Permission::Manage)?;
    let mut imports = store.imports_of(&principal.subject, MINE).await?;
    imports.retain(|import| now < import.expires_at());
    Ok(imports)
}

/// Goes on with an import for some seconds: how it stands then. While someone else is at work on it, nothing is done.
pub async fn go_on<S: Imports + Directory>(
    store: &S,
    chance: &dyn Chance,
    clock: &impl Clock,
    principal: &Principal,
    id: &ImportId,
) -> Result<Import, Error> {
    let began = clock.now_ms();
    let now = clock.now();
    let found = find(store, principal, id, now).await?;
    if !found.is_under_way() || now < found.claimed_until {
        return Ok(found);
    }
    let claimed = Import { claimed_until: now + CLAIM, version: found.version + 1, ..found.clone() };
    if !store.save_import(&ImportStep { before: &found, after: &claimed, shown: None, refused: &[] }).await? {
        return find(store, principal, id, now).await;
    }
    let mut step = Step { import: claimed, shown: store.shown_rows(id).await? };
    loop {
        let more = clock.now_ms() < began + BUDGET_MS;
        match step.take(store, chance, clock, began + BUDGET_MS).await {
            Ok(true) if step.import.is_under_way() && more => {}
            Ok(true) => break,
            // It was discarded, or someone else took it over.
            Ok(false) => return find(store, principal, id, clock.now()).await,
            Err(error) => {
                step.release(store).await?;
                return Err(error);
            }
        }
    }
    if step.import.is_under_way() {
        step.release(store).await?;
    }
    if step.import.stage == Stage::Done {
        store.forget_rows(&step.import).await?;
    }
    Ok(step.import)
}

/// What was found is to be done. One that is not waiting for this stays as it is.
pub async fn confirm(
    store: &impl Imports,
    principal: &Principal,
    id: &ImportId,
    now: i64,
) -> Result<(), Error> {
    let found = find(store, principal, id, now).await?;
    if found.stage != Stage::Checked || found.pages.is_empty() {
        return Ok(());
    }
    let mut import = Import { version: found.version + 1, ..found.clone() };
    import.confirm(now);
    let shown = store.shown_rows(id).await?.at_once();
    // Whoever was first confirmed it.
    store
        .save_import(&ImportStep { before: &found, after: &import, shown: Some(&shown), refused: &[] })
        .await?;
    Ok(())
}

/// Deletes an import: what was taken stays, what was not is not.
pub async fn discard(
    store: &impl Imports,
    principal: &Principal,
    id: &ImportId,
    now: i64,
) -> Result<Import, Error> {
    let found = find(store, principal, id, now).await?;
    store.delete_import(id).await?;
    Ok(found)
}

/// The rows that an import refused, or would, in the order of the file.
pub async fn refused(
    store: &impl Imports,
    principal: &Principal,
    id: &ImportId,
    now: i64,
) -> Result<(Import, Vec<RefusedRow>), Error> {
    let import = find(store, principal, id, now).await?;
    let mut rows = store.refused_rows(&import).await?;
    rows.sort_by_key(|row| row.line);
    Ok((import, rows))
}

/// An import that is being worked on, and the rows that are shown of it.
struct Step {
    import: Import,
    shown: Shown,
}

impl Step {
    /// Takes the rest of a page, as far as there is time for it. False if the import is not theirs to go on with any more.
    async fn take<S: Imports + Directory>(
        &mut self,
        store: &S,
        chance: &dyn Chance,
        clock: &impl Clock,
        until_ms: i64,
    ) -> Result<bool, Error> {
        let rows = store.pending_rows(&self.import.import_id, self.import.page).await?;
        let rest = rows.get(self.import.row as usize..).unwrap_or_default();
        if rest.is_empty() {
            return Err(Error::NotFound("import"));
        }
        let before = self.import.clone();
        let mut refused = Vec::new();
        let mut failed = None;
        let rehearsal = Rehearsal::on(store);
        for batch in rest.chunks(BATCH) {
            let numbered: Vec<_> = batch
                .iter()
                .map(|PendingRow { line, row, .. }| Numbered { line: *line, row: row.clone() })
                .collect();
            let now = clock.now();
            let outcomes = match before.stage {
                // What a page tells stands together: it is looked at whole.
                Stage::Checking | Stage::Checked => take_rows(&rehearsal, chance, &numbered, now).await?,
                Stage::Importing | Stage::Done => match take_rows(store, chance, &numbered, now).await {
                    Ok(outcomes) => outcomes,
                    // What was done before is written down all the same.
                    Err(error) => {
                        failed = Some(error);
                        break;
                    }
                },
            };
            for (row, outcome) in batch.iter().zip(outcomes) {
                refused.extend(self.note(row, outcome));
            }
            self.import.pass(u32::try_from(batch.len()).unwrap_or(u32::MAX));
            if before.stage == Stage::Importing && clock.now_ms() >= until_ms {
                break;
            }
        }
        let saved = self.save(store, &before, &refused).await?;
        failed.map_or(Ok(saved), Err)
    }

    /// Counts what became of a row, and keeps it to be shown if there is room.
    fn note(&mut self, row: &PendingRow, Outcome { end, parts }: Outcome) -> Option<RefusedRow> {
        let PendingRow { line, row, cells } = row;
        let username = row.username.as_str().to_owned();
        let (count, shown) = match end {
            RowEnd::Created => (&mut self.import.counts.created, &mut self.shown.created),
            RowEnd::Changed => (&mut self.import.counts.changed, &mut self.shown.changed),
            RowEnd::Unchanged => (&mut self.import.counts.unchanged, &mut self.shown.unchanged),
            RowEnd::Refused(error) => return Some(self.refuse(*line, username, cells, error)),
        };
        *count += 1;
        if shown.len() < SHOWN {
            shown.push(SeenRow { line: *line, username, parts });
        }
        None
    }

    fn refuse(&mut self, line: u64, username: String, cells: &[String], error: FieldError) -> RefusedRow {
        self.import.counts.refused += 1;
        if self.shown.refused.len() < SHOWN {
            self.shown.refused.push(Refusal { line, username, error: error.clone() });
        }
        RefusedRow { line, cells: cells.to_vec(), error }
    }

    async fn save<S: Imports + Directory>(
        &mut self,
        store: &S,
        before: &Import,
        refused: &[RefusedRow],
    ) -> Result<bool, Error> {
        self.import.version += 1;
        if !self.import.is_under_way() {
            self.import.claimed_until = 0;
        }
        if self.import.stage == Stage::Done {
            self.shown = std::mem::take(&mut self.shown).refused_only();
        }
        let step = ImportStep { before, after: &self.import, shown: Some(&self.shown), refused };
        if store.save_import(&step).await? {
            return Ok(true);
        }
        // One that was discarded meanwhile still tells what it did.
        if let (Some(event), None) = (self.import.event(), store.import(&self.import.import_id).await?) {
            store.log(&event).await?;
        }
        Ok(false)
    }

    /// Lets others go on with it.
    async fn release(&mut self, store: &impl Imports) -> Result<(), Error> {
        let before = self.import.clone();
        self.import.claimed_until = 0;
        self.import.version += 1;
        let step = ImportStep { before: &before, after: &self.import, shown: None, refused: &[] };
        store.save_import(&step).await?;
        Ok(())
    }
}
