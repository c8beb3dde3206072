//! An uploaded directory file on its way into the directory: checked first, imported once someone confirms it.

use super::ImportRow;
use crate::{Action, Event, EventId, FieldError, ImportId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Rows of each kind that are shown: enough to see what a file does.
pub const SHOWN: usize = 100;

/// What became of a file's rows, or would.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

impl Summary {
    /// A line of the administrator log with these counts.
    #[must_use]
    pub fn noted_in(self, event: Event) -> Event {
        let Self { created, changed, unchanged, refused } = self;
        let counts =
            [("created", created), ("changed", changed), ("unchanged", unchanged), ("refused", refused)];
        counts.into_iter().fold(event, |event, (name, count)| event.with(name, count.to_string()))
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, changed, unchanged, refused } = self;
        write!(f, "{created} rows created, {changed} changed, {unchanged} unchanged, {refused} refused")
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// What it would do is being found out.
    Checking,
    /// That is known, and it waits for someone to confirm it.
    Checked,
    /// It is being carried out.
    Importing,
    /// It is over.
    Done,
}

impl Stage {
    /// The stage as storage writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Importing => "importing",
            Self::Done => "done",
        }
    }
}

/// An uploaded file, without its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Its id.
    pub import_id: ImportId,
    /// Who uploaded it, and alone may see it.
    pub subject: String,
    /// How the file is called.
    pub file_name: String,
    /// When it was uploaded, in Unix seconds.
    pub created_at: i64,
    /// Its first line.
    pub header: Vec<String>,
    /// What stands between its cells.
    pub separator: u8,
    /// All its rows.
    pub rows: u64,
    /// Rows that the file itself tells are wrong.
    pub refused_at_once: u64,
    /// How many of the others are on each page.
    pub pages: Vec<u32>,
    /// How far it is.
    pub stage: Stage,
    /// The page on which the next row is.
    pub page: u32,
    /// The next row of that page.
    pub row: u32,
    /// What became of the rows so far, in this stage.
    pub counts: Summary,
    /// When it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_at: Option<i64>,
    /// Until when someone is at work on it who need not be waited for any longer then.
    pub claimed_until: i64,
    /// Counts its changes: one that was decided on an older version is void.
    pub version: u64,
}

impl Import {
    /// How long it is kept, in seconds: it holds personal data.
    pub const KEEP: i64 = 86_400;

    /// When it is gone.
    pub fn expires_at(&self) -> i64 {
        self.created_at.saturating_add(Self::KEEP)
    }

    /// Whether rows are left to be looked at in this stage.
    pub fn is_under_way(&self) -> bool {
        matches!(self.stage, Stage::Checking | Stage::Importing)
    }

    /// Rows that are looked at in each stage.
    pub fn rows_to_take(&self) -> u64 {
        self.pages.iter().map(|rows| u64::from(*rows)).sum()
    }

    /// Rows that were looked at in this stage.
    pub fn rows_taken(&self) -> u64 {
        let before = self.pages.iter().zip(0..self.page).map(|(rows, _)| u64::from(*rows));
        before.sum::<u64>() + u64::from(self.row)
    }

    /// Goes on by so many rows of this page. Behind the last row the stage is over.
    pub fn pass(&mut self, rows: u32) {
        self.row += rows;
        if self.pages.get(self.page as usize).is_none_or(|all| self.row >= *all) {
            self.page += 1;
            self.row = 0;
        }
        if self.page as usize >= self.pages.len() {
            self.stage = match self.stage {
                Stage::Checking | Stage::Checked => Stage::Checked,
                Stage::Importing | Stage::Done => Stage::Done,
            };
        }
    }

    /// Begins anew, to carry out what was found.
    pub fn confirm(&mut self, now: i64) {
        self.stage = Stage::Importing;
        self.confirmed_at = Some(now);
        (self.page, self.row) = (0, 0);
        self.counts = Summary { refused: self.refused_at_once, ..Summary::default() };
    }

    /// Its line of the administrator log, once it was confirmed: the same line, however far it is.
    pub fn event(&self) -> Option<Event> {
        let (id, action) = (EventId::for_import(&self.import_id), Action::UserImport);
        let event = Event::new(id, action, self.import_id.as_str(), &self.subject, self.confirmed_at?);
        Some(self.counts.noted_in(event).with("rows", self.rows.to_string()))
    }
}

/// What of the directory a row brings or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// A user that is new.
    User,
    /// A phone that is new.
    Phone,
    /// A phone that there was, and is attached to one user more.
    Attached,
    /// The user's name.
    Realname,
    /// The user's address.
    Email,
    /// The language of messages to the user.
    Language,
    /// The phone's type.
    Type,
    /// The phone's platform.
    Platform,
}

/// A row that waits to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingRow {
    /// The line that it begins on.
    pub line: u64,
    /// What it says.
    pub row: ImportRow,
    /// Its cells as they were.
    pub cells: Vec<String>,
}

impl PendingRow {
    /// How much there is of it to store.
    pub fn bytes(&self) -> usize {
        cells_bytes(&self.cells)
    }
}

/// A refused row as it was, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    /// The line that it begins on.
    pub line: u64,
    /// Its cells as they were.
    pub cells: Vec<String>,
    /// Why.
    pub error: FieldError,
}

impl RefusedRow {
    /// How much there is of it to store.
    pub fn bytes(&self) -> usize {
        cells_bytes(&self.cells)
    }
}

fn cells_bytes(cells: &[String]) -> usize {
    cells.iter().map(|cell| cell.len() + 1).sum()
}

/// A row as it is shown that was taken, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenRow {
    /// The line that it begins on.
    pub line: u64,
    /// The user's username.
    pub username: String,
    /// What it brings or changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
}

/// A refused row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The line that it begins on.
    pub line: u64,
    /// The user's username, as it was typed.
    pub username: String,
    /// Why.
    pub error: FieldError,
}

/// The rows that are shown: at most [`SHOWN`] of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// Those that the file itself tells are wrong.
    pub refused_at_once: Vec<Refusal>,
    /// Those that the directory refused.
    pub refused: Vec<Refusal>,
    /// Those that brought a user or a phone.
    pub created: Vec<SeenRow>,
    /// Those that changed one.
    pub changed: Vec<SeenRow>,
    /// Those that said what was known.
    pub unchanged: Vec<SeenRow>,
}

impl Shown {
    /// All refused ones in the order of the file.
    pub fn all_refused(&self) -> Vec<&Refusal> {
        let mut all: Vec<_> = self.refused_at_once.iter().chain(&self.refused).collect();
        all.sort_by_key(|refusal| refusal.line);
        all.truncate(SHOWN);
        all
    }

    /// Nothing but what the file itself tells.
    #[must_use]
    pub fn at_once(self) -> Self {
        Self { refused_at_once: self.refused_at_once, ..Self::default() }
    }

    /// Nothing but what was refused.
    #[must_use]
    pub fn refused_only(self) -> Self {
        Self { refused_at_once: self.refused_at_once, refused: self.refused, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(pages: &[u32]) -> Import {
        Import {
            import_id: ImportId::from_random(1),
            subject: "ada".into(),
            file_name: "people.csv".into(),
            created_at: 0,
            header: Vec::new(),
            separator: b',',
            rows: 8,
            refused_at_once: 1,
            pages: pages.to_vec(),
            stage: Stage::Checking,
            page: 0,
            row: 0,
            counts: Summary::default(),
            confirmed_at: None,
            claimed_until: 0,
            version: 0,
        }
    }

    #[test]
    fn an_import_is_checked_page_by_page_and_then_done_from_the_start() {
        let mut import = import(&[5, 2]);
        import.pass(3);
        assert_eq!((import.rows_taken(), import.rows_to_take(), import.stage), (3, 7, Stage::Checking));
        import.pass(2);
        assert_eq!((import.page, import.row, import.rows_taken()), (1, 0, 5));
        import.pass(2);
        assert_eq!((import.rows_taken(), import.stage, import.event()), (7, Stage::Checked, None));
        import.confirm(9);
        assert_eq!((import.rows_taken(), import.stage, import.counts.refused), (0, Stage::Importing, 1));
        let begun = import.event().unwrap();
        import.pass(5);
        import.pass(2);
        assert_eq!(import.stage, Stage::Done);
        let done = import.event().unwrap();
        assert_eq!((begun.event_id, begun.at), (done.event_id, done.at), "one line");
        assert_eq!(done.facts["rows"], "8");
    }
}
