//! The console's cookies: of this host alone (`__Host-`), never sent in the clear, out of reach of scripts.

use onramp_web::Request;

/// Holds the id of a session.
pub const SESSION: &str = "__Host-onramp-session";
/// Holds what a sign-in under way is recognised by.
pub const SIGN_IN: &str = "__Host-onramp-sign-in";
/// Holds the language that was chosen.
pub const LANGUAGE: &str = "__Host-onramp-language";
/// Holds what the next page is to say, such as that something was saved.
pub const FLASH: &str = "__Host-onramp-flash";

/// A cookie's value as sent.
pub fn value<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let headers = request.headers().get_all(http::header::COOKIE);
    headers
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(known, value)| (known == name).then_some(value))
}

/// A `Set-Cookie` that is kept for so many seconds.
pub fn keep(name: &str, value: &str, secs: i64) -> String {
    format!("{name}={value}; Path=/; Max-Age={secs}; Secure; HttpOnly; SameSite=Lax")
}

/// A `Set-Cookie` that takes a cookie away.
pub fn drop(name: &str) -> String {
    keep(name, "", 0)
}
