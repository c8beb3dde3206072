//! A wording: what a send says, by its channel.

use super::sample;
use super::{Email, EmailTemplate, Facts, Flaw, Sms, SmsTemplate, Template, email, sms};
use crate::{ActivationCode, Channel, FieldError, Holder, Invalid, Lifetime, Settings};

const REMINDER_SUBJECT: &str = "Reminder: activate your phone for {org}";
const REMINDER_EMAIL: &str = "Hello {realname},\n\n\
    a few days ago we sent you a link to make your phone the second step when you sign in as {username}. It was not used \
    and has run out, so here is a new one. It takes a minute: open this message on the phone and press the button, or scan \
    the code with the phone's camera.";
const REMINDER_SMS: &str = "Reminder: activate two-factor sign-in on this phone until {expires}: {link}";

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
        match channel {
            Channel::Email => Ok(Self::Email(Box::new(EmailTemplate::new(subject, message)?))),
            Channel::Sms if subject.is_some() => {
                Err(Invalid::new("is given for an SMS", "no subject: an SMS has none").in_field("subject"))
            }
            Channel::Sms => {
                let text = SmsTemplate::new(message);
                Ok(Self::Sms(text.map_err(|flaw| Invalid::from(flaw).in_field("message"))?))
            }
        }
    }

    /// What stands above the admin's text whatever it says.
    pub fn fixed_header(channel: Channel, settings: &Settings) -> String {
        match channel {
            Channel::Email => email::header(&settings.org, &settings.support),
            Channel::Sms => sms::header(&settings.org),
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
            && let Ok(template) = SmsTemplate::new(Some(message))
            && let Err(flaw) = sample_facts(settings, |facts| template.render(facts))
        {
            flaws.push(("message", flaw));
        }
        flaws
    }

    /// Onramp's own words, which are sent where nobody gave others: a subject, for an email, and a text.
    pub const fn standard(channel: Channel) -> (Option<&'static str>, &'static str) {
        match channel {
            Channel::Email => (Some(EmailTemplate::SUBJECT), EmailTemplate::MESSAGE),
            Channel::Sms => (None, SmsTemplate::MESSAGE),
        }
    }

    /// The words of a reminder: a subject, for an email, and a text.
    pub const fn reminder(channel: Channel) -> (Option<&'static str>, &'static str) {
        match channel {
            Channel::Email => (Some(REMINDER_SUBJECT), REMINDER_EMAIL),
            Channel::Sms => (None, REMINDER_SMS),
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
        let facts = Facts {
            org: &settings.org,
            support: &settings.support,
            sender: settings.sender(),
            logo: settings.logo.as_deref(),
            realname: user.realname.as_str(),
            username: user.username.as_str(),
            link: &link,
            expires_at,
            lifetime_secs: lifetime.secs(),
        };
        match self {
            Self::Email(template) => {
                let email = template.render(&facts, &settings.email_qr_text(code))?;
                Ok(Rendered::Email(Box::new(email)))
            }
            Self::Sms(template) => Ok(Rendered::Sms(template.render(&facts)?)),
        }
    }
}

/// Does something with the facts of the made-up person.
fn sample_facts<T>(settings: &Settings, with: impl FnOnce(&Facts<'_>) -> T) -> T {
    let (user, link) = (sample::holder(), settings.base_url.activation_url(&sample::code()));
    with(&Facts {
        org: &settings.org,
        support: &settings.support,
        sender: settings.sender(),
        logo: settings.logo.as_deref(),
        realname: user.realname.as_str(),
        username: user.username.as_str(),
        link: &link,
        expires_at: 0,
        lifetime_secs: Lifetime::DEFAULT.secs(),
    })
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
            let (subject, message) = Wording::standard(channel);
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
                    assert!(email.html.replace("<strong>", "").replace("</strong>", "").contains(&header));
                }
                Rendered::Sms(sms) => assert!(sms.text.starts_with(&header), "{}", sms.text),
            }
        }
    }

    #[test]
    fn the_words_of_a_reminder_fit_their_channel_and_say_that_it_is_one() {
        let settings = settings();
        for channel in [Channel::Email, Channel::Sms] {
            let (subject, message) = Wording::reminder(channel);
            let wording = Wording::parse(channel, subject, Some(message)).unwrap();
            let holder = samples::phone().users.remove(0);
            match wording.render(&settings, &holder, &sample::code(), 0, Lifetime::DEFAULT).unwrap() {
                Rendered::Email(email) => {
                    assert!(email.subject.starts_with("Reminder"), "{}", email.subject);
                }
                Rendered::Sms(sms) => {
                    assert!(sms.segments <= 2 && sms.text.contains("Reminder"), "{}", sms.text);
                }
            }
        }
    }
}
