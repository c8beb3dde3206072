//! Email through SES.

use crate::table::outage;
use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::error::ProvideErrorMetadata;
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{
    Attachment, AttachmentContentDisposition, AttachmentContentTransferEncoding, Body, Content, Destination,
    EmailContent, Message, MessageHeader, MessageTag,
};
use data_encoding::BASE64;
use onramp_domain::EmailAddress;
use onramp_domain::message::Email;
use onramp_domain::send::Reason;
use onramp_usecases::ports::{About, Mailer, NotTaken};

/// Sends email in the organisation's name.
#[derive(Debug, Clone)]
pub struct SesMailer {
    client: Client,
    address: EmailAddress,
    configuration_set: Option<String>,
}

impl SesMailer {
    /// Sends from that address, by that configuration set if one is named.
    pub fn new(client: Client, address: EmailAddress, configuration_set: Option<String>) -> Self {
        Self { client, address, configuration_set }
    }
}

/// A name and an address as a header says them: quoted (RFC 5322), or encoded in words of at most 75 characters each
/// (RFC 2047) if the name is not of ASCII alone.
fn mailbox(name: &str, address: &EmailAddress) -> String {
    // Base64 of 42 bytes, at most, and the word's frame of 12 characters.
    const BYTES_PER_WORD: usize = 42;
    let address = address.as_str();
    if name.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return format!("\"{}\" <{address}>", name.replace('\\', "\\\\").replace('"', "\\\""));
    }
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if words.last().is_some_and(|word| word.len() + letter.len_utf8() > BYTES_PER_WORD) {
            words.push(String::new());
        }
        words.last_mut().into_iter().for_each(|word| word.push(letter));
    }
    let encoded = words.iter().map(|word| format!("=?UTF-8?B?{}?=", BASE64.encode(word.as_bytes())));
    format!("{} <{address}>", encoded.collect::<Vec<_>>().join(" "))
}

fn utf8(data: &str) -> Result<Content, NotTaken> {
    Content::builder()
        .data(data)
        .charset("UTF-8")
        .build()
        .map_err(|_| NotTaken::Never(Reason::MessageRejected))
}

/// The message as SES takes it: text, HTML, and the QR inline under its Content-ID.
fn content(email: &Email) -> Result<EmailContent, NotTaken> {
    let unbuilt = |_| NotTaken::Never(Reason::MessageRejected);
    let qr = Attachment::builder()
        .file_name("activation-qr.png")
        .content_type("image/png")
        .content_id(email.qr_content_id)
        .content_disposition(AttachmentContentDisposition::Inline)
        .content_transfer_encoding(AttachmentContentTransferEncoding::Base64)
        .raw_content(Blob::new(email.qr_png.as_slice()));
    let body = Body::builder().text(utf8(&email.text)?).html(utf8(&email.html)?).build();
    // Keeps out-of-office replies away (RFC 3834).
    let automatic = MessageHeader::builder().name("Auto-Submitted").value("auto-generated").build();
    let message = Message::builder()
        .subject(utf8(&email.subject)?)
        .body(body)
        .headers(automatic.map_err(unbuilt)?)
        .attachments(qr.build().map_err(unbuilt)?);
    Ok(EmailContent::builder().simple(message.build()).build())
}

/// What an error means for the delivery. What is not known puts it off: the queue gives up in the end.
fn verdict(error: &SendEmailError, from: &str, to: &EmailAddress) -> NotTaken {
    let code = || error.code().unwrap_or("unknown error").to_owned();
    let says = |words: &str| message(error).is_some_and(|text| text.contains(words));
    match error {
        SendEmailError::MailFromDomainNotVerifiedException(_) => NotTaken::Never(Reason::SenderNotVerified),
        // Names all identities that are not verified: in the sandbox the recipient's has to be, too.
        SendEmailError::MessageRejected(_) if says("not verified") => {
            let sandbox = says(to.as_str()) && !says(from);
            NotTaken::Never(if sandbox { Reason::RecipientNotVerified } else { Reason::SenderNotVerified })
        }
        SendEmailError::MessageRejected(_) => NotTaken::Never(Reason::MessageRejected),
        SendEmailError::BadRequestException(_) => NotTaken::Never(Reason::AddressRefused),
        SendEmailError::AccountSuspendedException(_) | SendEmailError::SendingPausedException(_) => {
            NotTaken::Suspended(code())
        }
        SendEmailError::LimitExceededException(_) => NotTaken::QuotaUsedUp(code()),
        _ if says("Daily message quota exceeded") => NotTaken::QuotaUsedUp(code()),
        _ => NotTaken::Later(code()),
    }
}

/// What SES says in words; read to tell errors of one code apart, and never logged, since it may name addresses.
fn message(error: &SendEmailError) -> Option<&str> {
    match error {
        SendEmailError::MessageRejected(e) => e.message(),
        SendEmailError::TooManyRequestsException(e) => e.message(),
        other => other.meta().message(),
    }
}

impl Mailer for SesMailer {
    async fn mail(&self, to: &EmailAddress, email: &Email, about: About<'_>) -> Result<(), NotTaken> {
        let ask = self
            .client
            .send_email()
            .from_email_address(mailbox(&email.sender, &self.address))
            .destination(Destination::builder().to_addresses(to.as_str()).build())
            .set_configuration_set_name(self.configuration_set.clone())
            // What SES tells of the message later carries these.
            .email_tags(tag("send_id", about.send_id.as_str())?)
            .email_tags(tag("phone_id", about.phone_id.as_str())?)
            .content(content(email)?);
        let Err(error) = ask.send().await else {
            return Ok(());
        };
        match error.as_service_error() {
            Some(known) => Err(verdict(known, self.address.as_str(), to)),
            None => Err(NotTaken::Later(outage("SES", &error).cause)),
        }
    }
}

fn tag(name: &str, value: &str) -> Result<MessageTag, NotTaken> {
    let tag = MessageTag::builder().name(name).value(value).build();
    tag.map_err(|_| NotTaken::Never(Reason::MessageRejected))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sesv2::types::error::{MessageRejected, SendingPausedException, TooManyRequestsException};

    #[test]
    fn the_qr_travels_inline_in_base64_under_its_content_id() {
        let email = Email {
            sender: "Example".into(),
            subject: "s".into(),
            text: "t".into(),
            html: "<img src=\"cid:activation-qr\">".into(),
            qr_png: vec![1, 2, 3],
            qr_content_id: "activation-qr",
        };
        let content = content(&email).unwrap();
        let message = content.simple().unwrap();
        let qr = &message.attachments()[0];
        assert_eq!(qr.content_id(), Some("activation-qr"));
        assert_eq!(qr.content_disposition(), Some(&AttachmentContentDisposition::Inline));
        assert_eq!(qr.content_transfer_encoding(), Some(&AttachmentContentTransferEncoding::Base64));
        assert_eq!(message.body().unwrap().text().unwrap().data(), "t");
    }

    #[test]
    fn a_sender_may_have_any_name() {
        let from = |name| mailbox(name, &EmailAddress::parse("no-reply@example.org").unwrap());
        assert_eq!(from("Smith, \"Ltd\""), r#""Smith, \"Ltd\"" <no-reply@example.org>"#);
        assert_eq!(from("Universität"), "=?UTF-8?B?VW5pdmVyc2l0w6R0?= <no-reply@example.org>");
        let long = from(&"日本語の組織".repeat(10));
        assert!(long.split(' ').all(|word| word.len() <= 75 && word.is_ascii()), "{long}");
    }

    #[test]
    fn throttling_puts_off_a_quota_waits_a_suspension_stops_and_a_rejection_ends() {
        let verdict = |error: &SendEmailError| {
            verdict(error, "no-reply@example.org", &EmailAddress::parse("ann@example.com").unwrap())
        };
        let rejected = |message: &str| {
            let error = SendEmailError::MessageRejected(MessageRejected::builder().message(message).build());
            match verdict(&error) {
                NotTaken::Never(reason) => reason,
                other => panic!("{other}"),
            }
        };
        let sandbox =
            "Email address is not verified. The following identities failed the check in region X: ";
        assert_eq!(rejected(&format!("{sandbox}ann@example.com")), Reason::RecipientNotVerified);
        let both = format!("{sandbox}no-reply@example.org, ann@example.com");
        assert_eq!(rejected(&both), Reason::SenderNotVerified);
        assert_eq!(rejected("Illegal content"), Reason::MessageRejected);

        let throttled = |message: &str| {
            let error = TooManyRequestsException::builder().message(message).build();
            verdict(&SendEmailError::TooManyRequestsException(error))
        };
        assert!(matches!(throttled("Maximum sending rate exceeded."), NotTaken::Later(_)));
        assert!(matches!(throttled("Daily message quota exceeded."), NotTaken::QuotaUsedUp(_)));
        let paused = SendEmailError::SendingPausedException(SendingPausedException::builder().build());
        assert!(matches!(verdict(&paused), NotTaken::Suspended(_)));
    }
}
