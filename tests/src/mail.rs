//! Messages, read by libraries that had no part in writing them.

use jiff::Timestamp;
use mailparse::{MailHeaderMap, ParsedMail};
use serde::Deserialize;
use serde_json::Value;

/// A message in the outbox.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// Its id: text or a number.
    id: Value,
    /// `email` or `sms`.
    pub channel: String,
    /// The address or number.
    pub to: String,
    /// An email's subject.
    pub subject: Option<String>,
    /// Its plain text.
    pub text: String,
    /// When it went out.
    pub sent_at: Timestamp,
}

impl Message {
    /// Its id, as it stands in a path.
    pub fn id(&self) -> String {
        self.id.as_str().map_or_else(|| self.id.to_string(), str::to_owned)
    }

    /// The activation link in its text.
    pub fn link(&self) -> String {
        link_in(&self.text)
    }
}

/// The parts of an email, decoded.
#[derive(Debug)]
pub struct Eml {
    /// The `From` header.
    pub from: String,
    /// The `To` header.
    pub to: String,
    /// The `Subject` header.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
    /// The image that the HTML shows by its Content-ID.
    pub image: Vec<u8>,
    /// The disposition of that image, such as `inline`.
    pub disposition: String,
    /// The kinds of all parts, outermost first.
    pub kinds: Vec<String>,
}

impl Eml {
    /// Reads the source of an email, which must hold text, HTML and a PNG that the HTML shows.
    pub fn read(source: &[u8]) -> Self {
        let mail = mailparse::parse_mail(source).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        let part = |kind: &str| {
            mail.parts()
                .find(|part| part.ctype.mimetype == kind)
                .unwrap_or_else(|| panic!("a part of {kind}"))
        };
        let (html, image) = (part("text/html").get_body().unwrap(), part("image/png"));
        let id = image.headers.get_first_value("Content-ID").expect("the image has a Content-ID");
        assert!(html.contains(&format!("cid:{}", id.trim().trim_matches(['<', '>']))), "the HTML shows {id}");
        Self {
            from: header("From"),
            to: header("To").trim_matches(['<', '>']).to_owned(),
            subject: header("Subject"),
            text: part("text/plain").get_body().unwrap(),
            image: image.get_body_raw().unwrap(),
            disposition: image.headers.get_first_value("Content-Disposition").unwrap_or_default(),
            kinds: mail.parts().map(|part: &ParsedMail| part.ctype.mimetype.clone()).collect(),
            html,
        }
    }

    /// The activation link in its plain text.
    pub fn link(&self) -> String {
        link_in(&self.text)
    }

    /// What its QR code says.
    pub fn scan(&self) -> String {
        scan_png(&self.image)
    }
}

/// What the one QR code of an image says, as a camera reads it.
pub fn scan_png(png: &[u8]) -> String {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut data).unwrap();
    let samples = frame.color_type.samples();
    let (width, height) = (frame.width as usize, frame.height as usize);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        data[y * frame.line_size + x * samples]
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one QR code");
    grids[0].decode().unwrap().1
}

/// The one activation link in a text.
pub fn link_in(text: &str) -> String {
    let mut links: Vec<_> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')'))
        .filter(|word| word.starts_with("http") && word.contains("/activate/"))
        .map(|word| word.trim_end_matches(['.', ',']))
        .collect();
    links.dedup();
    assert_eq!(links.len(), 1, "one link: {text}");
    links[0].to_owned()
}

/// The code at the end of a link.
pub fn code_of(link: &str) -> &str {
    let code = link.rsplit('/').next().unwrap_or_default();
    assert!(
        code.len() == 20 && code.bytes().all(|b| b.is_ascii_alphanumeric()),
        "a link ends in a code: {link}"
    );
    code
}
