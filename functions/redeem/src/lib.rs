//! Opening and redeeming a link.
//!
//! - `GET /activate/{code}` (also `/android/{code}`, `/iphone/{code}`): the page; changes nothing.
//! - `POST /activate/{code}`: the page's button.
//! - `POST /activate/{code}/opened`: a browser ran the page.
//! - `POST /push/v2/activation/{code}`: the authenticator app.
//! - `GET /frame/qr?value=`: the barcode of an activation as PNG.

mod device;
mod pages;
mod words;

use askama::Template;
use futures_util::future::join;
use http::{HeaderValue, Method, StatusCode, header};
use onramp_domain::barcode::Barcode;
use onramp_domain::sentence::plain;
use onramp_domain::{AccountKeys, ActivationCode, EventId, Language, Link, LinkState, Platform, Settings};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Links, Marks, Metrics, OrganisationSettings};
use onramp_usecases::redeem::{Activation, Device, opened, redeem, view};
use onramp_usecases::settings::{Known, KnownSettings};
use onramp_web::{Problem, Request, Response, html, segments, with_headers};
use pages::{Activated, Frame, Invitation, Kind, Notice, content_security_policy};
use std::sync::Arc;
use words::Words;

/// What decides about the language of a page.
const ACCEPT_LANGUAGE: HeaderValue = HeaderValue::from_static("accept-language");

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
                self.page(given, liked(&request)).await
            }
            (["activate" | "android" | "iphone", given], &Method::POST) => {
                self.press(given, liked(&request)).await
            }
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
            Ok(page) => {
                let mut reply = html(status, content_security_policy(), page);
                reply.headers_mut().insert(header::VARY, ACCEPT_LANGUAGE);
                reply
            }
            Err(_) => Problem::unavailable().into(),
        }
    }

    /// What the organisation decided, read beside what a request is about.
    async fn known(&self) -> Arc<Known> {
        self.settings.or_deployed(&self.store, self.clock.now()).await
    }

    fn trouble(frame: Frame<'_>) -> Response {
        Self::show(StatusCode::SERVICE_UNAVAILABLE, &Notice::of(Kind::Trouble, frame))
    }

    fn unknown(frame: Frame<'_>) -> Response {
        Self::show(StatusCode::NOT_FOUND, &Notice::of(Kind::Unknown, frame))
    }

    async fn page(&self, given: &str, liked: Option<Language>) -> Response {
        let (found, known) = join(view(&self.store, given, self.clock.now()), self.known()).await;
        let frame = Frame::of(&known.settings, liked);
        match found {
            Err(error) => {
                tracing::error!(%error, "a link's page could not be shown");
                Self::trouble(frame)
            }
            Ok(None) => Self::unknown(frame),
            Ok(Some((link, LinkState::Live))) => Self::invitation(&known.settings, frame, given, &link),
            Ok(Some((link, state))) => Self::refused(frame, &link, state),
        }
    }

    /// Told by the page itself. Answers the same whatever the code: nobody waits for it, and nothing is to be learned.
    async fn opened(&self, given: &str) -> Response {
        if let Err(error) = opened(&self.store, &self.metrics, given, self.clock.now()).await {
            tracing::warn!(%error, "that a page was opened is not noted");
        }
        with_headers(StatusCode::NO_CONTENT, &[(header::CACHE_CONTROL, "no-store")], "")
    }

    fn invitation(settings: &Settings, frame: Frame<'_>, given: &str, link: &Link) -> Response {
        let Ok(code) = ActivationCode::parse(given) else {
            return Self::unknown(frame);
        };
        let url = settings.base_url.activation_url(&code);
        let Ok(barcode) = Barcode::new(&url) else {
            return Self::trouble(frame);
        };
        let words = &Words::of(frame.language).invitation;
        let when = &frame.language.moment(link.expires_at);
        let page = Invitation {
            frame: Frame { account: &link.account, when, ..frame },
            words,
            link: &url,
            phone: &phone(link, words),
            action: &format!("/activate/{}", code.expose()),
            app_url: &settings.app_text(&code),
            qr_svg: &barcode.svg(),
        };
        Self::show(StatusCode::OK, &page)
    }

    fn refused(frame: Frame<'_>, link: &Link, state: LinkState) -> Response {
        let (kind, at) = match (state, &link.redeemed) {
            (LinkState::Redeemed, Some(by)) => (Kind::Already, by.at),
            (LinkState::Expired, _) => (Kind::Expired, link.expires_at),
            _ => (Kind::Superseded, link.expires_at),
        };
        let when = &frame.language.moment(at);
        let frame = Frame { account: &link.account, when, ..frame };
        Self::show(StatusCode::GONE, &Notice::of(kind, frame))
    }

    async fn redeem(&self, given: &str, device: &Device) -> Result<Activation, onramp_usecases::Error> {
        let event = EventId::from_random(self.chance.bits());
        redeem(&self.store, &self.keys, &self.metrics, given, device, self.clock.now(), event).await
    }

    async fn press(&self, given: &str, liked: Option<Language>) -> Response {
        let (redeemed, known) = join(self.redeem(given, &Device::default()), self.known()).await;
        let frame = Frame::of(&known.settings, liked);
        match redeemed {
            Err(error) => {
                tracing::error!(%error, "a link could not be redeemed");
                Self::trouble(frame)
            }
            Ok(Activation::Unknown) => Self::unknown(frame),
            Ok(Activation::Refused(link, state)) => Self::refused(frame, &link, state),
            Ok(Activation::Active(link, account)) => Self::activated(&known.settings, frame, &link, &account),
        }
    }

    fn activated(settings: &Settings, frame: Frame<'_>, link: &Link, account: &AccountKeys) -> Response {
        let page = Activated {
            frame: Frame { account: &link.account, ..frame },
            words: &Words::of(frame.language).activated,
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

/// The language that the browser likes best of ours.
fn liked(request: &Request) -> Option<Language> {
    onramp_web::header(request, "accept-language").and_then(Language::preferred)
}

/// A link's phone as its owner knows it.
fn phone(link: &Link, words: &words::Invitation) -> String {
    let platform = match link.platform {
        Platform::GenericSmartphone | Platform::Unknown => words.smartphone,
        known => known.as_str(),
    };
    match link.phone_digits() {
        Some(digits) => plain(words.ending, &[("phone", platform), ("digits", digits)]),
        None => platform.to_owned(),
    }
}
