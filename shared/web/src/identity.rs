//! Who asks: what the authorizer found, as the gateway hands it to a function.

use crate::{Problem, Request};
use onramp_domain::Role;
use onramp_usecases::Principal;
use serde::{Deserialize, Serialize};

/// Why a token does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// There is none.
    #[error("the request carries no bearer token")]
    Missing,
    /// It cannot be read, or its signature is not of a key of the issuer.
    #[error("the token is not one of the issuer's")]
    Untrusted,
    /// It is for another issuer's realm.
    #[error("the token is of another issuer")]
    Issuer,
    /// It is for another application.
    #[error("the token is for another audience")]
    Audience,
    /// It has run out.
    #[error("the token has expired")]
    Expired,
    /// It does not count yet.
    #[error("the token is not valid yet")]
    NotYet,
    /// It answers another sign-in.
    #[error("the token answers another sign-in")]
    Nonce,
    /// The issuer's keys could not be read.
    #[error("the issuer's keys could not be read")]
    NoKeys,
}

/// What the authorizer found. It lets every request through to the function, which answers 401 or 403 as a problem: an
/// HTTP API answers a denial with 403 and a body of its own. A request without this is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Identity {
    /// A valid token.
    Known {
        /// The token's subject.
        subject: String,
        /// The highest role that the token names; empty if it names none of Onramp's.
        role: String,
        /// When the token expires, in Unix seconds: the gateway may keep what the authorizer found for longer.
        expires_at: i64,
    },
    /// None, or one that does not count.
    Refused {
        /// Why.
        why: Refusal,
    },
}

/// Who asks, as the authorizer found; otherwise the problem to answer with.
pub fn principal(request: &Request, now: i64) -> Result<Principal, Problem> {
    match request.extensions().get::<Identity>() {
        None => Err(Problem::unauthorized(Refusal::Missing.to_string())),
        Some(Identity::Refused { why: Refusal::NoKeys }) => Err(Problem::unavailable()),
        Some(Identity::Refused { why }) => Err(Problem::unauthorized(why.to_string())),
        Some(Identity::Known { expires_at, .. }) if now >= *expires_at => {
            Err(Problem::unauthorized(Refusal::Expired.to_string()))
        }
        Some(Identity::Known { subject, role, .. }) => match Role::parse(role) {
            Ok(role) => Ok(Principal { subject: subject.clone(), role }),
            Err(_) => Err(Problem::forbidden("the token names no role that may use Onramp")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(identity: Option<Identity>) -> u16 {
        let mut request = Request::default();
        if let Some(identity) = identity {
            request.extensions_mut().insert(identity);
        }
        principal(&request, 1_000).unwrap_err().status()
    }

    fn known(role: &str, expires_at: i64) -> Identity {
        Identity::Known { subject: "s".into(), role: role.into(), expires_at }
    }

    #[test]
    fn nothing_found_is_not_signed_in_and_no_role_is_not_allowed() {
        assert_eq!(status(None), 401);
        assert_eq!(status(Some(Identity::Refused { why: Refusal::Untrusted })), 401);
        assert_eq!(status(Some(known("Owner", 1_000))), 401);
        assert_eq!(status(Some(known("", 2_000))), 403);
        assert_eq!(status(Some(Identity::Refused { why: Refusal::NoKeys })), 503);
    }

    #[test]
    fn what_the_authorizer_found_is_flat_as_the_gateway_wants_it() {
        let told = serde_json::to_value(known("Owner", 5)).unwrap();
        assert!(told.as_object().unwrap().values().all(|value| !value.is_object() && !value.is_array()));
        assert_eq!(serde_json::from_value::<Identity>(told).unwrap(), known("Owner", 5));
    }
}
