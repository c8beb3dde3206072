//! Replies: JSON for programs, pages for people.

use crate::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

/// A JSON reply that no cache keeps.
pub fn json_reply(status: StatusCode, body: &impl Serialize) -> Response {
    let body = serde_json::to_vec(body).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    with_headers(status, &headers, body)
}

/// A page under its content security policy, which no cache keeps and which tells no other site where it was.
pub fn html(status: StatusCode, policy: &str, page: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    with_headers(status, &headers, page)
}

/// A reply with these headers; one whose value is no header's is left out.
pub fn with_headers(
    status: StatusCode,
    headers: &[(HeaderName, &str)],
    body: impl Into<bytes::Bytes>,
) -> Response {
    let mut reply = Response::new(body.into());
    *reply.status_mut() = status;
    for (name, value) in headers {
        if let Ok(value) = HeaderValue::from_str(value) {
            reply.headers_mut().insert(name, value);
        }
    }
    reply
}
