//! Who may get a link, and why not.

use crate::{Channel, Holder, Phone, PhoneType, Platform, UserStatus};
use serde::{Deserialize, Serialize};

/// Why a phone may not get a link. The list is closed: an admin who asks gets one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Ineligible {
    /// Its authenticator is active already.
    #[error("the phone is already activated")]
    AlreadyActivated,
    /// Its type is `Landline` or `Unknown`.
    #[error("the phone's type is not Mobile")]
    NotMobile,
    /// Nobody told its platform.
    #[error("the phone's platform is Unknown")]
    PlatformUnknown,
    /// No user has it.
    #[error("the phone is attached to no user")]
    NoUser,
    /// None of its users has the status `active`.
    #[error("the phone's user is not active")]
    UserNotActive,
    /// None of its active users has an email address.
    #[error("the user has no email address")]
    NoEmail,
    /// It has no number, as a tablet.
    #[error("the phone has no number")]
    NoNumber,
}

impl Ineligible {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::AlreadyActivated,
        Self::NotMobile,
        Self::PlatformUnknown,
        Self::NoUser,
        Self::UserNotActive,
        Self::NoEmail,
        Self::NoNumber,
    ];

    /// The reason as the API writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AlreadyActivated => "already_activated",
            Self::NotMobile => "not_mobile",
            Self::PlatformUnknown => "platform_unknown",
            Self::NoUser => "no_user",
            Self::UserNotActive => "user_not_active",
            Self::NoEmail => "no_email",
            Self::NoNumber => "no_number",
        }
    }
}

/// In which channels' lists of the unactivated a phone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listed {
    /// May be reached by email.
    pub email: bool,
    /// May be reached by SMS.
    pub sms: bool,
}

/// Since when a phone stands in each list (Unix seconds), so that a send started before does not go to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ListedSince {
    /// May be reached by email since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<i64>,
    /// May be reached by SMS since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<i64>,
}

impl ListedSince {
    /// Since when by one channel.
    pub fn by(self, channel: Channel) -> Option<i64> {
        match channel {
            Channel::Email => self.email,
            Channel::Sms => self.sms,
        }
    }
}

impl Phone {
    /// The same phone with the times at which it came into the lists, given how it stood before `now` (Unix seconds).
    #[must_use]
    pub fn listed_at(self, before: Option<&Self>, now: i64) -> Self {
        let (was, is) = (before.map(Self::listed).unwrap_or_default(), self.listed());
        let known = before.map(|before| before.listed_since).unwrap_or_default();
        let since = |was: bool, is: bool, known: Option<i64>| match (was, is) {
            (_, false) => None,
            (true, true) => known,
            (false, true) => Some(now),
        };
        let listed_since = ListedSince {
            email: since(was.email, is.email, known.email),
            sms: since(was.sms, is.sms, known.sms),
        };
        Self { listed_since, ..self }
    }

    /// The user for whom a link may be handed over in person: the first active one.
    pub fn eligible(&self) -> Result<&Holder, Ineligible> {
        if self.activated {
            return Err(Ineligible::AlreadyActivated);
        }
        if self.kind != PhoneType::Mobile {
            return Err(Ineligible::NotMobile);
        }
        if self.platform == Platform::Unknown {
            return Err(Ineligible::PlatformUnknown);
        }
        if self.users.is_empty() {
            return Err(Ineligible::NoUser);
        }
        self.active_users().next().ok_or(Ineligible::UserNotActive)
    }

    /// The user to whom a link may be sent by a channel. A phone with several users has one recipient per channel, the
    /// first that can be reached, so a phone is listed and sent to once; an address that came back is the last choice.
    pub fn recipient(&self, channel: Channel) -> Result<&Holder, Ineligible> {
        let first = self.eligible()?;
        match channel {
            Channel::Email => {
                let mut with_address = self.active_users().filter(|user| user.email.is_some());
                let sound = with_address.clone().find(|user| user.email_trouble.is_none());
                sound.or_else(|| with_address.next()).ok_or(Ineligible::NoEmail)
            }
            Channel::Sms if self.number.is_some() => Ok(first),
            Channel::Sms => Err(Ineligible::NoNumber),
        }
    }

    /// The lists in which this phone stands.
    pub fn listed(&self) -> Listed {
        Listed { email: self.recipient(Channel::Email).is_ok(), sms: self.recipient(Channel::Sms).is_ok() }
    }

    fn active_users(&self) -> impl Iterator<Item = &Holder> + Clone {
        self.users.iter().filter(|user| user.status == UserStatus::Active)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use proptest::prelude::*;

    #[test]
    fn a_smartphone_with_a_number_of_an_active_user_with_an_address_is_eligible_for_both() {
        assert_eq!(samples::phone().listed(), Listed { email: true, sms: true });
    }

    #[test]
    fn each_reason_is_told() {
        let reason = |change: fn(&mut Phone), channel| {
            let mut phone = samples::phone();
            change(&mut phone);
            phone.recipient(channel).map(|user| user.user_id.clone()).unwrap_err()
        };
        assert_eq!(reason(|p| p.activated = true, Channel::Email), Ineligible::AlreadyActivated);
        assert_eq!(reason(|p| p.kind = PhoneType::Landline, Channel::Sms), Ineligible::NotMobile);
        assert_eq!(reason(|p| p.kind = PhoneType::Unknown, Channel::Sms), Ineligible::NotMobile);
        assert_eq!(reason(|p| p.platform = Platform::Unknown, Channel::Sms), Ineligible::PlatformUnknown);
        assert_eq!(reason(|p| p.users.clear(), Channel::Email), Ineligible::NoUser);
        assert_eq!(
            reason(|p| p.users[0].status = UserStatus::Bypass, Channel::Sms),
            Ineligible::UserNotActive
        );
        assert_eq!(reason(|p| p.users[0].email = None, Channel::Email), Ineligible::NoEmail);
        assert_eq!(reason(|p| p.number = None, Channel::Sms), Ineligible::NoNumber);
    }

    #[test]
    fn a_phone_is_listed_since_it_can_be_reached_and_not_since_it_was_changed() {
        let new = samples::phone().listed_at(None, 100);
        assert_eq!((new.listed_since.email, new.listed_since.sms), (Some(100), Some(100)));
        let tablet = Phone { number: None, ..new.clone() }.listed_at(Some(&new), 200);
        assert_eq!((tablet.listed_since.email, tablet.listed_since.sms), (Some(100), None));
        let again = Phone { number: new.number.clone(), ..tablet.clone() }.listed_at(Some(&tablet), 300);
        assert_eq!((again.listed_since.email, again.listed_since.sms), (Some(100), Some(300)));
    }

    #[test]
    fn a_tablet_can_be_reached_by_email_only() {
        let tablet = Phone { number: None, ..samples::phone() };
        assert_eq!(tablet.listed(), Listed { email: true, sms: false });
    }

    #[test]
    fn a_shared_phone_goes_to_the_first_user_that_can_be_reached() {
        let mut phone = samples::phone();
        let second = Holder { user_id: crate::UserId::from_random(9), ..phone.users[0].clone() };
        phone.users.push(second.clone());
        phone.users[0].email = None;
        assert_eq!(phone.recipient(Channel::Email), Ok(&second));
        assert_eq!(phone.recipient(Channel::Sms), Ok(&phone.users[0]));
    }

    proptest! {
        #[test]
        fn who_is_listed_is_eligible_and_can_be_reached(
            activated: bool, kind in 0..3_usize, platform in 0..10_usize, number: bool, email: bool, status in 0..4_usize,
        ) {
            let mut phone = samples::phone();
            phone.activated = activated;
            phone.kind = PhoneType::ALL[kind];
            phone.platform = Platform::ALL[platform];
            if !number { phone.number = None; }
            if !email { phone.users[0].email = None; }
            phone.users[0].status =
                [UserStatus::Active, UserStatus::Bypass, UserStatus::Disabled, UserStatus::LockedOut][status];
            let may = !activated && kind == 1 && platform != 0 && status == 0;
            prop_assert_eq!(phone.listed(), Listed { email: may && email, sms: may && number });
        }
    }
}
