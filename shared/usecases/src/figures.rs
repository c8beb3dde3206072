//! How activation goes: what was counted on the last days, and who is left now.

use crate::ports::{Figures, Unactivated, UnactivatedCount};
use crate::{Error, Principal};
use futures_util::future::try_join;
use onramp_domain::Permission;
use onramp_domain::figures::{Period, Range};

/// The figures of some days up to now, and how many phones are left. Costs the same in a directory of any size.
pub async fn figures(
    store: &(impl Figures + Unactivated),
    by: &Principal,
    range: Range,
    now: i64,
) -> Result<(Period, UnactivatedCount), Error> {
    by.must(Permission::View)?;
    let (first, last) = range.bounds(now);
    Ok(try_join(store.figures(first, last), store.count()).await?)
}
