//! SES and SNS as the SDKs call them, with an outbox behind: stands in for them where the functions themselves run, as
//! on an emulator of AWS. Refuses what SES and SNS refuse, and throttles when it is told to.

use crate::outbox::{self, Outbox, OutgoingEmail};
use crate::simulator::{self, Fate};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::{get, post};
use data_encoding::BASE64;
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::mpsc::UnboundedSender;

type Reply = (StatusCode, [(&'static str, &'static str); 2], String);

/// Emails a second that the account is said to have.
const RATE: u32 = 500;

/// The outbox, how often the next calls are throttled, and who hears what becomes of emails.
struct Services {
    outbox: Arc<Outbox>,
    throttled: AtomicU32,
    events: UnboundedSender<Value>,
}

/// Serves on a listener until the process ends; messages are kept in a folder, and shown under `/outbox`. What becomes of
/// emails is told as SES tells EventBridge.
pub async fn serve(listener: TcpListener, folder: &Path, events: UnboundedSender<Value>) -> io::Result<()> {
    let outbox = Arc::new(Outbox::open(folder)?);
    let services = Arc::new(Services { outbox: outbox.clone(), throttled: AtomicU32::new(0), events });
    let calls = Router::new()
        .route("/v2/email/outbound-emails", post(send_email))
        .route("/v2/email/account", get(account))
        .route("/", post(sns))
        .route("/throttle", post(throttle))
        .with_state(services)
        .merge(outbox::routes(outbox));
    listener.set_nonblocking(true)?;
    axum_server::from_tcp(listener)?.serve(calls.into_make_service()).await
}

#[derive(Deserialize)]
struct Throttle {
    calls: u32,
}

/// `{"calls": 3}`: the next three calls are throttled.
async fn throttle(State(services): State<Arc<Services>>, body: Bytes) -> StatusCode {
    let Ok(Throttle { calls }) = serde_json::from_slice(&body) else { return StatusCode::BAD_REQUEST };
    services.throttled.store(calls, Ordering::Relaxed);
    StatusCode::NO_CONTENT
}

impl Services {
    fn is_throttled(&self) -> bool {
        self.throttled.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SendEmail {
    from_email_address: String,
    destination: Destination,
    content: Content,
    email_tags: [Tag; 2],
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Tag {
    name: String,
    value: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Destination {
    to_addresses: [String; 1],
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Content {
    simple: Simple,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Simple {
    subject: Data,
    body: Body,
    attachments: [Attachment; 1],
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Body {
    text: Data,
    html: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    data: String,
}

/// SES puts an attachment at the end of the message, in 7 bits, unless it is told these two.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attachment {
    raw_content: String,
    content_id: String,
    content_disposition: String,
    content_transfer_encoding: String,
}

impl SendEmail {
    /// The email, and the send and the phone that its tags name.
    fn read(body: &[u8]) -> Option<(OutgoingEmail, [String; 2])> {
        let Self { from_email_address, destination, content, email_tags: [send, phone] } =
            serde_json::from_slice(body).ok()?;
        (send.name == "send_id" && phone.name == "phone_id").then_some(())?;
        let [to] = destination.to_addresses;
        let Simple { subject, body, attachments: [image] } = content.simple;
        let shown = image.content_disposition == "INLINE" && image.content_transfer_encoding == "BASE64";
        let plain = from_email_address.is_ascii() && to.is_ascii();
        (shown && plain).then_some(())?;
        let mail = OutgoingEmail {
            from: from_email_address,
            to,
            subject: subject.data,
            text: body.text.data,
            html: body.html.data,
            inline_png: BASE64.decode(image.raw_content.as_bytes()).ok()?,
            content_id: image.content_id,
        };
        Some((mail, [send.value, phone.value]))
    }
}

/// The reference: `SendEmail` of the SES API v2.
async fn send_email(State(services): State<Arc<Services>>, body: Bytes) -> Reply {
    if services.is_throttled() {
        return ses_error(
            StatusCode::TOO_MANY_REQUESTS,
            "TooManyRequestsException",
            "Maximum sending rate exceeded.",
        );
    }
    let Some((mail, [send_id, phone_id])) = SendEmail::read(&body) else {
        return ses_error(
            StatusCode::BAD_REQUEST,
            "BadRequestException",
            "The message is not of the form that is expected.",
        );
    };
    let rejected = |message: &str| ses_error(StatusCode::BAD_REQUEST, "MessageRejected", message);
    let fate = simulator::fate(&mail.to);
    match fate {
        Fate::IsRefused => return rejected("Illegal content."),
        Fate::IsNotVerified => {
            let check = "The following identities failed the check in region US-EAST-1";
            return rejected(&format!("Email address is not verified. {check}: {}", mail.to));
        }
        _ => {}
    }
    let now = Timestamp::now();
    match services.outbox.keep_email(&mail, now) {
        Ok(id) => {
            if let Some(event) = simulator::event(fate, &mail.to, &send_id, &phone_id, now) {
                // No one listens where events are of no interest.
                let _ = services.events.send(event);
            }
            (StatusCode::OK, json_with("none"), json!({ "MessageId": id }).to_string())
        }
        Err(_) => {
            ses_error(StatusCode::INTERNAL_SERVER_ERROR, "InternalServiceError", "The outbox is not there.")
        }
    }
}

const fn json_with(error: &'static str) -> [(&'static str, &'static str); 2] {
    [("content-type", "application/json"), ("x-amzn-errortype", error)]
}

fn ses_error(status: StatusCode, kind: &'static str, message: &str) -> Reply {
    (status, json_with(kind), json!({ "message": message }).to_string())
}

/// The reference: `GetAccount` of the SES API v2.
async fn account() -> Reply {
    let quota = json!({ "Max24HourSend": 50_000.0, "MaxSendRate": f64::from(RATE), "SentLast24Hours": 0.0 });
    let account = json!({ "ProductionAccessEnabled": true, "SendingEnabled": true, "SendQuota": quota });
    (StatusCode::OK, json_with("none"), account.to_string())
}

/// The reference: `Publish` and `CheckIfPhoneNumberIsOptedOut` of the SNS API, version 2010-03-31.
async fn sns(State(services): State<Arc<Services>>, body: Bytes) -> Reply {
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    let field =
        |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    if field("Action") == "CheckIfPhoneNumberIsOptedOut" {
        let opted_out = simulator::opted_out(field("phoneNumber"));
        return (
            StatusCode::OK,
            XML,
            sns_result(field("Action"), &format!("<isOptedOut>{opted_out}</isOptedOut>")),
        );
    }
    if services.is_throttled() {
        return sns_error(StatusCode::TOO_MANY_REQUESTS, "Throttled", "Rate exceeded");
    }
    let (number, text) = (field("PhoneNumber"), field("Message"));
    if simulator::refused(number) {
        let message = "Invalid parameter: PhoneNumber Reason: is not valid to publish to";
        return sns_error(StatusCode::BAD_REQUEST, "InvalidParameter", message);
    }
    let transactional = fields.iter().any(|(_, value)| value == "Transactional");
    if field("Action") != "Publish" || !number.starts_with('+') || text.is_empty() || !transactional {
        let message = "Invalid parameter: PhoneNumber Reason: not a transactional message to a number";
        return sns_error(StatusCode::BAD_REQUEST, "InvalidParameter", message);
    }
    match services.outbox.keep_sms(number, text, Timestamp::now()) {
        Ok(id) => (StatusCode::OK, XML, sns_result("Publish", &format!("<MessageId>{id}</MessageId>"))),
        Err(_) => sns_error(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "The outbox is not there."),
    }
}

fn sns_result(action: &str, result: &str) -> String {
    format!(
        "<{action}Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><{action}Result>{result}\
         </{action}Result></{action}Response>"
    )
}

const XML: [(&str, &str); 2] = [("content-type", "text/xml"), ("cache-control", "no-store")];

fn sns_error(status: StatusCode, code: &str, message: &str) -> Reply {
    let reply = format!(
        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    );
    (status, XML, reply)
}
