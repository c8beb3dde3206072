//! The email: subject, plain text and HTML of the same content, and the QR as an inline image.

use super::template::{Facts, Template, expiry};
use crate::barcode::Barcode;
use crate::{FieldError, Invalid};
use askama::Template as _;

/// The name by which the HTML refers to the inline image.
const QR_CONTENT_ID: &str = "activation-qr";

/// An admin's words for an email.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailTemplate {
    subject: Template,
    body: Template,
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

#[derive(askama::Template)]
#[template(path = "email/activation.html")]
struct Html<'a> {
    subject: &'a str,
    logo: Option<&'a str>,
    org: &'a str,
    support: &'a str,
    link: &'a str,
    message: &'a str,
    expires: &'a str,
    lifetime: &'a str,
    qr_content_id: &'a str,
    qr_side: usize,
}

#[derive(askama::Template)]
#[template(path = "email/activation.txt", escape = "none")]
struct Text<'a> {
    logo: Option<&'a str>,
    org: &'a str,
    support: &'a str,
    link: &'a str,
    message: &'a str,
    expires: &'a str,
    lifetime: &'a str,
}

/// Not editable: who writes, that no answer is read, and whom to ask.
pub(super) fn header(org: &str, support: &str) -> String {
    format!(
        "This is an automated message from {org}. Please do not reply to it. \
         Questions, or you did not expect it? Ask {support}."
    )
}

/// A lifetime as people say it: in days, hours or minutes, whichever comes out even.
fn spoken(secs: i64) -> String {
    let (count, unit) = match secs {
        s if s % 86_400 == 0 && s > 86_400 => (s / 86_400, "day"),
        s if s % 3_600 == 0 => (s / 3_600, "hour"),
        s => (s / 60, "minute"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

impl EmailTemplate {
    /// The subject unless an admin gives another.
    pub const SUBJECT: &str = "Activate your phone for {org}";
    /// The text unless an admin gives another.
    pub const MESSAGE: &str = "Hello {realname},\n\n\
        {org} protects your account {username} with a second step at sign-in, and your phone is not ready for it yet. \
        It takes a minute: open this message on the phone and press the button, or scan the code with the phone's camera.";

    /// Reads an admin's words; what is not given is the default.
    pub fn new(subject: Option<&str>, message: Option<&str>) -> Result<Self, FieldError> {
        Ok(Self {
            subject: Template::subject(subject.unwrap_or(Self::SUBJECT))
                .map_err(|flaw| Invalid::from(flaw).in_field("subject"))?,
            body: Template::body(message.unwrap_or(Self::MESSAGE))
                .map_err(|flaw| Invalid::from(flaw).in_field("message"))?,
        })
    }

    /// The email for a recipient. The QR says `qr_text`.
    pub fn render(&self, facts: &Facts<'_>, qr_text: &str) -> Result<Email, Invalid> {
        let barcode = Barcode::new(qr_text)?;
        let (expires, lifetime) = (expiry(facts.expires_at), spoken(facts.lifetime_secs));
        let subject = self.subject.render(facts);
        let html = Html {
            subject: &subject,
            logo: facts.logo,
            org: facts.org,
            support: facts.support,
            link: facts.link,
            message: &self.body.render_html(facts),
            expires: &expires,
            lifetime: &lifetime,
            qr_content_id: QR_CONTENT_ID,
            // On a screen a module takes five pixels: large enough for a camera, small enough for 320 of them.
            qr_side: barcode.side() * 5,
        };
        let text = Text {
            logo: facts.logo,
            org: facts.org,
            support: facts.support,
            link: facts.link,
            message: &self.body.render(facts),
            expires: &expires,
            lifetime: &lifetime,
        };
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

    fn email(subject: Option<&str>, message: Option<&str>) -> Email {
        EmailTemplate::new(subject, message).unwrap().render(&FACTS, FACTS.link).unwrap()
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
    fn what_stands_in_the_head_stands_above_the_fixed_words() {
        let logo = Some("<Example>");
        let facts = Facts { logo, ..FACTS };
        let email = EmailTemplate::new(None, None).unwrap().render(&facts, FACTS.link).unwrap();
        assert!(email.text.starts_with("<Example>\n\nThis is an automated message"), "{}", email.text);
        let (head, rest) = email.html.split_once("&#60;Example&#62;").unwrap();
        assert!(!head.contains("automated") && rest.contains("automated message"), "{head}");
    }

    #[test]
    fn lifetimes_are_spoken() {
        let cases = [
            (86_400, "24 hours"),
            (172_800, "2 days"),
            (3_600, "1 hour"),
            (600, "10 minutes"),
            (90, "1 minute"),
        ];
        for (secs, said) in cases {
            assert_eq!(spoken(secs), said);
        }
    }
}
