//! Bulk sends, and how far they are.
//!
//! - `POST /api/sends`: starts a send. `Idempotency-Key` is honoured.
//! - `GET /api/sends?limit=&cursor=`: the sends, the newest first.
//! - `POST /api/sends/{send_id}/pause`, `/resume`, `/cancel`.
//! - `GET /api/sends/{send_id}`: its counts by state.
//! - `GET /api/sends/{send_id}/deliveries?state=&limit=&cursor=&format=`: its recipients, and what became of each, as JSON
//!   or CSV.
//! - `POST /api/preview`: what a send would say.
//!
//! Invoked directly, or by a rule of EventBridge, it takes the body of `POST /api/sends`: `direct.rs`.

mod bodies;
mod direct;
mod export;
mod preview_bodies;

use bodies::{DeliveriesReply, SendBody, SendReply, SendsReply};
use data_encoding::BASE64URL_NOPAD;
use http::{Method, StatusCode};
use onramp_domain::send::{Control, DeliveryState, Heard};
use onramp_domain::{EventId, Invalid, Permission, PhoneId, SendId};
use onramp_usecases::control_send::control_send;
use onramp_usecases::ports::{
    After, Chance, Clock, Deliveries, Jobs, OrganisationSettings, Phones, Sends, Unactivated,
};
use onramp_usecases::preview::preview;
use onramp_usecases::send_links::{Progress, deliveries, list_sends, progress, send_links};
use onramp_usecases::settings::{Known, KnownSettings};
use onramp_usecases::{Error, Principal};
use onramp_web::{Problem, Query, Request, Response, header, json, json_reply, principal, segments};
use preview_bodies::{PreviewBody, PreviewReply};
use std::sync::Arc;

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct SendLinks<S, Q, C, R> {
    /// Sends.
    pub store: S,
    /// The queue.
    pub queue: Q,
    /// What the organisation decided.
    pub settings: KnownSettings,
    /// The present.
    pub clock: C,
    /// Chance.
    pub chance: R,
}

impl<S, Q, C, R> SendLinks<S, Q, C, R>
where
    S: Sends + Deliveries + Phones + Unactivated + OrganisationSettings,
    Q: Jobs,
    C: Clock,
    R: Chance,
{
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        self.answer(&request).await.unwrap_or_else(Response::from)
    }

    async fn answer(&self, request: &Request) -> Result<Response, Problem> {
        let path = segments(request);
        let signed_in = || {
            let by = principal(request, self.clock.now())?;
            by.must(Permission::Send)?;
            Ok::<_, Problem>(by)
        };
        match (path.as_slice(), request.method()) {
            (["api", "sends"], &Method::POST) => self.start(request, &signed_in()?).await,
            (["api", "sends"], &Method::GET) => self.list(request, &signed_in()?).await,
            (["api", "sends", id, "pause"], &Method::POST) => {
                self.control(request, &signed_in()?, id, Control::Paused).await
            }
            (["api", "sends", id, "resume"], &Method::POST) => {
                self.control(request, &signed_in()?, id, Control::Running).await
            }
            (["api", "sends", id, "cancel"], &Method::POST) => {
                self.control(request, &signed_in()?, id, Control::Cancelled).await
            }
            (["api", "sends", id], &Method::GET) => self.progress(request, &signed_in()?, id).await,
            (["api", "sends", id, "deliveries"], &Method::GET) => {
                self.deliveries(request, &signed_in()?, id).await
            }
            (["api", "preview"], &Method::POST) => self.preview(request, &signed_in()?).await,
            (["api", "sends"], _) => Err(Problem::method_not_allowed("GET, POST")),
            (["api", "preview"] | ["api", "sends", _, "pause" | "resume" | "cancel"], _) => {
                Err(Problem::method_not_allowed("POST"))
            }
            (["api", "sends", _] | ["api", "sends", _, "deliveries"], _) => {
                Err(Problem::method_not_allowed("GET"))
            }
            _ => Err(Problem::not_found("route")),
        }
    }

    async fn start(&self, request: &Request, by: &Principal) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let body: SendBody = json(request)?;
        let started = self.started(body, idempotency_key(request)?, by).await?;
        Ok(json_reply(StatusCode::ACCEPTED, &SendReply::of(&started, self.settings.deployed())))
    }

    async fn started(
        &self,
        body: SendBody,
        idempotency_key: Option<String>,
        by: &Principal,
    ) -> Result<Progress, Problem> {
        let ask = body.ask(idempotency_key, self.clock.now())?;
        let ids = (SendId::from_random(self.chance.bits()), EventId::from_random(self.chance.bits()));
        let now = self.clock.now();
        let known = self.known(now).await?;
        let send = send_links(&self.store, &self.queue, &known.settings, by, ask, now, ids).await?;
        let counts = send.counts(0);
        Ok(Progress { send, counts, heard: Heard::default() })
    }

    async fn known(&self, now: i64) -> Result<Arc<Known>, Error> {
        Ok(self.settings.known(&self.store, now).await?)
    }

    async fn list(&self, request: &Request, by: &Principal) -> Result<Response, Problem> {
        let query = Query::read(request, &["limit", "cursor"])?;
        let after = query.optional("cursor", opened_sends)?;
        let page = list_sends(&self.store, by, query.limit()?, after.as_ref()).await?;
        let next =
            page.next.map(|(created_at, id)| BASE64URL_NOPAD.encode(format!("{created_at} {id}").as_bytes()));
        Ok(json_reply(StatusCode::OK, &SendsReply::of(&page.items, self.settings.deployed(), next)))
    }

    async fn control(
        &self,
        request: &Request,
        by: &Principal,
        id: &str,
        to: Control,
    ) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let event_id = EventId::from_random(self.chance.bits());
        let now = self.clock.now();
        let progress = control_send(&self.store, &self.queue, by, &send_id(id)?, to, now, event_id).await?;
        Ok(json_reply(StatusCode::OK, &SendReply::of(&progress, self.settings.deployed())))
    }

    async fn progress(&self, request: &Request, by: &Principal, id: &str) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let progress = progress(&self.store, by, &send_id(id)?).await?;
        Ok(json_reply(StatusCode::OK, &SendReply::of(&progress, self.settings.deployed())))
    }

    async fn deliveries(&self, request: &Request, by: &Principal, id: &str) -> Result<Response, Problem> {
        let query = Query::read(request, &["state", "limit", "cursor", "format"])?;
        let state = query.optional("state", DeliveryState::parse)?;
        let after = query.optional("cursor", open)?;
        let as_csv = query.optional("format", export::wanted)?.unwrap_or_default();
        let limit = if as_csv { query.limit_of(export::MOST, export::MOST)? } else { query.limit()? };
        let page = deliveries(&self.store, by, &send_id(id)?, state, limit, after.as_ref()).await?;
        let next = page.next.map(|phone| BASE64URL_NOPAD.encode(phone.as_str().as_bytes()));
        if as_csv {
            return export::reply(id, state, &page.items, next.as_deref(), after.is_none());
        }
        Ok(json_reply(StatusCode::OK, &DeliveriesReply::of(&page.items, next)))
    }

    async fn preview(&self, request: &Request, by: &Principal) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let body: PreviewBody = json(request)?;
        let now = self.clock.now();
        let Known { settings, .. } = &*self.known(now).await?;
        let ask = body.ask(settings)?;
        let said = preview(&self.store, settings, by, &ask.wording, ask.phone_id.as_ref(), ask.lifetime, now)
            .await?;
        Ok(json_reply(StatusCode::OK, &PreviewReply::from(said)))
    }
}

fn send_id(text: &str) -> Result<SendId, Problem> {
    Ok(SendId::parse(text).map_err(|invalid| invalid.in_field("send_id"))?)
}

/// A cursor of deliveries is the id of the phone before: nothing that needs sealing.
fn open(cursor: &str) -> Result<PhoneId, Invalid> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).unwrap_or_default();
    let id = std::str::from_utf8(&bytes).ok().and_then(|text| PhoneId::parse(text).ok());
    id.ok_or_else(not_a_cursor)
}

/// A cursor of sends is when the one before was asked for, and its id.
fn opened_sends(cursor: &str) -> Result<After, Invalid> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).unwrap_or_default();
    let read = || {
        let (created_at, id) = std::str::from_utf8(&bytes).ok()?.split_once(' ')?;
        Some((created_at.parse().ok()?, SendId::parse(id).ok()?))
    };
    read().ok_or_else(not_a_cursor)
}

fn not_a_cursor() -> Invalid {
    Invalid::new("is not a cursor of this list", "next_cursor of the page before, as it was given")
}

fn idempotency_key(request: &Request) -> Result<Option<String>, Problem> {
    if !request.headers().contains_key("idempotency-key") {
        return Ok(None);
    }
    let key = header(request, "idempotency-key").unwrap_or_default();
    Ok(Some(key_of(key).map_err(|invalid| invalid.in_field("Idempotency-Key"))?))
}

fn key_of(text: &str) -> Result<String, Invalid> {
    let key = text.trim();
    if (1..=200).contains(&key.len()) && key.is_ascii() {
        return Ok(key.to_owned());
    }
    Err(Invalid::new("is not a key", "1 to 200 characters of ASCII"))
}
