//! The outbox: stands where SES and SNS stand on AWS. Each message is kept as the source that would have gone out.
//!
//! A folder holds `ID.eml` or `ID.txt` for each message and `index.jsonl`, a line for each in the form in which
//! `/outbox.json` gives it. Memory holds only where each line begins, so 100,000 messages take a few megabytes.

mod eml;
mod index;
mod pages;

#[cfg(test)]
mod tests;

pub use eml::OutgoingEmail;
pub use pages::{home, html, routes, steps};

use index::Index;
use jiff::Timestamp;
use onramp_domain::Channel;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Digits, at least eight, counting up.
    pub id: String,
    /// How it would have gone out.
    pub channel: Channel,
    /// The address or the number.
    pub to: String,
    /// An email's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The plain text.
    pub text: String,
    /// When it was handed over, in whole seconds.
    pub sent_at: Timestamp,
}

/// A part of a list, newest first.
#[derive(Debug)]
pub struct Page {
    /// The messages.
    pub entries: Vec<Entry>,
    /// Whether older ones follow.
    pub more: bool,
}

/// The outbox of a folder. Share it in an `Arc`; one process at a time may have a folder open.
#[derive(Debug)]
pub struct Outbox {
    dir: PathBuf,
    index: RwLock<Index>,
}

impl Outbox {
    /// The outbox in a folder, with what earlier runs left there; makes the folder if there is none.
    pub fn open(dir: &Path) -> io::Result<Self> {
        make_private_dir(dir)?;
        let index = Index::open(&dir.join("index.jsonl"))?;
        Ok(Self { dir: dir.to_path_buf(), index: RwLock::new(index) })
    }

    /// Keeps an email and gives its id.
    pub fn keep_email(&self, mail: &OutgoingEmail, now: Timestamp) -> io::Result<String> {
        let entry = |id, sent_at| Entry {
            id,
            channel: Channel::Email,
            to: mail.to.clone(),
            subject: Some(mail.subject.clone()),
            text: mail.text.clone(),
            sent_at,
        };
        self.keep(now, entry, |entry| mail.source(&entry.id, entry.sent_at))
    }

    /// Keeps an SMS and gives its id.
    pub fn keep_sms(&self, to: &str, text: &str, now: Timestamp) -> io::Result<String> {
        let entry = |id, sent_at| Entry {
            id,
            channel: Channel::Sms,
            to: to.to_owned(),
            subject: None,
            text: text.to_owned(),
            sent_at,
        };
        self.keep(now, entry, |entry| Ok(entry.text.as_bytes().to_vec()))
    }

    /// First the source, then the line: a crash between the two leaves a file that the next message replaces.
    fn keep(
        &self,
        now: Timestamp,
        entry: impl FnOnce(String, Timestamp) -> Entry,
        source: impl FnOnce(&Entry) -> io::Result<Vec<u8>>,
    ) -> io::Result<String> {
        let sent_at = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let mut index = self.index.write().unwrap_or_else(PoisonError::into_inner);
        let entry = entry(index.next_id(), sent_at);
        std::fs::write(self.file(&entry), source(&entry)?)?;
        index.append(&entry)?;
        Ok(entry.id)
    }

    /// Every message, newest first, for tests: of that address or number alone, if one is named.
    #[cfg(test)]
    fn list(&self, to: Option<&str>) -> io::Result<Vec<Entry>> {
        Ok(self.page(to, None, usize::MAX)?.entries)
    }

    /// The newest messages: of that address or number alone, and older than that id, if they are named.
    pub fn page(&self, to: Option<&str>, before: Option<&str>, limit: usize) -> io::Result<Page> {
        let before = before.map_or(u64::MAX, |id| index::number(id).unwrap_or(0));
        let mut lines = self.lines(to, before);
        let mut entries = Vec::new();
        while entries.len() < limit {
            match lines.next() {
                Some(line) => entries.push(line?.1),
                None => return Ok(Page { entries, more: false }),
            }
        }
        let more = lines.next().transpose()?.is_some();
        Ok(Page { entries, more })
    }

    /// The lines of the index as they stand now, newest first, each read when it is asked for.
    fn lines(&self, to: Option<&str>, before: u64) -> index::Lines {
        self.read().lines(to, before)
    }

    /// A message.
    pub fn entry(&self, id: &str) -> io::Result<Option<Entry>> {
        let Some(number) = index::number(id) else { return Ok(None) };
        let Some(mut line) = self.read().line(number) else { return Ok(None) };
        line.next().map(|line| line.map(|(_, entry)| entry)).transpose()
    }

    /// A message's source: an email's `.eml`, an SMS's text.
    pub fn source(&self, id: &str) -> io::Result<Option<(Channel, Vec<u8>)>> {
        let Some(entry) = self.entry(id)? else { return Ok(None) };
        match std::fs::read(self.file(&entry)) {
            Ok(source) => Ok(Some((entry.channel, source))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn file(&self, entry: &Entry) -> PathBuf {
        self.dir.join(entry.file_name())
    }

    fn read(&self) -> RwLockReadGuard<'_, Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    /// The name of its source.
    pub fn file_name(&self) -> String {
        let extension = match self.channel {
            Channel::Email => "eml",
            Channel::Sms => "txt",
        };
        format!("{}.{extension}", self.id)
    }
}

/// Makes a folder that only its owner may look into: its messages hold live links.
fn make_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}
