//! Bulk sends, and how far they are.
//!
//! - `POST /api/sends`: starts a send. `Idempotency-Key` is honoured.
//! - `GET /api/sends/{send_id}`: its counts by state.
//! - `GET /api/sends/{send_id}/deliveries?state=&limit=&cursor=`: its recipients, and what became of each.
//! - `POST /api/preview`: what a send would say.

mod bodies;

use bodies::{DeliveriesReply, PreviewBody, PreviewReply, SendBody, SendReply};
use data_encoding::BASE64URL_NOPAD;
use http::{Method, StatusCode};
use onramp_domain::send::DeliveryState;
use onramp_domain::{EventId, Invalid, Permission, PhoneId, SendId, Settings};
use onramp_usecases::ports::{Chance, Clock, Jobs, Phones, Sends};
use onramp_usecases::preview::preview;
use onramp_usecases::send_links::{deliveries, progress, send_links};
use onramp_usecases::{Principal, send_links as sends};
use onramp_web::{Problem, Query, Request, Response, header, json, json_reply, principal, segments};

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct SendLinks<S, Q, C, R> {
    /// Sends.
    pub store: S,
    /// The queue.
    pub queue: Q,
    /// What the organisation decided.
    pub settings: Settings,
    /// The present.
    pub clock: C,
    /// Chance.
    pub chance: R,
}

impl<S: Sends + Phones, Q: Jobs, C: Clock, R: Chance> SendLinks<S, Q, C, R> {
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
            (["api", "sends", id], &Method::GET) => self.progress(request, &signed_in()?, id).await,
            (["api", "sends", id, "deliveries"], &Method::GET) => {
                self.deliveries(request, &signed_in()?, id).await
            }
            (["api", "preview"], &Method::POST) => self.preview(request, &signed_in()?).await,
            (["api", "sends" | "preview"], _) => Err(Problem::method_not_allowed("POST")),
            (["api", "sends", _] | ["api", "sends", _, "deliveries"], _) => {
                Err(Problem::method_not_allowed("GET"))
            }
            _ => Err(Problem::not_found("route")),
        }
    }

    async fn start(&self, request: &Request, by: &Principal) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let body: SendBody = json(request)?;
        let ask = body.ask(idempotency_key(request)?)?;
        let ids = (SendId::from_random(self.chance.bits()), EventId::from_random(self.chance.bits()));
        let send =
            send_links(&self.store, &self.queue, &self.settings, by, ask, self.clock.now(), ids).await?;
        let counts = send.counts(0);
        Ok(json_reply(StatusCode::ACCEPTED, &SendReply::of(&sends::Progress { send, counts })))
    }

    async fn progress(&self, request: &Request, by: &Principal, id: &str) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let progress = progress(&self.store, by, &send_id(id)?).await?;
        Ok(json_reply(StatusCode::OK, &SendReply::of(&progress)))
    }

    async fn deliveries(&self, request: &Request, by: &Principal, id: &str) -> Result<Response, Problem> {
        let query = Query::read(request, &["state", "limit", "cursor"])?;
        let state = query.optional("state", DeliveryState::parse)?;
        let after = query.optional("cursor", open)?;
        let page = deliveries(&self.store, by, &send_id(id)?, state, query.limit()?, after.as_ref()).await?;
        let next = page.next.map(|phone| BASE64URL_NOPAD.encode(phone.as_str().as_bytes()));
        Ok(json_reply(StatusCode::OK, &DeliveriesReply::of(&page.items, next)))
    }

    async fn preview(&self, request: &Request, by: &Principal) -> Result<Response, Problem> {
        Query::read(request, &[])?;
        let body: PreviewBody = json(request)?;
        let ask = body.ask()?;
        let now = self.clock.now();
        let said =
            preview(&self.store, &self.settings, by, &ask.wording, ask.phone_id.as_ref(), ask.lifetime, now)
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
    id.ok_or_else(|| {
        Invalid::new("is not a cursor of this list", "next_cursor of the page before, as it was given")
    })
}

fn idempotency_key(request: &Request) -> Result<Option<String>, Problem> {
    if !request.headers().contains_key("idempotency-key") {
        return Ok(None);
    }
    let key = header(request, "idempotency-key").map(str::trim).unwrap_or_default();
    if (1..=200).contains(&key.len()) {
        return Ok(Some(key.to_owned()));
    }
    Err(Invalid::new("is not a key", "1 to 200 characters of ASCII").in_field("Idempotency-Key").into())
}
