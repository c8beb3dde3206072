//! Forms as browsers send them.

use bytes::Bytes;
use futures_util::{future, stream};
use multer::Multipart;
use onramp_web::{Request, header};
use std::convert::Infallible;

/// Most fields that are read of a form that brings a file.
const MOST_FIELDS: usize = 20;

/// A form's fields, in the order they were sent, and the file that came with them.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    /// The file, if there is one in the form; empty and without a name if none was chosen.
    pub file: Option<File>,
}

/// A file of a form.
#[derive(Debug)]
pub struct File {
    /// How it is called, without the folders it lies in.
    pub name: String,
    /// What is in it.
    pub content: Bytes,
}

impl Form {
    /// The fields of a body. One that is no form has none.
    pub async fn read(request: &Request) -> Self {
        let kind = header(request, "content-type").unwrap_or_default();
        let name = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match name.as_str() {
            "application/x-www-form-urlencoded" => {
                let fields = serde_urlencoded::from_bytes(request.body()).unwrap_or_default();
                Self { fields, file: None }
            }
            "multipart/form-data" => parts(kind, request.body().clone()).await.unwrap_or_default(),
            _ => Self::default(),
        }
    }

    /// The fields of the query.
    pub fn query(request: &Request) -> Self {
        let query = request.uri().query().unwrap_or_default();
        Self { fields: serde_urlencoded::from_str(query).unwrap_or_default(), file: None }
    }

    /// A field's text, without white space around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default().trim()
    }

    /// All values of a field, such as of checked boxes.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The parts of a form that brings a file (RFC 7578). One that is cut off is none.
async fn parts(kind: &str, body: Bytes) -> Result<Form, multer::Error> {
    let whole = stream::once(future::ready(Ok::<_, Infallible>(body)));
    let mut parts = Multipart::new(whole, multer::parse_boundary(kind)?);
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await? {
        if let Some(path) = part.file_name() {
            let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            let content = part.bytes().await?;
            form.file.get_or_insert(File { name, content });
        } else if let Some(name) = part.name().map(str::to_owned)
            && form.fields.len() < MOST_FIELDS
        {
            form.fields.push((name, part.text().await?));
        }
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(kind: &str, body: &str) -> Form {
        let request = http::Request::builder().header("content-type", kind);
        Form::read(&request.body(body.to_owned().into()).unwrap()).await
    }

    const BODY: &str = "--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\nt\r\n\
        --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\dir\\people.csv\"\r\n\
        Content-Type: text/csv\r\n\r\na,b\r\n--y\r\n\r\n--x--\r\n";

    #[tokio::test]
    async fn a_form_with_a_file_is_read_as_one_without() {
        let form = read("Multipart/Form-Data; boundary=x", BODY).await;
        assert_eq!(form.text("form_token"), "t");
        let file = form.file.unwrap();
        assert_eq!((file.name.as_str(), &file.content[..]), ("people.csv", &b"a,b\r\n--y\r\n"[..]));
        let plain = read("application/x-www-form-urlencoded; charset=utf-8", "form_token=t&a=1&a=2").await;
        assert_eq!((plain.text("form_token"), plain.all("a").count()), ("t", 2));
    }

    #[tokio::test]
    async fn what_is_no_form_has_no_fields() {
        for (kind, body) in [
            ("multipart/form-data; boundary=x", &BODY[..BODY.len() - 8]),
            ("multipart/form-data", BODY),
            ("multipart/form-data; boundary=z", BODY),
            ("multipart/mixed; boundary=x", BODY),
            ("text/plain", "form_token=t"),
            ("", "form_token=t"),
        ] {
            let form = read(kind, body).await;
            assert!(form.text("form_token").is_empty() && form.file.is_none(), "{kind}");
        }
    }
}
