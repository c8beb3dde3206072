//! Signing in to the console, staying so, and signing out.

use crate::ports::{Chance, Sessions};
use crate::{Error, Principal, SYSTEM};
use onramp_domain::{EmailAddress, PhoneNumber, Role, Session, SessionHash, SessionId};
use std::collections::{BTreeMap, BTreeSet};

/// Who the issuer says has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// The issuer's name for the person.
    pub subject: String,
    /// Their role, if the issuer names one of Onramp's.
    pub role: Option<Role>,
    /// How they are called.
    pub name: Option<String>,
    /// Their address, if it is known to be theirs.
    pub email: Option<EmailAddress>,
    /// Their number, the same.
    pub number: Option<PhoneNumber>,
}

/// Begins a session: what the browser is to hold.
pub async fn begin(
    store: &impl Sessions,
    chance: &impl Chance,
    who: SignedIn,
    now: i64,
) -> Result<SessionId, Error> {
    let id = SessionId::from_random(chance.bits(), chance.bits());
    let SignedIn { subject, role, name, email, number } = who;
    let session = Session { subject, role, name, email, number, created_at: now, seen_at: now };
    store.put_session(&id.hash(), &session).await?;
    Ok(id)
}

/// The session of a hash, if it counts. One read; a write once in five minutes.
pub async fn resume(store: &impl Sessions, hash: &SessionHash, now: i64) -> Result<Option<Session>, Error> {
    let Some(session) = store.session(hash).await?.filter(|session| session.is_live(now)) else {
        return Ok(None);
    };
    if session.is_to_be_noted(now) {
        store.note_session(hash, now).await?;
    }
    Ok(Some(session))
}

/// Ends a session.
pub async fn end(store: &impl Sessions, hash: &SessionHash) -> Result<(), Error> {
    Ok(store.delete_session(hash).await?)
}

/// How those are called who did something: by subject, those that are known by name. Nothing is read where nobody is.
pub async fn names<'a>(
    store: &impl Sessions,
    subjects: impl IntoIterator<Item = &'a str>,
) -> Result<BTreeMap<String, String>, Error> {
    let people: BTreeSet<_> = subjects.into_iter().filter(|subject| *subject != SYSTEM).collect();
    if people.is_empty() {
        return Ok(BTreeMap::new());
    }
    let known = store.administrators(&people).await?;
    Ok(known.into_iter().map(|known| (known.subject, known.name)).collect())
}

/// Who asks in a session; none if they have no role.
pub fn principal(session: &Session) -> Option<Principal> {
    session.role.map(|role| Principal { subject: session.subject.clone(), role })
}
