//! What stands where SES and SNS stand on AWS: takes every message and keeps it in the outbox.

use crate::outbox::{Outbox, OutgoingEmail};
use crate::surroundings::MovableClock;
use jiff::Timestamp;
use onramp_domain::message::{Email, Sms};
use onramp_domain::{EmailAddress, PhoneNumber, Settings};
use onramp_usecases::ports::{Clock, Mailer, NotTaken, Texter};
use std::io;
use std::sync::Arc;

/// Takes messages; clones share the outbox.
#[derive(Debug, Clone)]
pub struct LocalPost {
    outbox: Arc<Outbox>,
    from: Arc<str>,
    clock: MovableClock,
}

impl LocalPost {
    /// Takes messages in the organisation's name.
    pub fn new(outbox: Arc<Outbox>, settings: &Settings, clock: MovableClock) -> Self {
        let host = settings.base_url.host().split(':').next().unwrap_or("localhost");
        Self { outbox, from: format!("{} <no-reply@{host}>", settings.org).into(), clock }
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

fn later(error: &io::Error) -> NotTaken {
    NotTaken::Later(error.kind().to_string())
}

impl Mailer for LocalPost {
    async fn mail(&self, to: &EmailAddress, email: &Email) -> Result<(), NotTaken> {
        let mail = OutgoingEmail {
            from: self.from.to_string(),
            to: to.as_str().to_owned(),
            subject: email.subject.clone(),
            text: email.text.clone(),
            html: email.html.clone(),
            inline_png: email.qr_png.clone(),
            content_id: email.qr_content_id.to_owned(),
        };
        self.outbox.keep_email(&mail, self.now()).map(|_| ()).map_err(|error| later(&error))
    }
}

impl Texter for LocalPost {
    async fn text(&self, to: &PhoneNumber, sms: &Sms) -> Result<(), NotTaken> {
        self.outbox.keep_sms(to.as_str(), &sms.text, self.now()).map(|_| ()).map_err(|error| later(&error))
    }
}
