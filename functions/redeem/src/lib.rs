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
use http::{HeaderValue, Method, StatusCode, header};
use onramp_domain::barcode::Barcode;
use onramp_domain::sentence::plain;
use onramp_domain::{AccountKeys, ActivationCode, EventId, Language, Link, LinkState, Platform, Settings};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Links, Marks, Metrics};
use onramp_usecases::redeem::{Activation, Device, opened, redeem, view};
use onramp_web::{Problem, Request, Response, html, segments, with_headers};
use pages::{Activated, Frame, Invitation, Kind, Notice, content_security_policy};
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
    pub settings: Settings,
    /// The present.
    pub clock: C,
    /// Ids of events come from it.
    pub chance: R,
}

impl<S: Links + Marks, K: CodeKeys, N: Metrics, C: Clock, R: Chance> RedeemLink<S, K, N, C, R> {
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        let path = segments(&request);
        let method = request.method();
        match (path.as_slice(), method) {
            (["activate" | "android" | "iphone", given], &Method::GET | &Method::HEAD) => {
                self.page(given, self.language(&request)).await
            }
            (["activate" | "android" | "iphone", given], &Method::POST) => {
                self.press(given, self.language(&request)).await
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

    /// The language that the browser likes best, or else the organisation's.
    fn language(&self, request: &Request) -> Language {
        let liked = onramp_web::header(request, "accept-language").and_then(Language::preferred);
        liked.unwrap_or(self.settings.language)
    }

    fn frame(&self, language: Language) -> Frame<'_> {
        let Settings { org, support, .. } = &self.settings;
        Frame { language, org, support, account: "", when: "" }
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

    fn trouble(&self, language: Language) -> Response {
        Self::show(StatusCode::SERVICE_UNAVAILABLE, &Notice::of(Kind::Trouble, self.frame(language)))
    }

    fn unknown(&self, language: Language) -> Response {
        Self::show(StatusCode::NOT_FOUND, &Notice::of(Kind::Unknown, self.frame(language)))
    }

    async fn page(&self, given: &str, language: Language) -> Response {
        match view(&self.store, given, self.clock.now()).await {
            Err(error) => {
                tracing::error!(%error, "a link's page could not be shown");
                self.trouble(language)
            }
            Ok(None) => self.unknown(language),
            Ok(Some((link, LinkState::Live))) => self.invitation(given, &link, language),
            Ok(Some((link, state))) => self.refused(&link, state, language),
        }
    }

    /// Told by the page itself. Answers the same whatever the code: nobody waits for it, and nothing is to be learned.
    async fn opened(&self, given: &str) -> Response {
        if let Err(error) = opened(&self.store, &self.metrics, given, self.clock.now()).await {
            tracing::warn!(%error, "that a page was opened is not noted");
        }
        with_headers(StatusCode::NO_CONTENT, &[(header::CACHE_CONTROL, "no-store")], "")
    }

    fn invitation(&self, given: &str, link: &Link, language: Language) -> Response {
        let Ok(code) = ActivationCode::parse(given) else {
            return self.unknown(language);
        };
        let url = self.settings.base_url.activation_url(&code);
        let Ok(barcode) = Barcode::new(&url) else {
            return self.trouble(language);
        };
        let words = &Words::of(language).invitation;
        let when = &language.moment(link.expires_at);
        let page = Invitation {
            frame: Frame { account: &link.account, when, ..self.frame(language) },
            words,
            link: &url,
            phone: &phone(link, words),
            action: &format!("/activate/{}", code.expose()),
            app_url: &self.settings.app_text(&code),
            qr_svg: &barcode.svg(),
        };
        Self::show(StatusCode::OK, &page)
    }

    fn refused(&self, link: &Link, state: LinkState, language: Language) -> Response {
        let (kind, at) = match (state, &link.redeemed) {
            (LinkState::Redeemed, Some(by)) => (Kind::Already, by.at),
            (LinkState::Expired, _) => (Kind::Expired, link.expires_at),
            _ => (Kind::Superseded, link.expires_at),
        };
        let when = &language.moment(at);
        let frame = Frame { account: &link.account, when, ..self.frame(language) };
        Self::show(StatusCode::GONE, &Notice::of(kind, frame))
    }

    async fn redeem(&self, given: &str, device: &Device) -> Result<Activation, onramp_usecases::Error> {
        let event = EventId::from_random(self.chance.bits());
        redeem(&self.store, &self.keys, &self.metrics, given, device, self.clock.now(), event).await
    }

    async fn press(&self, given: &str, language: Language) -> Response {
        match self.redeem(given, &Device::default()).await {
            Err(error) => {
                tracing::error!(%error, "a link could not be redeemed");
                self.trouble(language)
            }
            Ok(Activation::Unknown) => self.unknown(language),
            Ok(Activation::Refused(link, state)) => self.refused(&link, state, language),
            Ok(Activation::Active(link, account)) => self.activated(&link, &account, language),
        }
    }

    fn activated(&self, link: &Link, account: &AccountKeys, language: Language) -> Response {
        let page = Activated {
            frame: Frame { account: &link.account, ..self.frame(language) },
            words: &Words::of(language).activated,
            otpauth_url: &account.otpauth_url(&self.settings.org, &link.account),
            secret: &account.base32(),
        };
        Self::show(StatusCode::OK, &page)
    }

    async fn device(&self, request: &Request, given: &str) -> Response {
        let told = match device::read(request) {
            Ok(told) => told,
            Err(why) => return device::refused(&why),
        };
        match self.redeem(given, &told).await {
            Err(error) => {
                tracing::error!(%error, "a code could not be redeemed");
                device::trouble()
            }
            Ok(Activation::Unknown | Activation::Refused(..)) => device::unknown(),
            Ok(Activation::Active(_, account)) => device::active(&self.settings, &account, &told),
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
        let base = format!("{}/activate/", self.settings.base_url);
        let scheme = format!("{}://", self.settings.app_scheme);
        let code = text.strip_prefix(&base).or_else(|| text.strip_prefix(&scheme)?.split('-').next())?;
        let code = ActivationCode::parse(code).ok()?;
        let own = [self.settings.app_text(&code), self.settings.base_url.activation_url(&code)];
        own.contains(&text).then(|| Barcode::new(&text).ok()).flatten()
    }
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
