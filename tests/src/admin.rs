//! What an admin does: lists, sends, hands over.

use crate::{Channel, Count, Delivery, Deployed, Eml, Link, Message, Onramp, Page, Reply, Row, Send};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;

/// How often the progress of a send is asked for, and for how long.
const POLL: Duration = Duration::from_millis(50);
/// Enough for some hundred messages from a debug build on a busy machine.
const FINISH: Duration = Duration::from_mins(1);

/// The body of a request for a send.
#[derive(Debug, Clone)]
pub struct Ask(Value);

impl Ask {
    /// To all who can be reached.
    pub fn all(channel: Channel) -> Self {
        Self(json!({ "channel": channel.as_str(), "recipients": { "all": true } }))
    }

    /// To these phones.
    pub fn phones(channel: Channel, phone_ids: &[&str]) -> Self {
        Self(json!({ "channel": channel.as_str(), "recipients": { "phone_ids": phone_ids } }))
    }

    /// The same, with a field set.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.0[field] = value.into();
        self
    }

    /// The body.
    pub fn body(&self) -> Value {
        self.0.clone()
    }
}

impl Onramp {
    /// All who can be reached by a channel, page by page.
    pub async fn unactivated(&self, channel: Channel) -> Vec<Row> {
        self.unactivated_by(channel, "limit=500").await
    }

    /// Those of a channel that a further query selects, page by page.
    pub async fn unactivated_by(&self, channel: Channel, query: &str) -> Vec<Row> {
        self.pages(&format!("/api/unactivated?channel={}&{query}", channel.as_str())).await
    }

    /// The one phone of a user in a channel's list.
    pub async fn row(&self, channel: Channel, username: &str) -> Row {
        let mut rows = self.unactivated(channel).await;
        rows.retain(|row| row.username == username);
        assert_eq!(rows.len(), 1, "{username} is listed once: {rows:?}");
        rows.remove(0)
    }

    /// All items of a list, page by page; `path` has a query.
    pub async fn pages<T: DeserializeOwned>(&self, path: &str) -> Vec<T> {
        let (mut items, mut cursor) = (Vec::new(), String::new());
        loop {
            let page: Page<T> = self.api("GET", &format!("{path}{cursor}"), None).await.expect(200).read();
            items.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }

    /// How many phones each channel reaches.
    pub async fn count(&self) -> Count {
        self.api("GET", "/api/unactivated/count", None).await.expect(200).read()
    }

    /// What a send would say.
    pub async fn preview(&self, body: Value) -> Value {
        self.api("POST", "/api/preview", Some(body)).await.expect(200).json()
    }

    /// The organisation's name, as messages give it.
    pub async fn org(&self) -> String {
        let preview = self.preview(json!({ "channel": "email", "message": "[[{org}]] {link}" })).await;
        let text = preview["text"].as_str().expect("the plain text");
        let org = text.split_once("[[").and_then(|(_, rest)| rest.split_once("]]")).map(|(org, _)| org);
        org.expect("the organisation's name").to_owned()
    }

    /// Asks for a send, whatever the answer.
    pub async fn send(&self, ask: &Ask) -> Reply {
        self.api("POST", "/api/sends", Some(ask.body())).await
    }

    /// Asks for a send that is accepted: its id.
    pub async fn sent(&self, ask: &Ask) -> String {
        let reply = self.send(ask).await.expect(202);
        reply.json()["send_id"].as_str().expect("a send_id").to_owned()
    }

    /// Asks for a send to all who can be reached: its id.
    pub async fn send_to_all(&self, channel: Channel) -> String {
        self.sent(&Ask::all(channel)).await
    }

    /// Waits a minute at most for the end of a send, whose counts then add up.
    pub async fn finished(&self, send_id: &str) -> Send {
        self.finished_within(send_id, FINISH).await
    }

    /// Waits for the end of a send, whose counts then add up.
    pub async fn finished_within(&self, send_id: &str, patience: Duration) -> Send {
        let mut waited = Duration::ZERO;
        loop {
            let send: Send = self.api("GET", &format!("/api/sends/{send_id}"), None).await.expect(200).read();
            if send.state == "finished" {
                assert_eq!(send.counts.sum(), send.recipients, "{send:?}");
                assert_eq!((send.counts.queued, send.counts.sending), (0, 0), "{send:?}");
                assert!(send.finished_at >= Some(send.created_at), "{send:?}");
                return send;
            }
            assert_eq!(send.state, "running");
            assert!(waited < patience, "not finished within {patience:?}: {send:?}");
            // The only wait in the tests: the queue works behind the API.
            tokio::time::sleep(POLL).await;
            waited += POLL;
        }
    }

    /// A send as it stands.
    pub async fn progress(&self, send_id: &str) -> Send {
        self.api("GET", &format!("/api/sends/{send_id}"), None).await.expect(200).read()
    }

    /// Tells a send to pause, resume or cancel, whatever the answer.
    pub async fn tell(&self, send_id: &str, what: &str) -> Reply {
        self.api("POST", &format!("/api/sends/{send_id}/{what}"), None).await
    }

    /// Looks at something that the queue brings about, a minute at most, until it is as wanted.
    pub async fn until<T>(&self, mut look: impl AsyncFnMut() -> Result<T, String>) -> T {
        let mut waited = Duration::ZERO;
        loop {
            match look().await {
                Ok(found) => return found,
                Err(stands) => assert!(waited < FINISH, "not within {FINISH:?}: {stands}"),
            }
            tokio::time::sleep(POLL).await;
            waited += POLL;
        }
    }

    /// Waits until what is heard of a send is that.
    pub async fn heard(&self, send_id: &str, wanted: crate::Heard) {
        self.until(async || {
            let heard = self.progress(send_id).await.heard;
            if heard == wanted { Ok(()) } else { Err(format!("{heard:?}")) }
        })
        .await;
    }

    /// Invokes a function without HTTP, as `aws lambda invoke` does.
    pub async fn invoke(&self, function: &str, payload: &Value) -> Value {
        let (endpoint, name) = match Deployed::named() {
            Some(deployed) => {
                (std::env::var("AWS_ENDPOINT_URL").unwrap(), deployed.functions[function].clone())
            }
            None => (self.url.clone(), function.to_owned()),
        };
        let path = format!("{endpoint}/2015-03-31/functions/{name}/invocations");
        // Unsigned: an emulator reads the service and the region out of it, and checks nothing.
        let signed = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request";
        let headers = [("content-type", "application/json"), ("authorization", signed)];
        self.request("POST", &path, &headers, Some(payload.to_string().into_bytes())).await.json()
    }

    /// The deliveries of a send in a state, page by page.
    pub async fn deliveries(&self, send_id: &str, state: &str) -> Vec<Delivery> {
        self.pages(&format!("/api/sends/{send_id}/deliveries?state={state}&limit=100")).await
    }

    /// Asks for a link to hand over, whatever the answer.
    pub async fn hand_over(&self, phone_id: &str, body: Option<Value>) -> Reply {
        self.api("POST", &format!("/api/phones/{phone_id}/link"), body).await
    }

    /// A link to hand over, made for a phone.
    pub async fn link_for(&self, phone_id: &str) -> Link {
        let reply = self.hand_over(phone_id, None).await;
        assert!((200..300).contains(&reply.status), "{}", reply.text);
        reply.read()
    }

    /// The messages of this test to an address or number, newest first.
    pub async fn outbox(&self, to: &str) -> Vec<Message> {
        self.messages(&format!("?to={}", to.replace('+', "%2B"))).await
    }

    /// All messages of this test, newest first.
    pub async fn whole_outbox(&self) -> Vec<Message> {
        self.messages("").await
    }

    /// The page on which the outbox is shown.
    pub async fn outbox_page(&self) -> Reply {
        self.request("GET", &format!("{}/outbox", self.services()), &[], None).await
    }

    async fn messages(&self, query: &str) -> Vec<Message> {
        let path = format!("{}/outbox.json{query}", self.services());
        let mut all: Vec<Message> = self.request("GET", &path, &[], None).await.expect(200).read();
        all.retain(|message| message.id() > self.before);
        all
    }

    /// Where what was handed over can be read.
    fn services(&self) -> &str {
        Deployed::named().map_or(&self.url, |deployed| &deployed.services)
    }

    /// The one message to an address or number.
    pub async fn message_to(&self, to: &str) -> Message {
        let mut all = self.outbox(to).await;
        assert_eq!(all.len(), 1, "{to} got one message: {all:?}");
        all.remove(0)
    }

    /// The email behind a message, as it would have gone out.
    pub async fn eml(&self, message: &Message) -> Eml {
        let path = format!("{}/outbox/{}.eml", self.services(), message.id());
        Eml::read(self.request("GET", &path, &[], None).await.expect(200).text.as_bytes())
    }
}
