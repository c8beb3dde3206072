//! What the organisation decides: kept at hand by each container, changed by administrators.

use crate::admin::Scene;
use crate::ports::{Answer, OrganisationSettings};
use crate::{Error, Principal};
use futures_util::lock::Mutex;
use onramp_domain::message::Wording;
use onramp_domain::{Action, Channel, Decisions, DefaultMessage, Permission, Settings};
use std::sync::Arc;

/// How long what was read counts unless told otherwise, in seconds: that much later a change has reached every container.
pub const FRESH: i64 = 60;
/// After how many seconds it is asked again for what could not be read.
const RETRY: i64 = 5;
/// How often a change is tried on what others keep changing.
const TRIES: usize = 4;

/// What holds, and what was decided to make it so.
#[derive(Debug, Clone)]
pub struct Known {
    /// What holds.
    pub settings: Settings,
    /// What was decided.
    pub decisions: Decisions,
}

#[derive(Debug)]
struct Kept {
    known: Arc<Known>,
    /// From when on it is fresh, and until when.
    fresh: std::ops::Range<i64>,
}

/// The organisation's settings as a container knows them.
#[derive(Debug)]
pub struct KnownSettings {
    deployed: Settings,
    secs: i64,
    kept: Mutex<Option<Kept>>,
}

impl KnownSettings {
    /// Settings over what was deployed; what was decided is read at most once in so many seconds, each time for 0.
    pub fn new(deployed: Settings, secs: i64) -> Self {
        Self { deployed, secs, kept: Mutex::new(None) }
    }

    /// What was deployed. Where people reach Onramp, the app's scheme and prices are no one else's to decide.
    pub fn deployed(&self) -> &Settings {
        &self.deployed
    }

    fn over(&self, decisions: Decisions) -> Known {
        Known { settings: self.deployed.with(&decisions), decisions }
    }

    /// What holds. Where it cannot be read what is known stays; fails if nothing is known yet: for what must not be done
    /// against a decision, such as sending.
    pub async fn known(&self, store: &impl OrganisationSettings, now: i64) -> Answer<Arc<Known>> {
        // Held while it is read: who asks meanwhile gets the same answer, and the table one request.
        let mut kept = self.kept.lock().await;
        if let Some(kept) = kept.as_ref().filter(|kept| kept.fresh.contains(&now)) {
            return Ok(kept.known.clone());
        }
        match (store.decisions().await, kept.as_mut()) {
            (Ok(decisions), _) => {
                let known = Arc::new(self.over(decisions));
                *kept = Some(Kept { known: known.clone(), fresh: now..now + self.secs });
                Ok(known)
            }
            (Err(outage), Some(kept)) => {
                tracing::warn!(%outage, "settings stay as they were last read");
                kept.fresh = now..now + RETRY.min(self.secs);
                Ok(kept.known.clone())
            }
            (Err(outage), None) => Err(outage),
        }
    }

    /// The same; where nothing is known yet, what was deployed: for what a name or a contact alone depends on.
    pub async fn or_deployed(&self, store: &impl OrganisationSettings, now: i64) -> Arc<Known> {
        self.known(store, now).await.unwrap_or_else(|outage| {
            tracing::warn!(%outage, "settings are as they were deployed");
            Arc::new(self.over(Decisions::default()))
        })
    }

    /// What holds, read just now: for who changes it.
    pub async fn fresh(&self, store: &impl OrganisationSettings, now: i64) -> Answer<Arc<Known>> {
        let decisions = store.decisions().await?;
        Ok(self.keep(decisions, now).await)
    }

    async fn keep(&self, decisions: Decisions, now: i64) -> Arc<Known> {
        let known = Arc::new(self.over(decisions));
        *self.kept.lock().await = Some(Kept { known: known.clone(), fresh: now..now + self.secs });
        known
    }
}

/// What became of a change.
#[derive(Debug)]
pub enum Saved {
    /// It holds from now on.
    Done(Arc<Known>),
    /// There was nothing to change.
    Unchanged,
    /// Someone else was faster: nothing was written, and this holds.
    Elsewhere(Arc<Known>),
}

/// Saves what an administrator decided on a page that showed the version `wanted.version`.
pub async fn save(
    store: &impl OrganisationSettings,
    known: &KnownSettings,
    by: &Principal,
    wanted: Decisions,
    scene: Scene<'_>,
) -> Result<Saved, Error> {
    by.must(Permission::Administer)?;
    let before = known.fresh(store, scene.now).await?;
    if before.decisions.version != wanted.version {
        return Ok(Saved::Elsewhere(before));
    }
    checked(&known.over(wanted.clone()).settings)?;
    write(store, known, &before.decisions, wanted, scene).await
}

/// Saves what a channel's messages say if a send does not say, whatever else is changed meanwhile.
pub async fn save_default_message(
    store: &impl OrganisationSettings,
    known: &KnownSettings,
    by: &Principal,
    channel: Channel,
    message: DefaultMessage,
    scene: Scene<'_>,
) -> Result<(), Error> {
    by.must(Permission::Send)?;
    for _ in 0..TRIES {
        let before = known.fresh(store, scene.now).await?;
        let wanted = before.decisions.clone().with_default_message(channel, message.clone());
        fits(&known.over(wanted.clone()).settings, channel)?;
        match write(store, known, &before.decisions, wanted, scene).await? {
            Saved::Done(_) | Saved::Unchanged => return Ok(()),
            Saved::Elsewhere(_) => {}
        }
    }
    Err(Error::Contended)
}

async fn write(
    store: &impl OrganisationSettings,
    known: &KnownSettings,
    before: &Decisions,
    wanted: Decisions,
    scene: Scene<'_>,
) -> Result<Saved, Error> {
    let fields = wanted.changed(before);
    if fields.is_empty() {
        return Ok(Saved::Unchanged);
    }
    let after = Decisions { version: before.version + 1, ..wanted };
    let event = scene.event(Action::SettingsUpdate, "settings").with("fields", fields.join(","));
    if store.write_decisions(before.version, &after, &event).await? {
        return Ok(Saved::Done(known.keep(after, scene.now).await));
    }
    Ok(Saved::Elsewhere(known.fresh(store, scene.now).await?))
}

/// Refuses what would have sends say what they cannot: a name may be too long for an SMS.
fn checked(settings: &Settings) -> Result<(), Error> {
    fits(settings, Channel::Email)?;
    fits(settings, Channel::Sms)
}

fn fits(settings: &Settings, channel: Channel) -> Result<(), Error> {
    let (subject, message) = settings.words(channel, None, None);
    let field = |name: &str| format!("{channel}_{name}");
    Wording::parse(channel, subject, message)
        .and_then(|wording| wording.check(settings))
        .map_err(|refused| refused.invalid.in_field(field(&refused.field)).into())
}

#[cfg(test)]
mod tests;
