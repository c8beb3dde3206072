//! Rows of the list of those who have not activated yet.

use crate::{AddressTrouble, Channel, Holder, Ineligible, Phone, UserId, UserStatus};

/// What the list says of a phone's newest link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStatus {
    /// No link was made since the phone was last activated, or ever.
    NeverSent,
    /// Lives until then (Unix seconds).
    LiveUntil(i64),
    /// Ran out then (Unix seconds).
    ExpiredAt(i64),
}

impl LinkStatus {
    /// What is said of a phone's link at `now` (Unix seconds).
    pub fn of(phone: &Phone, now: i64) -> Self {
        match &phone.link {
            None => Self::NeverSent,
            Some(stamp) if stamp.is_live(now) => Self::LiveUntil(stamp.expires_at),
            Some(stamp) => Self::ExpiredAt(stamp.expires_at),
        }
    }
}

/// Why a row of the list is not to be picked just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barrier {
    /// Its link lives until then (Unix seconds).
    LiveUntil(i64),
    /// Nothing more is mailed to the address.
    Address(AddressTrouble),
}

/// A phone that may be sent a link, and the user it would go to.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The phone.
    pub phone: &'a Phone,
    /// The user a link would be sent to.
    pub user: &'a Holder,
    /// Its newest link.
    pub link: LinkStatus,
}

impl<'a> Row<'a> {
    /// The row of a phone in a channel's list at `now` (Unix seconds); none if it does not belong there.
    pub fn of(phone: &'a Phone, channel: Channel, now: i64) -> Option<Self> {
        let user = phone.recipient(channel).ok()?;
        Some(Self { phone, user, link: LinkStatus::of(phone, now) })
    }

    /// Why a send by that channel would pass over it; nothing if it would not.
    pub fn barrier(&self, channel: Channel) -> Option<Barrier> {
        match (self.link, self.user.email_trouble) {
            (LinkStatus::LiveUntil(at), _) => Some(Barrier::LiveUntil(at)),
            (_, Some(trouble)) if channel == Channel::Email => Some(Barrier::Address(trouble)),
            _ => None,
        }
    }
}

/// Where a user's phone stands as to a channel's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// It is in the list, to be picked.
    Listed,
    /// It is in the list, and not to be picked.
    Barred(Barrier),
    /// It is in the list under another of its users.
    Under(&'a Holder),
    /// It is not in the list.
    Not(Ineligible),
}

impl<'a> Standing<'a> {
    /// Where the phone of a user stands at `now` (Unix seconds).
    pub fn of(phone: &'a Phone, user: &UserId, channel: Channel, now: i64) -> Self {
        let own = phone.users.iter().find(|holder| holder.user_id == *user);
        match phone.recipient(channel) {
            Err(why) => Self::Not(why),
            // What keeps this user out of it says more than who is listed in their place.
            Ok(_) if own.is_some_and(|own| own.status != UserStatus::Active) => {
                Self::Not(Ineligible::UserNotActive)
            }
            Ok(other) if other.user_id != *user => Self::Under(other),
            Ok(_) => match Row::of(phone, channel, now).and_then(|row| row.barrier(channel)) {
                Some(barrier) => Self::Barred(barrier),
                None => Self::Listed,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LinkId, LinkStamp, samples};

    #[test]
    fn where_a_phone_stands_is_told_with_what_keeps_it_from_being_picked() {
        let phone = samples::phone();
        let user = phone.users[0].user_id.clone();
        let stands = |phone: &Phone, channel| format!("{:?}", Standing::of(phone, &user, channel, 1_000));
        assert_eq!(stands(&phone, Channel::Sms), "Listed");
        let live = LinkStamp { link_id: LinkId::from_random(1), expires_at: 1_001 };
        let sent = Phone { link: Some(live), ..phone.clone() };
        assert_eq!(stands(&sent, Channel::Email), "Barred(LiveUntil(1001))");
        let mut bounced = phone.clone();
        bounced.users[0].email_trouble = Some(AddressTrouble::Bounced);
        assert_eq!(stands(&bounced, Channel::Email), "Barred(Address(Bounced))");
        assert_eq!(stands(&bounced, Channel::Sms), "Listed", "an SMS goes to the number");
        let activated = Phone { activated: true, ..phone };
        assert_eq!(stands(&activated, Channel::Email), "Not(AlreadyActivated)");
    }

    #[test]
    fn a_shared_phone_is_listed_under_the_first_that_can_be_reached() {
        let mut phone = samples::phone();
        let second = Holder { user_id: UserId::from_random(9), ..phone.users[0].clone() };
        phone.users.push(second.clone());
        let first = phone.users[0].clone();
        let stands = |phone: &Phone| match Standing::of(phone, &second.user_id, Channel::Email, 0) {
            Standing::Under(user) => user.user_id == first.user_id,
            _ => false,
        };
        assert!(stands(&phone));
        phone.users[1].status = UserStatus::Disabled;
        let standing = Standing::of(&phone, &second.user_id, Channel::Email, 0);
        assert_eq!(standing, Standing::Not(Ineligible::UserNotActive));
    }
}
