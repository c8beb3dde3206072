//! The Duo-compatible Admin API: `/admin/v1/users`, `/admin/v1/phones`, `/admin/v1/logs/administrator`.
//!
//! Requests are signed by integrations; replies are of the wire's form. [`ROUTES`] lists what there is.

mod activation;
mod fields;
mod phones;
mod reply;
mod route;
mod shapes;
mod users;

use fields::Fields;
use futures_util::future::join;
use onramp_domain::{InstallUrl, IntegrationId, Invalid, Rates, Settings};
use onramp_usecases::Error;
use onramp_usecases::admin::admit::{Refused, admit};
use onramp_usecases::admin::{Scene, log};
use onramp_usecases::ports::{
    AdministratorLog, Chance, Clock, CodeKeys, Integrations, Links, OrganisationSettings, People, Phones,
    Texter,
};
use onramp_usecases::settings::KnownSettings;
use onramp_web::signatures::Claim;
use onramp_web::{Request, Response};
use reply::{Failure, ok};
use route::Route;
use serde_json::Value;

pub use route::ROUTES;

/// Everything that is stored.
pub trait Store: People + Phones + Links + Integrations + AdministratorLog + OrganisationSettings {}
impl<S: People + Phones + Links + Integrations + AdministratorLog + OrganisationSettings> Store for S {}

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct AdminApi<S, K, T, C, R> {
    /// The directory, links, integrations and the log.
    pub store: S,
    /// The code key, from which secret keys are derived too.
    pub keys: K,
    /// Takes SMS.
    pub texter: T,
    /// What the organisation decided.
    pub settings: KnownSettings,
    /// How often an integration may ask.
    pub rates: Rates,
    /// Where the authenticator app is to be had.
    pub install_url: InstallUrl,
    /// The present.
    pub clock: C,
    /// Chance.
    pub chance: R,
}

impl<S: Store, K: CodeKeys, T: Texter, C: Clock, R: Chance> AdminApi<S, K, T, C, R> {
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        self.answer(&request).await.unwrap_or_else(Response::from)
    }

    async fn answer(&self, request: &Request) -> Result<Response, Failure> {
        let now = self.clock.now();
        let route = Route::of(request);
        let claim = Claim::read(request, now)?;
        let id = IntegrationId::parse(&claim.id).map_err(|_| Refused::Unknown)?;
        // Who is not known learns nothing of routes, either.
        let needs = route.as_ref().map_or(route::LEAST, Route::needs);
        let signed = |found: &onramp_domain::Integration, secret: &onramp_domain::SecretKey| {
            claim.is_signed_with(request, secret.expose(), found.allow_sha1)
        };
        let admitted = admit(&self.store, &self.keys, &id, signed, needs, self.rates, now);
        let (admitted, known) = join(admitted, self.settings.known(&self.store, now)).await;
        let integration = admitted?;
        let known = known.map_err(Error::from)?;
        let fields = Fields::read(request)?;
        let scene = Scene { by: integration.integration_id.as_str(), now, chance: &self.chance };
        self.serve(&route?, &fields, &known.settings, scene).await
    }

    async fn serve(
        &self,
        route: &Route,
        fields: &Fields,
        settings: &Settings,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        match route {
            Route::Users => self.list_users(fields).await,
            Route::AddUser => self.add_user(fields, scene).await,
            Route::AddUsers => self.add_users(fields, scene).await,
            Route::Enroll => self.enroll(fields, scene).await,
            Route::User(id) => self.one_user(id).await,
            Route::ChangeUser(id) => self.change_user(id, fields, scene).await,
            Route::DeleteUser(id) => self.delete_user(id, scene).await,
            Route::UserPhones(id) => self.phones_of(id, fields).await,
            Route::Attach(id) => self.attach(id, fields, scene).await,
            Route::Detach(id, phone) => self.detach(id, phone, scene).await,
            Route::Phones => self.list_phones(fields, settings).await,
            Route::AddPhone => self.add_phone(fields, settings, scene).await,
            Route::Phone(id) => self.one_phone(id).await,
            Route::ChangePhone(id) => self.change_phone(id, fields, settings, scene).await,
            Route::DeletePhone(id) => self.delete_phone(id, scene).await,
            Route::ActivationUrl(id) => self.activation_url(id, fields, scene).await,
            Route::SmsActivation(id) => self.sms_activation(id, fields, settings, scene).await,
            Route::SmsInstallation(id) => self.sms_installation(id, fields, settings, scene).await,
            Route::Log => self.log(fields, scene.now).await,
        }
    }

    /// `GET /admin/v1/logs/administrator`.
    async fn log(&self, fields: &Fields, now: i64) -> Result<Response, Failure> {
        let at = |text: &str| {
            text.trim().parse::<i64>().map_err(|_| Invalid::new("is not a time", "Unix seconds"))
        };
        let from = fields.read_as("mintime", at)?.unwrap_or(0).max(0);
        let events = log::since(&self.store, from, now).await?;
        Ok(ok(events.iter().map(shapes::event).collect::<Value>()))
    }
}
