//! `GET /console/sends/{send_id}/again?state=`: asks whether those who were not reached are to be sent to again; `POST` does it.

use super::view::channel_key;
use crate::form::Form;
use crate::layout::{self, Shell};
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::send::{DeliveryState, MAX_EXPLICIT};
use onramp_domain::{Invalid, Permission, SendId};
use onramp_usecases::admin::Scene;
use onramp_usecases::ports::Chance;
use onramp_usecases::send_again::{Unreached, send_again, unreached};
use onramp_web::Response;

#[derive(Template)]
#[template(path = "sends/again.html")]
struct Again<'a> {
    shell: Shell<'a>,
    unreached: &'a Unreached,
    state: DeliveryState,
    /// How many a send may name.
    most: usize,
    /// Names the wish, so that a form that is sent twice starts one send.
    key: String,
}

impl Again<'_> {
    /// The page's title, in the catalogs.
    fn title_key(&self) -> String {
        format!("sends-again-title-{}", self.state.as_str())
    }

    /// The channel's name, in the catalogs.
    fn channel(&self) -> &'static str {
        channel_key(self.unreached.send.channel)
    }
}

/// Asks.
pub async fn ask<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Send)?;
    let state = state(Form::query(visit.request).text("state"))?;
    let unreached = unreached(&console.store, &by, id, state).await?;
    let key = format!("{:032x}", console.chance.bits());
    let status = if unreached.phones.is_empty() || unreached.are_too_many() {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    let page = Again { shell: visitor.shell(visit), unreached: &unreached, state, most: MAX_EXPLICIT, key };
    reply::page(status, &page)
}

/// Does it, and leads to the new send.
pub async fn start<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &SendId,
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Send)?;
    let state = state(visitor.form.text("state"))?;
    let key = key(visitor.form.text("key")).map_err(|invalid| invalid.in_field("key"))?;
    let unreached = unreached(&console.store, &by, id, state).await?;
    if unreached.phones.is_empty() || unreached.are_too_many() {
        // The page that asks says so.
        return Ok(reply::see_other(&format!("/console/sends/{id}/again?state={}", state.as_str())));
    }
    let scene = Scene { by: &by.subject, now: visit.now, chance: &console.chance };
    let settings = visit.settings;
    let started = send_again(&console.store, &console.queue, settings, &by, &unreached, key, scene).await?;
    let to = reply::see_other(&format!("/console/sends/{started}"));
    Ok(layout::saying(to, "flash-sends-again", &[("count", &unreached.phones.len().to_string())]))
}

fn state(text: &str) -> Result<DeliveryState, Stop> {
    Ok(DeliveryState::parse(text).map_err(|invalid| invalid.in_field("state"))?)
}

fn key(text: &str) -> Result<&str, Invalid> {
    let well_formed = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if well_formed { Ok(text) } else { Err(Invalid::new("is not of this form", "what the page gave")) }
}
