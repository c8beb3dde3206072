//! Rows of the list of those who have not activated yet.

use crate::{Channel, Holder, Phone};

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
        let link = match &phone.link {
            None => LinkStatus::NeverSent,
            Some(stamp) if stamp.is_live(now) => LinkStatus::LiveUntil(stamp.expires_at),
            Some(stamp) => LinkStatus::ExpiredAt(stamp.expires_at),
        };
        Some(Self { phone, user, link })
    }
}
