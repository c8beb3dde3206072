//! Forms as browsers send them.

use onramp_web::{Request, header};

/// A form's fields, in the order they were sent.
#[derive(Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The fields of a body. One that is no form has none.
    pub fn read(request: &Request) -> Self {
        let kind = header(request, "content-type").unwrap_or_default().to_ascii_lowercase();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Self::default();
        }
        Self(serde_urlencoded::from_bytes(request.body()).unwrap_or_default())
    }

    /// The fields of the query.
    pub fn query(request: &Request) -> Self {
        Self(serde_urlencoded::from_str(request.uri().query().unwrap_or_default()).unwrap_or_default())
    }

    /// A field's text, without white space around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default().trim()
    }

    /// All values of a field, such as of checked boxes.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
