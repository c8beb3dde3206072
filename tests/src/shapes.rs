//! What the API and the outbox answer, in the shapes that are promised.

use jiff::Timestamp;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// How a message reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// To the user's address.
    Email,
    /// To the phone's number.
    Sms,
}

impl Channel {
    /// The channel as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

/// A reply, read whole.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub text: String,
}

impl Reply {
    /// The body as JSON; null if it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// The body in a promised shape.
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// A header's text, empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The same reply, if its status is that.
    #[expect(clippy::return_self_not_must_use, reason = "most tests want the status alone")]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The problem, as RFC 9457 and the project shape it.
    pub fn problem(&self) -> Problem {
        let told = || format!("{} {:?} {}", self.status, self.headers, self.text);
        assert!((400..500).contains(&self.status), "a refusal: {}", told());
        assert!(self.header("content-type").starts_with("application/problem+json"), "{}", told());
        let problem: Problem = self.read();
        assert!(problem.kind.starts_with("urn:onramp:problem:"), "{}", told());
        assert!(!problem.title.is_empty() && !problem.detail.is_empty(), "{}", told());
        assert_eq!(problem.status, self.status, "{}", told());
        problem
    }
}

/// A refusal.
#[derive(Debug, Clone, Deserialize)]
pub struct Problem {
    /// The stable name of what went wrong.
    #[serde(rename = "type")]
    pub kind: String,
    /// What went wrong in general.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong here.
    pub detail: String,
    /// The field at fault, if one is.
    pub field: Option<String>,
    /// What would be right for that field.
    pub expected: Option<String>,
}

impl Problem {
    /// Whether it names that field, plain or at the end of a path such as `recipients.phone_ids[1]`.
    pub fn names(&self, name: &str) -> bool {
        self.field.as_deref().is_some_and(|field| {
            field.eq_ignore_ascii_case(name) || field.split(['.', '[']).any(|part| part == name)
        })
    }
}

/// A page of a list.
#[derive(Debug, Clone, Deserialize)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next one begins; none on the last.
    pub next_cursor: Option<String>,
}

/// A phone that is yet to be activated, and who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// The user.
    pub user_id: String,
    /// The user's username.
    pub username: String,
    /// The user's name.
    pub realname: String,
    /// The user's address.
    pub email: Option<String>,
    /// Why nothing more is mailed to it: `bounced` or `complained`.
    pub email_trouble: Option<String>,
    /// The phone.
    pub phone_id: String,
    /// The phone's number.
    pub number: Option<String>,
    /// The phone's platform.
    pub platform: String,
    /// The phone's newest link.
    pub link: LinkState,
    /// How many links were sent to the phone.
    pub times_sent: u32,
}

/// What a list says of a phone's newest link.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LinkState {
    /// `never sent`, `live` or `expired`.
    pub state: String,
    /// Until when it lives or lived.
    pub expires_at: Option<Timestamp>,
}

/// How many phones each channel reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Count {
    /// By email.
    pub email: usize,
    /// By SMS.
    pub sms: usize,
}

/// A send and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Send {
    /// The send.
    pub send_id: String,
    /// `email` or `sms`.
    pub channel: String,
    /// `running`, `paused`, `finished` or `cancelled`.
    pub state: String,
    /// How many phones it is for.
    pub recipients: usize,
    /// What became of them.
    pub counts: Counts,
    /// What was heard of those sent.
    pub heard: Heard,
    /// How many were skipped or failed, by the reason's code.
    pub reasons: BTreeMap<String, usize>,
    /// Why it is paused, while it is.
    pub paused_because: Option<PausedBecause>,
    /// What it has cost so far.
    pub estimated_cost: Cost,
    /// Who asked for it.
    pub created_by: String,
    /// Whether it reminds people.
    pub reminds: bool,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When the last delivery ended.
    pub finished_at: Option<Timestamp>,
}

/// What was heard of the messages of a send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Heard {
    /// Came back, or were complained about.
    pub bounced: usize,
    /// Had the page of their link opened.
    pub opened: usize,
    /// Had their link used.
    pub activated: usize,
}

/// Why a send is paused.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PausedBecause {
    /// The stable name of it.
    pub code: String,
    /// The reason as an admin reads it.
    pub sentence: String,
}

/// What a send has cost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Cost {
    /// With four decimals.
    pub amount: String,
    /// `USD`.
    pub currency: String,
    /// Emails or parts of SMS.
    pub parts: usize,
}

/// The deliveries of a send by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct Counts {
    /// Not begun.
    pub queued: usize,
    /// Begun.
    pub sending: usize,
    /// Handed to the channel.
    pub sent: usize,
    /// Not to be sent, with a reason.
    pub skipped: usize,
    /// Could not be sent, with a reason.
    pub failed: usize,
}

impl Counts {
    /// All deliveries.
    pub const fn sum(self) -> usize {
        self.queued + self.sending + self.sent + self.skipped + self.failed
    }

    /// So many sent, and nothing else.
    pub fn all_sent(sent: usize) -> Self {
        Self { sent, ..Self::default() }
    }
}

/// What became of one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Delivery {
    /// The user; none if there is no such phone.
    pub user_id: Option<String>,
    /// The phone.
    pub phone_id: String,
    /// The user's username; none if there is no such phone.
    pub username: Option<String>,
    /// `queued`, `sending`, `sent`, `skipped`, `failed`, `bounced`, `opened` or `activated`.
    pub state: String,
    /// Why it was skipped, failed or came back.
    pub reason: Option<String>,
    /// The stable name of the reason.
    pub reason_code: Option<String>,
    /// When the message lay in the mailbox.
    pub delivered_at: Option<Timestamp>,
    /// When the page was opened.
    pub opened_at: Option<Timestamp>,
    /// When the link was used.
    pub activated_at: Option<Timestamp>,
    /// When it came to this.
    pub updated_at: Timestamp,
}

/// A link made for handing over in person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Link {
    /// The activation URL.
    pub url: String,
    /// What the QR code says.
    pub barcode_text: String,
    /// The QR code.
    pub barcode_svg: String,
    /// Until when it lives.
    pub expires_at: Timestamp,
}
