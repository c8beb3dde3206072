//! `POST /console/sends/{send_id}/pause`, `/resume`, `/cancel`; `GET …/cancel` asks first.

use super::one::view;
use super::view::View;
use crate::layout::{self, Shell};
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::send::{Control, SendState};
use onramp_domain::{EventId, Permission, SendId};
use onramp_usecases::Error;
use onramp_usecases::control_send::control_send;
use onramp_usecases::ports::Chance;
use onramp_web::Response;

#[derive(Template)]
#[template(path = "sends/cancel.html")]
struct Cancel<'a> {
    shell: Shell<'a>,
    view: View,
}

/// Asks whether it is to be cancelled; of one that is over its own page tells.
pub async fn ask<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let view = view(console, visit, visitor, id).await?;
    if view.is_over() {
        return Ok(layout::saying(reply::see_other(&view.path()), over(view.state), &[]));
    }
    reply::page(StatusCode::OK, &Cancel { shell: visitor.shell(visit), view })
}

/// Tells a send what to do.
pub async fn tell<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
    to: Control,
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Send)?;
    let event = EventId::from_random(console.chance.bits());
    let told = control_send(&console.store, &console.queue, &by, id, to, visit.now, event).await;
    let say = match told {
        Ok(_) => done(to),
        // Someone else was faster, or it came to its end: its page shows how it stands.
        Err(Error::SendOver(state)) => over(state),
        Err(error) => return Err(error.into()),
    };
    Ok(layout::saying(reply::see_other(&format!("/console/sends/{id}")), say, &[]))
}

/// What is said of it.
pub fn done(to: Control) -> &'static str {
    match to {
        Control::Running => "flash-sends-resumed",
        Control::Paused => "flash-sends-paused",
        Control::Cancelled => "flash-sends-cancelled",
    }
}

/// What is said if the send was over already.
pub fn over(state: SendState) -> &'static str {
    match state {
        SendState::Cancelled => "flash-not-sends-cancelled",
        _ => "flash-not-sends-finished",
    }
}
