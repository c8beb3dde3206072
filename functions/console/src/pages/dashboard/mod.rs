//! How activation goes, in figures and charts: `GET /console/dashboard?days=`.

mod chart;
mod overview;

use crate::form::Form;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use http::{Method, StatusCode};
use onramp_domain::Permission;
use onramp_domain::figures::Range;
use onramp_usecases::figures::figures;
use onramp_web::Response;
use overview::Overview;

/// The page of a path under `/console/dashboard`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    match (path, visit.request.method()) {
        ([] | [""], &Method::GET | &Method::HEAD) => {}
        ([] | [""], _) => return Err(Stop::Method("GET")),
        _ => return Err(Stop::NotFound),
    }
    let principal = visitor.must(Permission::View)?;
    let asked = Form::query(visit.request);
    let range = Range::parse(asked.text("days")).map_err(|wrong| wrong.in_field("days"))?;
    let (period, left) = figures(&console.store, &principal, range, visit.now).await?;
    let may_send = visitor.may(Permission::Send);
    reply::page(StatusCode::OK, &Overview::of(visitor.shell(visit), range, &period, left, may_send))
}
