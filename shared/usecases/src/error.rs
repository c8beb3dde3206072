//! Why a use case did not do what was asked.

use crate::ports::Outage;
use onramp_domain::send::SendState;
use onramp_domain::{FieldError, Ineligible, Permission, Role};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A value was refused.
    #[error(transparent)]
    Invalid(#[from] FieldError),
    /// The role may not do that.
    #[error("the role {} may not do this", .role.as_str())]
    Forbidden {
        /// The role of who asked.
        role: Role,
        /// What it lacks.
        needs: Permission,
    },
    /// There is no such thing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The phone may not get a link.
    #[error("{0}")]
    Ineligible(#[from] Ineligible),
    /// The phone has a live link until then (Unix seconds).
    #[error("{}", onramp_domain::send::live_until(*.0))]
    LiveLink(i64),
    /// The send is over: it is in that state, and stays so.
    #[error("the send is {} and can be neither stopped nor resumed", .0.as_str())]
    SendOver(SendState),
    /// The `Idempotency-Key` was used with another request.
    #[error("the Idempotency-Key was used for a different request")]
    KeyReused,
    /// There is one already that has it.
    #[error("the {0} is taken")]
    Duplicate(&'static str),
    /// Someone else kept changing the same thing; nothing was done.
    #[error("the phone was changed by someone else at the same moment")]
    Contended,
    /// A service did not do its part.
    #[error(transparent)]
    Outage(#[from] Outage),
}
