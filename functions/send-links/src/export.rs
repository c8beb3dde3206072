//! Deliveries as CSV, page by page: a whole send may be more than one reply holds.

use http::{StatusCode, header};
use onramp_domain::Invalid;
use onramp_domain::send::{Delivery, DeliveryState};
use onramp_web::{Problem, Response, spreadsheet, with_headers};

/// Most rows of a page.
pub const MOST: usize = 5_000;

/// Whether CSV is asked for.
pub fn wanted(text: &str) -> Result<bool, Invalid> {
    match text {
        "json" => Ok(false),
        "csv" => Ok(true),
        _ => Err(Invalid::new("is not a format", "\"json\" or \"csv\"")),
    }
}

/// A page of deliveries; the first one has the heading. Where the next one is stands in the header `Link` (RFC 8288), and its
/// cursor in `Onramp-Next-Cursor`.
pub fn reply(
    send_id: &str,
    state: Option<DeliveryState>,
    deliveries: &[Delivery],
    next: Option<&str>,
    first: bool,
) -> Result<Response, Problem> {
    let text = spreadsheet::of_deliveries(deliveries, first).map_err(|_| Problem::unavailable())?;
    let name = format!("attachment; filename=\"{send_id}.csv\"");
    let filter = state.map(|state| format!("&state={}", state.as_str())).unwrap_or_default();
    let link = next.map(|cursor| {
        format!("</api/sends/{send_id}/deliveries?format=csv{filter}&cursor={cursor}>; rel=\"next\"")
    });
    let mut headers = vec![
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, name.as_str()),
    ];
    if let (Some(link), Some(cursor)) = (&link, next) {
        headers.push((header::LINK, link));
        headers.push((header::HeaderName::from_static("onramp-next-cursor"), cursor));
    }
    Ok(with_headers(StatusCode::OK, &headers, text))
}
