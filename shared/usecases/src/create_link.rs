//! One live link, for handing over in person.

use crate::ports::{CodeKeys, Links, MadeLink, NewLink, Phones};
use crate::{Error, Principal};
use onramp_domain::{
    Action, ActivationCode, Event, EventId, Lifetime, Link, LinkId, LinkState, Origin, Permission, Phone,
    PhoneId,
};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The phone.
    pub phone_id: PhoneId,
    /// Whether a live link is to be replaced; otherwise it stands and the wish is refused.
    pub replace: bool,
    /// How long the link is to live.
    pub lifetime: Lifetime,
}

/// A link and its code, for the one who asked.
#[derive(Debug)]
pub struct Handed {
    /// The code.
    pub code: ActivationCode,
    /// When it expires, in Unix seconds.
    pub expires_at: i64,
}

/// A live link, to be shown again.
#[derive(Debug)]
pub struct Live {
    /// Its code.
    pub code: ActivationCode,
    /// The link.
    pub link: Link,
}

/// A phone's live link, if it has one. One read, and none if it has none.
pub async fn live_link(
    store: &impl Links,
    keys: &impl CodeKeys,
    by: &Principal,
    phone: &Phone,
    now: i64,
) -> Result<Option<Live>, Error> {
    by.must(Permission::HandOver)?;
    let Some(stamp) = phone.link.as_ref().filter(|stamp| stamp.is_live(now)) else { return Ok(None) };
    let code = ActivationCode::derive(keys.code_key().await?, &stamp.link_id);
    let link = store.link(&code.hash()).await?.filter(|link| link.state(now) == LinkState::Live);
    Ok(link.map(|link| Live { code, link }))
}

/// How often a link is tried for on a phone that others keep changing.
const TRIES: usize = 3;

/// Makes a link for a phone, live from `now`. `ids` are random.
pub async fn create_link(
    store: &(impl Phones + Links),
    keys: &impl CodeKeys,
    by: &Principal,
    ask: &Ask,
    now: i64,
    ids: (LinkId, EventId),
) -> Result<Handed, Error> {
    by.must(Permission::HandOver)?;
    let (link_id, event_id) = ids;
    let event = Event::new(event_id, Action::RegenMobile, ask.phone_id.as_str(), &by.subject, now);
    make(store, keys, ask, &link_id, event).await
}

/// The same for whoever may; the line of the administrator log says who, and when.
pub(crate) async fn make(
    store: &(impl Phones + Links),
    keys: &impl CodeKeys,
    ask: &Ask,
    link_id: &LinkId,
    event: Event,
) -> Result<Handed, Error> {
    let key = keys.code_key().await?;
    let (code, now) = (ActivationCode::derive(key, link_id), event.at);
    for _ in 0..TRIES {
        let phone = store.phone(&ask.phone_id).await?.ok_or(Error::NotFound("phone"))?;
        let user = phone.eligible()?;
        let live = phone.link.as_ref().filter(|stamp| stamp.is_live(now));
        if let (Some(stamp), false) = (live, ask.replace) {
            return Err(Error::LiveLink(stamp.expires_at));
        }
        let new = NewLink {
            link: Link::new(link_id.clone(), &phone, user, Origin::InPerson, now, ask.lifetime),
            hash: code.hash(),
            replaces: live.map(|old| (old.link_id.clone(), ActivationCode::derive(key, &old.link_id).hash())),
            delivery: None,
            reminded: None,
            event: Some(event.clone()),
        };
        match store.make_link(&new).await? {
            MadeLink::Made => return Ok(Handed { code, expires_at: new.link.expires_at }),
            MadeLink::AlreadyMade(link) => return Ok(Handed { code, expires_at: link.expires_at }),
            MadeLink::Live(expires_at) if !ask.replace => return Err(Error::LiveLink(expires_at)),
            MadeLink::Live(_) | MadeLink::Changed | MadeLink::Elsewhere(_) => {}
        }
    }
    Err(Error::Contended)
}
