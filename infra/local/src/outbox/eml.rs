//! An email as its source: made as SES would from the same parts, and read back to be shown.

use data_encoding::BASE64;
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use mailparse::{MailHeaderMap, ParsedMail};
use std::io;

/// An email on its way out.
#[derive(Debug, Clone)]
pub struct OutgoingEmail {
    /// The sender: an address, or `Name <address>`.
    pub from: String,
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The message as plain text.
    pub text: String,
    /// The message as HTML.
    pub html: String,
    /// The image that stands inline in the HTML; empty for none.
    pub inline_png: Vec<u8>,
    /// What the HTML calls the image, behind `cid:`.
    pub content_id: String,
}

impl OutgoingEmail {
    pub(super) fn source(&self, id: &str, now: Timestamp) -> io::Result<Vec<u8>> {
        let (name, address) = mailbox(&self.from);
        let host = address.rsplit_once('@').map_or("localhost", |(_, host)| host);
        let message_id = format!("{id}.{}@{host}", now.as_second());
        let words = MimePart::new(
            "multipart/alternative",
            vec![
                MimePart::new("text/plain", self.text.as_str()),
                MimePart::new("text/html", self.html.as_str()),
            ],
        );
        MessageBuilder::new()
            .message_id(message_id)
            .date(now.as_second())
            .from(Address::new_address(name, address.as_str()))
            .to(Address::new_address(None::<&str>, one_line(&self.to)))
            .subject(one_line(&self.subject))
            // Keeps out-of-office replies away (RFC 3834).
            .header("Auto-Submitted", Raw::new("auto-generated"))
            .body(self.with_image(words))
            .write_to_vec()
    }

    fn with_image<'x>(&'x self, words: MimePart<'x>) -> MimePart<'x> {
        if self.inline_png.is_empty() {
            return words;
        }
        let inline = ContentType::new("inline").attribute("filename", "activation-barcode.png");
        let image = MimePart::new("image/png", self.inline_png.as_slice())
            .cid(bare_id(&self.content_id))
            .header("Content-Disposition", HeaderType::from(inline));
        let related = ContentType::new("multipart/related").attribute("type", "multipart/alternative");
        MimePart::new(related, vec![words, image])
    }
}

/// The name and the address of a sender.
fn mailbox(from: &str) -> (Option<String>, String) {
    let from = one_line(from);
    match from.strip_suffix('>').and_then(|from| from.rsplit_once('<')) {
        Some((name, address)) => {
            let name = name.trim().trim_matches('"').trim();
            ((!name.is_empty()).then(|| name.to_owned()), address.trim().to_owned())
        }
        None => (None, from.trim().to_owned()),
    }
}

/// A header's value: a line break in it would begin a header of its own.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn bare_id(content_id: &str) -> &str {
    content_id.trim_matches(['<', '>'])
}

/// What a mail client shows of an email.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The sender.
    pub(super) from: Option<String>,
    /// The HTML with its inline images in place, for a frame of its own.
    pub(super) html: Option<String>,
}

/// Reads an email's source. What cannot be read is left out: its source can still be looked at.
pub(super) fn shown(source: &[u8]) -> Shown {
    let Ok(mail) = mailparse::parse_mail(source) else { return Shown::default() };
    Shown { from: mail.headers.get_first_value("From"), html: html_of(&mail) }
}

fn html_of(mail: &ParsedMail<'_>) -> Option<String> {
    let html = mail.parts().find(|part| part.ctype.mimetype == "text/html")?.get_body().ok()?;
    let images = mail.parts().filter(|part| part.ctype.mimetype.starts_with("image/"));
    let html = images.fold(html, |html, image| {
        let (Some(id), Ok(bytes)) = (image.headers.get_first_value("Content-ID"), image.get_body_raw())
        else {
            return html;
        };
        let data = format!("data:{};base64,{}", image.ctype.mimetype, BASE64.encode(&bytes));
        html.replace(&format!("cid:{}", bare_id(&id)), &data)
    });
    Some(opening_links_outside(&html))
}

/// Makes a page's links open in a tab of their own. The tag goes into the head: before the doctype it would put the
/// page into the browsers' quirks mode.
fn opening_links_outside(html: &str) -> String {
    let lower = html.to_ascii_lowercase();
    let behind = |tag: &str| {
        let start = lower.find(tag)?;
        lower.get(start..)?.find('>').map(|length| start + length + 1)
    };
    let at = behind("<head>").or_else(|| behind("<head ")).or_else(|| behind("<!doctype")).unwrap_or(0);
    let (before, after) = html.split_at(at);
    format!("{before}<base target=\"_blank\">{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email() -> OutgoingEmail {
        OutgoingEmail {
            from: "Müller & Söhne <no-reply@example.org>".into(),
            to: "zoe@example.org".into(),
            subject: "Zoë, aktivieren Sie Ihr Telefon – 电话".into(),
            text: "Hallo Zoë,\nhttp://127.0.0.1:8080/activate/abc\n".into(),
            html: "<!DOCTYPE html><html><head><title>x</title></head><body>Zoë <img src=\"cid:qr@onramp\">"
                .into(),
            inline_png: (0..=255).cycle().take(2_000).collect(),
            content_id: "qr@onramp".into(),
        }
    }

    fn source(email: &OutgoingEmail) -> Vec<u8> {
        email.source("00000007", Timestamp::from_second(1_795_528_800).unwrap()).unwrap()
    }

    #[test]
    fn an_email_holds_text_html_and_the_image_under_its_content_id() {
        let email = email();
        let source = source(&email);
        let mail = mailparse::parse_mail(&source).unwrap();
        assert_eq!(mail.ctype.mimetype, "multipart/related");
        assert_eq!(mail.ctype.params["type"], "multipart/alternative");
        let [words, image] = mail.subparts.as_slice() else { panic!("{} parts", mail.subparts.len()) };
        assert_eq!(words.ctype.mimetype, "multipart/alternative");
        let kinds: Vec<_> = words.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
        assert_eq!(kinds, ["text/plain", "text/html"]);
        assert_eq!(words.subparts[0].get_body().unwrap().replace("\r\n", "\n"), email.text);
        assert_eq!(words.subparts[1].get_body().unwrap().trim_end(), email.html);
        assert_eq!(image.ctype.mimetype, "image/png");
        assert_eq!(image.headers.get_first_value("Content-ID").unwrap(), "<qr@onramp>");
        assert_eq!(image.headers.get_first_value("Content-Transfer-Encoding").unwrap(), "base64");
        assert_eq!(image.get_content_disposition().disposition, mailparse::DispositionType::Inline);
        assert_eq!(image.get_body_raw().unwrap(), email.inline_png);
    }

    #[test]
    fn its_headers_are_plain_ascii_and_read_back_as_unicode() {
        let email = email();
        let source = source(&email);
        let mail = mailparse::parse_mail(&source).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap();
        assert_eq!(header("Subject"), email.subject);
        let from = mailparse::addrparse(&header("From")).unwrap().extract_single_info().unwrap();
        assert_eq!(from.addr, "no-reply@example.org");
        assert_eq!(from.display_name.as_deref(), Some("Müller & Söhne"));
        assert!(header("To").contains("zoe@example.org"));
        assert_eq!(header("Message-ID"), "<00000007.1795528800@example.org>");
        assert_eq!(mailparse::dateparse(&header("Date")).unwrap(), 1_795_528_800);
        assert_eq!(header("MIME-Version"), "1.0");
        let head = source.windows(4).position(|at| at == b"\r\n\r\n").unwrap();
        assert!(source[..head].is_ascii());
        assert!(source.split(|byte| *byte == b'\n').all(|line| line.len() <= 998));
    }

    #[test]
    fn a_line_break_in_a_header_begins_no_other_header() {
        let email = OutgoingEmail {
            subject: "Hi\r\nBcc: all@example.org".into(),
            to: "a@example.org\r\nCc: b@example.org".into(),
            from: "O\nX-A: b <a@example.org>".into(),
            ..email()
        };
        let source = source(&email);
        let mail = mailparse::parse_mail(&source).unwrap();
        for name in ["Bcc", "Cc", "X-A"] {
            assert!(mail.headers.get_first_value(name).is_none(), "{name}");
        }
    }

    #[test]
    fn an_email_without_an_image_is_an_alternative_alone() {
        let source = source(&OutgoingEmail { inline_png: Vec::new(), ..email() });
        assert_eq!(mailparse::parse_mail(&source).unwrap().ctype.mimetype, "multipart/alternative");
    }

    #[test]
    fn it_is_shown_with_the_image_in_place_and_links_that_open_outside() {
        let email = email();
        let shown = shown(&source(&email));
        let html = shown.html.unwrap();
        let image = format!("<img src=\"data:image/png;base64,{}\">", BASE64.encode(&email.inline_png));
        assert!(html.contains(&image), "{html}");
        assert!(html.starts_with("<!DOCTYPE html><html><head><base target=\"_blank\"><title>"), "{html}");
        assert!(shown.from.unwrap().contains("Müller & Söhne"));
        assert_eq!(opening_links_outside("<p>x"), "<base target=\"_blank\"><p>x");
        assert_eq!(opening_links_outside("<!doctype html><p>"), "<!doctype html><base target=\"_blank\"><p>");
    }
}
