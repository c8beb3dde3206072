//! The bodies of previews.

use crate::bodies::{channel, lifetime};
use onramp_domain::message::{Rendered, Wording};
use onramp_domain::{Channel, FieldError, Lifetime, PhoneId, Settings};
use serde::{Deserialize, Serialize};

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
    pub fn ask(self, settings: &Settings) -> Result<PreviewAsk, FieldError> {
        let channel = channel(&self.channel)?;
        let (subject, message) = settings.words(channel, self.subject.as_deref(), self.message.as_deref());
        let phone_id = self.phone_id.as_deref().map(PhoneId::parse).transpose();
        Ok(PreviewAsk {
            phone_id: phone_id.map_err(|invalid| invalid.in_field("phone_id"))?,
            lifetime: lifetime(self.valid_secs)?,
            wording: Wording::parse(channel, subject, message)?,
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
