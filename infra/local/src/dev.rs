//! What exists on a local stack only: tokens for the asking, a clock to be moved, and a page that says what to try.

use crate::issuer::LocalIssuer;
use crate::outbox;
use crate::queue::LocalQueue;
use crate::surroundings::MovableClock;
use http::{Method, StatusCode, header};
use onramp_domain::{Invalid, rfc3339};
use onramp_usecases::ports::Clock;
use onramp_web::{Problem, Request, Response, json, json_reply, segments, with_headers};
use serde::Deserialize;

/// Furthest that one request may move the clock: ten years, in seconds.
const MAX_ADVANCE: i64 = 10 * 366 * 86_400;

/// What developers' requests need.
pub struct Dev {
    /// Issues tokens.
    pub issuer: LocalIssuer,
    /// The queue of jobs.
    pub queue: LocalQueue,
    /// Can be moved.
    pub clock: MovableClock,
    /// Where HTTP is served.
    pub http: String,
    /// Where HTTPS is served.
    pub https: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenBody {
    role: String,
    email: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockBody {
    advance_secs: i64,
}

impl Dev {
    /// Answers `/`, `/dev/token`, `/dev/clock`, `/dev/dead-letters` and `/dev/redrive`.
    pub fn answer(&self, request: &Request) -> Result<Response, Problem> {
        match (segments(request).as_slice(), request.method()) {
            ([""], &Method::GET | &Method::HEAD) => {
                let page = outbox::home(&self.http, Some(&self.https));
                Ok(with_headers(StatusCode::OK, &[(header::CONTENT_TYPE, "text/html; charset=utf-8")], page))
            }
            (["dev", "token"], &Method::POST) => {
                let body: TokenBody = json(request)?;
                let role = body.role.trim();
                if role.is_empty() || role.len() > 64 {
                    return Err(Invalid::new("is empty or too long", "a role, such as Owner")
                        .in_field("role")
                        .into());
                }
                let email = body.email.as_deref().unwrap_or("admin@example.org");
                let token =
                    self.issuer.token(role, email, self.clock.now()).ok_or_else(Problem::unavailable)?;
                Ok(json_reply(StatusCode::OK, &token))
            }
            (["dev", "clock"], &Method::POST) => {
                let ClockBody { advance_secs } = json(request)?;
                if !(0..=MAX_ADVANCE).contains(&advance_secs) {
                    let expected = format!("seconds to move on by, 0 to {MAX_ADVANCE}");
                    return Err(Invalid::new("is out of range", expected).in_field("advance_secs").into());
                }
                self.clock.advance(advance_secs);
                let now = rfc3339(self.clock.now());
                Ok(json_reply(StatusCode::OK, &serde_json::json!({ "now": now })))
            }
            (["dev", "dead-letters"], &Method::GET) => {
                let jobs = self.queue.dead_letters().map_err(|_| Problem::unavailable())?;
                Ok(json_reply(StatusCode::OK, &serde_json::json!({ "jobs": jobs })))
            }
            (["dev", "redrive"], &Method::POST) => {
                let jobs = self.queue.redrive().map_err(|_| Problem::unavailable())?;
                Ok(json_reply(StatusCode::OK, &serde_json::json!({ "redriven": jobs })))
            }
            ([""] | ["dev", "dead-letters"], _) => Err(Problem::method_not_allowed("GET")),
            (["dev", "token" | "clock" | "redrive"], _) => Err(Problem::method_not_allowed("POST")),
            _ => Err(Problem::not_found("route")),
        }
    }
}
