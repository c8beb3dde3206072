//! Integrations: made, shown, given another secret key, revoked. By operators, at a command line.

use crate::Error;
use crate::ports::{Chance, CodeKeys, Integrations};
use onramp_domain::{
    Action, Event, EventId, Grant, Integration, IntegrationId, IntegrationName, SecretId, SecretKey,
};
use std::collections::BTreeSet;

/// Who the administrator log says it was: whoever may run the command line.
const OPERATOR: &str = "System";

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What people call it.
    pub name: IntegrationName,
    /// What it may do.
    pub grants: BTreeSet<Grant>,
    /// Whether it may sign with SHA-1.
    pub allow_sha1: bool,
}

fn event(chance: &dyn Chance, action: Action, integration: &Integration, now: i64) -> Event {
    let id = EventId::from_random(chance.bits());
    Event::new(id, action, integration.integration_id.as_str(), OPERATOR, now)
}

/// Makes an integration: it and its secret key, which is shown once.
pub async fn create(
    store: &impl Integrations,
    keys: &impl CodeKeys,
    chance: &dyn Chance,
    wanted: Wanted,
    now: i64,
) -> Result<(Integration, SecretKey), Error> {
    let integration = Integration {
        integration_id: IntegrationId::from_random(chance.bits()),
        name: wanted.name,
        grants: wanted.grants,
        allow_sha1: wanted.allow_sha1,
        secret_id: SecretId::from_random(chance.bits()),
        created_at: now,
        revoked_at: None,
    };
    let secret = integration.secret(keys.code_key().await?);
    let event = event(chance, Action::IntegrationCreate, &integration, now);
    if store.write_integration(None, &integration, &event).await? {
        Ok((integration, secret))
    } else {
        Err(Error::Contended)
    }
}

async fn found(store: &impl Integrations, id: &IntegrationId) -> Result<Integration, Error> {
    let found = store.integration(id).await?.filter(|found| found.revoked_at.is_none());
    found.ok_or(Error::NotFound("integration that is not revoked"))
}

/// Gives an integration another secret key; the old one counts no more.
pub async fn rotate(
    store: &impl Integrations,
    keys: &impl CodeKeys,
    chance: &dyn Chance,
    id: &IntegrationId,
    now: i64,
) -> Result<(Integration, SecretKey), Error> {
    let before = found(store, id).await?;
    let after = Integration { secret_id: SecretId::from_random(chance.bits()), ..before.clone() };
    let secret = after.secret(keys.code_key().await?);
    let event = event(chance, Action::IntegrationUpdate, &after, now);
    if store.write_integration(Some(&before), &after, &event).await? {
        Ok((after, secret))
    } else {
        Err(Error::Contended)
    }
}

/// Revokes an integration for good: its next request is refused.
pub async fn revoke(
    store: &impl Integrations,
    chance: &dyn Chance,
    id: &IntegrationId,
    now: i64,
) -> Result<Integration, Error> {
    let before = found(store, id).await?;
    let after = Integration { revoked_at: Some(now), ..before.clone() };
    let event = event(chance, Action::IntegrationDelete, &after, now);
    if store.write_integration(Some(&before), &after, &event).await? {
        Ok(after)
    } else {
        Err(Error::Contended)
    }
}
