//! The bodies of requests and replies.

use onramp_domain::message::{Rendered, Wording};
use onramp_domain::send::{Counts, Delivery, Search, Selection, SendState};
use onramp_domain::{Channel, FieldError, Invalid, Lifetime, PhoneId, rfc3339};
use onramp_usecases::send_links::{Ask, Progress};
use serde::{Deserialize, Serialize};

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
}

impl Recipients {
    fn selection(self) -> Result<Selection, FieldError> {
        let expected = "{\"phone_ids\": [\"DP…\", …]} or {\"all\": true, \"q\": \"…\"}";
        match (self.phone_ids, self.all, self.q) {
            (Some(ids), None, None) => {
                let id = |(at, id): (usize, &String)| {
                    PhoneId::parse(id)
                        .map_err(|invalid| invalid.in_field(format!("recipients.phone_ids[{at}]")))
                };
                let ids = ids.iter().enumerate().map(id).collect::<Result<Vec<_>, _>>()?;
                Selection::phones(&ids).map_err(|invalid| invalid.in_field("recipients.phone_ids"))
            }
            (None, Some(true), q) => {
                let search = Search::parse(q.as_deref().unwrap_or_default());
                search.map(Selection::All).map_err(|invalid| invalid.in_field("recipients.q"))
            }
            (None, Some(false), _) => {
                Err(Invalid::new("is false", "true, or phone_ids").in_field("recipients.all"))
            }
            (None, None, _) => Err(Invalid::new("names nobody", expected).in_field("recipients")),
            (Some(_), _, _) => Err(Invalid::new("names phones and more", expected).in_field("recipients")),
        }
    }
}

fn channel(text: &str) -> Result<Channel, FieldError> {
    Channel::parse(text).map_err(|invalid| invalid.in_field("channel"))
}

fn lifetime(secs: Option<i64>) -> Result<Option<Lifetime>, FieldError> {
    secs.map(Lifetime::from_secs).transpose().map_err(|invalid| invalid.in_field("valid_secs"))
}

impl SendBody {
    /// The request as the use case knows it.
    pub fn ask(self, idempotency_key: Option<String>) -> Result<Ask, FieldError> {
        Ok(Ask {
            channel: channel(&self.channel)?,
            to: self.recipients.selection()?,
            lifetime: lifetime(self.valid_secs)?,
            subject: self.subject,
            message: self.message,
            idempotency_key,
        })
    }
}

/// `POST /api/preview`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviewBody {
    channel: String,
    subject: Option<String>,
    message: Option<String>,
    valid_secs: Option<i64>,
    phone_id: Option<String>,
}

/// What is to be previewed.
#[derive(Debug)]
pub struct PreviewAsk {
    /// The wording.
    pub wording: Wording,
    /// For whom; a made-up person unless told.
    pub phone_id: Option<PhoneId>,
    /// How long the link would live.
    pub lifetime: Option<Lifetime>,
}

impl PreviewBody {
    /// The request as the use case knows it.
    pub fn ask(self) -> Result<PreviewAsk, FieldError> {
        let channel = channel(&self.channel)?;
        let phone_id = self.phone_id.as_deref().map(PhoneId::parse).transpose();
        Ok(PreviewAsk {
            phone_id: phone_id.map_err(|invalid| invalid.in_field("phone_id"))?,
            lifetime: lifetime(self.valid_secs)?,
            wording: Wording::parse(channel, self.subject.as_deref(), self.message.as_deref())?,
        })
    }
}

/// What a send would say.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum PreviewReply {
    /// By email. The QR in the HTML is the inline image of the real one: `cid:activation-qr`.
    Email { channel: Channel, subject: String, text: String, html: String },
    /// By SMS.
    Sms { channel: Channel, text: String, encoding: &'static str, segments: usize },
}

impl From<Rendered> for PreviewReply {
    fn from(said: Rendered) -> Self {
        match said {
            Rendered::Email(email) => Self::Email {
                channel: Channel::Email,
                subject: email.subject,
                text: email.text,
                html: email.html,
            },
            Rendered::Sms(sms) => Self::Sms {
                channel: Channel::Sms,
                text: sms.text,
                encoding: sms.encoding.as_str(),
                segments: sms.segments,
            },
        }
    }
}

/// A send and its counts.
#[derive(Debug, Serialize)]
pub struct SendReply<'a> {
    send_id: &'a str,
    channel: Channel,
    state: SendState,
    recipients: u64,
    counts: Counts,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<String>,
}

impl<'a> SendReply<'a> {
    /// The reply that tells of a send.
    pub fn of(progress: &'a Progress) -> Self {
        let send = &progress.send;
        let state = send.state();
        Self {
            send_id: send.send_id.as_str(),
            channel: send.channel,
            state,
            recipients: send.recipients,
            counts: progress.counts,
            created_at: rfc3339(send.created_at),
            finished_at: (state == SendState::Finished).then(|| rfc3339(send.updated_at)),
        }
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
        };
        Self { items: deliveries.iter().map(entry).collect(), next_cursor }
    }
}
