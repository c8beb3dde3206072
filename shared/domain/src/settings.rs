//! What an organisation decides about its Onramp.

use crate::invalid::one_line;
use crate::send::Prices;
use crate::{ActivationCode, Channel, DefaultMessage, Invalid, Region, ReminderRule, code};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where people reach Onramp: scheme and host, with a port if it is not the scheme's own, without a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    url: String,
    host_at: usize,
}

impl BaseUrl {
    /// Reads `https://HOST` (or `http://` for a laptop); a closing slash is dropped.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let url = text.trim().trim_end_matches('/').to_ascii_lowercase();
        let host_at =
            ["https://", "http://"].iter().find(|scheme| url.starts_with(**scheme)).map_or(0, |s| s.len());
        let host = &url[host_at..];
        let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
        if host_at == 0 || host.is_empty() || !host.bytes().all(allowed) {
            return Err(Invalid::new(
                "is not a base URL",
                "https:// and a host, such as https://onramp.example.org",
            ));
        }
        Ok(Self { url, host_at })
    }

    /// The URL, without a closing slash.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// The host, with its port if the URL names one.
    pub fn host(&self) -> &str {
        &self.url[self.host_at..]
    }

    /// The activation URL of a code.
    pub fn activation_url(&self, code: &ActivationCode) -> String {
        format!("{}/activate/{}", self.url, code.expose())
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

/// Where the authenticator app is to be had, as messages name it: an `https` URL without spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallUrl(String);

impl InstallUrl {
    /// Reads a URL.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let text = one_line(text, 9, 200)?;
        if text.starts_with("https://") && !text.contains(char::is_whitespace) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Invalid::new("is not a URL", "https:// and on, such as https://example.org/app"))
        }
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long a link lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Lifetime(u32);

impl Lifetime {
    /// 24 hours: what a link lives unless told otherwise.
    pub const DEFAULT: Self = Self(86_400);
    /// One minute.
    pub const MIN_SECS: i64 = 60;
    /// 30 days.
    pub const MAX_SECS: i64 = 30 * 86_400;

    /// A lifetime of so many seconds, 60 to 2,592,000.
    pub fn from_secs(secs: i64) -> Result<Self, Invalid> {
        u32::try_from(secs)
            .ok()
            .filter(|_| (Self::MIN_SECS..=Self::MAX_SECS).contains(&secs))
            .map(Self)
            .ok_or_else(|| {
                Invalid::new(
                    "is out of range",
                    "a whole number of seconds from 60 (a minute) to 2592000 (30 days)",
                )
            })
    }

    /// The lifetime in seconds.
    pub fn secs(self) -> i64 {
        i64::from(self.0)
    }
}

impl TryFrom<i64> for Lifetime {
    type Error = Invalid;
    fn try_from(secs: i64) -> Result<Self, Invalid> {
        Self::from_secs(secs)
    }
}

impl From<Lifetime> for i64 {
    fn from(lifetime: Lifetime) -> Self {
        lifetime.secs()
    }
}

/// What holds for an organisation: how it was deployed, and over that what its administrators decided
/// ([`Decisions`](crate::Decisions)).
#[derive(Debug, Clone)]
pub struct Settings {
    /// The organisation's name, as messages and pages show it: 1 to 60 characters.
    pub org: String,
    /// What stands in the head of emails and pages, if not the organisation's name.
    pub logo: Option<String>,
    /// The name that email comes from, if not the organisation's.
    pub sender: Option<String>,
    /// Whom to ask when something looks wrong, such as `helpdesk@example.org` or `extension 4357`: 1 to 100 characters.
    pub support: String,
    /// What an email says if a send does not say.
    pub email_default: DefaultMessage,
    /// What an SMS says if a send does not say.
    pub sms_default: DefaultMessage,
    /// When people are reminded; none if they are not.
    pub reminders: Option<ReminderRule>,
    /// In which country numbers are that are written without `+`.
    pub region: Region,
    /// Where people reach this Onramp.
    pub base_url: BaseUrl,
    /// How long a link sent by email lives.
    pub email_lifetime: Lifetime,
    /// How long a link sent by SMS lives.
    pub sms_lifetime: Lifetime,
    /// The scheme by which barcodes speak to the authenticator app, such as `duo`.
    pub app_scheme: String,
    /// What the QR in an email says.
    pub email_qr: QrStyle,
    /// What messages cost.
    pub prices: Prices,
}

/// What a QR code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QrStyle {
    /// The activation URL: any phone's camera opens it, app or not.
    Link,
    /// The authenticator app's own text.
    App,
}

impl QrStyle {
    /// Reads `link` or `app`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text {
            "link" => Ok(Self::Link),
            "app" => Ok(Self::App),
            _ => Err(Invalid::new("is not a QR style", "\"link\" or \"app\"")),
        }
    }

    /// The style as [`Self::parse`] reads it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::App => "app",
        }
    }
}

impl Settings {
    /// Settings with the default lifetimes, without reminders.
    pub fn new(org: &str, support: &str, base_url: BaseUrl) -> Result<Self, Invalid> {
        Ok(Self {
            org: one_line(org, 1, 60)?.to_owned(),
            support: one_line(support, 1, 100)?.to_owned(),
            logo: None,
            sender: None,
            email_default: DefaultMessage::default(),
            sms_default: DefaultMessage::default(),
            reminders: None,
            region: Region::default(),
            base_url,
            email_lifetime: Lifetime::DEFAULT,
            sms_lifetime: Lifetime::DEFAULT,
            app_scheme: "duo".to_owned(),
            email_qr: QrStyle::Link,
            prices: Prices::default(),
        })
    }

    /// The name that email comes from.
    pub fn sender(&self) -> &str {
        self.sender.as_deref().unwrap_or(&self.org)
    }

    /// What stands in the head of emails and pages.
    pub fn logo(&self) -> &str {
        self.logo.as_deref().unwrap_or(&self.org)
    }

    /// What a channel's messages say if a send does not say.
    pub fn default_message(&self, channel: Channel) -> &DefaultMessage {
        match channel {
            Channel::Email => &self.email_default,
            Channel::Sms => &self.sms_default,
        }
    }

    /// A subject and a text as given, with the organisation's defaults where none is.
    pub fn words<'a>(
        &'a self,
        channel: Channel,
        subject: Option<&'a str>,
        message: Option<&'a str>,
    ) -> (Option<&'a str>, Option<&'a str>) {
        let saved = self.default_message(channel);
        (subject.or(saved.subject.as_deref()), message.or(saved.message.as_deref()))
    }

    /// What a barcode says to the authenticator app.
    pub fn app_text(&self, code: &ActivationCode) -> String {
        code::app_text(&self.app_scheme, code, self.base_url.host())
    }

    /// What the QR in an email says.
    pub fn email_qr_text(&self, code: &ActivationCode) -> String {
        match self.email_qr {
            QrStyle::Link => self.base_url.activation_url(code),
            QrStyle::App => self.app_text(code),
        }
    }

    /// How long a link lives that goes out by this channel.
    pub fn lifetime(&self, channel: Channel) -> Lifetime {
        match channel {
            Channel::Email => self.email_lifetime,
            Channel::Sms => self.sms_lifetime,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_knows_its_host_with_its_port() {
        let base = BaseUrl::parse("HTTP://127.0.0.1:8080/").unwrap();
        assert_eq!((base.as_str(), base.host()), ("http://127.0.0.1:8080", "127.0.0.1:8080"));
        for text in ["", "onramp.example.org", "ftp://a", "https://", "https://a/b", "https://a?b"] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_lifetime_is_a_minute_to_thirty_days() {
        assert_eq!(Lifetime::from_secs(60).map(Lifetime::secs), Ok(60));
        assert_eq!(Lifetime::from_secs(2_592_000).map(Lifetime::secs), Ok(2_592_000));
        for secs in [i64::MIN, -1, 0, 59, 2_592_001, i64::MAX] {
            assert!(Lifetime::from_secs(secs).is_err(), "{secs}");
        }
    }
}
