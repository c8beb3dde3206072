//! The page that says why something was not done, and what to do now.

use crate::layout::Shell;
use crate::{Stop, cookies, reply};
use askama::Template;
use http::{HeaderValue, StatusCode, header};
use onramp_web::{Problem, Response};

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice<'a> {
    shell: Shell<'a>,
    title: String,
    text: String,
    /// More of it, such as which field is wrong.
    detail: Option<String>,
    /// Where to go on, and how that is called.
    on: (String, String),
}

/// The page. Who is not signed in any more and only looks is led to sign in instead.
pub fn reply(shell: Shell<'_>, stop: &Stop) -> Response {
    let key = stop.key();
    let (title, text) =
        (shell.t(&format!("{key}-title")), shell.t1(&format!("{key}-text"), "support", shell.support));
    let detail = match stop {
        Stop::Invalid(error) => Some(error.to_string()),
        Stop::Conflict(what) => Some(what.clone()),
        _ => None,
    };
    let on = match stop {
        Stop::NotSignedIn | Stop::SignIn => (crate::sign_in::path(shell.here), shell.t("sign-in-again")),
        _ => ("/console".to_owned(), shell.t("to-home")),
    };
    let notice = Notice { shell, title, text, detail, on };
    let Ok(mut page) = reply::page(stop.status(), &notice) else {
        return Problem::unavailable().into();
    };
    let headers = page.headers_mut();
    if let Stop::Method(allow) = stop {
        headers.insert(header::ALLOW, HeaderValue::from_static(allow));
    }
    if stop.status() == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    match stop {
        Stop::NotSignedIn => reply::with_cookie(page, &cookies::drop(cookies::SESSION)),
        _ => page,
    }
}
