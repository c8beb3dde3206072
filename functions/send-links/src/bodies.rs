//! The bodies of requests and replies.

use onramp_domain::send::{Counts, Delivery, Filter, Heard, LinkFilter, Search, Selection, SendState};
use onramp_domain::{Channel, FieldError, Invalid, Lifetime, PhoneId, Platform, Settings, rfc3339};
use onramp_usecases::send_links::{Ask, Progress};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `POST /api/sends`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SendBody {
    channel: String,
    recipients: Recipients,
    subject: Option<String>,
    message: Option<String>,
    valid_secs: Option<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipients {
    phone_ids: Option<Vec<String>>,
    all: Option<bool>,
    q: Option<String>,
    link: Option<String>,
    platform: Option<String>,
}

impl Recipients {
    fn filter(&self, now: i64) -> Result<Option<Filter>, FieldError> {
        let text = |field: &'static str, value: &Option<String>| (field, value.clone().unwrap_or_default());
        let (field, q) = text("recipients.q", &self.q);
        let q = Search::parse(&q).map_err(|invalid| invalid.in_field(field))?;
        let (field, link) = text("recipients.link", &self.link);
        let link = LinkFilter::parse(&link, now).map_err(|invalid| invalid.in_field(field))?;
        let (field, platform) = text("recipients.platform", &self.platform);
        let platform = Platform::parse(&platform).map_err(|invalid| invalid.in_field(field))?;
        Ok(Filter::of(q, link, (platform != Platform::Unknown).then_some(platform)))
    }

    fn selection(self, now: i64) -> Result<Selection, FieldError> {
        let expected = "{\"phone_ids\": [\"DP…\", …]} or {\"all\": true, \"q\": \"…\"}";
        let filtered = self.q.is_some() || self.link.is_some() || self.platform.is_some();
        match (&self.phone_ids, self.all, filtered) {
            (Some(ids), None, false) => {
                let id = |(at, id): (usize, &String)| {
                    PhoneId::parse(id)
                        .map_err(|invalid| invalid.in_field(format!("recipients.phone_ids[{at}]")))
                };
                let ids = ids.iter().enumerate().map(id).collect::<Result<Vec<_>, _>>()?;
                Selection::phones(&ids).map_err(|invalid| invalid.in_field("recipients.phone_ids"))
            }
            (None, Some(true), _) => Ok(Selection::All(self.filter(now)?)),
            (None, Some(false), _) => {
                Err(Invalid::new("is false", "true, or phone_ids").in_field("recipients.all"))
            }
            (None, None, _) => Err(Invalid::new("names nobody", expected).in_field("recipients")),
            (Some(_), _, _) => Err(Invalid::new("names phones and more", expected).in_field("recipients")),
        }
    }
}

pub fn channel(text: &str) -> Result<Channel, FieldError> {
    Channel::parse(text).map_err(|invalid| invalid.in_field("channel"))
}

pub fn lifetime(secs: Option<i64>) -> Result<Option<Lifetime>, FieldError> {
    secs.map(Lifetime::from_secs).transpose().map_err(|invalid| invalid.in_field("valid_secs"))
}

impl SendBody {
    /// The request as the use case knows it.
    pub fn ask(self, idempotency_key: Option<String>, now: i64) -> Result<Ask, FieldError> {
        Ok(Ask {
            channel: channel(&self.channel)?,
            to: self.recipients.selection(now)?,
            lifetime: lifetime(self.valid_secs)?,
            subject: self.subject,
            message: self.message,
            idempotency_key,
        })
    }
}

/// A send and its counts.
#[derive(Debug, Serialize)]
pub struct SendReply<'a> {
    send_id: &'a str,
    channel: Channel,
    state: SendState,
    #[serde(skip_serializing_if = "Option::is_none")]
    paused_because: Option<PausedBecause>,
    reminds: bool,
    created_by: &'a str,
    recipients: u64,
    limit_reached: bool,
    counts: Counts,
    heard: Heard,
    reasons: &'a BTreeMap<String, u64>,
    estimated_cost: Cost,
    created_at: String,
    updated_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<String>,
}

#[derive(Debug, Serialize)]
struct PausedBecause {
    code: &'static str,
    sentence: &'static str,
}

#[derive(Debug, Serialize)]
struct Cost {
    amount: String,
    currency: &'static str,
    parts: u64,
}

impl<'a> SendReply<'a> {
    /// The reply that tells of a send.
    pub fn of(progress: &'a Progress, settings: &Settings) -> Self {
        let Progress { send, counts, heard } = progress;
        let state = send.state();
        let paused = send.paused_because.filter(|_| state == SendState::Paused);
        Self {
            send_id: send.send_id.as_str(),
            channel: send.channel,
            state,
            paused_because: paused.map(|why| PausedBecause { code: why.code(), sentence: why.sentence() }),
            reminds: send.reminds,
            created_by: &send.created_by,
            recipients: send.recipients,
            limit_reached: send.limit_reached,
            counts: *counts,
            heard: *heard,
            reasons: &send.reasons,
            estimated_cost: Cost { amount: settings.prices.cost(send), currency: "USD", parts: send.parts },
            created_at: rfc3339(send.created_at),
            updated_at: rfc3339(send.updated_at),
            finished_at: (state == SendState::Finished).then(|| rfc3339(send.updated_at)),
        }
    }
}

/// A page of sends.
#[derive(Debug, Serialize)]
pub struct SendsReply<'a> {
    items: Vec<SendReply<'a>>,
    next_cursor: Option<String>,
}

impl<'a> SendsReply<'a> {
    /// The reply that tells of sends.
    pub fn of(sends: &'a [Progress], settings: &Settings, next_cursor: Option<String>) -> Self {
        Self { items: sends.iter().map(|progress| SendReply::of(progress, settings)).collect(), next_cursor }
    }
}

#[derive(Debug, Serialize)]
struct DeliveryEntry<'a> {
    user_id: Option<&'a str>,
    phone_id: &'a str,
    username: Option<&'a str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    updated_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    delivered_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bounced_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    opened_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    activated_at: Option<String>,
}

/// A page of deliveries.
#[derive(Debug, Serialize)]
pub struct DeliveriesReply<'a> {
    items: Vec<DeliveryEntry<'a>>,
    next_cursor: Option<String>,
}

impl<'a> DeliveriesReply<'a> {
    /// The reply that tells of deliveries.
    pub fn of(deliveries: &'a [Delivery], next_cursor: Option<String>) -> Self {
        let entry = |delivery: &'a Delivery| DeliveryEntry {
            user_id: delivery.user_id.as_ref().map(onramp_domain::UserId::as_str),
            phone_id: delivery.phone_id.as_str(),
            username: delivery.username.as_ref().map(onramp_domain::Username::as_str),
            state: delivery.state.as_str(),
            reason_code: delivery.reason.map(onramp_domain::send::Reason::code),
            reason: delivery.reason.map(|reason| reason.sentence().into_owned()),
            updated_at: rfc3339(delivery.updated_at),
            delivered_at: delivery.delivered_at.map(rfc3339),
            bounced_at: delivery.bounced_at.map(rfc3339),
            opened_at: delivery.opened_at.map(rfc3339),
            activated_at: delivery.activated_at.map(rfc3339),
        };
        Self { items: deliveries.iter().map(entry).collect(), next_cursor }
    }
}
