//! Problems of the routes that exist only here, as axum replies; their shape is every other route's.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use onramp_domain::Invalid;

/// A problem that axum can reply with.
#[derive(Debug)]
pub struct Problem(onramp_web::Problem);

impl Problem {
    /// 400: a field is refused; `wrong` is the end of "the field …".
    pub fn field(field: &'static str, wrong: &'static str, expected: &'static str) -> Self {
        Self(Invalid::new(wrong, expected).in_field(field).into())
    }

    /// 404: no such thing.
    pub fn not_found(what: &str) -> Self {
        Self(onramp_web::Problem::not_found(what))
    }

    /// 405: the route knows GET alone.
    pub fn method_not_allowed() -> Self {
        Self(onramp_web::Problem::method_not_allowed("GET"))
    }

    /// 503: this machine did not do its part, such as a disk that does not answer.
    pub fn unavailable() -> Self {
        Self(onramp_web::Problem::unavailable())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        onramp_web::Response::from(self.0).map(Body::from)
    }
}
