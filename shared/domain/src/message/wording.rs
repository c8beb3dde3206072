//! A wording: what a send says, by its channel.

use super::{DefaultWording, Words, sample};
use super::{Email, EmailTemplate, Facts, Flaw, Sms, SmsTemplate, Template, email, sms};
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
            Channel::Sms => {
                let text = SmsTemplate::new(occasion, message);
                Ok(Self::Sms(text.map_err(|flaw| Invalid::from(flaw).in_field("message"))?))
            }
        }
    }

    /// What stands above the admin's text whatever it says.
    pub fn fixed_header(channel: Channel, settings: &Settings) -> String {
        match channel {
            Channel::Email => email::header(settings.language, &settings.org, &settings.support),
            Channel::Sms => sms::header(settings.language, &settings.org),
        }
    }

    /// All that is wrong with an admin's words, by field; nothing if they can be sent.
    pub fn flaws(
        channel: Channel,
        subject: &str,
        message: &str,
        settings: &Settings,
    ) -> Vec<(&'static str, Flaw)> {
        let mut flaws = Vec::new();
        if channel == Channel::Email
            && let Err(flaw) = Template::subject(subject)
        {
            flaws.push(("subject", flaw));
        }
        if let Err(flaw) = Template::body(message) {
            flaws.push(("message", flaw));
        } else if channel == Channel::Sms
            && let Ok(template) = SmsTemplate::new(Occasion::First, Some(message))
        {
            let (user, code) = (sample::holder(), sample::code());
            let person = Person { user: &user, code: &code, expires_at: 0, lifetime: Lifetime::DEFAULT };
            if let Err(flaw) = person.facts(channel, settings, |facts| template.render(facts)) {
                flaws.push(("message", flaw));
            }
        }
        flaws
    }

    /// Onramp's own words, which are sent where nobody gave others: a subject, for an email, and a text.
    pub const fn standard(channel: Channel, language: Language) -> (Option<&'static str>, &'static str) {
        let own = Occasion::First.default(language);
        match channel {
            Channel::Email => (Some(own.subject), own.email),
            Channel::Sms => (None, own.sms),
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
        let person = Person { user, code, expires_at, lifetime };
        person.facts(self.channel(), settings, |facts| match self {
            Self::Email(template) => {
                let email = template.render(facts, &settings.email_qr_text(code))?;
                Ok(Rendered::Email(Box::new(email)))
            }
            Self::Sms(template) => Ok(Rendered::Sms(template.render(facts)?)),
        })
    }
}

/// Whom a message is for, and the link in it.
struct Person<'a> {
    user: &'a Holder,
    code: &'a ActivationCode,
    expires_at: i64,
    lifetime: Lifetime,
}

impl Person<'_> {
    /// Does something with what placeholders stand for.
    fn facts<T>(&self, channel: Channel, settings: &Settings, with: impl FnOnce(&Facts<'_>) -> T) -> T {
        let link = settings.base_url.activation_url(self.code);
        let language = self.user.language.unwrap_or(settings.language);
        let expires = match channel {
            Channel::Email => language.moment(self.expires_at),
            Channel::Sms => language.moment_in_sms(self.expires_at),
        };
        with(&Facts {
            language,
            org: &settings.org,
            support: &settings.support,
            sender: settings.sender(),
            logo: settings.logo.as_deref(),
            realname: self.user.realname.as_str(),
            username: self.user.username.as_str(),
            link: &link,
            expires: &expires,
            lifetime_secs: self.lifetime.secs(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BaseUrl, samples};

    fn settings() -> Settings {
        Settings::new("Example", "help", BaseUrl::parse("https://onramp.example.org").unwrap()).unwrap()
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once_and_by_field() {
        let settings = settings();
        let flaws =
            |channel, subject: &str, message: &str| Wording::flaws(channel, subject, message, &settings);
        let told = flaws(Channel::Email, "{link}", "Hi {name}");
        assert_eq!(told, [("subject", Flaw::LinkInSubject), ("message", Flaw::Unknown("name".into()))]);
        assert_eq!(flaws(Channel::Sms, "", &"x".repeat(600)), [("message", Flaw::Parts(5))]);
        for channel in [Channel::Email, Channel::Sms] {
            let (subject, message) = Wording::standard(channel, Language::English);
            assert_eq!(flaws(channel, subject.unwrap_or_default(), message), []);
        }
    }

    #[test]
    fn the_fixed_header_is_what_messages_begin_with() {
        for channel in [Channel::Email, Channel::Sms] {
            let wording = Wording::parse(channel, None, None).unwrap();
            let settings = settings();
            let said = wording.render(&settings, &sample::holder(), &sample::code(), 0, Lifetime::DEFAULT);
            let header = Wording::fixed_header(channel, &settings);
            match said.unwrap() {
                Rendered::Email(email) => {
                    assert!(email.text.replace('\n', " ").starts_with(&header), "{}", email.text);
                }
                Rendered::Sms(sms) => assert!(sms.text.starts_with(&header), "{}", sms.text),
            }
        }
    }

    #[test]
    fn the_words_of_a_reminder_fit_their_channel_and_say_that_it_is_one() {
        for (language, said) in Language::ALL.into_iter().zip(["Reminder", "Erinnerung", "Rappel"]) {
            let settings = Settings { language, ..settings() };
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
