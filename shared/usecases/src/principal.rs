//! Who asks.

use crate::Error;
use onramp_domain::{Permission, Role};

/// A signed-in admin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The subject of the token: the issuer's name for the person, as the administrator log keeps it.
    pub subject: String,
    /// What the person may do.
    pub role: Role,
}

impl Principal {
    /// Refuses who may not do that.
    pub fn must(&self, needs: Permission) -> Result<(), Error> {
        if self.role.may(needs) { Ok(()) } else { Err(Error::Forbidden { role: self.role, needs }) }
    }
}
