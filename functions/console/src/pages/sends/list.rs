//! `GET /console/sends?after=`: the sends, the newest first.

use super::view::View;
use crate::form::Form;
use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::{Invalid, Permission, SendId};
use onramp_usecases::ports::After;
use onramp_usecases::send_links::list_sends;
use onramp_usecases::sessions;
use onramp_web::Response;
use std::collections::BTreeMap;

/// Sends on a page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "sends/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    sends: Vec<View>,
    /// Whose subject who looks has.
    subject: &'a str,
    /// What others are called, by subject.
    names: BTreeMap<String, String>,
    first: Option<&'static str>,
    next: Option<String>,
}

/// The page.
pub async fn show<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Send)?;
    let query = Form::query(visit.request);
    let after = match query.text("after") {
        "" => None,
        text => Some(parse(text).map_err(|invalid| invalid.in_field("after"))?),
    };
    let page = list_sends(&console.store, &by, PAGE, after.as_ref()).await?;
    let others = page.items.iter().map(|sent| sent.send.created_by.as_str());
    let others = others.filter(|who| *who != visitor.session.subject);
    let names = sessions::names(&console.store, others).await?;
    let sends = page.items.into_iter().map(|send| View::of(send, visit.settings, visit.now)).collect();
    let next = page.next.map(|(at, id)| format!("/console/sends?after={at}.{id}"));
    let first = after.map(|_| "/console/sends");
    reply::page(
        StatusCode::OK,
        &List { shell: visitor.shell(visit), sends, subject: &visitor.session.subject, names, first, next },
    )
}

/// Where a page begins: when the send before it was asked for, and its id.
fn parse(text: &str) -> Result<After, Invalid> {
    let read = || {
        let (at, id) = text.split_once('.')?;
        Some((at.parse().ok()?, SendId::parse(id).ok()?))
    };
    read().ok_or_else(|| Invalid::new("is not a place in this list", "the way to its next page"))
}
