//! Opening a link, and using it up.

use crate::Error;
use crate::ports::{CodeKeys, Counted, Links, Marked, Marks, Metric, Metrics, Redeem, Redeemed};
use onramp_domain::send::Mark;
use onramp_domain::{
    AccountKeys, Action, CodeHash, DeviceKey, Event, EventId, Link, LinkState, SignatureType,
};

/// What a device tells of itself.
#[derive(Debug, Clone, Default)]
pub struct Device {
    /// Its public key; without one the account can show passcodes and nothing else.
    pub key: Option<DeviceKey>,
    /// How it will sign.
    pub signature: SignatureType,
    /// What it says it runs: `Android`, `iOS`.
    pub platform: Option<String>,
}

/// What a link leads to.
#[derive(Debug)]
pub enum Activation {
    /// The phone became active, now or before by the same device: here are the account's keys.
    Active(Box<Link>, AccountKeys),
    /// Nothing happened: the link is used, expired or superseded.
    Refused(Box<Link>, LinkState),
    /// There is no such link.
    Unknown,
}

/// Looks a link up for its page: changes nothing. What was given as a code may be anything.
pub async fn view(store: &impl Links, given: &str, now: i64) -> Result<Option<(Link, LinkState)>, Error> {
    let link = store.link(&CodeHash::of(given)).await?;
    Ok(link.map(|link| {
        let state = link.state(now);
        (link, state)
    }))
}

/// Notes that a browser ran the page of a live link: on the delivery that brought it, and once. What was given as a code may
/// be anything.
pub async fn opened(
    store: &(impl Links + Marks),
    metrics: &impl Metrics,
    given: &str,
    now: i64,
) -> Result<(), Error> {
    let Some(link) =
        store.link(&CodeHash::of(given)).await?.filter(|link| link.state(now) == LinkState::Live)
    else {
        return Ok(());
    };
    let news = match (&link.send_id, link.channel) {
        (Some(send_id), Some(channel)) => {
            store.mark(send_id, &link.phone_id, channel, Mark::Opened, now).await? == Marked::Now
        }
        _ => true,
    };
    if news {
        metrics.count(Counted { metric: Metric::Opened, channel: link.channel, reason: None, count: 1 });
    }
    Ok(())
}

/// Uses a link up: one read, then one transaction. What was given as a code may be anything.
pub async fn redeem(
    store: &impl Links,
    keys: &impl CodeKeys,
    metrics: &impl Metrics,
    given: &str,
    device: &Device,
    now: i64,
    event_id: EventId,
) -> Result<Activation, Error> {
    let hash = CodeHash::of(given);
    let Some(link) = store.link(&hash).await? else {
        return Ok(Activation::Unknown);
    };
    let account = AccountKeys::derive(keys.code_key().await?, &link.link_id);
    if link.state(now) != LinkState::Live {
        return Ok(settled(link, account, device, now));
    }
    let event =
        Event::new(event_id, Action::PhoneActivate, link.phone_id.as_str(), link.user_id.as_str(), now);
    let wish = Redeem { link: &link, hash: &hash, device, pkey: &account.pkey, now, event };
    match store.redeem(wish).await? {
        Redeemed::Done => {
            metrics.count(Counted {
                metric: Metric::Activated,
                channel: link.channel,
                reason: None,
                count: 1,
            });
            Ok(Activation::Active(Box::new(link), account))
        }
        Redeemed::Lost(Some(link)) => Ok(settled(*link, account, device, now)),
        Redeemed::Lost(None) => Ok(Activation::Unknown),
    }
}

/// What a link that cannot be redeemed any more leads to.
fn settled(link: Link, account: AccountKeys, device: &Device, now: i64) -> Activation {
    let fingerprint = device.key.as_ref().map(DeviceKey::fingerprint);
    if link.answers_again(fingerprint.as_deref(), now) {
        return Activation::Active(Box::new(link), account);
    }
    // A link that lost its phone still reads as live: whatever took its place has superseded it.
    let state = match link.state(now) {
        LinkState::Live => LinkState::Superseded,
        state => state,
    };
    Activation::Refused(Box::new(link), state)
}
