//! The pages of those who are signed in, one module an area.

mod dashboard;
mod home;
mod import;
mod integrations;
mod log;
pub mod notice;
mod send;
mod sends;
mod settings;
mod users;

use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use http::Method;
use onramp_web::Response;

/// The page of a path under `/console`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    visitor.principal()?;
    match (path, visit.request.method()) {
        ([] | [""], &Method::GET | &Method::HEAD) => home::show(console, visit, visitor).await,
        ([] | [""], _) => Err(Stop::Method("GET")),
        (["users", rest @ ..], _) => users::answer(console, visit, visitor, rest).await,
        (["send", rest @ ..], _) => send::answer(console, visit, visitor, rest).await,
        (["sends", rest @ ..], _) => sends::answer(console, visit, visitor, rest).await,
        (["dashboard", rest @ ..], _) => dashboard::answer(console, visit, visitor, rest).await,
        (["import", rest @ ..], _) => import::answer(console, visit, visitor, rest).await,
        (["log", rest @ ..], _) => log::answer(console, visit, visitor, rest).await,
        (["integrations", rest @ ..], _) => integrations::answer(console, visit, visitor, rest).await,
        (["settings", rest @ ..], _) => settings::answer(console, visit, visitor, rest).await,
        _ => Err(Stop::NotFound),
    }
}
