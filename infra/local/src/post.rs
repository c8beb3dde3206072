//! What stands where SES and SNS stand on AWS: takes messages, keeps them in the outbox, and tells what became of them.

use crate::outbox::{Outbox, OutgoingEmail};
use crate::queue::LocalQueue;
use crate::simulator::{self, Fate};
use crate::surroundings::MovableClock;
use jiff::Timestamp;
use onramp_domain::message::{Email, Sms};
use onramp_domain::send::Reason;
use onramp_domain::{BaseUrl, Channel, EmailAddress, MessageId, PhoneNumber};
use onramp_usecases::ports::{About, Answer, Clock, Mailer, NotTaken, Rates, Texter};
use std::io;
use std::sync::Arc;

/// When a carrier tells what became of a text, in seconds after it got it.
const RECEIPT_AFTER: u64 = 1;

/// Takes messages; clones share the outbox.
#[derive(Debug, Clone)]
pub struct LocalPost {
    outbox: Arc<Outbox>,
    events: LocalQueue,
    receipts: LocalQueue,
    host: Arc<str>,
    clock: MovableClock,
}

impl LocalPost {
    /// Takes messages; what becomes of emails and of texts goes into queues.
    pub fn new(
        outbox: Arc<Outbox>,
        [events, receipts]: [LocalQueue; 2],
        base_url: &BaseUrl,
        clock: MovableClock,
    ) -> Self {
        let host = base_url.host().split(':').next().unwrap_or("localhost").into();
        Self { outbox, events, receipts, host, clock }
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

fn later(error: &io::Error) -> NotTaken {
    NotTaken::Later(error.kind().to_string())
}

impl Mailer for LocalPost {
    async fn mail(&self, to: &EmailAddress, email: &Email, about: About<'_>) -> Result<(), NotTaken> {
        let fate = simulator::fate(to.as_str());
        match fate {
            Fate::IsRefused => return Err(NotTaken::Never(Reason::MessageRejected)),
            Fate::IsNotVerified => return Err(NotTaken::Never(Reason::RecipientNotVerified)),
            _ => {}
        }
        let mail = OutgoingEmail {
            from: format!("{} <no-reply@{}>", email.sender, self.host),
            to: to.as_str().to_owned(),
            subject: email.subject.clone(),
            text: email.text.clone(),
            html: email.html.clone(),
            inline_png: email.qr_png.clone(),
            content_id: email.qr_content_id.to_owned(),
        };
        let now = self.now();
        self.outbox.keep_email(&mail, now).map_err(|error| later(&error))?;
        let (send_id, phone_id) = (about.send_id.as_str(), about.phone_id.as_str());
        if let Some(event) = simulator::event(fate, to.as_str(), send_id, phone_id, now) {
            // Lost, it is as if SES had told nothing.
            let _ = self.events.put(&simulator::envelope(&event).to_string(), 0);
        }
        Ok(())
    }
}

impl Texter for LocalPost {
    async fn text(&self, to: &PhoneNumber, sms: &Sms) -> Result<Option<MessageId>, NotTaken> {
        if simulator::opted_out(to.as_str()) {
            return Err(NotTaken::Never(Reason::OptedOut));
        }
        if simulator::refused(to.as_str()) {
            return Err(NotTaken::Never(Reason::NumberRefused));
        }
        let now = self.now();
        let id = self.outbox.keep_sms(to.as_str(), &sms.text, now).map_err(|error| later(&error))?;
        // Lost, it is as if SNS had told nothing.
        let _ = self.receipts.put(&simulator::receipt(to.as_str(), &id, now).to_string(), RECEIPT_AFTER);
        Ok(MessageId::parse(&id).ok())
    }
}

/// The rates that the command line gives; none is as fast as it goes.
#[derive(Debug, Clone, Copy)]
pub struct GivenRates {
    /// Emails a second.
    pub email: Option<u32>,
    /// Parts of SMS a second.
    pub sms: Option<u32>,
}

impl Rates for GivenRates {
    async fn rate(&self, channel: Channel) -> Answer<Option<u32>> {
        Ok(match channel {
            Channel::Email => self.email,
            Channel::Sms => self.sms,
        })
    }
}
