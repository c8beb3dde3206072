//! What the directory is administered by: users and phones read and changed, links made, the log read, by integrations
//! and by administrators.

pub mod activate;
pub mod admit;
pub mod attach;
pub mod enroll;
pub mod integrations;
pub mod log;
pub mod phones;
pub mod read;
pub mod users;

use crate::Error;
use crate::ports::{Chance, DirectoryChange, People, Wrote};
use onramp_domain::{
    Action, ActivationCode, CodeHash, CodeKey, Event, EventId, Invalid, MAX_ATTACHED, Phone,
};
use std::future::Future;

/// How often a change is tried on users and phones that others keep changing.
const TRIES: usize = 4;

/// Who changes something, when, and where ids come from.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Who: the id of an integration, or the subject of an administrator.
    pub by: &'a str,
    /// The present, in Unix seconds.
    pub now: i64,
    /// Chance.
    pub chance: &'a dyn Chance,
}

impl Scene<'_> {
    pub(crate) fn event(&self, action: Action, object: impl Into<String>) -> Event {
        let id = EventId::from_random(self.chance.bits());
        Event::new(id, action, object, self.by, self.now)
    }
}

/// Reads, decides and writes, and does so again while others change the same things. What `decide` answers is what the
/// caller is told; without a change nothing is written.
async fn changing<T, F>(store: &impl People, mut decide: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<(Option<DirectoryChange>, T), Error>>,
{
    for _ in 0..TRIES {
        let (change, told) = decide().await?;
        let Some(change) = change else { return Ok(told) };
        match store.change(&change).await? {
            Wrote::Done => return Ok(told),
            Wrote::NameTaken => return Err(Error::Duplicate("username or alias")),
            Wrote::NumberTaken => return Err(Error::Duplicate("number")),
            Wrote::Changed => {}
        }
    }
    Err(Error::Contended)
}

/// Ends a phone's live link, if it has one: the phone loses the stamp, and the link is to be superseded.
fn end_link(phone: &mut Phone, key: &CodeKey, now: i64) -> Option<(CodeHash, i64)> {
    let stamp = phone.link.take_if(|stamp| stamp.is_live(now))?;
    Some((ActivationCode::derive(key, &stamp.link_id).hash(), now))
}

fn room(taken: usize, of: &'static str, field: &'static str) -> Result<(), Error> {
    if taken < MAX_ATTACHED {
        return Ok(());
    }
    let wrong = format!("would make more than {MAX_ATTACHED} {of}");
    Err(Invalid::new(wrong, "fewer of them").in_field(field).into())
}
