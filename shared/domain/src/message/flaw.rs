//! What may be wrong with an admin's words: a closed list, so that each reads it in their own language.

/// What is wrong with a subject or a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// There is nothing in it.
    Empty,
    /// It has so many characters, and may have that many.
    TooLong(usize, usize),
    /// It holds a character that no text has, or a subject a line break.
    Control,
    /// A brace is opened and never closed.
    Unclosed,
    /// It uses a placeholder that does not exist.
    Unknown(String),
    /// A subject holds the link.
    LinkInSubject,
    /// As an SMS, with its header and link, it takes so many parts.
    Parts(usize),
}

impl Flaw {
    /// A word for it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong(..) => "too-long",
            Self::Control => "control",
            Self::Unclosed => "unclosed",
            Self::Unknown(_) => "unknown",
            Self::LinkInSubject => "link",
            Self::Parts(_) => "parts",
        }
    }
}
