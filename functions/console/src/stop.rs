//! Why a page was not shown or a form not followed: one enum, told on one kind of page.

use http::StatusCode;
use onramp_domain::FieldError;
use onramp_usecases::Error;

/// Why a request was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// Nobody is signed in, or not any more.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// The sign-in that came back is not one that was begun here, or its token does not count. A guesser is told no more.
    #[error("a sign-in was refused")]
    SignIn,
    /// The issuer names no role of Onramp's.
    #[error("the person has no role")]
    NoRole,
    /// The role may not do this.
    #[error("the role may not do this")]
    Forbidden,
    /// The form is not one of this session's, or was sent from elsewhere.
    #[error("the form is not of this session")]
    Form,
    /// There is no such page or thing.
    #[error("there is no such page")]
    NotFound,
    /// The page knows other methods.
    #[error("the page does not know the method")]
    Method(&'static str),
    /// A value of a request that no form of ours sends.
    #[error("{0}")]
    Invalid(FieldError),
    /// Someone else changed the same thing, or it is not as it was.
    #[error("{0}")]
    Conflict(String),
    /// A service did not do its part.
    #[error("a service did not answer")]
    Unavailable,
}

impl Stop {
    /// The status it is told with.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::SignIn | Self::NoRole | Self::Forbidden | Self::Form => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::Invalid(_) => StatusCode::BAD_REQUEST,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What its messages in the catalogs begin with: `…-title` and `…-text`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotSignedIn => "stop-session",
            Self::SignIn => "stop-sign-in",
            Self::NoRole => "stop-no-role",
            Self::Forbidden => "stop-forbidden",
            Self::Form => "stop-form",
            Self::NotFound | Self::Method(_) => "stop-not-found",
            Self::Invalid(_) => "stop-invalid",
            Self::Conflict(_) => "stop-conflict",
            Self::Unavailable => "stop-unavailable",
        }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Forbidden { .. } => Self::Forbidden,
            Error::NotFound(_) => Self::NotFound,
            Error::Invalid(error) => Self::Invalid(error),
            Error::Outage(outage) => {
                tracing::error!(%outage, "a page could not be shown");
                Self::Unavailable
            }
            other => Self::Conflict(other.to_string()),
        }
    }
}

impl From<FieldError> for Stop {
    fn from(error: FieldError) -> Self {
        Self::Invalid(error)
    }
}
