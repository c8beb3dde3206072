//! The index: a line of JSON for each message, written once and never changed.

use super::Entry;
use std::fs::{File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Where a message's line is.
#[derive(Debug, Clone, Copy)]
struct Slot {
    number: u64,
    start: u64,
    length: usize,
    /// A hash of the recipient: finds candidates, which the line then confirms.
    to: u64,
}

/// The index of a folder.
#[derive(Debug)]
pub(super) struct Index {
    path: PathBuf,
    file: File,
    slots: Vec<Slot>,
    end: u64,
}

impl Index {
    /// Reads an index. A last line that a crash tore is cut off; a broken one before it is an error that names it,
    /// since cutting there would lose the messages behind it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let mut index = Self { path: path.to_path_buf(), file, slots: Vec::new(), end: 0 };
        let mut reader = BufReader::new(File::open(path)?);
        let (mut line, mut broken) = (Vec::new(), None);
        while reader.read_until(b'\n', &mut line)? > 0 {
            if let Some(number) = broken {
                let message = format!("line {number} of {} is damaged", path.display());
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
            match index.read_line(&line) {
                Some(slot) => index.put(slot),
                None => broken = Some(index.slots.len() + 1),
            }
            line.clear();
        }
        if broken.is_some() {
            index.file.set_len(index.end)?;
        }
        Ok(index)
    }

    fn read_line(&self, line: &[u8]) -> Option<Slot> {
        let entry: Entry = serde_json::from_slice(line.strip_suffix(b"\n")?).ok()?;
        let number = number(&entry.id).filter(|number| *number > self.last())?;
        Some(Slot { number, start: self.end, length: line.len(), to: fingerprint(&entry.to) })
    }

    fn put(&mut self, slot: Slot) {
        self.end += slot.length as u64;
        self.slots.push(slot);
    }

    fn last(&self) -> u64 {
        self.slots.last().map_or(0, |slot| slot.number)
    }

    /// The id of the message that comes next.
    pub(super) fn next_id(&self) -> String {
        format!("{:08}", self.last() + 1)
    }

    /// Adds a message's line. One that is not written whole, as on a full disk, is taken back.
    pub(super) fn append(&mut self, entry: &Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(entry)?;
        line.push(b'\n');
        if let Err(error) = self.file.write_all(&line) {
            self.file.set_len(self.end)?;
            return Err(error);
        }
        let (number, to) = (self.last() + 1, fingerprint(&entry.to));
        self.put(Slot { number, start: self.end, length: line.len(), to });
        Ok(())
    }

    /// The lines as they stand now, newest first: those of a recipient, if one is named, and before a number.
    pub(super) fn lines(&self, to: Option<&str>, before: u64) -> Lines {
        let upto = self.slots.partition_point(|slot| slot.number < before);
        let wanted = to.map(fingerprint);
        let slots = self.slots.iter().take(upto);
        let slots = slots.filter(|slot| wanted.is_none_or(|to| slot.to == to)).copied().collect();
        Lines { path: self.path.clone(), file: None, slots, to: to.map(str::to_lowercase) }
    }

    /// The line of one message.
    pub(super) fn line(&self, number: u64) -> Option<Lines> {
        let at = self.slots.binary_search_by_key(&number, |slot| slot.number).ok()?;
        let slots = self.slots.get(at).into_iter().copied().collect();
        Some(Lines { path: self.path.clone(), file: None, slots, to: None })
    }
}

/// Lines of an index, newest first, each read when it is asked for: its bytes without the line's end, and what
/// they say. Holds no lock: lines never change, so they stay true while others are added.
#[derive(Debug)]
pub(super) struct Lines {
    path: PathBuf,
    file: Option<File>,
    /// Oldest first: the next one to give is the last.
    slots: Vec<Slot>,
    to: Option<String>,
}

impl Lines {
    fn read(&mut self, slot: Slot) -> io::Result<(Vec<u8>, Entry)> {
        let file = match self.file.take() {
            Some(file) => file,
            None => File::open(&self.path)?,
        };
        let file = self.file.insert(file);
        let mut line = vec![0; slot.length.saturating_sub(1)];
        file.seek(SeekFrom::Start(slot.start))?;
        file.read_exact(&mut line)?;
        let entry = serde_json::from_slice(&line)?;
        Ok((line, entry))
    }
}

impl Iterator for Lines {
    type Item = io::Result<(Vec<u8>, Entry)>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(slot) = self.slots.pop() {
            let line = self.read(slot);
            if let (Ok((_, entry)), Some(to)) = (&line, &self.to)
                && entry.to.to_lowercase() != *to
            {
                continue;
            }
            return Some(line);
        }
        None
    }
}

/// The number of an id, if it is one: digits alone, so nothing else ever becomes part of a path.
pub(super) fn number(id: &str) -> Option<u64> {
    let number = id.parse().ok()?;
    (format!("{number:08}") == id).then_some(number)
}

/// A recipient without regard to case, as a number that fits a slot.
fn fingerprint(to: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    to.to_lowercase().hash(&mut hasher);
    hasher.finish()
}
