//! The form that takes a file.

use super::back_to;
use crate::language::Words;
use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::Region;
use onramp_domain::import::{COLUMNS, FileError, Import, Stage};
use onramp_usecases::Principal;
use onramp_usecases::import_file::{self, MOST_BYTES, MOST_ROWS, Upload, UploadError};
use onramp_web::Response;

/// Bytes of a megabyte, as spreadsheets and file managers count.
const MEGABYTE: usize = 1_000_000;
/// Rows that are looked at in the request that brings them.
const SMALL: u64 = 2_000;

#[derive(Template)]
#[template(path = "import/upload.html")]
struct Page<'a> {
    shell: Shell<'a>,
    /// Where numbers without a country code are taken to be.
    region: Region,
    /// What is wrong with the file that was sent.
    problem: Option<String>,
    /// Their imports that are not over, newest first.
    mine: Vec<Import>,
}

impl Page<'_> {
    /// The field at fault and what is wrong, as the summary lists it.
    fn problems(&self) -> Vec<(&'static str, &str)> {
        self.problem.iter().map(|problem| ("file", problem.as_str())).collect()
    }

    #[expect(clippy::unused_self, reason = "templates call it")]
    const fn most_bytes(&self) -> usize {
        MOST_BYTES
    }

    #[expect(clippy::unused_self, reason = "templates call it")]
    const fn most_megabytes(&self) -> usize {
        MOST_BYTES / MEGABYTE
    }

    #[expect(clippy::unused_self, reason = "templates call it")]
    const fn most_rows(&self) -> usize {
        MOST_ROWS
    }

    fn stage(&self, import: &Import) -> String {
        self.shell.t(match import.stage {
            Stage::Checking => "import-stage-checking",
            Stage::Checked => "import-stage-checked",
            Stage::Importing => "import-stage-importing",
            Stage::Done => "import-stage-done",
        })
    }
}

/// The form.
pub async fn form<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    principal: &Principal,
) -> Result<Response, Stop> {
    let mine = import_file::mine(&console.store, principal, visit.now).await?;
    reply::page(
        StatusCode::OK,
        &Page { shell: visitor.shell(visit), region: visit.settings.region, problem: None, mine },
    )
}

/// Takes a file. Of most files all is looked at in the same request; a large one takes its time to be read.
pub async fn take<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    principal: &Principal,
) -> Result<Response, Stop> {
    let refused = match &visitor.form.file {
        None => visit.words.t("import-file-none"),
        Some(file) if file.name.is_empty() && file.content.is_empty() => visit.words.t("import-file-none"),
        Some(file) => {
            let upload = Upload { name: &file.name, text: &file.content };
            let (store, chance) = (&console.store, &console.chance);
            match import_file::upload(store, chance, principal, upload, visit.settings.region, visit.now)
                .await
            {
                Ok(import) => {
                    let id = &import.import_id;
                    if import.rows_to_take() <= SMALL {
                        import_file::go_on(store, chance, &console.clock, principal, id).await?;
                    }
                    return Ok(back_to(id));
                }
                Err(UploadError::File(error)) => why(&visit.words, &error),
                Err(UploadError::Other(error)) => return Err(error.into()),
            }
        }
    };
    let mine = import_file::mine(&console.store, principal, visit.now).await?;
    let page =
        Page { shell: visitor.shell(visit), region: visit.settings.region, problem: Some(refused), mine };
    reply::page(StatusCode::BAD_REQUEST, &page)
}

/// Why a file cannot be used, and what to do about it.
pub fn why(words: &Words<'_>, error: &FileError) -> String {
    match error {
        FileError::Empty => words.t("import-file-empty"),
        FileError::TooLarge(bytes) => words.t1("import-file-too-large", "megabytes", bytes / MEGABYTE),
        FileError::NotText => words.t("import-file-not-text"),
        FileError::Encoding(line) => words.t1("import-file-encoding", "line", *line),
        FileError::Columns(missing) if missing.len() == COLUMNS.len() => words.t("import-file-no-heading"),
        FileError::Columns(missing) => words.t1("import-file-columns", "columns", missing.join(", ")),
        FileError::NoRows => words.t("import-file-no-rows"),
        FileError::TooManyRows(rows) => words.t1("import-file-too-many", "rows", *rows),
        FileError::LongRow(line) => words.t1("import-file-long-row", "line", *line),
    }
}
