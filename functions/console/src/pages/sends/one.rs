//! `GET /console/sends/{send_id}`: one send as it stands, and what its script asks for to keep the page so.

use super::view::View;
use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::{StatusCode, header};
use onramp_domain::message::{Rendered, Wording};
use onramp_domain::{Permission, SendId};
use onramp_usecases::preview::preview;
use onramp_usecases::{send_links, sessions};
use onramp_web::{Response, with_headers};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "sends/one.html")]
struct One<'a> {
    shell: Shell<'a>,
    view: View,
    subject: &'a str,
    /// What who asked for it is called, by subject.
    names: BTreeMap<String, String>,
    said_subject: Option<String>,
    said_text: Option<String>,
}

/// What changes of the page: the same template within it and alone.
#[derive(Template)]
#[template(path = "sends/progress.html")]
struct Live<'a> {
    shell: Shell<'a>,
    view: View,
}

/// The page.
pub async fn show<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let view = view(console, visit, visitor, id).await?;
    let (said_subject, said_text) = match said(console, visit, visitor, &view).await {
        Some(Rendered::Email(email)) => (Some(email.subject), Some(email.text)),
        Some(Rendered::Sms(sms)) => (None, Some(sms.text)),
        None => (view.send.subject.clone(), view.send.message.clone()),
    };
    let (shell, subject) = (visitor.shell(visit), &visitor.session.subject);
    let other = Some(view.send.created_by.as_str()).filter(|who| *who != subject);
    let names = sessions::names(&console.store, other).await?;
    reply::page(StatusCode::OK, &One { shell, view, subject, names, said_subject, said_text })
}

/// What changes of the page.
pub async fn progress<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let view = view(console, visit, visitor, id).await?;
    let text = Live { shell: visitor.shell(visit), view }.render().map_err(|_| Stop::Unavailable)?;
    // A piece of a page for the script alone: as plain text no browser shows it as a page of its own, and what the next
    // page is to say is left for it.
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok(with_headers(StatusCode::OK, &headers, text))
}

/// A send as it stands.
pub async fn view<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<View, Stop> {
    let by = visitor.must(Permission::Send)?;
    let progress = send_links::progress(&console.store, &by, id).await?;
    Ok(View::of(progress, visit.settings, visit.now))
}

/// Its message, as a made-up person gets it; none if today's rules refuse it.
async fn said<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    view: &View,
) -> Option<Rendered> {
    let by = visitor.must(Permission::Send).ok()?;
    let send = &view.send;
    let wording = Wording::of(send).ok()?;
    let (settings, lifetime) = (visit.settings, Some(send.lifetime()));
    preview(&console.store, settings, &by, &wording, None, lifetime, send.created_at).await.ok()
}
