//! Who may call the Admin API, and how often.

use crate::Error;
use crate::ports::{CodeKeys, Integrations};
use onramp_domain::{Grant, Integration, IntegrationId, Kind, Rates, SecretKey};

/// Why a request is not let in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// There is no such integration, or it was revoked.
    #[error("the integration is not known")]
    Unknown,
    /// The signature is not one of its secret key.
    #[error("the signature does not verify")]
    Signature,
    /// The integration may not do that.
    #[error("the integration lacks the permission {}", .0.as_str())]
    Forbidden(Grant),
    /// It asked too often in this minute.
    #[error("too many requests")]
    TooMany,
    /// A service did not do its part.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What a request needs.
#[derive(Debug, Clone, Copy)]
pub struct Needs {
    /// The permission.
    pub grant: Grant,
    /// What it is counted as.
    pub kind: Kind,
}

/// Lets an integration in that signed with its secret key, may do it, and has not asked too often. One read, one write.
/// Only signed requests are counted, so that nobody uses up another's; a repeated one is not refused for being repeated.
pub async fn admit(
    store: &impl Integrations,
    keys: &impl CodeKeys,
    id: &IntegrationId,
    signed: impl FnOnce(&Integration, &SecretKey) -> bool,
    needs: Needs,
    rates: Rates,
    now: i64,
) -> Result<Integration, Refused> {
    let found = store.integration(id).await.map_err(Error::from)?;
    let integration = found.filter(|found| found.revoked_at.is_none()).ok_or(Refused::Unknown)?;
    let secret = integration.secret(keys.code_key().await.map_err(Error::from)?);
    if !signed(&integration, &secret) {
        return Err(Refused::Signature);
    }
    if !integration.may(needs.grant) {
        return Err(Refused::Forbidden(needs.grant));
    }
    let counted = store.count_request(id, needs.kind, rates.of(needs.kind), now).await;
    if counted.map_err(Error::from)? { Ok(integration) } else { Err(Refused::TooMany) }
}
