//! Problems: what a request is told that was not done (RFC 9457).

use crate::Response;
use http::{StatusCode, header};
use onramp_domain::{FieldError, Invalid, rfc3339};
use onramp_usecases::Error;
use serde::Serialize;

/// The largest body that is read, in bytes: ten thousand phone ids and a long message take a third of it.
pub const MAX_BODY: usize = 1 << 20;
/// The largest body of an uploaded file, in bytes: more than Lambda is ever given, so that a page can say what is too
/// large.
const MAX_UPLOAD: usize = 16 << 20;

/// The largest body that is read of a request to a path, in bytes.
pub fn max_body(path: &str) -> usize {
    if path == "/console/import" { MAX_UPLOAD } else { MAX_BODY }
}

/// A problem: says what was wrong, in which field, and what would be right. Never quotes a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem(Box<Body>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Body {
    /// A stable name, `urn:onramp:problem:…`.
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    available_at: Option<String>,
    #[serde(skip)]
    headers: Vec<(header::HeaderName, &'static str)>,
}

impl Problem {
    fn new(status: StatusCode, name: &str, title: &'static str, detail: impl Into<String>) -> Self {
        Self(Box::new(Body {
            kind: format!("urn:onramp:problem:{name}"),
            title,
            status: status.as_u16(),
            detail: detail.into(),
            field: None,
            expected: None,
            reason: None,
            available_at: None,
            headers: Vec::new(),
        }))
    }

    /// 400: a field's value is refused.
    pub fn field(error: FieldError) -> Self {
        let FieldError { field, invalid: Invalid { wrong, expected } } = error;
        let detail = format!("{field} {wrong}");
        let mut problem = Self::new(StatusCode::BAD_REQUEST, "invalid-request", "Invalid request", detail);
        problem.0.expected = Some(expected.into());
        problem.in_field(field)
    }

    fn in_field(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// 401: no token, or one that does not count.
    pub fn unauthorized(detail: impl Into<String>) -> Self {
        let mut problem = Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "Not signed in", detail.into());
        problem.0.expected =
            Some("the header Authorization: Bearer TOKEN, with a valid token of the issuer".into());
        problem.0.headers.push((header::WWW_AUTHENTICATE, "Bearer"));
        problem
    }

    /// 403: the role may not do this.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "Not allowed", detail)
    }

    /// 404: no such thing.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "Not found", format!("there is no such {what}"))
    }

    /// 405: the route knows other methods.
    pub fn method_not_allowed(allow: &'static str) -> Self {
        let mut problem = Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method-not-allowed",
            "Method not allowed",
            "this route does not know the method",
        );
        problem.0.expected = Some(allow.to_owned());
        problem.0.headers.push((header::ALLOW, allow));
        problem
    }

    /// 413: the body is larger than what is read.
    pub fn too_large() -> Self {
        let detail = "the body is too large";
        let mut problem = Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "Too large", detail);
        problem.0.expected = Some(format!("at most {MAX_BODY} bytes"));
        problem
    }

    /// 503: a service did not do its part; nothing was changed, or what was done will be met again by a repetition.
    pub fn unavailable() -> Self {
        let detail = "a service did not answer; try again in a moment";
        let mut problem =
            Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not available at the moment", detail);
        problem.0.headers.push((header::RETRY_AFTER, "5"));
        problem
    }

    /// The problem as JSON: what a function answers that is invoked without HTTP.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(&*self.0).unwrap_or_default()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.0.status
    }
}

/// The one place where what a use case says becomes an HTTP status.
impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let told = error.to_string();
        let conflict = |name, title| Self::new(StatusCode::CONFLICT, name, title, told.clone());
        match error {
            Error::Invalid(error) => Self::field(error),
            Error::Forbidden { .. } => Self::forbidden(told),
            Error::NotFound(what) => Self::not_found(what),
            Error::SendOver(_) => conflict("send-over", "The send is over"),
            Error::Ineligible(why) => {
                let mut problem = conflict("not-eligible", "The phone may not get a link");
                problem.0.reason = Some(why.code());
                problem
            }
            Error::LiveLink(until) => {
                let mut problem = conflict("live-link", "The phone has a live link");
                problem.0.available_at = Some(rfc3339(until));
                problem.0.expected = Some("\"replace\": true, to replace it".into());
                problem.in_field("replace")
            }
            Error::KeyReused => {
                let (name, title) = ("idempotency-key-reused", "Idempotency-Key used before");
                let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, name, title, told.clone());
                problem.0.expected = Some("a new key for a new request".into());
                problem.in_field("Idempotency-Key")
            }
            Error::Duplicate(_) => conflict("duplicate", "There is one already"),
            Error::Contended => conflict("contended", "Changed at the same moment"),
            Error::Outage(outage) => {
                tracing::error!(%outage, "a request could not be served");
                Self::unavailable()
            }
        }
    }
}

impl From<FieldError> for Problem {
    fn from(error: FieldError) -> Self {
        Self::field(error)
    }
}

impl From<Problem> for Response {
    fn from(Problem(problem): Problem) -> Self {
        let body = serde_json::to_vec(&*problem).unwrap_or_default();
        let mut reply = Response::new(body.into());
        *reply.status_mut() =
            StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = reply.headers_mut();
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        for (name, value) in problem.headers {
            headers.insert(name, header::HeaderValue::from_static(value));
        }
        reply
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_field_is_named_with_what_would_be_right() {
        let error = Invalid::new("is out of range", "a whole number from 1 to 500").in_field("limit");
        let reply = Response::from(Problem::field(error));
        assert_eq!(reply.status(), 400);
        assert_eq!(reply.headers()["content-type"], "application/problem+json");
        let body: serde_json::Value = serde_json::from_slice(reply.body()).unwrap();
        assert_eq!(
            body,
            serde_json::json!({
                "type": "urn:onramp:problem:invalid-request", "title": "Invalid request", "status": 400,
                "detail": "limit is out of range", "field": "limit", "expected": "a whole number from 1 to 500",
            })
        );
    }

    #[test]
    fn a_live_link_tells_when_another_may_be_sent() {
        let problem = Problem::from(Error::LiveLink(1_795_000_000));
        assert_eq!(problem.status(), 409);
        assert_eq!(problem.0.available_at, Some(rfc3339(1_795_000_000)));
        assert!(problem.0.detail.contains(&rfc3339(1_795_000_000)));
    }
}
