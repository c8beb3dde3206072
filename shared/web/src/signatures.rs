//! Signatures of requests of the Duo-compatible Admin API: HMAC over a canonical form of the request.
//!
//! The version is not told: those are tried that the request can have. Version 2 covers the date, method, host, path and
//! parameters; 4 adds the body's hash, and 5 that of the `X-Duo-*` headers. Whatever is read of a request is covered by the
//! version that is taken for it: a JSON body counts by 4 and 5 alone, and a query is part of the parameters always.

use crate::{Request, header};
use data_encoding::{BASE64, HEXLOWER};
use http::Method;
use onramp_domain::from_rfc2822;
use ring::hmac;
use sha2::{Digest, Sha512};
use std::fmt::Write;

/// How far a request's date may be off, either way, in seconds.
const WINDOW: i64 = 300;

/// Why a request cannot be a signed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// It has no credentials, or none of the form.
    NoCredentials,
    /// It has no date.
    NoDate,
    /// Its date cannot be read, or is too far off.
    BadDate,
}

/// What a request says of who signed it.
pub struct Claim<'a> {
    /// The integration's id as given: anything.
    pub id: String,
    signature: Vec<u8>,
    date: &'a str,
}

impl<'a> Claim<'a> {
    /// Reads the credentials and the date, which is to be within five minutes of `now` (Unix seconds).
    pub fn read(request: &'a Request, now: i64) -> Result<Self, Unsigned> {
        let (id, signature) = credentials(request).ok_or(Unsigned::NoCredentials)?;
        let dated = header(request, "x-duo-date").or_else(|| header(request, "date"));
        let date = dated.filter(|date| !date.is_empty()).ok_or(Unsigned::NoDate)?;
        let at = from_rfc2822(date).ok_or(Unsigned::BadDate)?;
        if now.abs_diff(at) > WINDOW.unsigned_abs() {
            return Err(Unsigned::BadDate);
        }
        Ok(Self { id, signature, date })
    }

    /// Whether the secret key signed the request. Compares in constant time.
    pub fn is_signed_with(&self, request: &Request, secret: &str, allow_sha1: bool) -> bool {
        let algorithm = match self.signature.len() {
            64 => hmac::HMAC_SHA512,
            20 if allow_sha1 => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            _ => return false,
        };
        let key = hmac::Key::new(algorithm, secret.as_bytes());
        // Clients of old, who sign with SHA-1, know version 2 alone.
        let all = self.signature.len() == 64;
        self.canonical(request, all)
            .iter()
            .any(|canonical| hmac::verify(&key, canonical.as_bytes(), &self.signature).is_ok())
    }

    /// The texts that may have been signed, the likelier first.
    fn canonical(&self, request: &Request, all: bool) -> Vec<String> {
        let query = pairs(request.uri().query().unwrap_or_default().as_bytes());
        let first = [self.date, request.method().as_str(), &host(request), request.uri().path()].join("\n");
        let mut texts = Vec::new();
        if all {
            let body = HEXLOWER.encode(&Sha512::digest(request.body()));
            let four = format!("{first}\n{}\n{body}", parameters(&query));
            texts.push(format!("{four}\n{}", duo_headers(request)));
            texts.push(four);
        }
        if let Some(form) = form(request) {
            let both: Vec<_> = query.into_iter().chain(form).collect();
            texts.push(format!("{first}\n{}", parameters(&both)));
        }
        texts
    }
}

/// The parameters of a form; none if the body is something else. An empty body is an empty form.
pub fn form(request: &Request) -> Option<Vec<(String, String)>> {
    let kind = header(request, "content-type").unwrap_or_default().to_ascii_lowercase();
    let is_form = request.body().is_empty() || kind.starts_with("application/x-www-form-urlencoded");
    is_form.then(|| pairs(request.body()))
}

/// Names and values of a query or a form, decoded, in their order.
pub fn pairs(text: &[u8]) -> Vec<(String, String)> {
    serde_urlencoded::from_bytes(text).unwrap_or_default()
}

/// `Basic base64(ID ":" HEX)`.
fn credentials(request: &Request) -> Option<(String, Vec<u8>)> {
    let (scheme, encoded) = header(request, "authorization")?.split_once(' ')?;
    let decoded = BASE64.decode(encoded.trim().as_bytes()).ok()?;
    let (id, hex) = std::str::from_utf8(&decoded).ok()?.split_once(':')?;
    let signature = HEXLOWER.decode(hex.to_ascii_lowercase().as_bytes()).ok()?;
    (scheme.eq_ignore_ascii_case("basic") && !id.is_empty()).then(|| (id.to_owned(), signature))
}

/// The host in lower case without its port.
fn host(request: &Request) -> String {
    let host = header(request, "host").or_else(|| request.uri().host()).unwrap_or_default();
    let end = host.rfind(':').filter(|at| host[at + 1..].bytes().all(|b| b.is_ascii_digit()));
    host[..end.unwrap_or(host.len())].to_ascii_lowercase()
}

/// Parameters in their canonical form: encoded anew, whatever way the client wrote them.
fn parameters(pairs: &[(String, String)]) -> String {
    let mut encoded: Vec<_> = pairs.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    encoded.sort();
    let joined: Vec<_> = encoded.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    joined.join("&")
}

/// Percent-encodes all but letters, digits and `_.-~`.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"_.-~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The hash of the `X-Duo-*` headers, names and values joined by NUL.
fn duo_headers(request: &Request) -> String {
    let names = request.headers().keys().map(http::HeaderName::as_str);
    let mut names: Vec<_> = names.filter(|name| name.starts_with("x-duo-")).collect();
    names.sort_unstable();
    let parts: Vec<_> =
        names.into_iter().flat_map(|name| [name, header(request, name).unwrap_or_default()]).collect();
    HEXLOWER.encode(&Sha512::digest(parts.join("\0")))
}

/// Whether a method changes something, so that its parameters may come in a body.
pub fn changes(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::rfc3339;
    use proptest::prelude::*;
    use serde::Deserialize;
    use std::collections::BTreeMap;

    /// Requests as the clients themselves signed them; `tests/clients/vectors` makes the file.
    #[derive(Debug, Deserialize)]
    struct Vector {
        name: String,
        method: String,
        uri: String,
        headers: BTreeMap<String, String>,
        body: String,
        sha1: bool,
    }

    const SECRET: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123";

    fn vectors() -> Vec<Vector> {
        serde_json::from_str(include_str!("../../../tests/data/signatures.json")).unwrap()
    }

    fn request(vector: &Vector) -> Request {
        let mut request = http::Request::builder().method(vector.method.as_str()).uri(&vector.uri);
        for (name, value) in &vector.headers {
            request = request.header(name, value);
        }
        request.body(vector.body.clone().into()).unwrap()
    }

    fn signed(request: &Request, secret: &str, allow_sha1: bool) -> bool {
        let now = from_rfc2822("Tue, 24 Nov 2026 04:45:54 GMT").unwrap();
        Claim::read(request, now).is_ok_and(|claim| claim.is_signed_with(request, secret, allow_sha1))
    }

    #[test]
    fn what_the_clients_sign_verifies_and_with_another_key_does_not() {
        assert!(vectors().len() > 30);
        for vector in vectors() {
            let request = request(&vector);
            assert!(signed(&request, SECRET, vector.sha1), "{}", vector.name);
            assert!(!signed(&request, &SECRET.to_lowercase(), vector.sha1), "{}", vector.name);
            assert_eq!(signed(&request, SECRET, false), !vector.sha1, "SHA-1 is off: {}", vector.name);
        }
    }

    #[test]
    fn one_flipped_bit_anywhere_is_refused() {
        for vector in vectors() {
            let whole = request(&vector);
            for at in (0..vector.body.len()).step_by(vector.body.len() / 64 + 1) {
                let mut body = vector.body.clone().into_bytes();
                body[at] ^= 1;
                let mut flipped = whole.clone();
                *flipped.body_mut() = body.into();
                // `+` and its neighbours mean the same in a form only if they decode to the same.
                let same = form(&flipped) == form(&whole) && form(&whole).is_some();
                assert_eq!(signed(&flipped, SECRET, vector.sha1), same, "{} at {at}", vector.name);
            }
            let uri = vector.uri.clone().into_bytes();
            for at in (1..uri.len()).step_by(uri.len() / 64 + 1) {
                let mut changed = uri.clone();
                changed[at] ^= 1;
                let Ok(changed) = http::Uri::try_from(changed.as_slice()) else { continue };
                let mut flipped = whole.clone();
                *flipped.uri_mut() = changed;
                let of = |request: &Request| pairs(request.uri().query().unwrap_or_default().as_bytes());
                let same = flipped.uri().path() == whole.uri().path() && of(&flipped) == of(&whole);
                assert_eq!(signed(&flipped, SECRET, vector.sha1), same, "{} at {at}", vector.name);
            }
            for name in whole.headers().keys().filter(|name| *name != "content-type") {
                let mut flipped = whole.clone();
                let mut value = whole.headers()[name].as_bytes().to_vec();
                // The port, at the end of the host, is not signed.
                let at = if name == "host" { 0 } else { value.len() - 3 };
                value[at] ^= 1;
                flipped.headers_mut().insert(name, http::HeaderValue::from_bytes(&value).unwrap());
                assert!(!signed(&flipped, SECRET, vector.sha1), "{}: {name}", vector.name);
            }
        }
    }

    #[test]
    fn a_date_is_there_and_within_five_minutes() {
        let vector = vectors().remove(0);
        let whole = request(&vector);
        let now = from_rfc2822(&vector.headers["Date"]).unwrap();
        let read = |request: &Request, now| Claim::read(request, now).err();
        assert_eq!((read(&whole, now + 300), read(&whole, now - 300)), (None, None), "{}", rfc3339(now));
        assert_eq!(read(&whole, now + 301), Some(Unsigned::BadDate));
        assert_eq!(read(&whole, now - 301), Some(Unsigned::BadDate));
        let without = |name: &str| {
            let mut request = whole.clone();
            request.headers_mut().remove(name);
            read(&request, now)
        };
        assert_eq!(without("date"), Some(Unsigned::NoDate));
        assert_eq!(without("authorization"), Some(Unsigned::NoCredentials));
    }

    #[test]
    fn the_host_is_signed_without_its_port() {
        let of = |text: &str| {
            let mut request = Request::default();
            request.headers_mut().insert("host", text.parse().unwrap());
            host(&request)
        };
        assert_eq!(of("LocalHost:8443"), "localhost");
        assert_eq!(of("onramp.example.org"), "onramp.example.org");
        assert_eq!(of("[::1]:80"), "[::1]");
        assert_eq!(of("[::1]"), "[::1]");
    }

    proptest! {
        #[test]
        fn anything_may_be_sent(authorization in "\\PC*", date in "\\PC*", query in "[ -~]*") {
            let mut request = Request::default();
            for (name, value) in [("authorization", authorization), ("date", date)] {
                if let Ok(value) = value.parse() {
                    request.headers_mut().insert(name, value);
                }
            }
            prop_assert!(!signed(&request, SECRET, true));
            prop_assert!(encode(&query).bytes().all(|b| b.is_ascii_alphanumeric() || b"%_.-~".contains(&b)));
        }
    }
}
