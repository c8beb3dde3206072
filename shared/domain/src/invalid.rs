//! What a value is told when it is refused: what was wrong, and what would be right.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A value that its type refuses. Never quotes the value: it may be personal data or a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{wrong}; expected {expected}")]
pub struct Invalid {
    /// What was wrong, as the end of "the value …", such as "is empty".
    pub wrong: Cow<'static, str>,
    /// What would be right, as the end of "expected …", such as "1 to 64 characters".
    pub expected: Cow<'static, str>,
}

impl Invalid {
    /// A refusal from its two halves.
    pub fn new(wrong: impl Into<Cow<'static, str>>, expected: impl Into<Cow<'static, str>>) -> Self {
        Self { wrong: wrong.into(), expected: expected.into() }
    }

    /// The same refusal, with the name of the field that held the value.
    pub fn in_field(self, field: impl Into<Cow<'static, str>>) -> FieldError {
        FieldError { field: field.into(), invalid: self }
    }
}

/// A refused value and the field it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field}: {invalid}")]
pub struct FieldError {
    /// The field as the sender knows it: a JSON path, a query parameter, a CSV column.
    pub field: Cow<'static, str>,
    /// What was wrong with it.
    pub invalid: Invalid,
}

impl FieldError {
    /// The same of a field within a thing, such as one of a list.
    #[must_use]
    pub fn within(self, place: &str) -> Self {
        Self { field: format!("{place}.{}", self.field).into(), ..self }
    }
}

/// Text of `min..=max` characters without control characters, trimmed.
pub(crate) fn one_line(text: &str, min: usize, max: usize) -> Result<&str, Invalid> {
    let text = text.trim();
    let length = text.chars().count();
    if length < min || length > max {
        let wrong =
            if length == 0 { Cow::from("is empty") } else { format!("has {length} characters").into() };
        return Err(Invalid::new(wrong, format!("{min} to {max} characters")));
    }
    if text.chars().any(char::is_control) {
        return Err(Invalid::new("holds a control character or a line break", "one line of plain text"));
    }
    Ok(text)
}
