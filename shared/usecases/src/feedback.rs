//! What the mail and SMS services tell of a message after they took it.

use crate::Error;
use crate::ports::{Counted, Directory, Marked, Marks, Metric, Metrics, PhoneChange, UserChange};
use onramp_domain::send::{Mark, Reason};
use onramp_domain::{AddressTrouble, Channel, EmailAddress, PhoneId, SendId, User, UserId};

/// Something heard of a message.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The send that it went out with.
    pub send_id: SendId,
    /// The phone that its link activates.
    pub phone_id: PhoneId,
    /// What was heard.
    pub mark: Mark,
    /// The address it went to; none for an SMS.
    pub address: Option<EmailAddress>,
    /// When it happened, in Unix seconds.
    pub at: i64,
}

impl Heard {
    /// How the message went out.
    fn channel(&self) -> Channel {
        if self.address.is_some() { Channel::Email } else { Channel::Sms }
    }
}

/// How often an address is marked of a user whom others keep changing.
const TRIES: usize = 3;

/// Writes down what was heard: on the delivery, and where it speaks against the address, on the user. Heard again it changes
/// nothing.
pub async fn feedback(
    store: &(impl Marks + Directory + crate::ports::Phones),
    metrics: &impl Metrics,
    heard: &Heard,
) -> Result<(), Error> {
    let marked = store.mark(&heard.send_id, &heard.phone_id, heard.channel(), heard.mark, heard.at).await?;
    if marked == Marked::Now {
        count(metrics, heard);
    }
    let (Some(trouble), Some(address)) = (heard.mark.trouble(), &heard.address) else { return Ok(()) };
    let Some(phone) = store.phone(&heard.phone_id).await? else { return Ok(()) };
    let has_address = |email: &Option<EmailAddress>| email.as_ref().is_some_and(|email| same(email, address));
    for user in
        phone.users.iter().filter(|user| has_address(&user.email) && user.email_trouble != Some(trouble))
    {
        mark_address(store, &user.user_id, address, trouble, heard.at).await?;
    }
    Ok(())
}

fn count(metrics: &impl Metrics, heard: &Heard) {
    let metric = match heard.mark {
        Mark::Bounced(_) => Metric::Bounced,
        Mark::Refused(_) => Metric::Failed,
        Mark::Delivered | Mark::Opened | Mark::Activated => return,
    };
    let reason = heard.mark.reason().map(Reason::code);
    metrics.count(Counted { metric, channel: Some(heard.channel()), reason, count: 1 });
}

/// Mail services tell addresses in any case.
fn same(one: &EmailAddress, other: &EmailAddress) -> bool {
    one.as_str().eq_ignore_ascii_case(other.as_str())
}

/// Notes that an address is not to be mailed to, as long as the user has it.
async fn mark_address(
    store: &impl Directory,
    id: &UserId,
    address: &EmailAddress,
    trouble: AddressTrouble,
    now: i64,
) -> Result<(), Error> {
    for _ in 0..TRIES {
        let Some((before, phones)) = store.person(id).await? else { return Ok(()) };
        if !before.email.as_ref().is_some_and(|email| same(email, address)) {
            return Ok(());
        }
        let after = User { email_trouble: Some(trouble), version: before.version + 1, ..before.clone() };
        let holder = after.holder();
        let phones = phones.into_iter().map(|phone| {
            let mut changed = phone.clone();
            for user in changed.users.iter_mut().filter(|user| user.user_id == holder.user_id) {
                user.clone_from(&holder);
            }
            PhoneChange::of(Some(phone), changed, now)
        });
        let change = UserChange { phones: phones.collect(), before: Some(before), after };
        if store.write_user(&change).await? {
            return Ok(());
        }
    }
    Err(Error::Contended)
}
