//! Integrations: made, shown, given another secret key, revoked. By administrators, and by operators at a command line.

use super::Scene;
use crate::Error;
use crate::ports::{CodeKeys, Integrations, Page};
use onramp_domain::{Action, Grant, Integration, IntegrationId, IntegrationName, SecretId, SecretKey};
use std::collections::BTreeSet;

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

/// Makes an integration of an id that nobody has: it and its secret key, which is shown once.
pub async fn create(
    store: &impl Integrations,
    keys: &impl CodeKeys,
    id: IntegrationId,
    wanted: Wanted,
    scene: Scene<'_>,
) -> Result<(Integration, SecretKey), Error> {
    let integration = Integration {
        integration_id: id,
        name: wanted.name,
        grants: wanted.grants,
        allow_sha1: wanted.allow_sha1,
        secret_id: SecretId::from_random(scene.chance.bits()),
        created_at: scene.now,
        revoked_at: None,
    };
    let secret = integration.secret(keys.code_key().await?);
    let event = scene.event(Action::IntegrationCreate, integration.integration_id.as_str());
    if store.write_integration(None, &integration, &event).await? {
        Ok((integration, secret))
    } else {
        Err(Error::Duplicate("integration key"))
    }
}

/// A page of them, revoked ones too, by id.
pub async fn list(
    store: &impl Integrations,
    limit: usize,
    after: Option<&IntegrationId>,
) -> Result<Page<Integration, IntegrationId>, Error> {
    Ok(store.integrations_page(limit, after).await?)
}

/// An integration, revoked or not.
pub async fn get(store: &impl Integrations, id: &IntegrationId) -> Result<Integration, Error> {
    store.integration(id).await?.ok_or(Error::NotFound("integration"))
}

async fn found(store: &impl Integrations, id: &IntegrationId) -> Result<Integration, Error> {
    let found = store.integration(id).await?.filter(|found| found.revoked_at.is_none());
    found.ok_or(Error::NotFound("integration that is not revoked"))
}

/// Gives an integration another secret key in the place of the one of that name, or of whichever it has; the old one counts
/// no more.
pub async fn rotate(
    store: &impl Integrations,
    keys: &impl CodeKeys,
    id: &IntegrationId,
    replaces: Option<&SecretId>,
    scene: Scene<'_>,
) -> Result<(Integration, SecretKey), Error> {
    let before = found(store, id).await?;
    if replaces.is_some_and(|replaced| *replaced != before.secret_id) {
        return Err(Error::Contended);
    }
    let after = Integration { secret_id: SecretId::from_random(scene.chance.bits()), ..before.clone() };
    let secret = after.secret(keys.code_key().await?);
    let event = scene.event(Action::IntegrationUpdate, id.as_str());
    if store.write_integration(Some(&before), &after, &event).await? {
        Ok((after, secret))
    } else {
        Err(Error::Contended)
    }
}

/// Revokes an integration for good: its next request is refused.
pub async fn revoke(
    store: &impl Integrations,
    id: &IntegrationId,
    scene: Scene<'_>,
) -> Result<Integration, Error> {
    let before = found(store, id).await?;
    let after = Integration { revoked_at: Some(scene.now), ..before.clone() };
    let event = scene.event(Action::IntegrationDelete, id.as_str());
    if store.write_integration(Some(&before), &after, &event).await? {
        Ok(after)
    } else {
        Err(Error::Contended)
    }
}
