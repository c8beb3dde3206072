//! SES and SNS as the SDKs call them, with an outbox behind: stands in for them where the functions themselves run, as
//! on an emulator of AWS. Refuses what SES and SNS refuse, and throttles when it is told to.

use crate::outbox::{self, Outbox, OutgoingEmail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use data_encoding::BASE64;
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

type Reply = (StatusCode, [(&'static str, &'static str); 2], String);

/// Whoever's address begins like this gets no email, for good.
const REFUSED: &str = "refused@";

/// The outbox, and how often the next calls are throttled.
struct Services {
    outbox: Arc<Outbox>,
    throttled: AtomicU32,
}

/// Serves on a listener until the process ends; messages are kept in a folder, and shown under `/outbox`.
pub async fn serve(listener: TcpListener, folder: &Path) -> io::Result<()> {
    let outbox = Arc::new(Outbox::open(folder)?);
    let services = Arc::new(Services { outbox: outbox.clone(), throttled: AtomicU32::new(0) });
    let calls = Router::new()
        .route("/v2/email/outbound-emails", post(send_email))
        .route("/", post(publish))
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
    fn read(body: &[u8]) -> Option<OutgoingEmail> {
        let Self { from_email_address, destination, content } = serde_json::from_slice(body).ok()?;
        let [to] = destination.to_addresses;
        let Simple { subject, body, attachments: [image] } = content.simple;
        let shown = image.content_disposition == "INLINE" && image.content_transfer_encoding == "BASE64";
        let plain = from_email_address.is_ascii() && to.is_ascii();
        (shown && plain).then_some(())?;
        Some(OutgoingEmail {
            from: from_email_address,
            to,
            subject: subject.data,
            text: body.text.data,
            html: body.html.data,
            inline_png: BASE64.decode(image.raw_content.as_bytes()).ok()?,
            content_id: image.content_id,
        })
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
    let Some(mail) = SendEmail::read(&body) else {
        return ses_error(
            StatusCode::BAD_REQUEST,
            "BadRequestException",
            "The message is not of the form that is expected.",
        );
    };
    if mail.to.starts_with(REFUSED) {
        return ses_error(StatusCode::BAD_REQUEST, "MessageRejected", "Illegal content.");
    }
    match services.outbox.keep_email(&mail, Timestamp::now()) {
        Ok(id) => (StatusCode::OK, json_with("none"), json!({ "MessageId": id }).to_string()),
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

/// The reference: `Publish` of the SNS API, version 2010-03-31.
async fn publish(State(services): State<Arc<Services>>, body: Bytes) -> Reply {
    if services.is_throttled() {
        return sns_error(StatusCode::TOO_MANY_REQUESTS, "Throttled", "Rate exceeded");
    }
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).unwrap_or_default();
    let field =
        |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (number, text) = (field("PhoneNumber"), field("Message"));
    let transactional = fields.iter().any(|(_, value)| value == "Transactional");
    if field("Action") != "Publish" || !number.starts_with('+') || text.is_empty() || !transactional {
        let message = "Invalid parameter: PhoneNumber Reason: not a transactional message to a number";
        return sns_error(StatusCode::BAD_REQUEST, "InvalidParameter", message);
    }
    match services.outbox.keep_sms(number, text, Timestamp::now()) {
        Ok(id) => {
            let reply = format!(
                "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult>\
                 <MessageId>{id}</MessageId></PublishResult></PublishResponse>"
            );
            (StatusCode::OK, XML, reply)
        }
        Err(_) => sns_error(StatusCode::INTERNAL_SERVER_ERROR, "InternalError", "The outbox is not there."),
    }
}

const XML: [(&str, &str); 2] = [("content-type", "text/xml"), ("cache-control", "no-store")];

fn sns_error(status: StatusCode, code: &str, message: &str) -> Reply {
    let reply = format!(
        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>"
    );
    (status, XML, reply)
}
