//! Phones: devices on which an authenticator can be activated.

use crate::invalid::one_line;
use crate::text::text;
use crate::{
    AddressTrouble, EmailAddress, Invalid, Language, ListedSince, PhoneId, PhoneNumber, RealName, Reminded,
    UserId, UserStatus, Username,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Makes an enum whose variants are known by a fixed text, read in any case and written as the wire writes it.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal $(| $alias:literal)*),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of the wire.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Reads a value in any case; empty means unknown.
            pub fn parse(text: &str) -> Result<Self, Invalid> {
                match text.trim().to_ascii_lowercase().as_str() {
                    "" => Ok(Self::default()),
                    $(t if t == $text.to_ascii_lowercase() $(|| t == $alias)* => Ok(Self::$variant),)+
                    _ => Err(Invalid::new("is not known", concat!("one of" $(, " \"", $text, "\",")+).trim_end_matches(','))),
                }
            }

            /// The value as the wire writes it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

named!(
    /// What kind of line a phone is on.
    PhoneType {
        /// Not told.
        #[default]
        Unknown = "Unknown",
        /// A mobile phone or tablet: the only type that can be activated.
        Mobile = "Mobile",
        /// A landline.
        Landline = "Landline",
    }
);

named!(
    /// What a phone runs, as the Duo-compatible wire names it.
    Platform {
        /// Not told: cannot be activated.
        #[default]
        Unknown = "Unknown",
        /// Android.
        GoogleAndroid = "Google Android",
        /// iOS or iPadOS.
        AppleIos = "Apple iOS",
        /// Windows Phone.
        WindowsPhone = "Windows Phone" | "windows phone 7",
        /// A `BlackBerry`.
        RimBlackberry = "RIM Blackberry",
        /// Java J2ME.
        JavaJ2me = "Java J2ME",
        /// Palm webOS.
        PalmWebos = "Palm WebOS",
        /// Symbian OS.
        SymbianOs = "Symbian OS",
        /// Windows Mobile.
        WindowsMobile = "Windows Mobile",
        /// A smartphone of a platform not told; becomes the one that the device reports when it is activated.
        GenericSmartphone = "Generic Smartphone",
    }
);

impl Platform {
    /// The platform after a device that calls itself `reported` (`Android`, `iOS`) was activated.
    #[must_use]
    pub fn after_activation(self, reported: Option<&str>) -> Self {
        match (self, reported.map(|text| text.trim().to_ascii_lowercase()).as_deref()) {
            (Self::GenericSmartphone, Some("android")) => Self::GoogleAndroid,
            (Self::GenericSmartphone, Some("ios" | "ipados")) => Self::AppleIos,
            (known, _) => known,
        }
    }
}

text!(
    /// A phone's name as people write it: at most 128 characters, may be empty.
    #[derive(Default)]
    PhoneName,
    |text| one_line(text, 0, 128)
);

/// What a phone knows of a user it is attached to, so that listing and sending read nothing but phones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The user's id.
    pub user_id: UserId,
    /// The user's username.
    pub username: Username,
    /// The user's name.
    pub realname: RealName,
    /// The user's address, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// Why nothing more is mailed to that address, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_trouble: Option<AddressTrouble>,
    /// The language of messages to the user, where not the organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The user's status.
    pub status: UserStatus,
}

/// The newest link of a phone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkStamp {
    /// The link's id.
    pub link_id: crate::LinkId,
    /// When it expires, in Unix seconds.
    pub expires_at: i64,
}

impl LinkStamp {
    /// Whether the link still lives at `now` (Unix seconds): up to, not at, its expiry.
    pub fn is_live(&self, now: i64) -> bool {
        now < self.expires_at
    }
}

/// A device and the users it is attached to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    /// The phone's id.
    pub phone_id: PhoneId,
    /// The number; a tablet has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<PhoneNumber>,
    /// The extension behind the number, may be empty.
    #[serde(default)]
    pub extension: String,
    /// The name, may be empty.
    #[serde(default)]
    pub name: PhoneName,
    /// The kind of line.
    #[serde(rename = "type")]
    pub kind: PhoneType,
    /// What it runs.
    pub platform: Platform,
    /// Whether an authenticator was activated on it.
    pub activated: bool,
    /// The attached users, in the order they were attached; at most [`crate::MAX_ATTACHED`].
    pub users: Vec<Holder>,
    /// The newest link, live or not; none once the phone was activated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkStamp>,
    /// How many links were sent to it.
    #[serde(default)]
    pub times_sent: u32,
    /// What it was sent, as far as reminders go by it; none before the first message and after an activation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Reminded>,
    /// Since when it stands in the lists of the unactivated.
    #[serde(default)]
    pub listed_since: ListedSince,
    /// What the directory keeps beside what links need.
    #[serde(default)]
    pub dialling: crate::Dialling,
    /// When it was activated, in Unix seconds. Written by redeeming alone.
    #[serde(default, skip_serializing)]
    pub activated_at: Option<i64>,
    /// The device on which it was activated. Written by redeeming alone.
    #[serde(default, skip_serializing)]
    pub device: Option<crate::ActiveDevice>,
    /// Counts changes to the facts that eligibility is decided by: a decision made on an older version is void.
    pub version: u64,
}

impl Phone {
    /// A new phone of no user.
    pub fn new(phone_id: PhoneId, number: Option<PhoneNumber>, kind: PhoneType, platform: Platform) -> Self {
        Self {
            phone_id,
            number,
            extension: String::new(),
            name: PhoneName::default(),
            kind,
            platform,
            activated: false,
            users: Vec::new(),
            link: None,
            times_sent: 0,
            reminded: None,
            listed_since: ListedSince::default(),
            dialling: crate::Dialling::default(),
            activated_at: None,
            device: None,
            version: 0,
        }
    }

    /// Whether messages went elsewhere when it was as `before`: to another number, or to another address of a user who has it
    /// still. A link that went there is in the wrong hands, perhaps.
    pub fn is_reached_elsewhere(&self, before: &Self) -> bool {
        let readdressed = |had: &Holder| {
            let has = self.users.iter().find(|user| user.user_id == had.user_id);
            had.email.is_some() && has.is_some_and(|has| has.email != had.email)
        };
        before.number.is_some() && self.number != before.number || before.users.iter().any(readdressed)
    }

    /// The same phone before any activation: what its device holds counts no more, and it may get a link again.
    #[must_use]
    pub fn deactivated(self) -> Self {
        Self { activated: false, activated_at: None, device: None, link: None, reminded: None, ..self }
    }

    /// What it can do, as the wire names it.
    pub fn capabilities(&self) -> &'static [&'static str] {
        let rings = self.number.is_some();
        let texts = rings && self.kind != PhoneType::Landline;
        let pushes = self.device.as_ref().is_some_and(|device| device.public_key.is_some());
        match (self.activated, pushes, texts, rings) {
            (true, true, true, _) => &["auto", "push", "sms", "phone", "mobile_otp"],
            (true, true, false, _) => &["auto", "push", "mobile_otp"],
            (true, false, _, _) => &["mobile_otp"],
            (false, _, true, _) => &["sms", "phone"],
            (false, _, false, true) => &["phone"],
            (false, _, false, false) => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_reached_elsewhere_once_its_number_or_a_users_address_is_another() {
        let before = crate::samples::phone();
        let with = |change: fn(&mut Phone)| {
            let mut after = before.clone();
            change(&mut after);
            after.is_reached_elsewhere(&before)
        };
        assert!(with(|phone| phone.number = PhoneNumber::from_e164("+14155552672").ok()));
        assert!(with(|phone| phone.number = None));
        assert!(with(|phone| phone.users[0].email = EmailAddress::parse("other@example.org").ok()));
        assert!(with(|phone| phone.users[0].email = None));
        assert!(!with(|phone| phone.users.clear()), "losing a user is another thing");
        assert!(!with(|phone| phone
            .users
            .push(Holder { user_id: UserId::from_random(9), ..phone.users[0].clone() })));
        assert!(!with(|phone| phone.platform = Platform::AppleIos));
        let tablet = Phone { number: None, ..before.clone() };
        assert!(!before.is_reached_elsewhere(&tablet), "a first number takes nobody's place");
    }

    #[test]
    fn a_deactivated_phone_may_get_a_link_again() {
        let active = Phone {
            activated: true,
            activated_at: Some(5),
            device: Some(crate::ActiveDevice::default()),
            ..crate::samples::phone()
        };
        assert!(active.eligible().is_err());
        let phone = active.deactivated();
        assert!(phone.eligible().is_ok() && phone.device.is_none() && phone.activated_at.is_none());
    }

    #[test]
    fn platforms_and_types_are_read_in_any_case() {
        assert_eq!(Platform::parse("apple ios"), Ok(Platform::AppleIos));
        assert_eq!(Platform::parse("windows phone 7"), Ok(Platform::WindowsPhone));
        assert_eq!(PhoneType::parse(" MOBILE "), Ok(PhoneType::Mobile));
        assert_eq!(PhoneType::parse(""), Ok(PhoneType::Unknown));
        assert!(Platform::parse("toaster").unwrap_err().expected.contains("Generic Smartphone"));
        for platform in Platform::ALL {
            assert_eq!(Platform::parse(platform.as_str()), Ok(*platform));
        }
    }

    #[test]
    fn only_a_generic_platform_takes_what_the_device_reports() {
        assert_eq!(Platform::GenericSmartphone.after_activation(Some("iOS")), Platform::AppleIos);
        assert_eq!(
            Platform::GenericSmartphone.after_activation(Some("Fuchsia")),
            Platform::GenericSmartphone
        );
        assert_eq!(Platform::GoogleAndroid.after_activation(Some("iOS")), Platform::GoogleAndroid);
    }
}
