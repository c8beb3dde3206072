//! The HTTP server: the same routes as `template.yaml`, each to its function's handler.

use crate::dev::Dev;
use crate::issuer::LocalIssuer;
use crate::open_id::OpenId;
use crate::openapi;
use crate::outbox::{self, Outbox};
use crate::parts::{LocalConsole, LocalFeedback, LocalRemind};
use crate::post::LocalPost;
use crate::queue::LocalQueue;
use crate::surroundings::{KeyAtHand, MovableClock, NotCounted};
use axum::body::Body;
use axum::extract::{Request as AxumRequest, State};
use http::{Method, StatusCode};
use onramp_admin_api::AdminApi;
use onramp_authorizer::Authorizer;
use onramp_aws::{SystemChance, Table};
use onramp_console::Console;
use onramp_create_link::CreateLink;
use onramp_list_unactivated::ListUnactivated;
use onramp_redeem::RedeemLink;
use onramp_send_links::SendLinks;
use onramp_web::{Problem, Request, Response, header, json, json_reply, max_body, segments};
use serde_json::Value;
use std::sync::Arc;

/// Every function of the system that answers requests.
pub struct Functions {
    /// `authorizer`.
    pub authorizer: Authorizer<LocalIssuer, MovableClock>,
    /// `admin-api`.
    pub admin_api: AdminApi<Table, KeyAtHand, LocalPost, MovableClock, SystemChance>,
    /// `list-unactivated`.
    pub list_unactivated: ListUnactivated<Table, MovableClock, SystemChance>,
    /// `create-link`.
    pub create_link: CreateLink<Table, KeyAtHand, MovableClock, SystemChance>,
    /// `send-links`.
    pub send_links: SendLinks<Table, LocalQueue, MovableClock, SystemChance>,
    /// `console`.
    pub console: Console<LocalConsole>,
    /// Signs people in to the console.
    pub open_id: OpenId,
    /// `feedback`.
    pub feedback: LocalFeedback,
    /// `remind`.
    pub remind: LocalRemind,
    /// `redeem`.
    pub redeem: RedeemLink<Table, KeyAtHand, NotCounted, MovableClock, SystemChance>,
    /// What was sent.
    pub outbox: Arc<Outbox>,
    /// What exists here only.
    pub dev: Dev,
}

/// The server's routes.
pub fn router(functions: Arc<Functions>) -> axum::Router {
    let outbox = outbox::routes(functions.outbox.clone());
    axum::Router::new().fallback(serve).with_state(functions).merge(outbox).merge(openapi::routes())
}

async fn serve(State(functions): State<Arc<Functions>>, request: AxumRequest) -> http::Response<Body> {
    let (parts, body) = request.into_parts();
    let reply = match axum::body::to_bytes(body, max_body(parts.uri.path())).await {
        Ok(body) => functions.answer(http::Request::from_parts(parts, body)).await,
        Err(_) => Problem::too_large().into(),
    };
    reply.map(Body::from)
}

impl Functions {
    async fn answer(&self, mut request: Request) -> Response {
        let first = segments(&request).first().copied().unwrap_or_default().to_owned();
        if first == "api" {
            // The gateway asks the authorizer, and hands on what it found.
            let found = self.authorizer.handle(header(&request, "authorization")).await;
            request.extensions_mut().insert(found);
        }
        match (first.as_str(), segments(&request).get(1).copied().unwrap_or_default()) {
            ("api", "unactivated") => self.list_unactivated.handle(request).await,
            ("api", "phones") => self.create_link.handle(request).await,
            ("api", "sends" | "preview") => self.send_links.handle(request).await,
            ("admin", _) => self.admin_api.handle(request).await,
            ("activate" | "android" | "iphone" | "push" | "frame", _) => self.redeem.handle(request).await,
            ("console", _) => self.console.handle(request).await,
            (".well-known", _) | ("dev", "issuer") => self.open_id.answer(&request),
            ("2015-03-31", _) => self.invoked(&request).await.unwrap_or_else(Response::from),
            _ => self.dev.answer(&request).unwrap_or_else(Response::from),
        }
    }

    /// The reference: `Invoke` of the Lambda API, so that `aws lambda invoke --endpoint-url` works here too.
    async fn invoked(&self, request: &Request) -> Result<Response, Problem> {
        let path = segments(request);
        let (["2015-03-31", "functions", name, "invocations"], &Method::POST) =
            (path.as_slice(), request.method())
        else {
            return Err(Problem::not_found("route"));
        };
        let reply = match *name {
            "send-links" => self.send_links.invoke(json(request)?).await,
            "remind" => value(&self.remind.handle(json(request)?).await?),
            "feedback" => self.feedback.invoke(json(request)?).await.unwrap_or_else(|failure| {
                // As Lambda tells of a function's error.
                serde_json::json!({ "errorType": "Failure", "errorMessage": failure.to_string() })
            }),
            _ => return Err(Problem::not_found("function")),
        };
        Ok(json_reply(StatusCode::OK, &reply))
    }
}

fn value(reply: &impl serde::Serialize) -> Value {
    serde_json::to_value(reply).unwrap_or_default()
}
