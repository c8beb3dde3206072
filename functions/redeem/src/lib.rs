//! Opening and redeeming a link.
//!
//! - `GET /activate/{code}` (also `/android/{code}`, `/iphone/{code}`): the page; changes nothing.
//! - `POST /activate/{code}`: the page's button.
//! - `POST /activate/{code}/opened`: a browser ran the page.
//! - `POST /push/v2/activation/{code}`: the authenticator app.
//! - `GET /frame/qr?value=`: the barcode of an activation as PNG.

mod device;
mod pages;

use askama::Template;
use futures_util::future::join;
use http::{Method, StatusCode, header};
use onramp_domain::barcode::Barcode;
use onramp_domain::message::expiry;
use onramp_domain::{AccountKeys, ActivationCode, EventId, Link, LinkState, Settings};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Links, Marks, Metrics, OrganisationSettings};
use onramp_usecases::redeem::{Activation, Device, opened, redeem, view};
use onramp_usecases::settings::{Known, KnownSettings};
use onramp_web::{Problem, Request, Response, html, segments, with_headers};
use pages::{
    Activated, AlreadyActive, Expired, Invitation, Superseded, Trouble, Unknown, content_security_policy,
};
use std::sync::Arc;

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct RedeemLink<S, K, N, C, R> {
    /// The links.
    pub store: S,
    /// The code key.
    pub keys: K,
    /// Counts pages shown and phones activated.
    pub metrics: N,
    /// What the organisation decided.
    pub settings: KnownSettings,
    /// The present.
    pub clock: C,
    /// Ids of events come from it.
    pub chance: R,
}

impl<S: Links + Marks + OrganisationSettings, K: CodeKeys, N: Metrics, C: Clock, R: Chance>
    RedeemLink<S, K, N, C, R>
{
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        let path = segments(&request);
        let method = request.method();
        match (path.as_slice(), method) {
            (["activate" | "android" | "iphone", given], &Method::GET | &Method::HEAD) => {
                self.page(given).await
            }
            (["activate" | "android" | "iphone", given], &Method::POST) => self.press(given).await,
            (["activate", given, "opened"], &Method::POST) => self.opened(given).await,
            (["push", "v2", "activation", given], &Method::POST) => self.device(&request, given).await,
            // A code whose prefix was left on unescaped: `duo://CODE`, or `duo:/CODE` once a proxy folded the slashes.
            (["push", "v2", "activation", "duo:", rest @ ..], &Method::POST) => {
                let given =
                    rest.iter().rfind(|part| !part.is_empty()).copied().unwrap_or_default().to_owned();
                self.device(&request, &given).await
            }
            (["frame", "qr"], &Method::GET) => self.barcode(&request),
            (["activate" | "android" | "iphone", _], _) => {
                Problem::method_not_allowed("GET, HEAD, POST").into()
            }
            (["push", "v2", "activation", ..] | ["activate", _, "opened"], _) => {
                Problem::method_not_allowed("POST").into()
            }
            (["frame", "qr"], _) => Problem::method_not_allowed("GET").into(),
            _ => Problem::not_found("route").into(),
        }
    }

    fn show(status: StatusCode, page: &impl Template) -> Response {
        match page.render() {
            Ok(page) => html(status, content_security_policy(), page),
            Err(_) => Problem::unavailable().into(),
        }
    }

    /// What the organisation decided, read beside what a request is about.
    async fn known(&self) -> Arc<Known> {
        self.settings.or_deployed(&self.store, self.clock.now()).await
    }

    fn trouble(settings: &Settings) -> Response {
        let (logo, Settings { org, support, .. }) = (settings.logo(), settings);
        Self::show(StatusCode::SERVICE_UNAVAILABLE, &Trouble { org, logo, support })
    }

    fn unknown(settings: &Settings) -> Response {
        let (logo, Settings { org, support, .. }) = (settings.logo(), settings);
        Self::show(StatusCode::NOT_FOUND, &Unknown { org, logo, support })
    }

    async fn page(&self, given: &str) -> Response {
        let (found, known) = join(view(&self.store, given, self.clock.now()), self.known()).await;
        let settings = &known.settings;
        match found {
            Err(error) => {
                tracing::error!(%error, "a link's page could not be shown");
                Self::trouble(settings)
            }
            Ok(None) => Self::unknown(settings),
            Ok(Some((link, LinkState::Live))) => Self::invitation(settings, given, &link),
            Ok(Some((link, state))) => Self::refused(settings, &link, state),
        }
    }

    /// Told by the page itself. Answers the same whatever the code: nobody waits for it, and nothing is to be learned.
    async fn opened(&self, given: &str) -> Response {
        if let Err(error) = opened(&self.store, &self.metrics, given, self.clock.now()).await {
            tracing::warn!(%error, "that a page was opened is not noted");
        }
        with_headers(StatusCode::NO_CONTENT, &[(header::CACHE_CONTROL, "no-store")], "")
    }

    fn invitation(settings: &Settings, given: &str, link: &Link) -> Response {
        let Ok(code) = ActivationCode::parse(given) else {
            return Self::unknown(settings);
        };
        let url = settings.base_url.activation_url(&code);
        let Ok(barcode) = Barcode::new(&url) else {
            return Self::trouble(settings);
        };
        let page = Invitation {
            org: &settings.org,
            logo: settings.logo(),
            support: &settings.support,
            link: &url,
            account: &link.account,
            phone: &link.phone,
            expires: &expiry(link.expires_at),
            action: &format!("/activate/{}", code.expose()),
            app_url: &settings.app_text(&code),
            qr_svg: &barcode.svg(),
        };
        Self::show(StatusCode::OK, &page)
    }

    fn refused(settings: &Settings, link: &Link, state: LinkState) -> Response {
        let (Settings { org, support, .. }, account) = (settings, link.account.as_str());
        let logo = settings.logo();
        match (state, &link.redeemed) {
            (LinkState::Redeemed, Some(by)) => {
                let since = &expiry(by.at);
                Self::show(StatusCode::GONE, &AlreadyActive { org, logo, support, account, since })
            }
            (LinkState::Expired, _) => {
                let at = &expiry(link.expires_at);
                Self::show(StatusCode::GONE, &Expired { org, logo, support, account, at })
            }
            _ => Self::show(StatusCode::GONE, &Superseded { org, logo, support, account }),
        }
    }

    async fn redeem(&self, given: &str, device: &Device) -> Result<Activation, onramp_usecases::Error> {
        let event = EventId::from_random(self.chance.bits());
        redeem(&self.store, &self.keys, &self.metrics, given, device, self.clock.now(), event).await
    }

    async fn press(&self, given: &str) -> Response {
        let (redeemed, known) = join(self.redeem(given, &Device::default()), self.known()).await;
        let settings = &known.settings;
        match redeemed {
            Err(error) => {
                tracing::error!(%error, "a link could not be redeemed");
                Self::trouble(settings)
            }
            Ok(Activation::Unknown) => Self::unknown(settings),
            Ok(Activation::Refused(link, state)) => Self::refused(settings, &link, state),
            Ok(Activation::Active(link, account)) => Self::activated(settings, &link, &account),
        }
    }

    fn activated(settings: &Settings, link: &Link, account: &AccountKeys) -> Response {
        let page = Activated {
            org: &settings.org,
            logo: settings.logo(),
            support: &settings.support,
            account: &link.account,
            otpauth_url: &account.otpauth_url(&settings.org, &link.account),
            secret: &account.base32(),
        };
        Self::show(StatusCode::OK, &page)
    }

    async fn device(&self, request: &Request, given: &str) -> Response {
        let told = match device::read(request) {
            Ok(told) => told,
            Err(why) => return device::refused(&why),
        };
        let (redeemed, known) = join(self.redeem(given, &told), self.known()).await;
        match redeemed {
            Err(error) => {
                tracing::error!(%error, "a code could not be redeemed");
                device::trouble()
            }
            Ok(Activation::Unknown | Activation::Refused(..)) => device::unknown(),
            Ok(Activation::Active(_, account)) => device::active(&known.settings, &account, &told),
        }
    }

    /// Draws no other texts than our own: the app's text of a code of this host, or an activation URL of it.
    fn barcode(&self, request: &Request) -> Response {
        match self.own_text(request.uri().query().unwrap_or_default()) {
            Some(barcode) => {
                let headers = [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, "no-store")];
                with_headers(StatusCode::OK, &headers, barcode.png())
            }
            None => Problem::not_found("barcode").into(),
        }
    }

    fn own_text(&self, query: &str) -> Option<Barcode> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
        let text = pairs.into_iter().find(|(name, _)| name == "value")?.1;
        let deployed = self.settings.deployed();
        let base = format!("{}/activate/", deployed.base_url);
        let scheme = format!("{}://", deployed.app_scheme);
        let code = text.strip_prefix(&base).or_else(|| text.strip_prefix(&scheme)?.split('-').next())?;
        let code = ActivationCode::parse(code).ok()?;
        let own = [deployed.app_text(&code), deployed.base_url.activation_url(&code)];
        own.contains(&text).then(|| Barcode::new(&text).ok()).flatten()
    }
}
