//! Replies: pages under one strict policy, and ways on to another page.

use crate::Stop;
use askama::Template;
use http::{HeaderName, HeaderValue, StatusCode, header};
use onramp_web::{Response, with_headers};

/// One style sheet, one script, forms to ourselves; nothing inline, nothing of any other origin, no frames.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page.
pub fn page(status: StatusCode, template: &impl Template) -> Result<Response, Stop> {
    let text = template.render().map_err(|_| Stop::Unavailable)?;
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        // Not `no-referrer`: under it a browser hides the origin of our own forms from us.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    Ok(with_headers(status, &headers, text))
}

/// What a message may do that is shown within a page: look like itself. It runs no script, loads nothing, leads nowhere.
const MESSAGE_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
    form-action 'none'; frame-ancestors 'self'";

/// A page that may show frames of our own, and no others.
pub fn framing(mut page: Response) -> Result<Response, Stop> {
    let policy = format!("{POLICY}; frame-src 'self'");
    let policy = HeaderValue::from_str(&policy).map_err(|_| Stop::Unavailable)?;
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(page)
}

/// A message as a frame shows it: a document of its own, under a policy of its own.
pub fn message(text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, MESSAGE_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    with_headers(StatusCode::OK, &headers, text)
}

/// On to another page, which is fetched by GET.
pub fn see_other(to: &str) -> Response {
    let headers = [
        (header::LOCATION, to),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    with_headers(StatusCode::SEE_OTHER, &headers, "")
}

/// The reply with one more cookie.
pub fn with_cookie(mut reply: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        reply.headers_mut().append(header::SET_COOKIE, cookie);
    }
    reply
}
