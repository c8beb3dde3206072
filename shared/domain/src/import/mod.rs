//! Rows of a directory file: `username,realname,email,phone,type,platform`, and `language` where there is one.

mod file;
mod pages;
mod upload;

pub use file::{DirectoryFile, FileError, FileRow, RefusedRecord, readable, write_refused};
pub use pages::{PAGE_BYTES, PAGE_ROWS, pages};
pub use upload::{Import, Part, PendingRow, Refusal, RefusedRow, SHOWN, SeenRow, Shown, Stage, Summary};

use crate::{
    EmailAddress, FieldError, Invalid, Language, PhoneNumber, PhoneType, Platform, RealName, Region, Username,
};
use serde::{Deserialize, Serialize};

/// The columns of a directory file, in any order.
pub const COLUMNS: [&str; 6] = ["username", "realname", "email", "phone", "type", "platform"];

/// The column that a file may have besides.
pub const LANGUAGE: &str = "language";

/// A row as read: text by column, in the order of [`COLUMNS`].
pub type Cells<'a> = [&'a str; 6];

/// A person and, if the row names one, a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The user's username.
    pub username: Username,
    /// The user's name.
    pub realname: RealName,
    /// The user's address, if any.
    pub email: Option<EmailAddress>,
    /// The language of messages to the user; what is not told stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The phone, if any.
    pub phone: Option<ImportPhone>,
}

/// The phone of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPhone {
    /// The number; a tablet has none.
    pub number: Option<PhoneNumber>,
    /// The kind of line.
    pub kind: PhoneType,
    /// What it runs.
    pub platform: Platform,
}

impl ImportRow {
    /// Reads a row; numbers without `+` are taken to be of `region`. The error names the first column that is wrong.
    pub fn parse(cells: Cells<'_>, region: Region) -> Result<Self, FieldError> {
        let [username, realname, email, phone, kind, platform] = cells.map(str::trim);
        let email = (!email.is_empty()).then(|| EmailAddress::parse(email)).transpose();
        let number = (!phone.is_empty()).then(|| PhoneNumber::parse(phone, region)).transpose();
        let row = Self {
            username: Username::parse(username).map_err(|e| e.in_field("username"))?,
            realname: RealName::parse(realname).map_err(|e| e.in_field("realname"))?,
            email: email.map_err(|e| e.in_field("email"))?,
            language: None,
            phone: None,
        };
        let number = number.map_err(|e| e.in_field("phone"))?;
        let kind = PhoneType::parse(kind).map_err(|e| e.in_field("type"))?;
        let platform = Platform::parse(platform).map_err(|e| e.in_field("platform"))?;
        if number.is_none() && kind == PhoneType::Landline {
            return Err(Invalid::new("is empty", "a number, since a landline has one").in_field("phone"));
        }
        let named = number.is_some() || platform != Platform::Unknown;
        Ok(Self { phone: named.then_some(ImportPhone { number, kind, platform }), ..row })
    }

    /// The same row with what its cell of the column [`LANGUAGE`] says; a blank one says nothing.
    pub fn in_language(mut self, cell: &str) -> Result<Self, FieldError> {
        if !cell.trim().is_empty() {
            self.language = Some(Language::parse(cell).map_err(|e| e.in_field(LANGUAGE))?);
        }
        Ok(self)
    }

    /// Whether two rows say the same of their person, so that the second only adds a phone.
    pub fn same_person(&self, other: &Self) -> bool {
        let languages = [self.language, other.language];
        self.realname == other.realname
            && self.email == other.email
            && (languages.contains(&None) || languages[0] == languages[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(cells: Cells<'_>) -> Result<ImportRow, FieldError> {
        ImportRow::parse(cells, Region::default())
    }

    #[test]
    fn a_row_is_a_person_and_a_phone() {
        let row =
            parse(["ana", "Ana Ng", "ana@example.org", "(415) 555-2671", "mobile", "Apple iOS"]).unwrap();
        assert_eq!(row.phone.unwrap().number.unwrap().as_str(), "+14155552671");
    }

    #[test]
    fn a_person_without_a_phone_and_a_tablet_without_a_number_are_fine() {
        assert_eq!(parse(["bo", "", "", "", "", ""]).unwrap().phone, None);
        assert_eq!(parse(["bo", "", "", "", "Mobile", "Apple iOS"]).unwrap().phone.unwrap().number, None);
    }

    #[test]
    fn a_language_is_told_or_stays_as_it_is() {
        let row = parse(["bo", "", "", "", "", ""]).unwrap();
        let told = |cell| row.clone().in_language(cell).map(|row| row.language);
        assert_eq!(told(" DE-at "), Ok(Some(Language::German)));
        assert_eq!(told(" "), Ok(None));
        assert_eq!(told("Klingon").unwrap_err().field, LANGUAGE);
        let [german, french] = ["de", "fr"].map(|cell| row.clone().in_language(cell).unwrap());
        assert!(german.same_person(&row) && row.same_person(&german) && !german.same_person(&french));
    }

    #[test]
    fn the_column_that_is_wrong_is_named() {
        let field = |cells| parse(cells).unwrap_err().field;
        assert_eq!(field(["", "", "", "", "", ""]), "username");
        assert_eq!(field(["bo", "a\u{7}b", "", "", "", ""]), "realname");
        assert_eq!(field(["bo", "", "bo at example", "", "", ""]), "email");
        assert_eq!(field(["bo", "", "", "12", "", ""]), "phone");
        assert_eq!(field(["bo", "", "", "", "pager", ""]), "type");
        assert_eq!(field(["bo", "", "", "", "", "toaster"]), "platform");
        assert_eq!(field(["bo", "", "", "", "Landline", ""]), "phone");
    }
}
