//! The console: the admin panel in a browser, on the same use cases as the API.
//!
//! - `GET /console/sign-in`, `GET /console/callback`, `POST /console/sign-out`, `GET /console/signed-out`: `sign_in/`.
//! - `GET /console/language?lang=&back=`: which language a browser is answered in.
//! - `GET /console/assets/…`: the style sheet and the script.
//! - everything else: `pages/`, for those who are signed in.
//!
//! A new page is a module of `pages/`, an arm of `pages::answer`, a template that extends `layout.html`, messages in
//! `catalogs/`, and, where it belongs into the navigation, a line of `layout::PLACES`.

mod assets;
mod cookies;
mod form;
mod language;
mod layout;
mod pages;
mod reply;
mod sign_in;
mod stop;
mod visit;

pub mod issuer;

pub use assets::Assets;
pub use language::{CatalogError, Catalogs};

use http::Method;
use issuer::{Issuer, Wire};
use onramp_usecases::ports::{
    AdministratorLog, Chance, Clock, CodeKeys, Deliveries, Directory, Figures, History, Imports,
    Integrations, Jobs, Links, Mailer, OrganisationSettings, People, Phones, Sends, Sessions, Texter,
    Unactivated,
};
use onramp_usecases::settings::{Known, KnownSettings};
use onramp_web::{Request, Response, segments};
use std::sync::Arc;
use stop::Stop;
use visit::{Visit, Visitor};

/// What pages read and change.
pub trait Store:
    Sessions
    + Unactivated
    + Phones
    + Directory
    + People
    + AdministratorLog
    + Links
    + Sends
    + Deliveries
    + History
    + Integrations
    + OrganisationSettings
    + Figures
    + Imports
{
}

impl<S> Store for S where
    S: Sessions
        + Unactivated
        + Phones
        + Directory
        + People
        + AdministratorLog
        + Links
        + Sends
        + Deliveries
        + History
        + Integrations
        + OrganisationSettings
        + Figures
        + Imports
{
}

/// What a console is made of, by name: on AWS, on a laptop.
pub trait Parts: Send + Sync {
    /// What pages read and change.
    type Store: Store;
    /// Where sends are queued.
    type Queue: Jobs;
    /// Where the code key is kept.
    type Keys: CodeKeys;
    /// Takes the emails that admins send to themselves.
    type Mailer: Mailer;
    /// Takes the texts that admins send to themselves.
    type Texter: Texter;
    /// How the issuer is reached.
    type Wire: Wire;
    /// The present.
    type Clock: Clock;
    /// Chance.
    type Chance: Chance;
}

/// What the function needs, made once a container.
pub struct Console<P: Parts> {
    /// What pages read and change.
    pub store: P::Store,
    /// Where sends are queued.
    pub queue: P::Queue,
    /// Where the code key is kept.
    pub keys: P::Keys,
    /// Takes the emails that admins send to themselves.
    pub mailer: P::Mailer,
    /// Takes the texts that admins send to themselves.
    pub texter: P::Texter,
    /// Who signs people in.
    pub issuer: Issuer<P::Wire>,
    /// What the organisation decided.
    pub settings: KnownSettings,
    /// All text.
    pub catalogs: Catalogs,
    /// The style sheet and the script.
    pub assets: Assets,
    /// The present.
    pub clock: P::Clock,
    /// Chance.
    pub chance: P::Chance,
}

impl<P: Parts> Console<P> {
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        let reply = match self.asset(&request) {
            Some(reply) => reply,
            None => self.page(&request).await,
        };
        if request.method() == Method::HEAD { reply.map(|_| bytes::Bytes::new()) } else { reply }
    }

    /// The style sheet or the script, for which nothing needs to be read.
    fn asset(&self, request: &Request) -> Option<Response> {
        match segments(request).as_slice() {
            ["console", "assets", name] if is_reading(request) => self.assets.reply(name, request.headers()),
            _ => None,
        }
    }

    async fn page(&self, request: &Request) -> Response {
        let known = self.known(request).await;
        let visit = Visit::of(self, request, &known);
        let reply = match self.answer(&visit).await {
            Ok(reply) => reply,
            Err(stop) => visit.stopped(&stop),
        };
        // What was to be said once is said.
        let said = cookies::value(request, cookies::FLASH).is_some()
            && reply.headers().get(http::header::CONTENT_SECURITY_POLICY).is_some();
        if said { reply::with_cookie(reply, &cookies::drop(cookies::FLASH)) } else { reply }
    }

    /// What the organisation decided. Behind a form, and where it is changed, as it is now rather than a minute ago.
    async fn known(&self, request: &Request) -> Arc<Known> {
        let now = self.clock.now();
        let changing = request.uri().path().starts_with("/console/settings")
            || cookies::value(request, cookies::FLASH).is_some();
        if changing && let Ok(known) = self.settings.fresh(&self.store, now).await {
            return known;
        }
        self.settings.or_deployed(&self.store, now).await
    }

    async fn answer(&self, visit: &Visit<'_>) -> Result<Response, Stop> {
        let segments = segments(visit.request);
        let ["console", path @ ..] = segments.as_slice() else { return Err(Stop::NotFound) };
        let reading = is_reading(visit.request);
        match path {
            ["assets", _] if reading => Err(Stop::NotFound),
            ["language"] if reading => language::chosen(visit),
            ["sign-in"] if reading => sign_in::start(self, visit).await,
            ["callback"] if reading => sign_in::finish(self, visit).await,
            ["signed-out"] if reading => sign_in::signed_out(visit),
            ["assets", _] | ["language" | "sign-in" | "callback" | "signed-out"] => Err(Stop::Method("GET")),
            _ => {
                let visitor = match Visitor::of(self, visit).await {
                    Err(Stop::NotSignedIn) if reading => {
                        return Ok(reply::see_other(&sign_in::path(visit.here())));
                    }
                    Err(Stop::NotSignedIn) if path == ["sign-out"] => {
                        return Ok(reply::see_other("/console/signed-out"));
                    }
                    found => found?,
                };
                if path == ["sign-out"] {
                    return sign_in::end(self, visit, &visitor).await;
                }
                Ok(pages::answer(self, visit, &visitor, path)
                    .await
                    .unwrap_or_else(|stop| visitor.stopped(visit, &stop)))
            }
        }
    }
}

/// Whether a request only reads.
fn is_reading(request: &Request) -> bool {
    matches!(request.method(), &Method::GET | &Method::HEAD)
}
