//! Who has not activated yet.

use crate::ports::{Page, Unactivated, UnactivatedCount};
use crate::{Error, Principal};
use onramp_domain::send::Search;
use onramp_domain::{Channel, Permission, Phone};

/// What to list.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// Reachable by this channel.
    pub channel: Channel,
    /// Matching this.
    pub search: Option<Search>,
    /// At most so many.
    pub limit: usize,
    /// Behind this position, which an earlier page told.
    pub after: Option<&'a str>,
}

/// A page of the phones that may be sent a link, sorted by username.
pub async fn list(
    store: &impl Unactivated,
    by: &Principal,
    query: &Query<'_>,
) -> Result<Page<Phone, String>, Error> {
    by.must(Permission::Send)?;
    Ok(store.page(query.channel, query.search.as_ref(), query.limit, query.after).await?)
}

/// How many phones may be sent a link, by channel, for those who look at lists without sending.
pub async fn overview(store: &impl Unactivated, by: &Principal) -> Result<UnactivatedCount, Error> {
    by.must(Permission::View)?;
    Ok(store.count().await?)
}

/// How many phones may be sent a link, by channel.
pub async fn count(store: &impl Unactivated, by: &Principal) -> Result<UnactivatedCount, Error> {
    by.must(Permission::Send)?;
    Ok(store.count().await?)
}
