//! A wording: what a send says, by its channel.

use super::{DefaultWording, Words, sample};
use super::{Email, EmailTemplate, Facts, Sms, SmsTemplate};
use crate::send::Send;
use crate::{ActivationCode, Channel, FieldError, Holder, Invalid, Language, Lifetime, Settings};

/// Why a person is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// An administrator sends a link.
    First,
    /// The schedule sends another, since that one ran out.
    Reminder,
}

impl Occasion {
    /// The wording unless an admin gives another.
    pub const fn default(self, language: Language) -> &'static DefaultWording {
        match self {
            Self::First => &Words::of(language).first,
            Self::Reminder => &Words::of(language).reminder,
        }
    }
}

/// What a send says.
#[derive(Debug, Clone)]
pub enum Wording {
    /// By email.
    Email(Box<EmailTemplate>),
    /// By SMS.
    Sms(SmsTemplate),
}

/// A message for one recipient.
#[derive(Debug, Clone)]
pub enum Rendered {
    /// By email.
    Email(Box<Email>),
    /// By SMS.
    Sms(Sms),
}

impl Wording {
    /// Reads an admin's words for a channel; what is not given is the default.
    pub fn parse(channel: Channel, subject: Option<&str>, message: Option<&str>) -> Result<Self, FieldError> {
        Self::on(Occasion::First, channel, subject, message)
    }

    /// What a send says: its admin's words, or the default ones of a message or a reminder.
    pub fn of(send: &Send) -> Result<Self, FieldError> {
        let occasion = if send.reminds { Occasion::Reminder } else { Occasion::First };
        Self::on(occasion, send.channel, send.subject.as_deref(), send.message.as_deref())
    }

    fn on(
        occasion: Occasion,
        channel: Channel,
        subject: Option<&str>,
        message: Option<&str>,
    ) -> Result<Self, FieldError> {
        match channel {
            Channel::Email => Ok(Self::Email(Box::new(EmailTemplate::new(occasion, subject, message)?))),
            Channel::Sms if subject.is_some() => {
                Err(Invalid::new("is given for an SMS", "no subject: an SMS has none").in_field("subject"))
            }
            Channel::Sms => Ok(Self::Sms(SmsTemplate::new(occasion, message)?)),
        }
    }

    /// The channel it is for.
    pub fn channel(&self) -> Channel {
        match self {
            Self::Email(_) => Channel::Email,
            Self::Sms(_) => Channel::Sms,
        }
    }

    /// Refuses a wording that is too long even for a made-up person.
    pub fn check(&self, settings: &Settings) -> Result<(), FieldError> {
        let said = self.render(settings, &sample::holder(), &sample::code(), 0, Lifetime::DEFAULT);
        said.map(|_| ()).map_err(|invalid| invalid.in_field("message"))
    }

    /// The message for a recipient.
    pub fn render(
        &self,
        settings: &Settings,
        user: &Holder,
        code: &ActivationCode,
        expires_at: i64,
        lifetime: Lifetime,
    ) -> Result<Rendered, Invalid> {
        let link = settings.base_url.activation_url(code);
        let language = settings.language;
        let expires = match self {
            Self::Email(_) => language.moment(expires_at),
            Self::Sms(_) => language.moment_in_sms(expires_at),
        };
        let facts = Facts {
            language,
            org: &settings.org,
            support: &settings.support,
            sender: settings.sender(),
            logo: settings.logo.as_deref(),
            realname: user.realname.as_str(),
            username: user.username.as_str(),
            link: &link,
            expires: &expires,
            lifetime_secs: lifetime.secs(),
        };
        match self {
            Self::Email(template) => {
                let email = template.render(&facts, &settings.email_qr_text(code))?;
                Ok(Rendered::Email(Box::new(email)))
            }
            Self::Sms(template) => template.render(&facts).map(Rendered::Sms),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BaseUrl, samples};

    #[test]
    fn the_words_of_a_reminder_fit_their_channel_and_say_that_it_is_one() {
        let settings =
            Settings::new("Example", "help", BaseUrl::parse("https://onramp.example.org").unwrap());
        let settings = settings.unwrap();
        for (language, said) in Language::ALL.into_iter().zip(["Reminder", "Erinnerung", "Rappel"]) {
            let settings = Settings { language, ..settings.clone() };
            for channel in [Channel::Email, Channel::Sms] {
                let wording = Wording::of(&Send { channel, reminds: true, ..samples::send() }).unwrap();
                let holder = samples::phone().users.remove(0);
                match wording.render(&settings, &holder, &sample::code(), 0, Lifetime::DEFAULT).unwrap() {
                    Rendered::Email(email) => assert!(email.subject.starts_with(said), "{}", email.subject),
                    Rendered::Sms(sms) => {
                        assert!(sms.segments <= 2 && sms.text.contains(said), "{}", sms.text);
                    }
                }
            }
        }
    }
}
