//! Chance that can be repeated.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Decides by a digest of what is to be decided, never by how much was decided before: one call more or less, or two in
/// another order, change nothing for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// The seed of what this one says about something.
    pub fn about(self, what: impl Hash) -> Self {
        let mut hash = DefaultHasher::new();
        (self.0, what).hash(&mut hash);
        Self(hash.finish())
    }

    /// A number below another.
    pub const fn below(self, limit: u64) -> u64 {
        self.0 % limit
    }

    /// True so often of a hundred times.
    pub const fn percent(self, often: u64) -> bool {
        self.below(100) < often
    }
}
