//! All fixed text of messages: a file for each language. A translator changes that file alone, and a language that lacks a text
//! does not compile.
//!
//! Sentences are as [`crate::sentence`] has them, with `{org}`, `{support}`, `{expires}` and `{lifetime}`. Default wordings are
//! templates as administrators write them: with `{realname}`, `{username}`, `{link}`, `{expires}` and `{org}`. Texts of SMS keep
//! to the characters of GSM-7.

mod english;
mod french;
mod german;

use crate::Language;

/// The text of a language.
#[derive(Debug)]
pub struct Words {
    /// What lists of messages show beside the subject.
    pub preheader: &'static str,
    /// Above the admin's text: who writes, and that no person sits at the other end.
    pub automated: &'static str,
    /// Beside it: whom to ask.
    pub questions: &'static str,
    /// On the button.
    pub button: &'static str,
    /// Before the link in text.
    pub or_open: &'static str,
    /// For those who do not see the QR code.
    pub qr_alt: &'static str,
    /// Below the QR code.
    pub qr_caption: &'static str,
    /// How often and how long the link works, and for whom.
    pub once: &'static str,
    /// In the plain text, before the link.
    pub to_activate: &'static str,
    /// In the plain text, behind it.
    pub or_scan: &'static str,
    /// The wording unless an admin gives another.
    pub first: DefaultWording,
    /// The wording of a reminder.
    pub reminder: DefaultWording,
    /// Before the subject of an email that is a test.
    pub test: &'static str,
    /// Before the text of an SMS: who writes, and that no person sits at the other end. Not editable.
    pub sms_header: &'static str,
    /// A text of the Admin API with the link, `<acturl>`.
    pub app_activation: &'static str,
    /// A text of the Admin API with where the app is to be had, `<insturl>`.
    pub app_installation: &'static str,
}

/// A wording that nobody wrote.
#[derive(Debug)]
pub struct DefaultWording {
    /// The subject of the email.
    pub subject: &'static str,
    /// The text of the email.
    pub email: &'static str,
    /// The text of the SMS.
    pub sms: &'static str,
}

impl Words {
    /// The text of a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::German => &german::WORDS,
            Language::French => &french::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Template;
    use crate::sentence::names;

    #[test]
    fn every_sentence_has_the_values_that_it_is_given_and_no_others() {
        for language in Language::ALL {
            let words = Words::of(language);
            for (sentence, values) in [
                (words.preheader, &["expires"][..]),
                (words.automated, &["org"]),
                (words.questions, &["support"]),
                (words.button, &[]),
                (words.or_open, &[]),
                (words.qr_alt, &[]),
                (words.qr_caption, &[]),
                (words.once, &["expires", "lifetime"]),
                (words.to_activate, &[]),
                (words.or_scan, &[]),
                (words.sms_header, &["org"]),
            ] {
                assert_eq!(names(sentence), values, "{sentence}");
                assert!(sentence.matches('*').count().is_multiple_of(2), "{sentence}");
            }
            assert_eq!(words.app_activation.matches("<acturl>").count(), 1);
            assert_eq!(words.app_installation.matches("<insturl>").count(), 1);
        }
    }

    #[test]
    fn every_default_wording_is_one_that_an_admin_might_have_written() {
        for language in Language::ALL {
            let words = Words::of(language);
            for wording in [&words.first, &words.reminder] {
                assert!(Template::subject(wording.subject).is_ok(), "{}", wording.subject);
                for body in [wording.email, wording.sms] {
                    assert!(Template::body(body).is_ok(), "{body}");
                }
                assert!(wording.email.contains("{realname}") && wording.email.contains("{username}"));
                assert!(wording.sms.contains("{expires}") && wording.sms.ends_with("{link}"));
            }
        }
    }
}
