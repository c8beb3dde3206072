//! Phone numbers, and the regions in which they may be written without their country.

use crate::Invalid;
use phonenumber::metadata::DATABASE;
use serde::{Deserialize, Serialize};

/// A country whose numbers may be written without `+`, such as `US`; two letters of ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(phonenumber::country::Id);

impl Region {
    /// Reads a region's two letters in any case.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        text.trim()
            .to_ascii_uppercase()
            .parse()
            .map(Self)
            .map_err(|_| Invalid::new("is not a region", "two letters of ISO 3166-1, such as US or DE"))
    }

    /// Its two letters.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }
}

impl TryFrom<String> for Region {
    type Error = Invalid;
    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::parse(&text)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.as_str().to_owned()
    }
}

impl Default for Region {
    fn default() -> Self {
        Self(phonenumber::country::US)
    }
}

/// A phone number in E.164 form: `+` and 7 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number as people write it. With a leading `+`, or what `region` dials before foreign numbers, it says its
    /// country; else it is of `region`.
    pub fn parse(text: &str, region: Region) -> Result<Self, Invalid> {
        let text = text.trim();
        let expected = "a number that can be dialled, such as +14155552671";
        if !phonenumber::is_viable(text) {
            return Err(Invalid::new("is not a phone number", expected));
        }
        let number = match international(text, region) {
            Some(digits) => foreign(&digits),
            None => domestic(text, region),
        };
        number.ok_or_else(|| Invalid::new("is not a number that can be dialled", expected))
    }

    /// Reads a number that is already in E.164 form, as storage holds it.
    pub fn from_e164(text: &str) -> Result<Self, Invalid> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        if (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new("is not in E.164 form", "+ and 7 to 15 digits"))
        }
    }

    /// The number as text, with its `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = Invalid;
    fn try_from(text: String) -> Result<Self, Invalid> {
        Self::from_e164(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// The digits of a number that says its country, from the country code on; none if it leaves that to the region.
fn international(text: &str, region: Region) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // What may be an extension, or digits of another script, is no part of a number that is taken literally.
    let strange = |c: char| {
        c.is_alphabetic() || matches!(c, '#' | ';' | ',') || (c.is_numeric() && !c.is_ascii_digit())
    };
    let plain = !text.contains(strange);
    if text.starts_with(['+', '\u{ff0b}']) {
        return Some(if plain { digits } else { String::new() });
    }
    if !plain {
        return None;
    }
    let prefix = DATABASE.by_id(region.as_str())?.international_prefix()?.find(&digits)?;
    let behind = (prefix.start() == 0).then(|| digits[prefix.end()..].to_owned())?;
    // What only begins like a foreign number is one of the region's own.
    foreign(&behind).map(|_| behind)
}

/// Reads digits that begin with a country code. They are taken as they are, but for the country's own trunk prefix, which
/// people write behind the code, as in `+49 (0)171`: what else parsing would leave out would make it someone else's number.
fn foreign(digits: &str) -> Option<PhoneNumber> {
    let text = format!("+{digits}");
    // Parsing leaves out what the region it is told dials before numbers of its own: Spain dials nothing.
    let literal = phonenumber::parse(Some(phonenumber::country::ES), &text).ok()?;
    if let Some(number) = dialled(&literal).filter(|number| number.0 == text) {
        return Some(number);
    }
    let parsed = phonenumber::parse(None, &text).ok()?;
    let trunk = parsed.metadata(&DATABASE)?.national_prefix()?;
    let written = format!("+{}{trunk}{}", parsed.code().value(), parsed.national());
    dialled(&parsed).filter(|_| written == text)
}

/// Reads a number as it is written within a region.
fn domestic(text: &str, region: Region) -> Option<PhoneNumber> {
    let parsed = phonenumber::parse(Some(region.0), text).ok()?;
    let own = DATABASE.by_id(region.as_str()).is_some_and(|own| own.country_code() == parsed.code().value());
    // An extension has a field of its own.
    (own && parsed.extension().is_none()).then(|| dialled(&parsed)).flatten()
}

fn dialled(parsed: &phonenumber::PhoneNumber) -> Option<PhoneNumber> {
    phonenumber::is_valid(parsed)
        .then(|| PhoneNumber(parsed.format().mode(phonenumber::Mode::E164).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, region: &str) -> Result<String, Invalid> {
        PhoneNumber::parse(text, Region::parse(region).unwrap()).map(String::from)
    }

    /// A mobile number and one of a landline of every country, as its numbering plan gives them.
    fn examples() -> impl Iterator<Item = String> {
        DATABASE.iter().flat_map(|country| {
            let kinds = [country.descriptors().mobile(), country.descriptors().fixed_line()];
            let code = country.country_code();
            kinds.into_iter().flatten().filter_map(|kind| kind.example()).map(move |n| format!("+{code}{n}"))
        })
    }

    #[test]
    fn a_number_that_says_its_country_is_the_same_in_every_region() {
        let examples: Vec<_> = examples().collect();
        assert!(examples.len() > 400, "{}", examples.len());
        for region in ["US", "DE", "RU"] {
            for example in &examples {
                assert_eq!(number(example, region).as_ref(), Ok(example), "{region}");
            }
        }
    }

    #[test]
    fn numbers_abroad_are_read_with_what_the_region_dials_before_them() {
        for (text, region, read) in [
            ("011 49 171 2345681", "US", "+491712345681"),
            ("0049 171 2345681", "FR", "+491712345681"),
            ("00 1 (415) 555-2671", "DE", "+14155552671"),
            ("+49 (0)171 2345681", "US", "+491712345681"),
            ("+39 06 69812381", "DE", "+390669812381"),
            ("+7 812 123-45-67", "US", "+78121234567"),
            ("+44 (0)7400 123456", "RU", "+447400123456"),
        ] {
            assert_eq!(number(text, region).as_deref(), Ok(read), "{text}");
        }
    }

    #[test]
    fn an_extension_is_not_left_out_in_silence() {
        for text in ["(415) 555-2671 ext. 5", "+1 415 555 2671 x123", "+14155552671;ext=7"] {
            assert!(number(text, "US").is_err(), "{text}");
        }
        // Where numbers are of any length, one with the extension's digits behind it could be someone else's.
        for text in ["+49 30 123456 ext. 7", "+49 30 123456 x7", "+49 30 123456;ext=7", "+49 30 123456 #7"] {
            assert!(number(text, "US").is_err(), "{text}");
            assert!(number(&text.replace('+', "00 "), "FR").is_err(), "{text}");
        }
        assert!(number("+49 30 123456７", "US").is_err(), "no digit is left out");
        assert_eq!(number("+49 30 / 123-456", "US").as_deref(), Ok("+4930123456"));
    }

    #[test]
    fn numbers_become_e164() {
        assert_eq!(number("+1 (415) 555-2671", "DE"), Ok("+14155552671".into()));
        assert_eq!(number("415.555.2671", "US"), Ok("+14155552671".into()));
        assert_eq!(number("0171 2345678", "DE"), Ok("+491712345678".into()));
    }

    #[test]
    fn what_cannot_be_dialled_is_refused() {
        for text in ["", "12", "not a number", "+999 12345678", "+1 555", "5551234"] {
            assert!(number(text, "US").is_err(), "{text}");
        }
    }
}
