//! Sending again to those whom a send did not reach.

use crate::admin::Scene;
use crate::ports::{Deliveries, Jobs, Sends, Unactivated};
use crate::send_links::{Ask, send_links};
use crate::{Error, Principal};
use onramp_domain::send::{DeliveryState, MAX_EXPLICIT, Selection, Send};
use onramp_domain::{EventId, Invalid, Permission, PhoneId, SendId, Settings};

/// Deliveries that one call reads; the table answers about as many at once.
const PAGE: usize = 1_000;

/// Whom a send did not reach.
#[derive(Debug, Clone)]
pub struct Unreached {
    /// The send.
    pub send: Send,
    /// Their phones; one more than a send may name if there are too many.
    pub phones: Vec<PhoneId>,
}

impl Unreached {
    /// Whether they are more than a send may name.
    pub fn are_too_many(&self) -> bool {
        self.phones.len() > MAX_EXPLICIT
    }
}

/// Whose delivery ended in a state in which it reached nobody.
pub async fn unreached(
    store: &(impl Sends + Deliveries),
    by: &Principal,
    id: &SendId,
    state: DeliveryState,
) -> Result<Unreached, Error> {
    by.must(Permission::Send)?;
    if !state.may_be_sent_again() {
        let expected = "skipped, failed or bounced";
        return Err(Invalid::new("is not a state to send again from", expected).in_field("state").into());
    }
    let send = store.send(id).await?.ok_or(Error::NotFound("send"))?;
    let (mut phones, mut after) = (Vec::new(), None);
    while phones.len() <= MAX_EXPLICIT {
        let page = store.deliveries(id, Some(state), PAGE, after.as_ref()).await?;
        phones.extend(page.items.into_iter().map(|delivery| delivery.phone_id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    phones.truncate(MAX_EXPLICIT + 1);
    Ok(Unreached { send, phones })
}

/// Starts a send to them with the same message by the same channel. `key` names the wish: told again it is the same send.
pub async fn send_again(
    store: &(impl Sends + Deliveries + Unactivated),
    queue: &impl Jobs,
    settings: &Settings,
    by: &Principal,
    unreached: &Unreached,
    key: &str,
    scene: Scene<'_>,
) -> Result<SendId, Error> {
    let to = Selection::phones(&unreached.phones).map_err(|invalid| invalid.in_field("recipients"))?;
    let earlier = &unreached.send;
    let key = format!("again {} {key}", earlier.send_id);
    let send_id = SendId::for_idempotency_key(&by.subject, &key);
    let ask = Ask {
        channel: earlier.channel,
        to,
        subject: earlier.subject.clone(),
        message: earlier.message.clone(),
        lifetime: Some(earlier.lifetime()),
        idempotency_key: Some(key),
    };
    let ids = (send_id.clone(), EventId::from_random(scene.chance.bits()));
    match send_links(store, queue, settings, by, ask, scene.now, ids).await {
        Ok(send) => Ok(send.send_id),
        // Told twice while more of the earlier send's deliveries ended: the first wish counts.
        Err(Error::KeyReused) => Ok(send_id),
        Err(error) => Err(error),
    }
}
