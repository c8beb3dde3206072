//! What a service answers on the wire.

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// An answer: its status, headers and body.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Reply {
    /// JSON.
    pub fn json(status: u16, body: &impl ToString) -> Self {
        Self {
            status,
            headers: vec![("content-type", "application/x-amz-json-1.0".into())],
            body: body.to_string(),
        }
    }

    /// XML.
    pub fn xml(status: u16, body: String) -> Self {
        Self { status, headers: vec![("content-type", "text/xml".into())], body }
    }

    /// The same with another header.
    pub fn with(mut self, header: &'static str, value: &str) -> Self {
        self.headers.push((header, value.to_owned()));
        self
    }

    /// As the SDK takes it.
    pub fn into_response(self) -> HttpResponse {
        let mut response = http::Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        HttpResponse::try_from(response.body(self.body.into()).unwrap()).unwrap()
    }
}
