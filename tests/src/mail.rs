//! Messages, read by libraries that had no part in writing them.

use mailparse::{MailHeaderMap, ParsedMail};

/// An email's parts.
#[derive(Debug)]
pub struct Mail {
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
    /// The image that the HTML refers to.
    pub image: Vec<u8>,
    /// The kinds of all parts, outermost first.
    pub kinds: Vec<String>,
}

/// Reads the source of an email.
pub fn read(source: &[u8]) -> Mail {
    let mail = mailparse::parse_mail(source).unwrap();
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    let part = |kind: &str| mail.parts().find(|part| part.ctype.mimetype == kind).unwrap();
    let html = part("text/html").get_body().unwrap();
    let image = part("image/png");
    let id = image.headers.get_first_value("Content-ID").unwrap();
    assert!(
        html.contains(&format!("src=\"cid:{}\"", id.trim_matches(['<', '>']))),
        "the HTML shows the image {id}"
    );
    Mail {
        from: header("From"),
        to: header("To").trim_matches(['<', '>']).to_owned(),
        subject: header("Subject"),
        text: part("text/plain").get_body().unwrap(),
        image: image.get_body_raw().unwrap(),
        kinds: mail.parts().map(|part: &ParsedMail| part.ctype.mimetype.clone()).collect(),
        html,
    }
}

/// What a QR code says, as a scanner reads it.
pub fn scan(png: &[u8]) -> String {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut data).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| data[y * info.line_size + x]);
    image.detect_grids()[0].decode().unwrap().1
}

/// The first activation link in a text.
pub fn link_in(text: &str) -> String {
    text.split_whitespace().find(|word| word.contains("/activate/")).expect("a link").to_owned()
}

/// Percent-encodes all but letters and digits.
pub fn percent(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            },
        )
        .collect()
}
