//! Sends: how far they are, and what became of each delivery.
//!
//! - `GET /console/sends?after=`: the sends, the newest first: `list.rs`.
//! - `GET /console/sends/{send_id}`, and `…/progress` for its script: one send as it stands: `one.rs`.
//! - `POST …/pause`, `…/resume`, `GET`, `POST …/cancel`: `control.rs`.
//! - `GET …/deliveries?state=&after=`, `GET …/deliveries.csv?part=`: what became of each: `deliveries.rs`.
//! - `GET …/again?state=`, `POST …/again`: to send again to those who were not reached: `again.rs`.

mod again;
mod control;
mod deliveries;
mod list;
mod one;
mod view;

use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use http::Method;
use onramp_domain::send::Control;
use onramp_domain::{Permission, SendId};
use onramp_web::Response;

/// The page of a path under `/console/sends`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    visitor.must(Permission::Send)?;
    let reading = matches!(visit.request.method(), &Method::GET | &Method::HEAD);
    let posted = visit.request.method() == Method::POST;
    let (id, rest) = match path {
        [] | [""] if reading => return list::show(console, visit, visitor).await,
        [] | [""] => return Err(Stop::Method("GET")),
        [id, rest @ ..] => (SendId::parse(id).map_err(|_| Stop::NotFound)?, rest),
    };
    match rest {
        [] if reading => one::show(console, visit, visitor, &id).await,
        ["progress"] if reading => one::progress(console, visit, visitor, &id).await,
        ["deliveries"] if reading => deliveries::show(console, visit, visitor, &id).await,
        ["deliveries.csv"] if reading => deliveries::table(console, visit, visitor, &id).await,
        ["cancel"] if reading => control::ask(console, visit, visitor, &id).await,
        ["again"] if reading => again::ask(console, visit, visitor, &id).await,
        ["pause"] if posted => control::tell(console, visit, visitor, &id, Control::Paused).await,
        ["resume"] if posted => control::tell(console, visit, visitor, &id, Control::Running).await,
        ["cancel"] if posted => control::tell(console, visit, visitor, &id, Control::Cancelled).await,
        ["again"] if posted => again::start(console, visit, visitor, &id).await,
        [] | ["progress" | "deliveries" | "deliveries.csv"] => Err(Stop::Method("GET")),
        ["cancel" | "again"] => Err(Stop::Method("GET, POST")),
        ["pause" | "resume"] => Err(Stop::Method("POST")),
        _ => Err(Stop::NotFound),
    }
}

#[cfg(test)]
mod tests;
