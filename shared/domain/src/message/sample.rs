//! The made-up person of previews.

use crate::{ActivationCode, Holder, samples};

/// The person.
pub fn holder() -> Holder {
    samples::phone().users.remove(0)
}

/// A code of the form of a real one, which leads nowhere.
///
/// # Panics
/// Never: the constant is well formed, as the tests show.
#[expect(clippy::unwrap_used, reason = "a constant that the tests parse")]
pub fn code() -> ActivationCode {
    ActivationCode::parse("ExampleExampleExampl").unwrap()
}
