//! What the organisation decides.

use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use onramp_web::Response;

/// The page of a path under `/console/settings`.
pub async fn answer<P: Parts>(
    _console: &Console<P>,
    _visit: &Visit<'_>,
    _visitor: &Visitor,
    _path: &[&str],
) -> Result<Response, Stop> {
    Err(Stop::NotFound)
}
