//! Who has not activated yet.
//!
//! - `GET /api/unactivated?channel=email|sms&q=&link=&platform=&limit=&cursor=`: a page, sorted by username.
//! - `GET /api/unactivated/count`: how many, by channel.

use http::{Method, StatusCode};
use onramp_domain::send::{Filter, LinkFilter, Search};
use onramp_domain::{Channel, LinkStatus, Permission, Platform, Row, rfc3339};
use onramp_usecases::list_unactivated::{self, Query as List};
use onramp_usecases::ports::{Chance, Clock, Unactivated};
use onramp_web::cursor::CursorKey;
use onramp_web::{Problem, Query, Request, Response, json_reply, principal, segments};
use serde::Serialize;

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct ListUnactivated<S, C, R> {
    /// The lists.
    pub store: S,
    /// Seals cursors.
    pub cursors: CursorKey,
    /// The present.
    pub clock: C,
    /// Chance.
    pub chance: R,
}

/// A phone that may be sent a link, and the user it would go to.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    user_id: &'a str,
    username: &'a str,
    realname: &'a str,
    email: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_trouble: Option<&'static str>,
    phone_id: &'a str,
    number: Option<&'a str>,
    platform: &'a str,
    link: LinkEntry,
    times_sent: u32,
}

#[derive(Debug, Serialize)]
struct LinkEntry {
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct Page<'a> {
    items: Vec<Entry<'a>>,
    next_cursor: Option<String>,
}

impl<'a> From<Row<'a>> for Entry<'a> {
    fn from(row: Row<'a>) -> Self {
        let (state, expires_at) = match row.link {
            LinkStatus::NeverSent => ("never sent", None),
            LinkStatus::LiveUntil(at) => ("live", Some(rfc3339(at))),
            LinkStatus::ExpiredAt(at) => ("expired", Some(rfc3339(at))),
        };
        Self {
            user_id: row.user.user_id.as_str(),
            username: row.user.username.as_str(),
            realname: row.user.realname.as_str(),
            email: row.user.email.as_ref().map(onramp_domain::EmailAddress::as_str),
            email_trouble: row.user.email_trouble.map(onramp_domain::AddressTrouble::as_str),
            phone_id: row.phone.phone_id.as_str(),
            number: row.phone.number.as_ref().map(onramp_domain::PhoneNumber::as_str),
            platform: row.phone.platform.as_str(),
            link: LinkEntry { state, expires_at },
            times_sent: row.phone.times_sent,
        }
    }
}

impl<S: Unactivated, C: Clock, R: Chance> ListUnactivated<S, C, R> {
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        self.answer(&request).await.unwrap_or_else(Response::from)
    }

    async fn answer(&self, request: &Request) -> Result<Response, Problem> {
        let path = segments(request);
        match (path.as_slice(), request.method()) {
            (["api", "unactivated"], &Method::GET) => self.page(request).await,
            (["api", "unactivated", "count"], &Method::GET) => {
                let by = principal(request, self.clock.now())?;
                by.must(Permission::Send)?;
                Query::read(request, &[])?;
                Ok(json_reply(StatusCode::OK, &list_unactivated::count(&self.store, &by).await?))
            }
            (["api", "unactivated"] | ["api", "unactivated", "count"], _) => {
                Err(Problem::method_not_allowed("GET"))
            }
            _ => Err(Problem::not_found("route")),
        }
    }

    async fn page(&self, request: &Request) -> Result<Response, Problem> {
        let now = self.clock.now();
        let by = principal(request, now)?;
        // Who may not list learns nothing of what would be right.
        by.must(Permission::Send)?;
        let query = Query::read(request, &["channel", "q", "link", "platform", "limit", "cursor"])?;
        let channel = query.required("channel", Channel::parse)?;
        let q = query.optional("q", Search::parse)?.flatten();
        let link = query.optional("link", |text| LinkFilter::parse(text, now))?.flatten();
        let platform = query.optional("platform", Platform::parse)?;
        let filter = Filter::of(q, link, platform.filter(|platform| *platform != Platform::Unknown));
        let scope = format!("{channel}\n{}", filter.as_ref().map_or(String::new(), Filter::scope));
        let after = query.optional("cursor", |cursor| self.cursors.open(&scope, cursor))?;
        let list = List { channel, filter, limit: query.limit()?, after: after.as_deref() };
        let page = list_unactivated::list(&self.store, &by, &list).await?;
        let next_cursor = page.next.and_then(|next| self.cursors.seal(&scope, &next, self.chance.bits()));
        let entry = |phone| Row::of(phone, channel, now).map(Entry::from);
        let items = page.items.iter().filter_map(entry).collect();
        Ok(json_reply(StatusCode::OK, &Page { items, next_cursor }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::{LinkId, LinkStamp, Phone, samples};

    #[test]
    fn a_row_tells_the_state_of_its_link() {
        let mut phone = samples::phone();
        let state = |phone: &Phone, now| {
            let row = Row::of(phone, Channel::Sms, now).unwrap();
            serde_json::to_value(Entry::from(row)).unwrap()["link"].clone()
        };
        assert_eq!(state(&phone, 0), serde_json::json!({ "state": "never sent" }));
        phone.link = Some(LinkStamp { link_id: LinkId::from_random(1), expires_at: 60 });
        assert_eq!(
            state(&phone, 59),
            serde_json::json!({ "state": "live", "expires_at": "1970-01-01T00:01:00Z" })
        );
        assert_eq!(
            state(&phone, 60),
            serde_json::json!({ "state": "expired", "expires_at": "1970-01-01T00:01:00Z" })
        );
    }
}
