//! Times as the API writes them.

use crate::Invalid;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;

/// Unix seconds as RFC 3339 in UTC, such as `2026-11-24T13:00:00Z`; what no calendar holds becomes the epoch.
pub fn rfc3339(unix: i64) -> String {
    Timestamp::from_second(unix).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}

/// A date of RFC 2822, such as `Tue, 24 Nov 2026 04:45:54 -0000`, `… GMT` or `… -0600`, in Unix seconds.
pub fn from_rfc2822(text: &str) -> Option<i64> {
    // What stands before the comma is for people: a wrong day of the week makes no other time.
    let parser = DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(text.trim()).ok().map(Timestamp::as_second)
}

/// The first moment of a day in UTC, such as of `2026-11-24`, in Unix seconds.
pub fn day_start(text: &str) -> Result<i64, Invalid> {
    let day = text.trim().parse::<Date>().ok().filter(|_| text.trim().len() == 10);
    let start = day.and_then(|day| day.to_zoned_datetime(TimeZone::UTC).ok());
    start
        .map(|start| start.timestamp().as_second())
        .ok_or_else(|| Invalid::new("is not a day", "a day of the calendar, such as 2026-11-24"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        assert_eq!(day_start(" 2026-11-24 ").map(rfc3339).as_deref(), Ok("2026-11-24T00:00:00Z"));
        for text in ["", "2026-11-31", "24.11.2026", "2026-11-24T10:00:00", "today"] {
            assert!(day_start(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_clients_write_them() {
        for text in [
            "Tue, 24 Nov 2026 04:45:54 -0000",
            "Tue, 24 Nov 2026 04:45:54 +0000",
            "Tue, 24 Nov 2026 04:45:54 GMT",
            "Mon, 23 Nov 2026 22:45:54 -0600",
            "24 Nov 2026 04:45:54 +0000",
            "Mon, 24 Nov 2026 04:45:54 GMT",
        ] {
            assert_eq!(from_rfc2822(text).map(rfc3339).as_deref(), Some("2026-11-24T04:45:54Z"), "{text}");
        }
        for text in ["", "2026-11-24T04:45:54Z", "1795495554", "Tue, 32 Nov 2026 04:45:54 GMT", "yesterday"] {
            assert_eq!(from_rfc2822(text), None, "{text}");
        }
    }
}
