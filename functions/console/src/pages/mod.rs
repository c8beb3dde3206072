//! The pages of those who are signed in, one module each.

mod home;
pub mod notice;

use crate::issuer::Wire;
use crate::visit::{Visit, Visitor};
use crate::{Console, Stop, Store};
use http::Method;
use onramp_usecases::ports::{Chance, Clock};
use onramp_web::Response;

/// The page of a path under `/console`.
pub async fn answer<S: Store, W: Wire, C: Clock, R: Chance>(
    console: &Console<S, W, C, R>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    visitor.principal()?;
    match (path, visit.request.method()) {
        ([] | [""], &Method::GET | &Method::HEAD) => home::show(console, visit, visitor).await,
        ([] | [""], _) => Err(Stop::Method("GET")),
        _ => Err(Stop::NotFound),
    }
}
