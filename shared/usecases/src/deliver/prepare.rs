//! Preparing a message: everything that needs no call.

use onramp_domain::message::{Rendered, Wording};
use onramp_domain::send::{Claim, Delivery, DeliveryState, Outcome, Reason, Send};
use onramp_domain::{
    ActivationCode, AddressTrouble, Channel, CodeKey, Holder, Ineligible, Link, LinkId, LinkStamp, Origin,
    Phone, Settings,
};

/// A message that can go out.
#[derive(Debug)]
pub struct Ready {
    /// The delivery as it was read.
    pub delivery: Delivery,
    /// The phone as it was read.
    pub phone: Phone,
    /// The user it goes to.
    pub user: Holder,
    /// The link in it.
    pub link: Link,
    /// The link's code.
    pub code: ActivationCode,
    /// Whether an earlier attempt made the link.
    pub made: bool,
    /// What it says.
    pub message: Rendered,
}

impl Ready {
    /// What it counts for by the rate and the price: an email one, an SMS its parts.
    pub fn parts(&self) -> u64 {
        match &self.message {
            Rendered::Email(_) => 1,
            Rendered::Sms(sms) => sms.segments as u64,
        }
    }
}

/// What a recipient comes to before anything is done.
#[derive(Debug)]
pub enum Prepared {
    /// A message.
    Ready(Box<Ready>),
    /// An outcome.
    Ended(Delivery),
    /// Someone else is at it until then (Unix seconds).
    Barred(i64),
}

/// What all recipients of a chunk share.
#[derive(Debug)]
pub struct Round<'a> {
    /// The send.
    pub send: &'a Send,
    /// Its wording.
    pub wording: Wording,
    /// The code key.
    pub key: &'a CodeKey,
    /// The attempt's claim.
    pub claim: &'a Claim,
    /// What the organisation decided.
    pub settings: &'a Settings,
    /// The time in Unix seconds.
    pub now: i64,
}

impl Round<'_> {
    /// What a recipient comes to.
    pub fn prepare(&self, delivery: Delivery, phone: Option<Phone>) -> Prepared {
        if let Some(other) = delivery.claim.as_ref().filter(|other| other.bars(&self.claim.by, self.now)) {
            return Prepared::Barred(other.until);
        }
        let Some(phone) = phone else {
            return Prepared::Ended(delivery.ended(Outcome::Skipped(Reason::PhoneNotFound), self.now));
        };
        match self.ready(&delivery, &phone) {
            Ok((user, link, code, message)) => {
                let made = own(&phone, &link.link_id).is_some();
                Prepared::Ready(Box::new(Ready { delivery, phone, user, link, code, made, message }))
            }
            Err(outcome) => Prepared::Ended(delivery.ended(outcome, self.now)),
        }
    }

    fn ready(
        &self,
        delivery: &Delivery,
        phone: &Phone,
    ) -> Result<(Holder, Link, ActivationCode, Rendered), Outcome> {
        let user = self.recipient(delivery, phone)?;
        let link_id = LinkId::for_delivery(&self.send.send_id, &phone.phone_id);
        let other = phone.link.as_ref().filter(|stamp| stamp.is_live(self.now) && stamp.link_id != link_id);
        if let Some(other) = other {
            return Err(Outcome::Skipped(Reason::LiveLink(other.expires_at)));
        }
        let code = ActivationCode::derive(self.key, &link_id);
        let origin = Origin::Sent(self.send.send_id.clone(), self.send.channel);
        let mut link = Link::new(link_id, phone, user, origin, self.now, self.send.lifetime());
        if let Some(own) = own(phone, &link.link_id) {
            link.expires_at = own.expires_at;
            if !own.is_live(self.now) {
                return Err(Outcome::Failed(Reason::LinkExpired));
            }
        }
        // Rendered before the link is made: what cannot be said leaves no link behind.
        let message = self.say(user, &code, &link)?;
        Ok((user.clone(), link, code, message))
    }

    fn recipient<'p>(&self, delivery: &Delivery, phone: &'p Phone) -> Result<&'p Holder, Outcome> {
        let user = phone.recipient(self.send.channel).map_err(|why| match why {
            // The message went out, its outcome was lost, and the link in it was used since.
            Ineligible::AlreadyActivated if delivery.state == DeliveryState::Sending => Outcome::Sent,
            why => Outcome::Skipped(Reason::Ineligible(why)),
        })?;
        match user.email_trouble.filter(|_| self.send.channel == Channel::Email) {
            None => Ok(user),
            Some(AddressTrouble::Bounced) => Err(Outcome::Skipped(Reason::AddressBounced)),
            Some(AddressTrouble::Complained) => Err(Outcome::Skipped(Reason::AddressComplained)),
        }
    }

    /// The message for a recipient; refused if it is too long with their name and link.
    pub fn say(&self, user: &Holder, code: &ActivationCode, link: &Link) -> Result<Rendered, Outcome> {
        self.wording
            .render(self.settings, user, code, link.expires_at, self.send.lifetime())
            .map_err(|_| Outcome::Failed(Reason::MessageTooLong))
    }
}

/// The phone's stamp, if it is that link's.
fn own<'p>(phone: &'p Phone, link_id: &LinkId) -> Option<&'p LinkStamp> {
    phone.link.as_ref().filter(|stamp| stamp.link_id == *link_id)
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use onramp_domain::message::{Sms, sample};
    use onramp_domain::{BaseUrl, SendId, samples};

    /// An SMS of so many parts that can go out.
    pub fn ready(parts: u64) -> Ready {
        let phone = samples::phone();
        let user = phone.users[0].clone();
        let link_id = LinkId::for_delivery(&SendId::from_random(1), &phone.phone_id);
        let life = onramp_domain::Lifetime::DEFAULT;
        let link = Link::new(link_id, &phone, &user, Origin::InPerson, 0, life);
        let wording = Wording::parse(Channel::Sms, None, None).unwrap();
        let rendered = wording.render(&settings(), &user, &sample::code(), 0, life).unwrap();
        let Rendered::Sms(sms) = rendered else { unreachable!() };
        Ready {
            delivery: Delivery::queued(phone.phone_id.clone(), Some(&user), 0),
            message: Rendered::Sms(Sms { segments: usize::try_from(parts).unwrap(), ..sms }),
            code: sample::code(),
            made: false,
            user,
            link,
            phone,
        }
    }

    fn settings() -> Settings {
        Settings::new("Example", "help", BaseUrl::parse("https://onramp.example.org").unwrap()).unwrap()
    }

    fn prepare(delivery: Delivery, phone: Option<Phone>) -> Prepared {
        let (send, key) = (samples::send(), CodeKey::new([7; 32]));
        let claim = Claim { by: "me".into(), until: 2_000 };
        let wording = Wording::parse(Channel::Email, None, None).unwrap();
        let settings = settings();
        let round = Round { send: &send, wording, key: &key, claim: &claim, settings: &settings, now: 1_000 };
        round.prepare(delivery, phone)
    }

    fn outcome(change: impl FnOnce(&mut Delivery, &mut Phone)) -> (DeliveryState, Option<Reason>) {
        let mut phone = samples::phone();
        let mut delivery = Delivery::queued(phone.phone_id.clone(), phone.users.first(), 0);
        change(&mut delivery, &mut phone);
        match prepare(delivery, Some(phone)) {
            Prepared::Ended(delivery) => (delivery.state, delivery.reason),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn whose_address_came_back_is_skipped_with_the_reason() {
        let skipped = |trouble, reason| {
            let end = outcome(|_, phone| phone.users[0].email_trouble = Some(trouble));
            assert_eq!(end, (DeliveryState::Skipped, Some(reason)));
        };
        skipped(AddressTrouble::Bounced, Reason::AddressBounced);
        skipped(AddressTrouble::Complained, Reason::AddressComplained);
    }

    #[test]
    fn who_used_the_link_before_the_outcome_was_written_down_was_reached() {
        let activated = |state| {
            outcome(move |delivery, phone| {
                delivery.state = state;
                phone.activated = true;
            })
        };
        assert_eq!(activated(DeliveryState::Sending), (DeliveryState::Sent, None));
        assert_eq!(activated(DeliveryState::Queued).0, DeliveryState::Skipped);
    }

    #[test]
    fn what_someone_else_has_claimed_is_left_to_them() {
        let phone = samples::phone();
        let mut delivery = Delivery::queued(phone.phone_id.clone(), phone.users.first(), 0);
        delivery.claim = Some(Claim { by: "other".into(), until: 1_500 });
        assert!(matches!(prepare(delivery.clone(), Some(phone.clone())), Prepared::Barred(1_500)));
        delivery.claim = Some(Claim { by: "other".into(), until: 1_000 });
        assert!(matches!(prepare(delivery, Some(phone)), Prepared::Ready(_)));
    }

    #[test]
    fn a_link_of_the_same_delivery_is_sent_again_while_it_lives_and_never_after() {
        let stamp = |expires_at| LinkStamp {
            link_id: LinkId::for_delivery(&samples::send().send_id, &samples::phone().phone_id),
            expires_at,
        };
        let phone = Phone { link: Some(stamp(1_001)), ..samples::phone() };
        let delivery = Delivery::queued(phone.phone_id.clone(), phone.users.first(), 0);
        let Prepared::Ready(ready) = prepare(delivery, Some(phone)) else { panic!("it lives") };
        assert!(ready.made && ready.link.expires_at == 1_001);
        let end = outcome(|_, phone| phone.link = Some(stamp(1_000)));
        assert_eq!(end, (DeliveryState::Failed, Some(Reason::LinkExpired)));
    }
}
