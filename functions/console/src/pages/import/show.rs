//! How far an import is, what it would do, and what it did.

use super::{csv, reasons};
use crate::form::Form;
use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use ::csv::ByteRecord;
use askama::Template;
use http::StatusCode;
use onramp_domain::import::{
    Import, Part, Refusal, RefusedRecord, RefusedRow, SHOWN, SeenRow, Shown, Stage, write_refused,
};
use onramp_domain::{ImportId, harmless};
use onramp_usecases::{Principal, import_file};
use onramp_web::Response;

#[derive(Template)]
#[template(path = "import/progress.html")]
struct Progress<'a> {
    shell: Shell<'a>,
    import: &'a Import,
}

impl Progress<'_> {
    fn is_import(&self) -> bool {
        self.import.stage == Stage::Importing
    }
}

/// A kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Refused,
    Created,
    Changed,
    Unchanged,
}

impl Kind {
    /// In the order in which they are offered: what needs someone's attention first.
    const ALL: [Self; 4] = [Self::Refused, Self::Created, Self::Changed, Self::Unchanged];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }

    fn count(self, import: &Import) -> u64 {
        match self {
            Self::Refused => import.counts.refused,
            Self::Created => import.counts.created,
            Self::Changed => import.counts.changed,
            Self::Unchanged => import.counts.unchanged,
        }
    }
}

#[derive(Template)]
#[template(path = "import/result.html")]
struct Outcome<'a> {
    shell: Shell<'a>,
    import: &'a Import,
    shown: &'a Shown,
    /// The rows that are shown.
    kind: Kind,
}

impl Outcome<'_> {
    fn is_done(&self) -> bool {
        self.import.stage == Stage::Done
    }

    /// Rows that importing does something with.
    fn to_do(&self) -> u64 {
        self.import.counts.created + self.import.counts.changed
    }

    /// The kinds with their counts. Of an import that is over only what was refused is kept.
    fn kinds(&self) -> impl Iterator<Item = (Kind, u64, String)> {
        let path = &self.import.import_id;
        Kind::ALL.into_iter().map(move |kind| {
            let link = format!("/console/import/{path}?rows={}", kind.as_str());
            (kind, kind.count(self.import), link)
        })
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn has_rows(&self, kind: &Kind) -> bool {
        kind.count(self.import) > 0 && (!self.is_done() || *kind == Kind::Refused)
    }

    fn rows(&self) -> &[SeenRow] {
        match self.kind {
            Kind::Refused => &[],
            Kind::Created => &self.shown.created,
            Kind::Changed => &self.shown.changed,
            Kind::Unchanged => &self.shown.unchanged,
        }
    }

    fn refused(&self) -> Vec<&Refusal> {
        self.shown.all_refused()
    }

    /// Whether there are more rows of the kind than are shown.
    fn more(&self) -> bool {
        self.kind.count(self.import) > SHOWN as u64
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn kind_name(&self, kind: &Kind) -> String {
        self.shell.t(match (kind, self.is_done()) {
            (Kind::Refused, _) => "import-refused",
            (Kind::Created, false) => "import-to-create",
            (Kind::Changed, false) => "import-to-change",
            (Kind::Unchanged, _) => "import-unchanged",
            (Kind::Created, true) => "import-created",
            (Kind::Changed, true) => "import-changed",
        })
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    fn part(&self, part: &Part) -> String {
        self.shell.t(part_key(*part))
    }

    fn told(&self, saying: &str) -> String {
        reasons::told(&self.shell.words, saying)
    }
}

/// What a row brings or changes, by its name in the catalogs.
fn part_key(part: Part) -> &'static str {
    match part {
        Part::User => "import-part-user",
        Part::Phone => "import-part-phone",
        Part::Attached => "import-part-attached",
        Part::Realname => "import-part-realname",
        Part::Email => "import-part-email",
        Part::Language => "import-part-language",
        Part::Type => "import-part-type",
        Part::Platform => "import-part-platform",
    }
}

/// The page of an import.
pub async fn page<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    principal: &Principal,
    id: &ImportId,
) -> Result<Response, Stop> {
    let import = import_file::find(&console.store, principal, id, visit.now).await?;
    let shell = visitor.shell(visit);
    if import.is_under_way() {
        return reply::page(StatusCode::OK, &Progress { shell, import: &import });
    }
    let shown = import_file::shown(&console.store, &import).await?;
    let query = Form::query(visit.request);
    let asked = Kind::ALL.into_iter().find(|kind| kind.as_str() == query.text("rows"));
    let first = Kind::ALL.into_iter().find(|kind| kind.count(&import) > 0);
    let kind = asked.or(first).unwrap_or(Kind::Unchanged);
    let kind = if import.stage == Stage::Done { Kind::Refused } else { kind };
    reply::page(StatusCode::OK, &Outcome { shell, import: &import, shown: &shown, kind })
}

/// The refused rows as they were, with what is wrong with each. A byte order mark tells spreadsheets the encoding.
pub async fn refused<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    principal: &Principal,
    id: &ImportId,
) -> Result<Response, Stop> {
    let (import, rows) = import_file::refused(&console.store, principal, id, visit.now).await?;
    let cells = |cells: Vec<String>| ByteRecord::from(cells.into_iter().map(harmless).collect::<Vec<_>>());
    let rows = rows.into_iter().map(|RefusedRow { line, cells: row, error }| {
        let (wrong, right) = (&error.invalid.wrong, &error.invalid.expected);
        let told = |saying| reasons::told(&visit.words, saying);
        let reason = visit.words.t2("import-reason", "wrong", told(wrong), "right", told(right));
        RefusedRecord { record: cells(row), line, field: error.field.into_owned(), reason }
    });
    let mut text = "\u{feff}".as_bytes().to_vec();
    write_refused(&mut text, import.separator, &cells(import.header), rows).map_err(|_| Stop::Unavailable)?;
    Ok(csv("refused.csv", text))
}

/// The keys of all messages that may be asked for.
#[cfg(test)]
pub fn keys() -> Vec<&'static str> {
    use Part::{Attached, Email, Language, Phone, Platform, Realname, Type, User};
    [User, Phone, Attached, Realname, Email, Language, Type, Platform].map(part_key).to_vec()
}
