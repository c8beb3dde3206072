//! The SMS: a fixed header, the admin's text, the link.

use super::Flaw;
use super::gsm7::{Encoding, measure};
use super::template::{Facts, Template};
use super::{Occasion, Words};
use crate::{Invalid, Language};

/// Parts that an SMS may take: each is paid for.
pub const MAX_SEGMENTS: usize = 3;

/// An admin's text for an SMS, if not the default one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsTemplate {
    occasion: Occasion,
    body: Option<Template>,
}

/// An SMS as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sms {
    /// The text, header included.
    pub text: String,
    /// How it is encoded.
    pub encoding: Encoding,
    /// How many parts it takes.
    pub segments: usize,
}

impl Sms {
    /// A text of an integration's own under the fixed header; refused if it takes more than three parts.
    pub fn under_header(language: Language, org: &str, text: &str) -> Result<Self, Invalid> {
        Ok(Self::of(header(language, org) + text)?)
    }

    fn of(text: String) -> Result<Self, Flaw> {
        let (encoding, segments) = measure(&text);
        if segments > MAX_SEGMENTS {
            Err(Flaw::Parts(segments))
        } else {
            Ok(Self { text, encoding, segments })
        }
    }
}

/// Not editable: who writes, and that no person sits at the other end.
pub(super) fn header(language: Language, org: &str) -> String {
    // Never isolated by direction: what isolates is not of GSM-7, and old phones show it as boxes.
    Words::of(language).sms_header.replace("{org}", org)
}

impl SmsTemplate {
    /// Reads an admin's text; without one it is the default of the recipient's language.
    pub fn new(occasion: Occasion, message: Option<&str>) -> Result<Self, Flaw> {
        Ok(Self { occasion, body: message.map(Template::body).transpose()? })
    }

    /// The SMS for a recipient; refused if it takes more than three parts.
    pub fn render(&self, facts: &Facts<'_>) -> Result<Sms, Flaw> {
        let said = match &self.body {
            Some(body) => body.render(facts),
            None => Template::body(self.occasion.default(facts.language).sms)?.render(facts),
        };
        Sms::of(header(facts.language, facts.org) + &said)
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::tests::FACTS;
    use super::*;

    /// A day of each month of 2026, at noon.
    fn months() -> impl Iterator<Item = i64> {
        (0..12).map(|month| 1_767_268_800 + month * 2_635_200)
    }

    #[test]
    fn default_texts_are_of_gsm7_and_take_two_parts_at_most_in_every_language_and_month() {
        for language in Language::ALL {
            for (occasion, at) in [Occasion::First, Occasion::Reminder]
                .into_iter()
                .flat_map(|occasion| months().map(move |at| (occasion, at)))
            {
                let (header, expires) =
                    (Words::of(language).sms_header.replace("{org}", FACTS.org), language.moment_in_sms(at));
                let facts = Facts { language, expires: &expires, ..FACTS };
                let sms = SmsTemplate::new(occasion, None).unwrap().render(&facts).unwrap();
                assert!(sms.encoding == Encoding::Gsm7 && sms.segments <= 2, "{}", sms.text);
                assert!(sms.text.starts_with(&header) && sms.text.ends_with(FACTS.link), "{}", sms.text);
                assert!(sms.text.contains(&expires), "{}", sms.text);
                // Room for the longest name that an organisation may have, and for a host of thirty characters more.
                assert!(sms.text.chars().count() + 46 + 30 <= 306, "{}", sms.text);
            }
            for text in [Words::of(language).app_activation, Words::of(language).app_installation] {
                let sms = Sms::under_header(language, FACTS.org, text).unwrap();
                assert_eq!(sms.encoding, Encoding::Gsm7, "{}", sms.text);
            }
        }
    }

    #[test]
    fn a_text_of_more_than_three_parts_is_refused_with_their_number() {
        let template = SmsTemplate::new(Occasion::First, Some(&"x".repeat(600))).unwrap();
        assert_eq!(template.render(&FACTS).unwrap_err(), Flaw::Parts(5));
    }

    #[test]
    fn a_character_that_gsm7_lacks_makes_it_ucs2() {
        let template = SmsTemplate::new(Occasion::First, Some("山 {link}")).unwrap();
        let sms = template.render(&FACTS).unwrap();
        assert_eq!((sms.encoding, sms.segments), (Encoding::Ucs2, 2));
    }
}
