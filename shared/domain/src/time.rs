//! Times as the API writes them.

use jiff::Timestamp;

/// Unix seconds as RFC 3339 in UTC, such as `2026-11-24T13:00:00Z`; what no calendar holds becomes the epoch.
pub fn rfc3339(unix: i64) -> String {
    Timestamp::from_second(unix).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
