//! What an organisation's administrators decided over what it was deployed with, and what then holds.

use crate::invalid::one_line;
use crate::message::Wording;
use crate::text::text;
use crate::{Channel, FieldError, Lifetime, QrStyle, Region, ReminderRule, Settings};
use serde::{Deserialize, Serialize};

text!(
    /// An organisation's name, as messages and pages show it: 1 to 60 characters.
    OrgName,
    |text| one_line(text, 1, 60)
);
text!(
    /// Whom to ask, such as `helpdesk@example.org` or `extension 4357`: 1 to 100 characters.
    SupportContact,
    |text| one_line(text, 1, 100)
);
text!(
    /// What stands in the head of emails and pages: 1 to 60 characters.
    LogoText,
    |text| one_line(text, 1, 60)
);
text!(
    /// The name that email comes from: 1 to 60 characters.
    SenderName,
    |text| one_line(text, 1, 60)
);

/// What a channel's messages say if a send does not say; what is none is in Onramp's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DefaultMessage {
    /// An email's subject; none for SMS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl DefaultMessage {
    /// Reads a subject and a text for a channel; an empty one is none. What is wrong is told of `subject` or `message`.
    pub fn parse(channel: Channel, subject: &str, message: &str) -> Result<Self, FieldError> {
        let given = |text: &str| {
            let text = text.replace("\r\n", "\n").trim().to_owned();
            Some(text).filter(|text| !text.is_empty())
        };
        let (subject, message) = (given(subject), given(message));
        Wording::parse(channel, subject.as_deref(), message.as_deref())?;
        Ok(Self { subject, message })
    }

    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether people are reminded, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reminding {
    /// Nobody is.
    Off,
    /// By this rule.
    By(ReminderRule),
}

/// What administrators decided. What is none stays as it was deployed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// How often they were changed; 0 if never.
    pub version: u64,
    /// The organisation's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org: Option<OrgName>,
    /// Whom to ask.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub support: Option<SupportContact>,
    /// What stands in the head of emails and pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<LogoText>,
    /// The name that email comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender: Option<SenderName>,
    /// What an email says if a send does not say.
    #[serde(skip_serializing_if = "DefaultMessage::is_none")]
    pub email_default: DefaultMessage,
    /// What an SMS says if a send does not say.
    #[serde(skip_serializing_if = "DefaultMessage::is_none")]
    pub sms_default: DefaultMessage,
    /// How long a link sent by email lives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_lifetime: Option<Lifetime>,
    /// How long a link sent by SMS lives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_lifetime: Option<Lifetime>,
    /// Whether people are reminded, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminders: Option<Reminding>,
    /// In which country numbers are that are written without `+`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
    /// What the QR in an email says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_qr: Option<QrStyle>,
}

impl Decisions {
    /// The same with another default message of a channel.
    #[must_use]
    pub fn with_default_message(mut self, channel: Channel, message: DefaultMessage) -> Self {
        match channel {
            Channel::Email => self.email_default = message,
            Channel::Sms => self.sms_default = message,
        }
        self
    }

    /// The names of what is not as it was: what the administrator log keeps of a change.
    pub fn changed(&self, before: &Self) -> Vec<&'static str> {
        let fields = [
            ("org", self.org != before.org),
            ("support", self.support != before.support),
            ("logo", self.logo != before.logo),
            ("sender", self.sender != before.sender),
            ("email_subject", self.email_default.subject != before.email_default.subject),
            ("email_message", self.email_default.message != before.email_default.message),
            ("sms_message", self.sms_default.message != before.sms_default.message),
            ("email_lifetime", self.email_lifetime != before.email_lifetime),
            ("sms_lifetime", self.sms_lifetime != before.sms_lifetime),
            ("reminders", self.reminders != before.reminders),
            ("region", self.region != before.region),
            ("email_qr", self.email_qr != before.email_qr),
        ];
        fields.into_iter().filter_map(|(name, changed)| changed.then_some(name)).collect()
    }
}

impl Settings {
    /// What holds where this was deployed and that was decided.
    #[must_use]
    pub fn with(&self, decisions: &Decisions) -> Self {
        let deployed = self.clone();
        let Decisions { org, support, logo, sender, reminders, .. } = decisions;
        Self {
            org: org.as_ref().map_or(deployed.org, |name| name.as_str().to_owned()),
            support: support.as_ref().map_or(deployed.support, |contact| contact.as_str().to_owned()),
            logo: logo.as_ref().map(|text| text.as_str().to_owned()).or(deployed.logo),
            sender: sender.as_ref().map(|name| name.as_str().to_owned()).or(deployed.sender),
            email_default: decisions.email_default.clone(),
            sms_default: decisions.sms_default.clone(),
            email_lifetime: decisions.email_lifetime.unwrap_or(deployed.email_lifetime),
            sms_lifetime: decisions.sms_lifetime.unwrap_or(deployed.sms_lifetime),
            reminders: match reminders {
                None => deployed.reminders,
                Some(Reminding::Off) => None,
                Some(Reminding::By(rule)) => Some(rule.clone()),
            },
            region: decisions.region.unwrap_or(deployed.region),
            email_qr: decisions.email_qr.unwrap_or(deployed.email_qr),
            ..deployed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BaseUrl;

    fn deployed() -> Settings {
        let base_url = BaseUrl::parse("https://onramp.example.org").unwrap();
        let settings = Settings::new("Example", "help", base_url).unwrap();
        Settings { reminders: Some(ReminderRule::standard()), ..settings }
    }

    #[test]
    fn what_nobody_decided_stays_as_it_was_deployed() {
        let settings = deployed().with(&Decisions::default());
        assert_eq!(
            (settings.org.as_str(), settings.logo(), settings.sender()),
            ("Example", "Example", "Example")
        );
        assert_eq!(settings.reminders, Some(ReminderRule::standard()));
        assert_eq!(settings.words(Channel::Email, None, Some("x")), (None, Some("x")));
    }

    #[test]
    fn what_was_decided_holds_and_a_name_stands_wherever_no_other_was_decided() {
        let decisions = Decisions {
            org: Some(OrgName::parse(" Acme ").unwrap()),
            logo: Some(LogoText::parse("ACME").unwrap()),
            reminders: Some(Reminding::Off),
            sms_lifetime: Some(Lifetime::from_secs(600).unwrap()),
            email_qr: Some(QrStyle::App),
            ..Decisions::default()
        };
        let settings = deployed().with(&decisions);
        assert_eq!((settings.org.as_str(), settings.logo(), settings.sender()), ("Acme", "ACME", "Acme"));
        assert_eq!((settings.reminders.is_none(), settings.email_qr), (true, QrStyle::App));
        assert_eq!(
            (settings.lifetime(Channel::Sms).secs(), settings.lifetime(Channel::Email)),
            (600, Lifetime::DEFAULT)
        );
        assert_eq!(
            decisions.changed(&Decisions::default()),
            ["org", "logo", "sms_lifetime", "reminders", "email_qr"]
        );
    }

    #[test]
    fn a_default_message_is_one_that_a_send_could_say() {
        let saved = DefaultMessage::parse(Channel::Email, "", " Hi {realname}\r\nyou ").unwrap();
        assert_eq!((saved.subject, saved.message.as_deref()), (None, Some("Hi {realname}\nyou")));
        assert_eq!(DefaultMessage::parse(Channel::Email, "a {link}", "").unwrap_err().field, "subject");
        assert_eq!(DefaultMessage::parse(Channel::Sms, "", "{nobody}").unwrap_err().field, "message");
        assert!(DefaultMessage::parse(Channel::Sms, "a subject", "").is_err());
    }
}
