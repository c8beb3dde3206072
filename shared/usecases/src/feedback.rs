//! What the mail service tells of a message after it took it.

use crate::Error;
use crate::ports::{Counted, Directory, Marked, Marks, Metric, Metrics, PhoneChange, UserChange};
use onramp_domain::send::{Mark, Reason};
use onramp_domain::{AddressTrouble, Channel, EmailAddress, PhoneId, SendId, User, UserId};

/// Something heard of an email.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The send that it went out with.
    pub send_id: SendId,
    /// The phone that its link activates.
    pub phone_id: PhoneId,
    /// What was heard.
    pub mark: Mark,
    /// The address it went to.
    pub address: EmailAddress,
    /// When it happened, in Unix seconds.
    pub at: i64,
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
    let marked = store.mark(&heard.send_id, &heard.phone_id, heard.mark, heard.at).await?;
    if marked == Marked::Now {
        count(metrics, heard.mark);
    }
    let Some(trouble) = heard.mark.trouble() else { return Ok(()) };
    let Some(phone) = store.phone(&heard.phone_id).await? else { return Ok(()) };
    let has_address =
        |email: &Option<EmailAddress>| email.as_ref().is_some_and(|email| same(email, &heard.address));
    for user in
        phone.users.iter().filter(|user| has_address(&user.email) && user.email_trouble != Some(trouble))
    {
        mark_address(store, &user.user_id, &heard.address, trouble, heard.at).await?;
    }
    Ok(())
}

fn count(metrics: &impl Metrics, mark: Mark) {
    let metric = match mark {
        Mark::Bounced(_) => Metric::Bounced,
        Mark::Refused(_) => Metric::Failed,
        Mark::Delivered | Mark::Opened | Mark::Activated => return,
    };
    let reason = mark.reason().map(Reason::code);
    metrics.count(Counted { metric, channel: Some(Channel::Email), reason, count: 1 });
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
