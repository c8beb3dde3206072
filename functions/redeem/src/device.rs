//! The device route: how an authenticator app redeems a code.

use http::StatusCode;
use onramp_domain::{AccountKeys, DeviceKey, FieldError, Invalid, Settings, SignatureType};
use onramp_usecases::redeem::Device;
use onramp_web::{Request, Response, header, json_reply};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Most characters of a field that is looked at.
const MAX_FIELD: usize = 4_096;

/// Why a device's request was refused before its code was touched.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// A field is wrong.
    #[error(transparent)]
    Field(#[from] FieldError),
    /// It would sign in a way we do not verify.
    #[error("signature type is not supported")]
    SignatureType,
}

/// What a device tells of itself: in the query, a form or JSON, merged, since clients differ. What is not known is
/// ignored, and all of it may be missing.
pub fn read(request: &Request) -> Result<Device, Refusal> {
    let mut fields = pairs(request.uri().query().unwrap_or_default().as_bytes());
    fields.extend(body(request)?);
    let field = |name: &str| fields.get(name).map(String::as_str).filter(|text| !text.trim().is_empty());
    let key =
        field("pubkey").map(DeviceKey::parse).transpose().map_err(|invalid| invalid.in_field("pubkey"))?;
    let signature =
        SignatureType::parse(field("pkpush").unwrap_or_default()).map_err(|_| Refusal::SignatureType)?;
    let platform = field("platform").filter(|text| text.len() <= MAX_FIELD).map(str::to_owned);
    Ok(Device { key, signature, platform })
}

/// Names and values of a query or form. `+` in a key's base64 may have been sent raw and read as a space: no key has
/// spaces inside a line, so they are put back.
fn pairs(text: &[u8]) -> HashMap<String, String> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(text).unwrap_or_default();
    pairs
        .into_iter()
        .map(|(name, value)| if name == "pubkey" { (name, mend(&value)) } else { (name, value) })
        .collect()
}

fn mend(key: &str) -> String {
    match (key.strip_prefix("-----BEGIN PUBLIC KEY-----"), key.contains("-----END PUBLIC KEY-----")) {
        (Some(rest), true) => {
            let body = rest.split("-----END").next().unwrap_or_default();
            // With line breaks kept, a space can only have been a plus.
            if body.contains('\n') {
                body.trim_matches(['\r', '\n']).replace(' ', "+")
            } else {
                body.to_owned()
            }
        }
        _ => key.trim().replace(' ', "+"),
    }
}

/// The fields of a body. One that cannot be read is refused: taken for empty it would activate without its key.
fn body(request: &Request) -> Result<HashMap<String, String>, FieldError> {
    let unreadable =
        || Invalid::new("cannot be read", "a form, or a JSON object, or nothing").in_field("body");
    let body = request.body().trim_ascii();
    let kind = header(request, "content-type").unwrap_or_default().to_ascii_lowercase();
    if body.is_empty() {
        return Ok(HashMap::new());
    }
    if kind.contains("json") || body.starts_with(b"{") {
        let fields: HashMap<String, Value> = serde_json::from_slice(body).map_err(|_| unreadable())?;
        return Ok(fields.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect());
    }
    if kind.starts_with("multipart/") || std::str::from_utf8(body).is_err() {
        return Err(unreadable());
    }
    Ok(pairs(body))
}

/// A JSON value as a form would have sent it; null is not sent.
fn text(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// The account's keys, as the wire has them.
pub fn active(settings: &Settings, account: &AccountKeys, device: &Device) -> Response {
    let capabilities: &[&str] =
        if device.key.is_some() { &["auto", "push", "mobile_otp"] } else { &["mobile_otp"] };
    let body = json!({
        "stat": "OK",
        "response": {
            "akey": account.akey,
            "pkey": account.pkey,
            "hotp_secret": account.hotp_secret,
            "customer_name": settings.org,
            "host": settings.base_url.host(),
            "capabilities": capabilities,
        },
    });
    json_reply(StatusCode::OK, &body)
}

/// A refusal in the wire's form: clients look at the status, at `stat`, or for `response`, so all three agree.
fn failed(status: StatusCode, code: u32, message: &str, detail: Option<String>) -> Response {
    let mut body = json!({ "stat": "FAIL", "code": code, "message": message });
    if let (Some(detail), Some(fields)) = (detail, body.as_object_mut()) {
        fields.insert("message_detail".to_owned(), detail.into());
    }
    json_reply(status, &body)
}

/// The code is unknown, malformed, used, expired or superseded: alike, since a guesser is told nothing.
pub fn unknown() -> Response {
    failed(StatusCode::NOT_FOUND, 40403, "Unknown activation code", None)
}

/// The request was refused for its fields; the code is as it was.
pub fn refused(why: &Refusal) -> Response {
    match why {
        Refusal::Field(error) => {
            failed(StatusCode::BAD_REQUEST, 40002, "Invalid request parameters", Some(error.to_string()))
        }
        Refusal::SignatureType => {
            failed(StatusCode::UNAUTHORIZED, 40112, "Signature type is not supported", None)
        }
    }
}

/// Something is wrong on this side.
pub fn trouble() -> Response {
    failed(StatusCode::SERVICE_UNAVAILABLE, 50301, "Not available at the moment", None)
}
