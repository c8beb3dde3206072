//! The outbox: what the mail and SMS services do on AWS. Each message is kept as the source that would have gone out.

mod pages;

pub use pages::answer;

use crate::LocalError;
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::mime::MimePart;
use onramp_domain::message::{Email, Sms};
use onramp_domain::{EmailAddress, PhoneNumber, Settings};
use onramp_usecases::ports::{Clock, Mailer, NotTaken, Texter};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// A message in the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// Eight digits, counting up.
    pub id: String,
    /// `email` or `sms`.
    pub channel: String,
    /// The address or number.
    pub to: String,
    /// An email's subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The plain text.
    pub text: String,
    /// When it was handed over.
    pub sent_at: String,
}

impl Entry {
    /// The name of its source: `.eml`, or `.txt` for an SMS.
    pub fn file_name(&self) -> String {
        format!("{}.{}", self.id, if self.channel == "email" { "eml" } else { "txt" })
    }
}

#[derive(Debug)]
struct Kept {
    entries: Vec<Entry>,
    index: File,
}

/// The outbox, kept in a folder; clones share it.
#[derive(Debug, Clone)]
pub struct Outbox<C> {
    folder: Arc<PathBuf>,
    kept: Arc<RwLock<Kept>>,
    from: Arc<str>,
    clock: C,
}

impl<C: Clock> Outbox<C> {
    /// The outbox in a folder, with what earlier runs left there.
    pub fn open(folder: &Path, settings: &Settings, clock: C) -> Result<Self, LocalError> {
        let unusable = || LocalError::io(format!("the outbox {} cannot be used", folder.display()));
        std::fs::create_dir_all(folder).map_err(unusable())?;
        let path = folder.join("index.jsonl");
        let entries = read_index(&path).map_err(unusable())?;
        let index = OpenOptions::new().create(true).append(true).open(&path).map_err(unusable())?;
        let host = settings.base_url.host().split(':').next().unwrap_or("localhost");
        Ok(Self {
            folder: Arc::new(folder.to_path_buf()),
            kept: Arc::new(RwLock::new(Kept { entries, index })),
            from: format!("{} <no-reply@{host}>", settings.org).into(),
            clock,
        })
    }

    /// Messages, newest first: to that address or number, if one is named; behind that one, if one is named.
    pub fn list(&self, to: Option<&str>, before: Option<&str>, limit: usize) -> Vec<Entry> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let newest_first = kept.entries.iter().rev();
        let wanted = newest_first
            .filter(|entry| to.is_none_or(|to| entry.to.eq_ignore_ascii_case(to)))
            .filter(|entry| before.is_none_or(|before| entry.id.as_str() < before));
        wanted.take(limit).cloned().collect()
    }

    /// A message.
    pub fn entry(&self, id: &str) -> Option<Entry> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.entries.iter().rev().find(|entry| entry.id == id).cloned()
    }

    /// A message's source.
    pub fn source(&self, entry: &Entry) -> io::Result<Vec<u8>> {
        std::fs::read(self.folder.join(entry.file_name()))
    }

    /// Keeps a message: first its source, then its line in the index, so that no line is without its source.
    fn keep(&self, mut entry: Entry, source: &[u8]) -> io::Result<()> {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        let last = kept.entries.last().and_then(|entry| entry.id.parse::<u64>().ok());
        entry.id = format!("{:08}", last.map_or(1, |last| last + 1));
        std::fs::write(self.folder.join(entry.file_name()), source)?;
        let mut line = serde_json::to_vec(&entry)?;
        line.push(b'\n');
        kept.index.write_all(&line)?;
        kept.entries.push(entry);
        Ok(())
    }

    fn sent_at(&self) -> String {
        onramp_domain::rfc3339(self.clock.now())
    }
}

/// The lines of an index. A last one that a crash tore is cut off, so that the next one starts on its own line.
fn read_index(path: &Path) -> io::Result<Vec<Entry>> {
    let Ok(file) = File::open(path) else {
        return Ok(Vec::new());
    };
    let (mut entries, mut whole) = (Vec::new(), 0);
    let mut reader = BufReader::new(file);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let Ok(entry) = serde_json::from_slice(&line) else { break };
        if line.last() != Some(&b'\n') {
            break;
        }
        whole += line.len() as u64;
        entries.push(entry);
        line.clear();
    }
    OpenOptions::new().write(true).open(path)?.set_len(whole)?;
    Ok(entries)
}

/// The email as it would go out: text and HTML, and the QR inline under its Content-ID.
fn eml(from: &str, to: &str, email: &Email, at: i64) -> io::Result<Vec<u8>> {
    let (name, address) = from.trim_end_matches('>').rsplit_once(" <").unwrap_or(("", from));
    let domain = address.rsplit('@').next().unwrap_or("localhost");
    let words = MimePart::new(
        "multipart/alternative",
        vec![
            MimePart::new("text/plain", email.text.as_str()),
            MimePart::new("text/html", email.html.as_str()),
        ],
    );
    let qr = MimePart::new("image/png", email.qr_png.as_slice()).inline().cid(email.qr_content_id);
    let body = MimePart::new("multipart/related", vec![words, qr]);
    let unique = format!("{at}.{}", onramp_usecases::ports::Chance::bits(&onramp_aws::SystemChance));
    MessageBuilder::new()
        .message_id(format!("{unique}@{domain}"))
        .from((name, address))
        .to(to)
        .subject(email.subject.as_str())
        .date(at)
        .header("Auto-Submitted", mail_builder::headers::raw::Raw::new("auto-generated"))
        .body(body)
        .write_to_vec()
}

fn later(error: &io::Error) -> NotTaken {
    NotTaken::Later(error.kind().to_string())
}

impl<C: Clock> Mailer for Outbox<C> {
    async fn mail(&self, to: &EmailAddress, email: &Email) -> Result<(), NotTaken> {
        let entry = Entry {
            id: String::new(),
            channel: "email".to_owned(),
            to: to.as_str().to_owned(),
            subject: Some(email.subject.clone()),
            text: email.text.clone(),
            sent_at: self.sent_at(),
        };
        let source = eml(&self.from, to.as_str(), email, self.clock.now()).map_err(|e| later(&e))?;
        self.keep(entry, &source).map_err(|e| later(&e))
    }
}

impl<C: Clock> Texter for Outbox<C> {
    async fn text(&self, to: &PhoneNumber, sms: &Sms) -> Result<(), NotTaken> {
        let entry = Entry {
            id: String::new(),
            channel: "sms".to_owned(),
            to: to.as_str().to_owned(),
            subject: None,
            text: sms.text.clone(),
            sent_at: self.sent_at(),
        };
        self.keep(entry, sms.text.as_bytes()).map_err(|e| later(&e))
    }
}

/// A time of the index as the pages show it.
fn shown(sent_at: &str) -> String {
    let at: Option<Timestamp> = sent_at.parse().ok();
    at.map_or_else(|| sent_at.to_owned(), |at| at.strftime("%-d %b %Y, %H:%M:%S UTC").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use mailparse::MailHeaderMap;
    use onramp_domain::BaseUrl;

    struct Still;
    impl Clock for Still {
        fn now(&self) -> i64 {
            1_795_528_800
        }
    }

    fn outbox(folder: &Path) -> Outbox<Still> {
        let settings =
            Settings::new("Müller", "help", BaseUrl::parse("http://localhost:8080").unwrap()).unwrap();
        Outbox::open(folder, &settings, Still).unwrap()
    }

    fn email() -> Email {
        Email {
            subject: "Für Zoë".into(),
            text: "Hi".into(),
            html: "<img src=\"cid:activation-qr\">".into(),
            qr_png: vec![1, 2, 3],
            qr_content_id: "activation-qr",
        }
    }

    #[tokio::test]
    async fn an_email_is_kept_as_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let outbox = outbox(folder.path());
        outbox.mail(&EmailAddress::parse("zoe@example.org").unwrap(), &email()).await.unwrap();
        let entry = outbox.list(Some("ZOE@example.org"), None, 10).remove(0);
        let source = outbox.source(&entry).unwrap();
        let mail = mailparse::parse_mail(&source).unwrap();
        assert_eq!(mail.headers.get_first_value("Subject").as_deref(), Some("Für Zoë"));
        assert!(mail.headers.get_first_value("From").unwrap().contains("Müller"));
        assert_eq!(mail.ctype.mimetype, "multipart/related");
        let qr = &mail.subparts[1];
        assert_eq!(qr.headers.get_first_value("Content-ID").as_deref(), Some("<activation-qr>"));
        assert_eq!(qr.get_body_raw().unwrap(), [1, 2, 3]);
        assert_eq!(mail.subparts[0].subparts.len(), 2);
    }

    #[tokio::test]
    async fn a_line_that_a_crash_tore_is_cut_off_and_nothing_else_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let sms = Sms { text: "x".into(), encoding: onramp_domain::message::Encoding::Gsm7, segments: 1 };
        let number = PhoneNumber::from_e164("+14155552671").unwrap();
        outbox(folder.path()).text(&number, &sms).await.unwrap();
        let index = folder.path().join("index.jsonl");
        let mut torn = std::fs::read(&index).unwrap();
        torn.extend(b"{\"id\":\"000");
        std::fs::write(&index, torn).unwrap();
        let outbox = outbox(folder.path());
        outbox.text(&number, &sms).await.unwrap();
        let ids: Vec<_> = outbox.list(None, None, 10).into_iter().map(|entry| entry.id).collect();
        assert_eq!(ids, ["00000002", "00000001"]);
        assert_eq!(super::read_index(&index).unwrap().len(), 2);
    }
}
