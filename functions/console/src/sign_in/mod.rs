//! Signing in by authorization code with PKCE (RFC 7636), and out again, here and at the issuer.

mod pending;

use crate::form::Form;
use crate::issuer::Code;
use crate::layout::Shell;
use crate::reply::{page, see_other, with_cookie};
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, cookies};
use askama::Template;
use http::{Method, StatusCode};
use onramp_domain::{Session, SessionId, Settings};
use onramp_usecases::ports::{Chance, Outage};
use onramp_usecases::sessions;
use onramp_web::Response;
use pending::Pending;

const HOME: &str = "/console";

/// Where to sign in, to come back to that page.
pub fn path(next: &str) -> String {
    match local(next) {
        HOME => "/console/sign-in".to_owned(),
        next => format!("/console/sign-in?{}", query(&[("next", next)])),
    }
}

/// A page of the console that `next` names; its home for anything else, such as another site.
fn local(next: &str) -> &str {
    let rest = next.strip_prefix(HOME).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = next.len() <= 1_000
        && next.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'\\' | b'"' | b';' | b','));
    let signing = ["/sign-in", "/callback", "/sign-out", "/signed-out", "/language", "/assets"];
    match rest {
        Some(rest) if plain && !signing.iter().any(|path| rest.starts_with(path)) => next,
        _ => HOME,
    }
}

/// The same for a page that leads back to where it was asked from.
pub fn back(next: &str) -> &str {
    if next == "/console/signed-out" { next } else { local(next) }
}

fn query(pairs: &[(&str, &str)]) -> String {
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

/// An endpoint with more in its query.
fn with_query(endpoint: &str, pairs: &[(&str, &str)]) -> String {
    let join = if endpoint.contains('?') { '&' } else { '?' };
    format!("{endpoint}{join}{}", query(pairs))
}

fn redirect_uri(settings: &Settings) -> String {
    format!("{}/console/callback", settings.base_url)
}

fn unavailable(outage: &Outage) -> Stop {
    tracing::error!(%outage, "nobody can sign in");
    Stop::Unavailable
}

/// `GET /console/sign-in?next=`: to the issuer.
pub async fn start<P: Parts>(console: &Console<P>, visit: &Visit<'_>) -> Result<Response, Stop> {
    let asked = Form::query(visit.request);
    let endpoints = console.issuer.endpoints(visit.now).await.map_err(|outage| unavailable(&outage))?;
    let seed = SessionId::from_random(console.chance.bits(), console.chance.bits());
    let pending = Pending::new(seed, local(asked.text("next")));
    let to = with_query(
        &endpoints.authorization_endpoint,
        &[
            ("response_type", "code"),
            ("client_id", console.issuer.client_id()),
            ("redirect_uri", &redirect_uri(visit.settings)),
            ("scope", "openid email profile"),
            ("state", &pending.state()),
            ("nonce", &pending.nonce()),
            ("code_challenge", &pending.challenge()),
            ("code_challenge_method", "S256"),
        ],
    );
    Ok(with_cookie(see_other(&to), &cookies::keep(cookies::SIGN_IN, &pending.to_cookie(), pending::SECS)))
}

/// `GET /console/callback?code=&state=`: back from the issuer.
pub async fn finish<P: Parts>(console: &Console<P>, visit: &Visit<'_>) -> Result<Response, Stop> {
    let told = Form::query(visit.request);
    let pending =
        cookies::value(visit.request, cookies::SIGN_IN).and_then(Pending::read).ok_or(Stop::SignIn)?;
    if told.text("state") != pending.state() || told.text("code").is_empty() {
        tracing::warn!("a sign-in came back that was not begun here, or without a code");
        return Err(Stop::SignIn);
    }
    let given = Code {
        code: told.text("code"),
        verifier: &pending.verifier(),
        nonce: &pending.nonce(),
        redirect_uri: &redirect_uri(visit.settings),
    };
    let looked_at = console.issuer.exchange(given, visit.now).await.map_err(|outage| unavailable(&outage))?;
    let who = looked_at.map_err(|why| {
        tracing::warn!(%why, "a sign-in was refused");
        Stop::SignIn
    })?;
    if let Some(old) =
        cookies::value(visit.request, cookies::SESSION).and_then(|id| SessionId::parse(id).ok())
    {
        sessions::end(&console.store, &old.hash()).await?;
    }
    let id = sessions::begin(&console.store, &console.chance, who, visit.now).await?;
    let reply = with_cookie(see_other(local(pending.next())), &cookies::drop(cookies::SIGN_IN));
    Ok(with_cookie(reply, &cookies::keep(cookies::SESSION, &id.expose(), Session::LIFETIME)))
}

/// The page between here and the issuer. No redirect: a form may be answered by ourselves alone, says our policy.
#[derive(Template)]
#[template(path = "signing_out.html")]
struct SigningOut<'a> {
    shell: Shell<'a>,
    to: String,
}

/// `POST /console/sign-out`: the session ends here, and then at the issuer.
pub async fn end<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
) -> Result<Response, Stop> {
    if visit.request.method() != Method::POST {
        return Err(Stop::Method("POST"));
    }
    sessions::end(&console.store, &visitor.id.hash()).await?;
    let back = format!("{}/console/signed-out", visit.settings.base_url);
    let endpoint = match console.issuer.endpoints(visit.now).await {
        Ok(endpoints) => endpoints.end_session_endpoint,
        Err(outage) => {
            tracing::warn!(%outage, "someone is signed out here, and may not be at the issuer");
            None
        }
    };
    let reply = match endpoint {
        // The names of OpenID Connect and, the last, of Cognito.
        Some(endpoint) => {
            let told = [
                ("client_id", console.issuer.client_id()),
                ("post_logout_redirect_uri", &back),
                ("logout_uri", &back),
            ];
            let to = with_query(&endpoint, &told);
            page(StatusCode::OK, &SigningOut { shell: visit.shell(), to })?
        }
        None => see_other("/console/signed-out"),
    };
    Ok(with_cookie(reply, &cookies::drop(cookies::SESSION)))
}

#[derive(Template)]
#[template(path = "signed_out.html")]
struct SignedOut<'a> {
    shell: Shell<'a>,
}

/// `GET /console/signed-out`: where the issuer leads back to.
pub fn signed_out(visit: &Visit<'_>) -> Result<Response, Stop> {
    page(StatusCode::OK, &SignedOut { shell: visit.shell() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_console_are_come_back_to() {
        for own in ["/console", "/console?x=1", "/console/users?q=a%20b&cursor=x"] {
            assert_eq!(local(own), own);
        }
        let long = format!("/console/{}", "x".repeat(1_000));
        for other in [
            "",
            "/",
            "//evil.example",
            "https://evil.example",
            "/consoles",
            "/console\\evil",
            "/console/\r\nx",
            "console",
            "/console@evil.example",
            "/console/sign-in?next=/console",
            "/console/callback?code=x",
            &long,
        ] {
            assert_eq!(local(other), HOME, "{other}");
        }
        assert_eq!(path("/console/users?q=a"), "/console/sign-in?next=%2Fconsole%2Fusers%3Fq%3Da");
        assert_eq!(path("https://evil.example"), "/console/sign-in");
    }

    #[test]
    fn an_endpoint_keeps_its_own_query() {
        assert_eq!(with_query("https://i/a", &[("b", "c d")]), "https://i/a?b=c+d");
        assert_eq!(with_query("https://i/a?x=1", &[("b", "c")]), "https://i/a?x=1&b=c");
    }
}
