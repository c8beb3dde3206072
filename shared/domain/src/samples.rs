//! People, phones and sends for tests, previews and documentation.

use crate::send::{Selection, Send};
use crate::{
    Channel, EmailAddress, Holder, Lifetime, Phone, PhoneId, PhoneName, PhoneNumber, PhoneType, Platform,
    RealName, SendId, UserId, UserStatus, Username,
};

/// An unactivated smartphone of an active user with an email address.
///
/// # Panics
/// Never: its values are well formed, as the tests that use it show.
#[expect(clippy::unwrap_used, reason = "constants that the tests parse")]
pub fn phone() -> Phone {
    Phone {
        phone_id: PhoneId::from_random(1),
        number: Some(PhoneNumber::from_e164("+14155552671").unwrap()),
        extension: String::new(),
        name: PhoneName::default(),
        kind: PhoneType::Mobile,
        platform: Platform::GenericSmartphone,
        activated: false,
        users: vec![Holder {
            user_id: UserId::from_random(1),
            username: Username::parse("alex.example").unwrap(),
            realname: RealName::parse("Alex Example").unwrap(),
            email: Some(EmailAddress::parse("alex@example.org").unwrap()),
            email_trouble: None,
            language: None,
            status: UserStatus::Active,
        }],
        link: None,
        times_sent: 0,
        reminded: None,
        listed_since: crate::ListedSince::default(),
        dialling: crate::Dialling::default(),
        activated_at: None,
        device: None,
        version: 0,
    }
}

/// A send by email to nobody yet.
pub fn send() -> Send {
    let everyone = Selection::All(None);
    Send::new(SendId::from_random(1), Channel::Email, Lifetime::DEFAULT, "admin", &everyone, 0)
}
