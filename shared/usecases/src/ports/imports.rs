//! Uploaded directory files on their way into the directory.

use super::Answer;
use onramp_domain::ImportId;
use onramp_domain::import::{Import, PendingRow, RefusedRow, Shown};
use std::future::Future;

/// What a step of an import came to.
#[derive(Debug)]
pub struct ImportStep<'a> {
    /// The import as it stood.
    pub before: &'a Import,
    /// As it stands now, its version one up.
    pub after: &'a Import,
    /// The rows that are shown, if they are others now.
    pub shown: Option<&'a Shown>,
    /// The rows of the step that were refused.
    pub refused: &'a [RefusedRow],
}

/// Uploaded directory files.
pub trait Imports: Send + Sync {
    /// Writes an import down: its rows first, so that one that is found is whole. One write for each page and each so many
    /// refused rows.
    fn begin_import(
        &self,
        import: &Import,
        pages: &[Vec<PendingRow>],
        refused: &[RefusedRow],
        shown: &Shown,
    ) -> impl Future<Output = Answer<()>> + Send;

    /// An import, whether it still counts or not. One read.
    fn import(&self, id: &ImportId) -> impl Future<Output = Answer<Option<Import>>> + Send;

    /// The newest imports of someone. One query, which a change reaches in a moment.
    fn imports_of(&self, subject: &str, limit: usize) -> impl Future<Output = Answer<Vec<Import>>> + Send;

    /// The rows of a page. One read.
    fn pending_rows(&self, id: &ImportId, page: u32) -> impl Future<Output = Answer<Vec<PendingRow>>> + Send;

    /// The rows that are shown. One read.
    fn shown_rows(&self, id: &ImportId) -> impl Future<Output = Answer<Shown>> + Send;

    /// The rows that were refused in this stage or by the file itself, in any order. A query for each megabyte.
    fn refused_rows(&self, import: &Import) -> impl Future<Output = Answer<Vec<RefusedRow>>> + Send;

    /// Writes down what a step came to, with the import's line of the administrator log. One transaction. False if the
    /// import is not as it stood.
    fn save_import(&self, step: &ImportStep<'_>) -> impl Future<Output = Answer<bool>> + Send;

    /// Deletes the rows of an import that is over, but for those that it refused. A query and a write for each page.
    fn forget_rows(&self, import: &Import) -> impl Future<Output = Answer<()>> + Send;

    /// Deletes an import with all its rows. The same.
    fn delete_import(&self, id: &ImportId) -> impl Future<Output = Answer<()>> + Send;
}
