//! Who has not activated yet.

use crate::ports::{Page, Unactivated, UnactivatedCount};
use crate::{Error, Principal};
use onramp_domain::send::Filter;
use onramp_domain::{Channel, Permission, Phone};

/// What to list.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// Reachable by this channel.
    pub channel: Channel,
    /// Matching this.
    pub filter: Option<Filter>,
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
    Ok(store.page(query.channel, query.filter.as_ref(), query.limit, query.after).await?)
}

/// Pages of a filtered list that one look goes through at the most until somebody is found.
const LOOKS: usize = 5;

/// The same, going on to the next page while a filter finds nobody.
pub async fn look(
    store: &impl Unactivated,
    by: &Principal,
    query: &Query<'_>,
) -> Result<Page<Phone, String>, Error> {
    let mut page = list(store, by, query).await?;
    for _ in 1..LOOKS {
        let Some(after) = page.next.as_deref().filter(|_| page.items.is_empty()) else { break };
        page = list(store, by, &Query { after: Some(after), ..query.clone() }).await?;
    }
    Ok(page)
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
