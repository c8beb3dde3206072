//! The email: subject, plain text and HTML of the same content, and the QR as an inline image.

use super::template::{Facts, Template};
use super::{Occasion, Words};
use crate::barcode::Barcode;
use crate::sentence::{Values, html, plain};
use crate::{FieldError, Invalid, Language};
use askama::Template as _;

/// The name by which the HTML refers to the inline image.
const QR_CONTENT_ID: &str = "activation-qr";

/// An admin's words for an email, where they are not the default ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailTemplate {
    occasion: Occasion,
    subject: Option<Template>,
    body: Option<Template>,
}

/// An email as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Email {
    /// The name that it comes from.
    pub sender: String,
    /// One line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML, which refers to the image as `cid:` and its Content-ID.
    pub html: String,
    /// The QR code as PNG.
    pub qr_png: Vec<u8>,
    /// The image's Content-ID, without angle brackets.
    pub qr_content_id: &'static str,
}

impl Email {
    /// The same with a subject that says that it is a test.
    #[must_use]
    pub fn marked_as_test(mut self, language: Language) -> Self {
        self.subject.insert_str(0, Words::of(language).test);
        self
    }
}

#[derive(askama::Template)]
#[template(path = "email/activation.html")]
struct Html<'a> {
    language: Language,
    words: &'static Words,
    values: &'a Values<'a>,
    subject: &'a str,
    logo: Option<&'a str>,
    link: &'a str,
    message: &'a str,
    qr_content_id: &'a str,
    qr_side: usize,
}

impl Html<'_> {
    fn say(&self, sentence: &str) -> String {
        html(sentence, self.values)
    }
}

#[derive(askama::Template)]
#[template(path = "email/activation.txt", escape = "none")]
struct Text<'a> {
    words: &'static Words,
    values: &'a Values<'a>,
    logo: Option<&'a str>,
    link: &'a str,
    message: &'a str,
}

impl Text<'_> {
    fn say(&self, sentence: &str) -> String {
        plain(sentence, self.values)
    }
}

/// Not editable: who writes, that no answer is read, and whom to ask.
pub(super) fn header(language: Language, org: &str, support: &str) -> String {
    let (words, values) = (Words::of(language), [("org", org), ("support", support)]);
    format!("{} {}", plain(words.automated, &values), plain(words.questions, &values))
}

impl EmailTemplate {
    /// Reads an admin's words; what is not given is the default of the recipient's language.
    pub fn new(occasion: Occasion, subject: Option<&str>, message: Option<&str>) -> Result<Self, FieldError> {
        let subject = subject.map(Template::subject).transpose();
        let body = message.map(Template::body).transpose();
        Ok(Self {
            occasion,
            subject: subject.map_err(|flaw| Invalid::from(flaw).in_field("subject"))?,
            body: body.map_err(|flaw| Invalid::from(flaw).in_field("message"))?,
        })
    }

    /// The email for a recipient. The QR says `qr_text`.
    pub fn render(&self, facts: &Facts<'_>, qr_text: &str) -> Result<Email, Invalid> {
        let barcode = Barcode::new(qr_text)?;
        let default = self.occasion.default(facts.language);
        let (subject, body) = (
            self.subject.clone().map_or_else(|| Template::subject(default.subject), Ok)?.render(facts),
            self.body.clone().map_or_else(|| Template::body(default.email), Ok)?,
        );
        let lifetime = facts.language.lifetime(facts.lifetime_secs);
        let values = &[
            ("org", facts.org),
            ("support", facts.support),
            ("expires", facts.expires),
            ("lifetime", &lifetime),
        ];
        let (words, link) = (Words::of(facts.language), facts.link);
        let html = Html {
            language: facts.language,
            words,
            values,
            subject: &subject,
            logo: facts.logo,
            link,
            message: &body.render_html(facts),
            qr_content_id: QR_CONTENT_ID,
            // On a screen a module takes five pixels: large enough for a camera, small enough for 320 of them.
            qr_side: barcode.side() * 5,
        };
        let text = Text { words, values, logo: facts.logo, link, message: &body.render_isolated(facts) };
        let unsaid = |_| Invalid::new("could not be rendered", "a message that can be rendered");
        Ok(Email {
            sender: facts.sender.to_owned(),
            html: html.render().map_err(unsaid)?,
            text: text.render().map_err(unsaid)?,
            qr_png: barcode.png(),
            qr_content_id: QR_CONTENT_ID,
            subject,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::tests::FACTS;
    use super::*;
    use proptest::prelude::*;

    fn email(subject: Option<&str>, message: Option<&str>) -> Email {
        EmailTemplate::new(Occasion::First, subject, message).unwrap().render(&FACTS, FACTS.link).unwrap()
    }

    #[test]
    fn both_parts_say_who_writes_whom_to_ask_where_to_go_and_until_when() {
        let email = email(None, Some("Hi."));
        for (part, org) in [(&email.text, "Example & Sons"), (&email.html, "Example &#38; Sons")] {
            for wanted in
                ["automated message", org, "helpdesk@example.org", FACTS.link, "25 November 2026", "24 hours"]
            {
                assert!(part.contains(wanted), "{wanted} is missing in {part}");
            }
        }
    }

    #[test]
    fn the_html_shows_the_inline_image_and_nothing_from_elsewhere() {
        let html = email(None, None).html;
        assert!(html.contains("src=\"cid:activation-qr\"") && html.contains("alt=\""));
        let elsewhere = html.matches("http").count() - html.matches(FACTS.link).count();
        assert_eq!(elsewhere, 0, "{html}");
        assert!(html.len() < 12_000, "{} bytes", html.len());
    }

    #[test]
    fn no_name_and_no_text_becomes_markup_or_a_second_header() {
        let email = email(Some("For {realname}"), Some("<img src=x> {realname}"));
        assert!(!email.html.contains("<script>") && !email.html.contains("<img src=x"));
        assert!(!email.subject.contains(['\r', '\n']));
    }

    #[test]
    fn fixed_text_is_in_the_recipients_language_in_both_parts() {
        for (language, wanted) in [
            (
                Language::German,
                ["automatische Nachricht von", "24 Stunden ab Versand", "bestimmt: Leiten Sie"],
            ),
            (
                Language::French,
                ["message automatique envoyé", "24 heures à compter", "personnel\u{a0}: ne le"],
            ),
        ] {
            let expires = language.moment(1_795_614_300);
            let facts = Facts { language, expires: &expires, ..FACTS };
            let said = EmailTemplate::new(Occasion::Reminder, None, None).unwrap();
            let email = said.render(&facts, FACTS.link).unwrap();
            for part in [email.html.replace("<span dir=\"auto\">", "").replace("</span>", ""), email.text] {
                for wanted in [&expires[..], FACTS.link].into_iter().chain(wanted) {
                    assert!(part.contains(wanted), "{wanted} is missing in {part}");
                }
                for english in ["automated", "hours", "this link", "phone's"] {
                    assert!(!part.contains(english), "{english} is in {part}");
                }
            }
            let tag = format!("lang=\"{}\" dir=\"ltr\"", language.tag());
            assert_eq!(email.html.matches(&tag).count(), 2, "some mail clients leave the body alone");
        }
    }

    #[test]
    fn names_of_the_other_direction_are_isolated_and_change_nothing_around_them() {
        const TEXT: &str = "{realname} ({username}), {org}: {link}";
        let facts = Facts {
            org: "בנק הדוגמה (1)", realname: "ليلى حداد!", support: "\u{202e}gro", ..FACTS
        };
        let said = EmailTemplate::new(Occasion::First, Some("Hello"), Some(TEXT));
        let email = said.unwrap().render(&facts, FACTS.link).unwrap();
        for whole in ["בנק הדוגמה (1)", "ليلى حداد!"] {
            let shown = email.html.matches(whole).count();
            let isolated = email.html.matches(&format!("<span dir=\"auto\">{whole}</span>")).count();
            assert!(shown > 0 && shown == isolated, "{}", email.html);
            let isolated = email.text.matches(&format!("\u{2068}{whole}\u{2069}")).count();
            assert!(isolated > 0 && isolated == email.text.matches(whole).count(), "{}", email.text);
        }
        assert!(email.text.contains("\u{2068}gro\u{2069}"), "{}", email.text);
        assert!(email.text.contains(&format!(": {}\n", FACTS.link)), "a link stays bare: {}", email.text);
        assert!(email.text.contains(" (zoe), "), "{}", email.text);
    }

    proptest! {
        #[test]
        fn no_name_of_any_direction_reaches_the_html_outside_a_place_of_its_own(
            name in "[אבגדأبتa-z]{1,6}[ ()!a-z\u{202e}\u{2069}]{0,6}[אבגדأبت]"
        ) {
            let facts = Facts { org: &name, realname: &name, username: &name, support: &name, ..FACTS };
            let email = EmailTemplate::new(Occasion::First, Some("For everyone"), None).unwrap();
            let html = email.render(&facts, FACTS.link).unwrap().html;
            let own = format!("<span dir=\"auto\">{name}</span>");
            // The header names the organisation and whom to ask; the message the organisation, the person and the account.
            prop_assert_eq!(html.matches(&own).count(), 5);
            let rest = html.replace(&own, "");
            prop_assert!(!rest.contains(['א', 'ב', 'ג', 'ד', 'أ', 'ب', 'ت', '\u{202e}', '\u{2069}']), "{}", rest);
        }
    }

    #[test]
    fn what_stands_in_the_head_stands_above_the_fixed_words() {
        let facts = Facts { logo: Some("<Example>"), ..FACTS };
        let said = EmailTemplate::new(Occasion::First, None, None).unwrap();
        let email = said.render(&facts, FACTS.link).unwrap();
        assert!(email.text.starts_with("<Example>\n\nThis is an automated message"), "{}", email.text);
        let (head, rest) = email.html.split_once("&#60;Example&#62;").unwrap();
        assert!(!head.contains("automated") && rest.contains("automated message"), "{head}");
    }
}
