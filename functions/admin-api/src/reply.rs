//! Replies in the wire's form: clients look at the status, at `stat`, or for `response`, so all three agree.

use http::StatusCode;
use onramp_domain::FieldError;
use onramp_usecases::Error;
use onramp_usecases::admin::activate::NotSent;
use onramp_usecases::admin::admit::Refused;
use onramp_usecases::ports::Rows;
use onramp_web::signatures::Unsigned;
use onramp_web::{Response, json_reply};
use serde_json::{Value, json};

/// What was not done: the wire's code, message and detail. Says nothing that helps a guesser, and quotes no value.
#[derive(Debug)]
pub struct Failure {
    code: u32,
    message: &'static str,
    detail: Option<String>,
}

impl Failure {
    const fn new(code: u32, message: &'static str) -> Self {
        Self { code, message, detail: None }
    }

    /// Parameters are missing: which.
    pub fn missing(name: impl Into<String>) -> Self {
        Self { detail: Some(name.into()), ..Self::new(40001, "Missing required request parameters") }
    }

    fn invalid(detail: String) -> Self {
        Self { detail: Some(detail), ..Self::new(40002, "Invalid request parameters") }
    }

    /// There is no such thing or route.
    pub const fn not_found() -> Self {
        Self::new(40401, "Resource not found")
    }

    /// The route knows other methods.
    pub const fn method() -> Self {
        Self::new(40501, "Method not allowed")
    }

    const fn too_many() -> Self {
        Self::new(42901, "Too Many Requests")
    }

    const fn unavailable() -> Self {
        Self::new(50301, "Not available at the moment")
    }
}

impl From<FieldError> for Failure {
    fn from(error: FieldError) -> Self {
        Self::invalid(error.to_string())
    }
}

impl From<Unsigned> for Failure {
    fn from(why: Unsigned) -> Self {
        match why {
            Unsigned::NoCredentials => Self::new(40101, "Missing request credentials"),
            Unsigned::NoDate => Self::new(40104, "Missing request timestamp"),
            Unsigned::BadDate => Self::new(40105, "Bad request timestamp"),
        }
    }
}

impl From<Refused> for Failure {
    fn from(why: Refused) -> Self {
        match why {
            Refused::Unknown => Self::new(40102, "Invalid identity in request credentials"),
            Refused::Signature => Self::new(40103, "Invalid signature in request credentials"),
            Refused::Forbidden(_) => Self::new(40301, "Access forbidden"),
            Refused::TooMany => Self::too_many(),
            Refused::Failed(error) => error.into(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(error) => error.into(),
            Error::NotFound(_) => Self::not_found(),
            Error::Duplicate(what) => {
                Self { detail: Some(what.to_owned()), ..Self::new(40003, "Duplicate resource") }
            }
            Error::Ineligible(why) => Self::invalid(why.to_string()),
            Error::Forbidden { .. } => Self::new(40301, "Access forbidden"),
            // Nothing was done, and clients try again by themselves.
            Error::Contended => Self::too_many(),
            Error::Outage(outage) => {
                tracing::error!(%outage, "a request could not be served");
                Self::unavailable()
            }
            other => Self::invalid(other.to_string()),
        }
    }
}

impl From<NotSent> for Failure {
    fn from(why: NotSent) -> Self {
        match why {
            NotSent::Refused(error) => error.into(),
            NotSent::Later => Self::unavailable(),
        }
    }
}

impl From<Failure> for Response {
    fn from(Failure { code, message, detail }: Failure) -> Self {
        let status = u16::try_from(code / 100).ok().and_then(|code| StatusCode::from_u16(code).ok());
        let mut body = json!({ "stat": "FAIL", "code": code, "message": message });
        if let (Some(detail), Some(fields)) = (detail, body.as_object_mut()) {
            fields.insert("message_detail".to_owned(), detail.into());
        }
        json_reply(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &body)
    }
}

/// What was asked for.
pub fn ok(response: impl Into<Value>) -> Response {
    json_reply(StatusCode::OK, &json!({ "stat": "OK", "response": response.into() }))
}

/// A part of a list, and where it stands in the whole.
pub fn part<T>(rows: &Rows<T>, offset: u64, limit: usize, show: impl Fn(&T) -> Value) -> Response {
    let items: Vec<Value> = rows.items.iter().map(show).collect();
    let mut metadata = json!({ "total_objects": rows.total });
    if let Some(next) = rows.next {
        metadata["next_offset"] = next.into();
    }
    if offset > 0 {
        metadata["prev_offset"] = offset.saturating_sub(limit as u64).into();
    }
    json_reply(StatusCode::OK, &json!({ "stat": "OK", "response": items, "metadata": metadata }))
}
