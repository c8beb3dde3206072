//! `GET /console`: who is left to activate, at a glance.

use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::Permission;
use onramp_usecases::list_unactivated;
use onramp_usecases::ports::UnactivatedCount;
use onramp_web::Response;

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    shell: Shell<'a>,
    left: UnactivatedCount,
    may_send: bool,
    since: i64,
}

/// The page.
pub async fn show<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
) -> Result<Response, Stop> {
    let left = list_unactivated::overview(&console.store, &visitor.must(Permission::View)?).await?;
    let may_send = visitor.may(Permission::Send);
    reply::page(
        StatusCode::OK,
        &Home { shell: visitor.shell(visit), left, may_send, since: visitor.session.created_at },
    )
}
