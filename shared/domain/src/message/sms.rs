//! The SMS: a fixed header, the admin's text, the link.

use super::Flaw;
use super::gsm7::{Encoding, measure};
use super::template::{Facts, Template};
use crate::Invalid;

/// Parts that an SMS may take: each is paid for.
pub const MAX_SEGMENTS: usize = 3;

/// An admin's text for an SMS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsTemplate(Template);

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
    pub fn under_header(org: &str, text: &str) -> Result<Self, Invalid> {
        Ok(Self::of(format!("{} {text}", header(org)))?)
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
pub(super) fn header(org: &str) -> String {
    format!("{org} (automated):")
}

impl SmsTemplate {
    /// The text unless an admin gives another.
    pub const MESSAGE: &str = "Activate two-factor sign-in on this phone until {expires}: {link}";

    /// Reads an admin's text, or takes the default one.
    pub fn new(message: Option<&str>) -> Result<Self, Flaw> {
        Template::body(message.unwrap_or(Self::MESSAGE)).map(Self)
    }

    /// The SMS for a recipient; refused if it takes more than three parts.
    pub fn render(&self, facts: &Facts<'_>) -> Result<Sms, Flaw> {
        Sms::of(format!("{} {}", header(facts.org), self.0.render(facts)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::tests::FACTS;
    use super::*;

    #[test]
    fn the_default_text_takes_two_parts_at_most() {
        let sms = SmsTemplate::new(None).unwrap().render(&FACTS).unwrap();
        assert_eq!((sms.encoding, sms.segments), (Encoding::Gsm7, 2));
        assert!(sms.text.starts_with("Example & Sons (automated): ") && sms.text.contains(FACTS.link));
    }

    #[test]
    fn a_text_of_more_than_three_parts_is_refused_with_their_number() {
        let refused = SmsTemplate::new(Some(&"x".repeat(600))).unwrap().render(&FACTS).unwrap_err();
        assert_eq!(refused, Flaw::Parts(5));
    }

    #[test]
    fn a_character_that_gsm7_lacks_makes_it_ucs2() {
        let sms = SmsTemplate::new(Some("山 {link}")).unwrap().render(&FACTS).unwrap();
        assert_eq!((sms.encoding, sms.segments), (Encoding::Ucs2, 2));
    }
}
