//! Who asks.

use crate::Error;
use onramp_domain::{Permission, Role};

/// In whose name the schedule and direct invocations act, as the administrator log says it.
pub const SYSTEM: &str = "System";

/// A signed-in admin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The subject of the token: the issuer's name for the person, as the administrator log keeps it.
    pub subject: String,
    /// What the person may do.
    pub role: Role,
}

impl Principal {
    /// Who invokes a function directly, from the AWS console, its command line or a rule: IAM has let them.
    pub fn system() -> Self {
        Self { subject: SYSTEM.to_owned(), role: Role::Owner }
    }

    /// Refuses who may not do that.
    pub fn must(&self, needs: Permission) -> Result<(), Error> {
        if self.role.may(needs) { Ok(()) } else { Err(Error::Forbidden { role: self.role, needs }) }
    }
}
