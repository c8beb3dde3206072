//! A directory file as it comes: CSV with a heading, its columns in any order, its lines ended in any way.

use super::{COLUMNS, Cells, ImportRow, LANGUAGE};
use crate::{FieldError, Invalid, Region, plain};
use csv::ByteRecord;
use std::io;

/// What stands between cells: a spreadsheet writes what its country is used to.
const SEPARATORS: [u8; 3] = *b",;\t";
/// What a file of refused rows has behind the columns of the file that they come from.
const BEHIND: [&str; 3] = ["line", "field", "reason"];

/// Why a file is not taken at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than that many bytes.
    #[error("the file is larger than {0} bytes")]
    TooLarge(usize),
    /// It is of some other kind, such as a workbook.
    #[error("the file is not text")]
    NotText,
    /// That line is in another encoding.
    #[error("line {0} is not UTF-8")]
    Encoding(u64),
    /// The first line lacks these columns.
    #[error(
        "the file lacks the column {}; its first line is to be username,realname,email,phone,type,platform",
        .0.join(", ")
    )]
    Columns(Vec<&'static str>),
    /// There is nothing behind the first line.
    #[error("the file has no rows")]
    NoRows,
    /// It has more rows than that.
    #[error("the file has more than {0} rows")]
    TooManyRows(usize),
    /// The row that begins on that line is longer than any that people write.
    #[error("the row on line {0} is too long: a quotation mark may be missing")]
    LongRow(u64),
}

/// Whether an upload is text in UTF-8 at all; which line is not, if not.
pub fn readable(text: &[u8]) -> Result<(), FileError> {
    let text = without_mark(text);
    if text.trim_ascii().is_empty() {
        return Err(FileError::Empty);
    }
    // UTF-16, as some spreadsheets call Unicode, begins with one of these.
    if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
        return Err(FileError::Encoding(1));
    }
    if text.contains(&0) || text.starts_with(b"PK\x03\x04") {
        return Err(FileError::NotText);
    }
    std::str::from_utf8(text).map(drop).map_err(|error| {
        let before = &text[..error.valid_up_to()];
        FileError::Encoding(1 + before.split(|byte| *byte == b'\n').skip(1).count() as u64)
    })
}

fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
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

/// A directory file, read row by row.
pub struct DirectoryFile<'a> {
    /// Its first line.
    pub header: ByteRecord,
    /// What stands between its cells.
    pub separator: u8,
    records: csv::ByteRecordsIntoIter<&'a [u8]>,
    lines: Lines<'a>,
    places: [usize; 6],
    /// Where the language stands, if anywhere.
    language: Option<usize>,
    region: Region,
}

/// A row as it stands in the file, and what it says.
#[derive(Debug)]
pub struct FileRow {
    /// The line that it begins on, counted from 1.
    pub line: u64,
    /// The byte that it begins at.
    pub start: u64,
    /// Its cells.
    pub record: ByteRecord,
    /// What it says, or which column is wrong.
    pub row: Result<ImportRow, FieldError>,
}

impl<'a> DirectoryFile<'a> {
    /// Reads the first line; numbers without `+` are taken to be of `region`.
    pub fn open(text: &'a [u8], region: Region) -> Result<Self, FileError> {
        let text = without_mark(text);
        let separator = separator(text);
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(text);
        let header = reader.byte_headers().cloned().unwrap_or_default();
        let (places, language) = (places(&header)?, place(&header, LANGUAGE));
        let lines = Lines { text, counted: 0, line: 1 };
        Ok(Self { header, separator, records: reader.into_byte_records(), lines, places, language, region })
    }

    fn read(&self, record: &ByteRecord) -> Result<ImportRow, FieldError> {
        let columns = self.header.len();
        if record.len() != columns {
            let wrong = format!("has {} columns", record.len());
            return Err(Invalid::new(wrong, format!("{columns}, as the first line has")).in_field("row"));
        }
        let mut cells: Cells<'_> = [""; 6];
        for ((text, place), column) in cells.iter_mut().zip(&self.places).zip(COLUMNS) {
            *text = cell(record, *place, column)?;
        }
        let row = ImportRow::parse(cells, self.region)?;
        match self.language {
            Some(place) => row.in_language(cell(record, place, LANGUAGE)?),
            None => Ok(row),
        }
    }

    /// The username of a row as it was typed.
    pub fn username(&self, record: &ByteRecord) -> String {
        let bytes = record.get(self.places[0]).unwrap_or_default();
        plain(String::from_utf8_lossy(bytes).trim()).to_owned()
    }
}

impl Iterator for DirectoryFile<'_> {
    type Item = FileRow;

    fn next(&mut self) -> Option<FileRow> {
        // The text is in memory and rows may be of any length: there is no error left.
        let record = self.records.by_ref().find_map(Result::ok)?;
        let start = record.position().map_or(0, csv::Position::byte);
        let line = self.lines.at(start);
        let row = self.read(&record);
        Some(FileRow { line, start, record, row })
    }
}

/// The text of a cell.
fn cell<'r>(record: &'r ByteRecord, place: usize, column: &'static str) -> Result<&'r str, FieldError> {
    let text = std::str::from_utf8(record.get(place).unwrap_or_default())
        .map_err(|_| Invalid::new("is not UTF-8", "text in UTF-8").in_field(column))?;
    Ok(plain(text.trim()))
}

/// What most often stands between the names of the first line.
fn separator(text: &[u8]) -> u8 {
    let first = text.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let count = |separator: &u8| first.split(|byte| byte == separator).count();
    // Of equal ones the last is taken: turned round, that is the comma.
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn place(header: &ByteRecord, column: &str) -> Option<usize> {
    header.iter().position(|name| name.trim_ascii().eq_ignore_ascii_case(column.as_bytes()))
}

/// Where each column stands; others are left aside.
fn places(header: &ByteRecord) -> Result<[usize; 6], FileError> {
    let missing: Vec<_> = COLUMNS.into_iter().filter(|column| place(header, column).is_none()).collect();
    if missing.is_empty() {
        Ok(COLUMNS.map(|column| place(header, column).unwrap_or_default()))
    } else {
        Err(FileError::Columns(missing))
    }
}

/// A refused row of a file, to be written beside others.
#[derive(Debug, Clone)]
pub struct RefusedRecord {
    /// The row as it was.
    pub record: ByteRecord,
    /// The line that it was on.
    pub line: u64,
    /// The column at fault.
    pub field: String,
    /// Why.
    pub reason: String,
}

/// Writes refused rows as they were, with their lines, fields and reasons in three more columns: once mended there, the
/// file can be imported. Where the rows came with such columns, as from such a file, new ones take their place.
pub fn write_refused(
    into: impl io::Write,
    separator: u8,
    header: &ByteRecord,
    refused: impl IntoIterator<Item = RefusedRecord>,
) -> csv::Result<()> {
    let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(separator).from_writer(into);
    let mut first = header.clone();
    let names = BEHIND.map(str::as_bytes);
    if header.iter().skip(header.len().saturating_sub(names.len())).eq(names) {
        first.truncate(header.len() - names.len());
    }
    let own = first.len();
    for name in names {
        first.push_field(name);
    }
    writer.write_byte_record(&first)?;
    for RefusedRecord { mut record, line, field, reason } in refused {
        if record.len() == header.len() {
            record.truncate(own);
        }
        for cell in [&line.to_string(), &field, &reason] {
            record.push_field(cell.as_bytes());
        }
        writer.write_byte_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADING: &str = "username,realname,email,phone,type,platform\n";

    fn rows(text: &str) -> Vec<FileRow> {
        DirectoryFile::open(text.as_bytes(), Region::default()).unwrap().collect()
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        let text = format!("{}a,,,,,\r\n\r\n\"b\",\"x\r\ny\",,,,\r\nc,,,,,", HEADING.replace('\n', "\r\n"));
        assert_eq!(rows(&text).iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 6]);
    }

    #[test]
    fn cells_may_be_divided_by_what_a_spreadsheet_of_any_country_writes() {
        let text = format!("{HEADING}ada,Ada,ada@example.org,+12125550101,Mobile,Apple iOS\n");
        let known = rows(&text).remove(0).row;
        for separator in [";", "\t"] {
            assert_eq!(rows(&text.replace(',', separator)).remove(0).row, known, "{separator:?}");
        }
        let only = format!("{HEADING}\"a;b;c;d;e;f;g\",,,,,\n");
        assert_eq!(rows(&only).remove(0).row.unwrap().username.as_str(), "a;b;c;d;e;f;g");
    }

    #[test]
    fn a_file_may_tell_languages() {
        let text = "Language,username,realname,email,phone,type,platform\nfr,a,,,,,\n,b,,,,,\nxx,c,,,,,\n";
        let mut told = rows(text).into_iter().map(|row| row.row.map(|row| row.language));
        assert_eq!(told.next(), Some(Ok(Some(crate::Language::French))));
        assert_eq!(told.next(), Some(Ok(None)));
        assert_eq!(told.next().unwrap().unwrap_err().field, "language");
    }

    #[test]
    fn a_file_that_cannot_be_read_says_why() {
        assert_eq!(readable(b"\xef\xbb\xbf \r\n"), Err(FileError::Empty));
        assert_eq!(readable(b"PK\x03\x04...."), Err(FileError::NotText));
        assert_eq!(readable(b"a\0b"), Err(FileError::NotText));
        assert_eq!(readable(b"\xff\xfea\0"), Err(FileError::Encoding(1)));
        assert_eq!(readable(b"a\r\nb\r\nJos\xe9"), Err(FileError::Encoding(3)));
        assert_eq!(readable("José".as_bytes()), Ok(()));
        let lacking = DirectoryFile::open(b"username,mail,phone,type", Region::default()).err().unwrap();
        assert_eq!(lacking, FileError::Columns(vec!["realname", "email", "platform"]));
    }

    #[test]
    fn refused_rows_that_are_refused_again_have_their_reasons_once() {
        let written = |text: &str| {
            let file = DirectoryFile::open(text.as_bytes(), Region::default()).unwrap();
            let (header, separator) = (file.header.clone(), file.separator);
            let refused = file.filter_map(|row| {
                let error = row.row.err()?;
                let (field, reason) = (error.field.into_owned(), error.invalid.to_string());
                Some(RefusedRecord { record: row.record, line: row.line, field, reason })
            });
            let mut out = Vec::new();
            write_refused(&mut out, separator, &header, refused).unwrap();
            String::from_utf8(out).unwrap()
        };
        let once = written(&format!("{HEADING}ok,,,,,\nbad,,no address,,,\nshort\n"));
        assert!(once.starts_with(
            "username,realname,email,phone,type,platform,line,field,reason\nbad,,no address,,,,3,email,"
        ));
        assert!(once.contains("\nshort,4,row,"), "{once}");
        let again = written(&once);
        assert!(again.starts_with(
            "username,realname,email,phone,type,platform,line,field,reason\nbad,,no address,,,,2,email,"
        ));
    }
}
