//! What stands in the form's fields, and the decisions that it comes to.

use crate::form::Form;
use onramp_domain::{
    Channel, Decisions, DefaultMessage, Invalid, Lifetime, LogoText, OrgName, QrStyle, Region, ReminderPlan,
    Reminding, SenderName, SupportContact,
};
use std::collections::BTreeMap;

/// The fields, in the form's order.
const FIELDS: [&str; 19] = [
    "version",
    "org",
    "support",
    "logo",
    "sender",
    "email_subject",
    "email_message",
    "sms_message",
    "email_lifetime",
    "email_unit",
    "sms_lifetime",
    "sms_unit",
    "email_qr",
    "region",
    "reminders",
    "days",
    "most",
    "hours",
    "zone",
];

/// The units of a lifetime: their name, and how many seconds they have.
const UNITS: [(&str, i64); 3] = [("days", 86_400), ("hours", 3_600), ("minutes", 60)];

/// What stands in the fields; what is empty stays as it was deployed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<&'static str, String>);

/// A lifetime in the largest unit that it is a whole number of.
pub fn lifetime_of(lifetime: Lifetime) -> (i64, &'static str) {
    let secs = lifetime.secs();
    // A day is 24 hours to most people who set it: days are said from two on.
    let fits = |(unit, each): &(&str, i64)| secs % each == 0 && (*unit != "days" || secs > *each);
    UNITS.into_iter().find(fits).map_or((secs / 60, "minutes"), |(unit, each)| (secs / each, unit))
}

impl Typed {
    /// What a form has in them.
    pub fn read(form: &Form) -> Self {
        let mut typed = Self(FIELDS.into_iter().map(|field| (field, form.text(field).to_owned())).collect());
        // The fields of a rule are filled in before one is chosen.
        if typed.text("reminders") != "on" {
            for field in ["days", "most", "hours", "zone"] {
                typed.put(field, String::new());
            }
        }
        typed
    }

    /// What was decided.
    pub fn of(decisions: &Decisions) -> Self {
        let mut typed = Self::default();
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        typed.put("version", decisions.version.to_string());
        typed.put("org", text(decisions.org.as_ref().map(OrgName::as_str)));
        typed.put("support", text(decisions.support.as_ref().map(SupportContact::as_str)));
        typed.put("logo", text(decisions.logo.as_ref().map(LogoText::as_str)));
        typed.put("sender", text(decisions.sender.as_ref().map(SenderName::as_str)));
        typed.put("email_subject", text(decisions.email_default.subject.as_deref()));
        typed.put("email_message", text(decisions.email_default.message.as_deref()));
        typed.put("sms_message", text(decisions.sms_default.message.as_deref()));
        typed.put_lifetime("email_lifetime", "email_unit", decisions.email_lifetime);
        typed.put_lifetime("sms_lifetime", "sms_unit", decisions.sms_lifetime);
        typed.put("email_qr", text(decisions.email_qr.map(QrStyle::as_str)));
        typed.put("region", text(decisions.region.as_ref().map(Region::as_str)));
        match &decisions.reminders {
            None => {}
            Some(Reminding::Off) => typed.put("reminders", "off".to_owned()),
            Some(Reminding::By(rule)) => {
                let ReminderPlan { days, most, hours, zone } = rule.plan();
                typed.put("reminders", "on".to_owned());
                typed.put("days", days);
                typed.put("most", most.to_string());
                typed.put("hours", hours);
                typed.put("zone", zone);
            }
        }
        typed
    }

    fn put(&mut self, field: &'static str, value: String) {
        self.0.insert(field, value);
    }

    fn put_lifetime(&mut self, field: &'static str, unit_field: &'static str, lifetime: Option<Lifetime>) {
        let (amount, unit) = lifetime.map_or((String::new(), "hours"), |lifetime| {
            let (amount, unit) = lifetime_of(lifetime);
            (amount.to_string(), unit)
        });
        self.put(field, amount);
        self.put(unit_field, unit.to_owned());
    }

    /// What stands in a field.
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Says what it shows to be of the other's version: saved again, it takes its place.
    pub fn take_version_of(&mut self, other: &Self) {
        self.put("version", other.text("version").to_owned());
    }

    /// A field of that name.
    pub fn known(name: &str) -> Option<&'static str> {
        FIELDS.into_iter().find(|field| *field == name)
    }

    /// A field read by `parse`; none if it is empty.
    fn given<T>(
        &self,
        field: &'static str,
        wrong: &mut Vec<&'static str>,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Option<T> {
        let text = self.text(field);
        if text.is_empty() {
            return None;
        }
        parse(text).map_err(|_| wrong.push(field)).ok()
    }

    fn lifetime(&self, field: &'static str, unit: &str, wrong: &mut Vec<&'static str>) -> Option<Lifetime> {
        let each = UNITS.into_iter().find(|(name, _)| *name == self.text(unit)).map_or(0, |(_, secs)| secs);
        // What is no number is no lifetime either.
        let secs = |text: &str| text.parse::<i64>().unwrap_or(0).saturating_mul(each);
        self.given(field, wrong, |text| Lifetime::from_secs(secs(text)))
    }

    fn message(&self, channel: Channel, wrong: &mut Vec<&'static str>) -> DefaultMessage {
        let (subject, message) = match channel {
            Channel::Email => (Some("email_subject"), "email_message"),
            Channel::Sms => (None, "sms_message"),
        };
        // Each by itself, so that both are told of.
        let alone = |subject: &str, message: &str| DefaultMessage::parse(channel, subject, message);
        let message_of = alone("", self.text(message)).map_err(|_| wrong.push(message)).unwrap_or_default();
        let subject_of = subject.map(|field| alone(self.text(field), "").map_err(|_| wrong.push(field)));
        let subject = subject_of.and_then(|read| read.unwrap_or_default().subject);
        DefaultMessage { subject, ..message_of }
    }

    fn reminding(&self, wrong: &mut Vec<&'static str>) -> Option<Reminding> {
        match self.text("reminders") {
            "" => None,
            "off" => Some(Reminding::Off),
            _ => {
                let text = |field: &str| self.text(field).to_owned();
                let plan = ReminderPlan {
                    days: text("days"),
                    most: text("most").parse().unwrap_or(u32::MAX),
                    hours: text("hours"),
                    zone: text("zone"),
                };
                match plan.rule() {
                    Ok(rule) => Some(Reminding::By(rule)),
                    Err(error) => {
                        wrong.push(Self::known(&error.field).unwrap_or("reminders"));
                        None
                    }
                }
            }
        }
    }

    /// The decisions, or the fields that are wrong.
    pub fn decisions(&self) -> Result<Decisions, Vec<&'static str>> {
        let mut found = Vec::new();
        let wrong = &mut found;
        let decisions = Decisions {
            version: self.text("version").parse().unwrap_or_default(),
            org: self.given("org", wrong, OrgName::parse),
            support: self.given("support", wrong, SupportContact::parse),
            logo: self.given("logo", wrong, LogoText::parse),
            sender: self.given("sender", wrong, SenderName::parse),
            email_default: self.message(Channel::Email, wrong),
            sms_default: self.message(Channel::Sms, wrong),
            email_lifetime: self.lifetime("email_lifetime", "email_unit", wrong),
            sms_lifetime: self.lifetime("sms_lifetime", "sms_unit", wrong),
            email_qr: self.given("email_qr", wrong, QrStyle::parse),
            region: self.given("region", wrong, Region::parse),
            reminders: self.reminding(wrong),
        };
        found.sort_by_key(|field| FIELDS.iter().position(|known| known == field));
        if found.is_empty() { Ok(decisions) } else { Err(found) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&'static str, &str)]) -> Typed {
        Typed(fields.iter().map(|(field, value)| (*field, (*value).to_owned())).collect())
    }

    #[test]
    fn what_was_decided_stands_in_the_fields_and_comes_to_the_same_decisions() {
        assert_eq!(Typed::of(&Decisions::default()).decisions(), Ok(Decisions::default()));
        let decisions = typed(&[
            ("version", "3"),
            ("org", "Acme"),
            ("email_subject", "Now, {realname}"),
            ("sms_message", "{link}"),
            ("email_lifetime", "90"),
            ("email_unit", "minutes"),
            ("sms_lifetime", "1"),
            ("sms_unit", "days"),
            ("email_qr", "app"),
            ("region", "de"),
            ("reminders", "on"),
            ("days", "1,3"),
            ("most", "2"),
            ("hours", "8-20"),
            ("zone", "Europe/Berlin"),
        ])
        .decisions()
        .unwrap();
        assert_eq!(Typed::of(&decisions).decisions(), Ok(decisions.clone()));
        assert_eq!(Typed::of(&decisions).text("sms_lifetime"), "24");
        assert_eq!(lifetime_of(Lifetime::from_secs(172_800).unwrap()), (2, "days"));
    }

    #[test]
    fn every_field_that_may_be_wrong_has_its_message_and_every_unit() {
        let catalogs = crate::Catalogs::new().unwrap();
        let words = catalogs.words(crate::language::Locale::English);
        let never = ["version", "email_unit", "sms_unit"];
        for field in FIELDS.into_iter().filter(|field| !never.contains(field)) {
            let key = format!("settings-wrong-{}", field.replace('_', "-"));
            assert!(words.find(&key, &[]).is_some(), "{key}");
        }
        for (unit, _) in UNITS {
            assert!(
                words.t1(&format!("settings-lifetime-{unit}"), "count", 2_i64).starts_with("2 "),
                "{unit}"
            );
        }
        assert!(words.find("settings-reminders-rule", &[]).is_some());
    }

    #[test]
    fn every_field_that_is_wrong_is_told_of_in_the_forms_order() {
        let long = "x".repeat(101);
        let wrong = typed(&[
            ("org", &long),
            ("support", &long),
            ("email_subject", "{link}"),
            ("email_message", "{nobody}"),
            ("sms_message", "{"),
            ("email_lifetime", "31"),
            ("email_unit", "days"),
            ("sms_lifetime", "ten"),
            ("sms_unit", "hours"),
            ("email_qr", "round"),
            ("region", "Germany"),
            ("reminders", "on"),
            ("days", "2"),
            ("most", "2"),
            ("hours", "9-18"),
            ("zone", "Mars/Olympus"),
        ]);
        let fields = [
            "org",
            "support",
            "email_subject",
            "email_message",
            "sms_message",
            "email_lifetime",
            "sms_lifetime",
            "email_qr",
            "region",
            "zone",
        ];
        assert_eq!(wrong.decisions(), Err(fields.to_vec()));
    }
}
