//! `GET /console/sends/{send_id}/deliveries?state=&after=`: what became of each; `GET …/deliveries.csv?part=`: the same for a
//! spreadsheet.

use super::one::view;
use super::view::{View, delivery_key, reason_key};
use crate::form::Form;
use crate::language::Words;
use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::{StatusCode, header};
use onramp_domain::send::{Delivery, DeliveryState, Part, Reason};
use onramp_domain::{Invalid, Permission, PhoneId, SendId};
use onramp_usecases::send_links::{deliveries, export};
use onramp_web::{Response, spreadsheet, with_headers};

/// Deliveries on a page.
const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "sends/deliveries.html")]
struct List<'a> {
    shell: Shell<'a>,
    view: View,
    rows: Vec<Row>,
    state: Option<DeliveryState>,
    /// What its CSV is cut into.
    parts_of: Vec<Part>,
    first: Option<String>,
    next: Option<String>,
}

impl List<'_> {
    /// The states to choose from: as the query has each, its name, and whether it is chosen.
    fn states(&self) -> Vec<(&'static str, String, bool)> {
        let state = |state: DeliveryState| {
            (state.as_str(), self.shell.t(&delivery_key(state)), self.state == Some(state))
        };
        DeliveryState::ALL.map(state).into()
    }
}

/// A delivery as the page shows it.
struct Row {
    /// Whose it is: the user's id and name.
    user: Option<(String, String)>,
    state: String,
    badge: &'static str,
    why: Option<String>,
    /// Until when the link lives that is in the way.
    until: Option<i64>,
    at: i64,
}

impl Row {
    fn of(delivery: Delivery, words: &Words<'_>) -> Self {
        let name = delivery.username.map(String::from);
        let until = match delivery.reason {
            Some(Reason::LiveLink(until)) => Some(until),
            _ => None,
        };
        Self {
            user: delivery.user_id.map(|id| (id.to_string(), name.unwrap_or_else(|| id.to_string()))),
            state: words.t(&delivery_key(delivery.state)),
            badge: badge(delivery.state),
            why: delivery.reason.map(|reason| words.t(&reason_key(reason.code()))),
            until,
            at: delivery.updated_at,
        }
    }
}

/// How a state looks.
fn badge(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Queued | DeliveryState::Sending => "",
        DeliveryState::Sent | DeliveryState::Opened => "note",
        DeliveryState::Activated => "good",
        DeliveryState::Skipped => "warn",
        DeliveryState::Failed | DeliveryState::Bounced => "bad",
    }
}

/// The page.
pub async fn show<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Send)?;
    let query = Form::query(visit.request);
    let state = given(&query, "state", DeliveryState::parse)?;
    let after = given(&query, "after", PhoneId::parse)?;
    let view = view(console, visit, visitor, id).await?;
    let page = deliveries(&console.store, &by, id, state, PAGE, after.as_ref()).await?;
    let filter = state.map(|state| format!("state={}&", state.as_str())).unwrap_or_default();
    let here = format!("/console/sends/{id}/deliveries?{filter}");
    let next = page.next.map(|phone| format!("{here}after={phone}"));
    let first = after.map(|_| here.trim_end_matches(['?', '&']).to_owned());
    let parts_of = Part::all(view.send.recipients).collect();
    let rows = page.items.into_iter().map(|delivery| Row::of(delivery, &visit.words)).collect();
    let shell = visitor.shell(visit);
    reply::page(StatusCode::OK, &List { shell, view, rows, state, parts_of, first, next })
}

/// All of them as CSV; a large send's in parts.
pub async fn table<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Send)?;
    let view = view(console, visit, visitor, id).await?;
    let asked = Form::query(visit.request);
    let part = Part::parse(asked.text("part"), view.send.recipients);
    let part = part.map_err(|invalid| invalid.in_field("part"))?;
    let found = export(&console.store, &by, id, part).await?;
    let text = spreadsheet::of_deliveries(&found, true).map_err(|_| Stop::Unavailable)?;
    let name = match part.of() {
        1 => format!("attachment; filename=\"{id}.csv\""),
        of => format!("attachment; filename=\"{id}-{}-of-{of}.csv\"", part.number()),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok(with_headers(StatusCode::OK, &headers, text))
}

/// A value of the query, if it is given.
fn given<T>(
    query: &Form,
    name: &'static str,
    parse: impl FnOnce(&str) -> Result<T, Invalid>,
) -> Result<Option<T>, Stop> {
    match query.text(name) {
        "" => Ok(None),
        text => Ok(Some(parse(text).map_err(|invalid| invalid.in_field(name))?)),
    }
}
