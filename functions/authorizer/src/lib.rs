//! Who asks: a bearer token of any OpenID issuer becomes a subject and a role, which the gateway hands to the functions.

use onramp_usecases::ports::Clock;
use onramp_web::Identity;
use onramp_web::tokens::{FetchKeys, IssuerKeys, TokenRules, identify};

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct Authorizer<F, C> {
    /// What a token must say.
    pub rules: TokenRules,
    /// The issuer's keys.
    pub keys: IssuerKeys<F>,
    /// The present.
    pub clock: C,
}

impl<F: FetchKeys, C: Clock> Authorizer<F, C> {
    /// Looks at an `Authorization` header. The request goes on whatever is found: the functions answer 401 and 403.
    pub async fn handle(&self, authorization: Option<&str>) -> Identity {
        identify(authorization, &self.rules, &self.keys, self.clock.now()).await
    }
}
