//! Links: what can be redeemed, once, while it lives.

use crate::{Channel, Lifetime, LinkId, Listed, Phone, PhoneId, Platform, SendId, UserId, mask};
use serde::{Deserialize, Serialize};

/// A link as storage holds it, under the hash of its code. Holds no personal data but what its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The link's id, from which the code is derived.
    pub link_id: LinkId,
    /// The phone that it activates.
    pub phone_id: PhoneId,
    /// The user it was made for.
    pub user_id: UserId,
    /// The user's name with most of it hidden, for the page.
    pub account: String,
    /// The phone by its platform and its number's last digits, such as `Apple iOS ending in 71`.
    pub phone: String,
    /// When it was made, in Unix seconds.
    pub created_at: i64,
    /// When it stops being live, in Unix seconds.
    pub expires_at: i64,
    /// The send that it went out with; none when it was handed over in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_id: Option<SendId>,
    /// How it went out; none when it was handed over in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// In which lists the phone stood when the link was made, and the version it had: redeeming takes the phone out of
    /// just these without reading it.
    pub listed: Listed,
    /// The phone's version when the link was made.
    pub phone_version: u64,
    /// The phone's platform when the link was made; a generic one becomes what the device reports.
    pub platform: Platform,
    /// When a newer link took its place, in Unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_at: Option<i64>,
    /// When and by which device it was redeemed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redeemed: Option<Redemption>,
}

/// When and by which device a link was redeemed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redemption {
    /// When, in Unix seconds.
    pub at: i64,
    /// The fingerprint of the device's public key, if it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

/// What has become of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// Can be redeemed.
    Live,
    /// Ran out unused.
    Expired,
    /// A newer link took its place.
    Superseded,
    /// Was used.
    Redeemed,
}

/// How a link came about.
#[derive(Debug, Clone)]
pub enum Origin {
    /// Sent to the phone's user.
    Sent(SendId, Channel),
    /// Made for handing over in person.
    InPerson,
}

impl Link {
    /// A new link for a user's phone, live from `now` (Unix seconds) for its lifetime.
    pub fn new(
        link_id: LinkId,
        phone: &Phone,
        user: &crate::Holder,
        origin: Origin,
        now: i64,
        life: Lifetime,
    ) -> Self {
        let (send_id, channel) = match origin {
            Origin::Sent(send, channel) => (Some(send), Some(channel)),
            Origin::InPerson => (None, None),
        };
        Self {
            link_id,
            phone_id: phone.phone_id.clone(),
            user_id: user.user_id.clone(),
            account: mask::username(&user.username),
            phone: mask::phone(phone),
            created_at: now,
            expires_at: now + life.secs(),
            send_id,
            channel,
            listed: phone.listed(),
            phone_version: phone.version,
            platform: phone.platform,
            superseded_at: None,
            redeemed: None,
        }
    }

    /// The last two digits of the phone's number, if it has one.
    pub fn phone_digits(&self) -> Option<&str> {
        mask::digits(&self.phone)
    }

    /// What has become of the link at `now` (Unix seconds).
    pub fn state(&self, now: i64) -> LinkState {
        if self.redeemed.is_some() {
            LinkState::Redeemed
        } else if self.superseded_at.is_some() {
            LinkState::Superseded
        } else if now >= self.expires_at {
            LinkState::Expired
        } else {
            LinkState::Live
        }
    }

    /// The same beside its phone, if that is known: a link that the phone has lost is superseded, whether it was marked so or
    /// not.
    pub fn state_on(&self, phone: Option<&Phone>, now: i64) -> LinkState {
        let newest = phone.map(|phone| phone.link.as_ref().map(|stamp| &stamp.link_id));
        match self.state(now) {
            LinkState::Live if newest.is_some_and(|newest| newest != Some(&self.link_id)) => {
                LinkState::Superseded
            }
            state => state,
        }
    }

    /// Whether this device redeemed the link and may have the same answer again: its first one may have been lost.
    pub fn answers_again(&self, device: Option<&str>, now: i64) -> bool {
        let by = self.redeemed.as_ref().and_then(|redemption| redemption.device.as_deref());
        by.is_some() && by == device && now < self.expires_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use proptest::prelude::*;

    fn link(life: i64) -> Link {
        let phone = samples::phone();
        let life = Lifetime::from_secs(life).unwrap();
        Link::new(LinkId::from_random(1), &phone, &phone.users[0], Origin::InPerson, 1_000, life)
    }

    #[test]
    fn a_link_lives_up_to_its_last_second() {
        let link = link(86_400);
        assert_eq!(link.state(1_000), LinkState::Live);
        assert_eq!(link.state(1_000 + 86_399), LinkState::Live);
        assert_eq!(link.state(1_000 + 86_400), LinkState::Expired);
    }

    #[test]
    fn a_link_holds_no_username_and_no_number() {
        let text = serde_json::to_string(&link(60)).unwrap();
        assert!(!text.contains("alex.example") && !text.contains("4155552671"), "{text}");
    }

    #[test]
    fn only_the_same_key_gets_its_answer_again_and_only_while_the_link_would_live() {
        let mut link = link(60);
        link.redeemed = Some(Redemption { at: 1_010, device: Some("key".into()) });
        assert!(link.answers_again(Some("key"), 1_059));
        assert!(!link.answers_again(Some("other"), 1_059));
        assert!(!link.answers_again(None, 1_059));
        assert!(!link.answers_again(Some("key"), 1_060));
        link.redeemed = Some(Redemption { at: 1_010, device: None });
        assert!(!link.answers_again(None, 1_020));
    }

    proptest! {
        #[test]
        fn a_used_or_replaced_link_never_lives_again(at in 0_i64..4_000_000, redeemed: bool) {
            let mut link = link(86_400);
            if redeemed {
                link.redeemed = Some(Redemption { at: 1_001, device: None });
            } else {
                link.superseded_at = Some(1_001);
            }
            prop_assert_ne!(link.state(at), LinkState::Live);
        }
    }
}
