//! The people of a world: most can be reached, some cannot, and some services refuse.

use crate::mail::REFUSED;
use crate::texts::OPTED_OUT;
use onramp_domain::import::{ImportPhone, ImportRow};
use onramp_domain::{Channel, EmailAddress, PhoneNumber, PhoneType, Platform, RealName, Username};

/// What becomes of a message to someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is taken.
    Taken,
    /// It is refused for good.
    Refused,
    /// There is none: the phone is not eligible.
    Never,
}

/// Someone with a phone.
#[derive(Debug, Clone)]
pub struct Person {
    /// What the directory says.
    pub row: ImportRow,
    by_email: Reach,
    by_sms: Reach,
}

impl Person {
    /// What becomes of a message by a channel.
    pub const fn reach(&self, channel: Channel) -> Reach {
        match channel {
            Channel::Email => self.by_email,
            Channel::Sms => self.by_sms,
        }
    }

    /// Where messages of a channel go to, if there is such a place.
    pub fn address(&self, channel: Channel) -> Option<&str> {
        match channel {
            Channel::Email => self.row.email.as_ref().map(EmailAddress::as_str),
            Channel::Sms => self.row.phone.as_ref()?.number.as_ref().map(PhoneNumber::as_str),
        }
    }
}

/// So many people: of twenty, sixteen are sent to by each channel, one of them in vain.
pub fn crowd(size: usize) -> Vec<Person> {
    (0..size).map(person).collect()
}

fn person(n: usize) -> Person {
    let (taken, refused, never) = (Reach::Taken, Reach::Refused, Reach::Never);
    // Exchange codes of North America begin with 2 to 9.
    let number = |area: &str| PhoneNumber::from_e164(&format!("{area}{}", 5_550_000 + n)).ok();
    let address = |name: &str| EmailAddress::parse(&format!("{name}{n:05}@example.org")).ok();
    let mut phone = ImportPhone {
        number: number("+1212"),
        kind: PhoneType::Mobile,
        platform: Platform::parse("Generic Smartphone").unwrap(),
    };
    let (mut email, mut by_email, mut by_sms) = (address("person"), taken, taken);
    match n % 20 {
        3 => (phone.number, by_sms) = (None, never),
        6 => (email, by_email) = (None, never),
        9 => (phone.kind, by_email, by_sms) = (PhoneType::Landline, never, never),
        12 | 13 => (phone.platform, by_email, by_sms) = (Platform::Unknown, never, never),
        15 => (email, by_email) = (address(REFUSED), refused),
        18 => (phone.number, by_sms) = (number(OPTED_OUT), refused),
        _ => {}
    }
    let row = ImportRow {
        username: Username::parse(&format!("person{n:05}")).unwrap(),
        realname: RealName::parse(&format!("Person {n}")).unwrap(),
        email,
        language: None,
        phone: Some(phone),
    };
    Person { row, by_email, by_sms }
}
