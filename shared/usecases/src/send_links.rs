//! Starting a send, and following it.

use crate::ports::{After, Deliveries, Job, Jobs, KnownSend, MadeSend, Page, Sends, Unactivated};
use crate::{Error, Principal};
use data_encoding::BASE64URL_NOPAD;
use onramp_domain::message::Wording;
use onramp_domain::send::{
    Counts, Delivery, DeliveryState, Filter, Heard, MAX_RECIPIENTS, Part, Selection, Send,
};
use onramp_domain::{
    Action, Channel, Event, EventId, Invalid, Lifetime, Permission, PhoneId, SendId, Settings,
};
use sha2::{Digest, Sha256};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// How the messages go out.
    pub channel: Channel,
    /// To whom.
    pub to: Selection,
    /// The admin's subject, if not the default one.
    pub subject: Option<String>,
    /// The admin's text, if not the default one.
    pub message: Option<String>,
    /// How long the links live; the channel's default unless told.
    pub lifetime: Option<Lifetime>,
    /// What the client calls this request: the same name again means the same send.
    pub idempotency_key: Option<String>,
}

/// Writes a send down and queues it. Its recipients are found by the queue's consumer, so this takes the same time
/// whatever their number.
pub async fn send_links(
    store: &(impl Sends + Unactivated),
    queue: &impl Jobs,
    settings: &Settings,
    by: &Principal,
    ask: Ask,
    now: i64,
    ids: (SendId, EventId),
) -> Result<Send, Error> {
    by.must(Permission::Send)?;
    let (subject, message) = settings.words(ask.channel, ask.subject.as_deref(), ask.message.as_deref());
    Wording::parse(ask.channel, subject, message)?.check(settings)?;
    bounded(store, &ask).await?;
    let (random_id, event_id) = ids;
    let send_id = match &ask.idempotency_key {
        Some(key) => SendId::for_idempotency_key(&by.subject, key),
        None => random_id,
    };
    let lifetime = ask.lifetime.unwrap_or_else(|| settings.lifetime(ask.channel));
    let fingerprint = fingerprint(&ask);
    let send = Send {
        // As they are now: a default that is changed while the send goes out is the next send's.
        subject: subject.map(str::to_owned),
        message: message.map(str::to_owned),
        fingerprint,
        ..Send::new(send_id.clone(), ask.channel, lifetime, &by.subject, &ask.to, now)
    };
    let event = Event::new(event_id, Action::UserBulkActivate, send_id.as_str(), &by.subject, now);
    let send = match store.make_send(&send, &ask.to, &event).await? {
        MadeSend::Made => send,
        MadeSend::Exists(earlier) if earlier.fingerprint == send.fingerprint => *earlier,
        MadeSend::Exists(_) => return Err(Error::KeyReused),
    };
    // A send met again may have been written down and never queued; queued twice it does no harm.
    if send.expansion.step == 0 {
        queue.enqueue(&[Job::Expand { send_id }]).await?;
    }
    Ok(send)
}

/// Refuses a send to more than a send may have. How many a filter matches is not known beforehand: there the send stops at
/// the limit and says so.
async fn bounded(store: &impl Unactivated, ask: &Ask) -> Result<(), Error> {
    if ask.to != Selection::All(None) {
        return Ok(());
    }
    let count = store.count().await?.by(ask.channel);
    if count <= i64::try_from(MAX_RECIPIENTS).unwrap_or(i64::MAX) {
        return Ok(());
    }
    let wrong = format!("would be {count} recipients");
    let expected = format!("at most {MAX_RECIPIENTS}: narrow them by q, or name phones");
    Err(Invalid::new(wrong, expected).in_field("recipients").into())
}

/// A digest of what was asked, so that a reused `Idempotency-Key` is told from a repeated request.
fn fingerprint(ask: &Ask) -> String {
    let mut hash = Sha256::new();
    let mut add = |tag: &str, text: &str| {
        hash.update(tag);
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    };
    add("channel", ask.channel.as_str());
    match &ask.to {
        Selection::Phones(ids) => ids.iter().for_each(|id| add("phone", id.as_str())),
        Selection::All(filter) => add("all", &filter.as_ref().map_or(String::new(), Filter::scope)),
    }
    for (tag, text) in [("subject", &ask.subject), ("message", &ask.message)] {
        if let Some(text) = text {
            add(tag, text);
        }
    }
    if let Some(lifetime) = ask.lifetime {
        add("valid_secs", &lifetime.secs().to_string());
    }
    BASE64URL_NOPAD.encode(&hash.finalize())
}

/// A send and its counts.
#[derive(Debug)]
pub struct Progress {
    /// The send.
    pub send: Send,
    /// Its deliveries by state.
    pub counts: Counts,
    /// What was heard of those sent.
    pub heard: Heard,
}

/// How far a send is.
pub async fn progress(
    store: &(impl Sends + Deliveries),
    by: &Principal,
    id: &SendId,
) -> Result<Progress, Error> {
    by.must(Permission::Send)?;
    let (known, sending) =
        futures_util::future::try_join(store.known_send(id), store.count_sending(id)).await?;
    let KnownSend { send, heard } = known.ok_or(Error::NotFound("send"))?;
    let counts = send.counts(sending);
    Ok(Progress { send, counts, heard })
}

/// A page of sends, the newest first.
pub async fn list_sends(
    store: &impl Sends,
    by: &Principal,
    limit: usize,
    after: Option<&After>,
) -> Result<Page<Progress, After>, Error> {
    by.must(Permission::Send)?;
    let page = store.sends(limit, after).await?;
    // How many of them are `sending` just now is not asked for each of a page: they count as queued.
    let items = page.items.into_iter().map(|KnownSend { send, heard }| {
        let counts = send.counts(0);
        Progress { send, counts, heard }
    });
    Ok(Page { items: items.collect(), next: page.next })
}

/// A page of a send's deliveries, of one state or all.
pub async fn deliveries(
    store: &(impl Sends + Deliveries),
    by: &Principal,
    id: &SendId,
    state: Option<DeliveryState>,
    limit: usize,
    after: Option<&PhoneId>,
) -> Result<Page<Delivery, PhoneId>, Error> {
    by.must(Permission::Send)?;
    let (send, page) =
        futures_util::future::try_join(store.send(id), store.deliveries(id, state, limit, after)).await?;
    send.ok_or(Error::NotFound("send"))?;
    Ok(page)
}

/// Deliveries that one call of an export reads; the table answers about as many at once.
const EXPORTED: usize = 2_000;

/// All of a send's deliveries in a part of the range of phones.
pub async fn export(
    store: &impl Deliveries,
    by: &Principal,
    id: &SendId,
    part: Part,
) -> Result<Vec<Delivery>, Error> {
    by.must(Permission::Send)?;
    let (mut found, mut after) = (Vec::new(), part.after());
    loop {
        let page = store.deliveries(id, None, EXPORTED, after.as_ref()).await?;
        let behind = page.items.iter().position(|delivery| part.ends_before(&delivery.phone_id));
        found.extend(page.items.into_iter().take(behind.unwrap_or(usize::MAX)));
        after = page.next;
        if behind.is_some() || after.is_none() {
            return Ok(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask() -> Ask {
        Ask {
            channel: Channel::Email,
            to: Selection::All(None),
            subject: Some("ab".into()),
            message: Some("c".into()),
            lifetime: None,
            idempotency_key: None,
        }
    }

    #[test]
    fn the_same_request_has_the_same_fingerprint_and_another_has_another() {
        assert_eq!(fingerprint(&ask()), fingerprint(&ask()));
        let others = [
            Ask { subject: Some("a".into()), message: Some("bc".into()), ..ask() },
            Ask { channel: Channel::Sms, ..ask() },
            Ask { subject: None, ..ask() },
            Ask { lifetime: Some(Lifetime::DEFAULT), ..ask() },
            Ask { to: Selection::Phones(vec![PhoneId::from_random(1)]), ..ask() },
        ];
        for other in others {
            assert_ne!(fingerprint(&ask()), fingerprint(&other), "{other:?}");
        }
    }
}
