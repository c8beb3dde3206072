//! Links of a phone: shown, or sent by SMS.

use crate::fields::Fields;
use crate::reply::{Failure, ok};
use crate::{AdminApi, Store};
use onramp_domain::message::{Sms, Words};
use onramp_domain::{ActivationCode, FieldError, Invalid, Language, Lifetime, PhoneId, Settings};
use onramp_usecases::admin::Scene;
use onramp_usecases::admin::activate::{Texts, installation_by_sms, link, link_by_sms};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Texter};
use onramp_web::Response;
use onramp_web::signatures::encode;
use serde_json::json;

/// What stands for the link in an activation message.
const LINK: &str = "<acturl>";
/// What stands for where the app is to be had.
const INSTALL: &str = "<insturl>";

/// A message's text, which has its placeholder; none if the request leaves it to us.
fn template<'a>(
    fields: &'a Fields,
    name: &'static str,
    placeholder: &str,
) -> Result<Option<&'a str>, FieldError> {
    match fields.text(name) {
        None => Ok(None),
        Some(text) if text.contains(placeholder) => Ok(Some(text)),
        Some(_) => Err(Invalid::new("lacks its link", format!("a text with {placeholder}")).in_field(name)),
    }
}

fn lifetime(fields: &Fields) -> Result<Lifetime, FieldError> {
    let parse = |text: &str| Lifetime::from_secs(text.trim().parse().unwrap_or(-1));
    Ok(fields.read_as("valid_secs", parse)?.unwrap_or(Lifetime::DEFAULT))
}

fn installs(fields: &Fields) -> Result<bool, FieldError> {
    let parse = |text: &str| match text.trim() {
        "1" | "true" => Ok(true),
        "" | "0" | "false" => Ok(false),
        _ => Err(Invalid::new("is neither", "0 or 1")),
    };
    Ok(fields.read_as("install", parse)?.unwrap_or(false))
}

impl<S: Store, K: CodeKeys, T: Texter, C: Clock, R: Chance> AdminApi<S, K, T, C, R> {
    /// Where the barcode of a code is drawn.
    fn barcode(&self, code: &ActivationCode) -> String {
        let deployed = self.settings.deployed();
        format!("{}/frame/qr?value={}", deployed.base_url, encode(&deployed.app_text(code)))
    }

    /// `POST /admin/v1/phones/PID/activation_url`.
    pub(crate) async fn activation_url(
        &self,
        id: &PhoneId,
        fields: &Fields,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        let (lifetime, installs) = (lifetime(fields)?, installs(fields)?);
        let handed = link(&self.store, &self.keys, id, lifetime, scene).await?;
        let mut shown = json!({
            "activation_url": self.settings.deployed().base_url.activation_url(&handed.code),
            "activation_barcode": self.barcode(&handed.code),
            "valid_secs": lifetime.secs(),
        });
        if installs {
            shown["installation_url"] = self.install_url.as_str().into();
        }
        Ok(ok(shown))
    }

    /// Says where the app is to be had, to someone of that language.
    fn installation(&self, given: Option<&str>, said: &Said<'_>) -> Result<Sms, FieldError> {
        let text = given.unwrap_or(Words::of(said.language).app_installation);
        said.sms("installation_msg", &text.replace(INSTALL, self.install_url.as_str()))
    }

    /// `POST /admin/v1/phones/PID/send_sms_activation`.
    pub(crate) async fn sms_activation(
        &self,
        id: &PhoneId,
        fields: &Fields,
        settings: &Settings,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        let (lifetime, installs) = (lifetime(fields)?, installs(fields)?);
        let activation = template(fields, "activation_msg", LINK)?;
        let installation = template(fields, "installation_msg", INSTALL)?;
        let write = |code: &ActivationCode, language: Option<Language>| {
            let said = Said::to(language, settings);
            let text = activation.unwrap_or(Words::of(said.language).app_activation);
            let text = text.replace(LINK, &settings.base_url.activation_url(code));
            Ok(Texts {
                installation: installs.then(|| self.installation(installation, &said)).transpose()?,
                activation: said.sms("activation_msg", &text)?,
            })
        };
        let (handed, texts) =
            link_by_sms(&self.store, &self.keys, &self.texter, id, lifetime, write, scene).await?;
        let mut shown = json!({
            "activation_barcode": self.barcode(&handed.code),
            "activation_msg": texts.activation.text,
            "valid_secs": lifetime.secs(),
        });
        if let Some(installation) = texts.installation {
            shown["installation_msg"] = installation.text.into();
        }
        Ok(ok(shown))
    }

    /// `POST /admin/v1/phones/PID/send_sms_installation`.
    pub(crate) async fn sms_installation(
        &self,
        id: &PhoneId,
        fields: &Fields,
        settings: &Settings,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        let given = template(fields, "installation_msg", INSTALL)?;
        let write = |language| self.installation(given, &Said::to(language, settings));
        let sms = installation_by_sms(&self.store, &self.texter, id, write, scene).await?;
        Ok(ok(json!({ "installation_msg": sms.text })))
    }
}

/// How a text speaks to someone.
struct Said<'a> {
    language: Language,
    org: &'a str,
}

impl<'a> Said<'a> {
    /// To someone of that language, or else the organisation's.
    fn to(language: Option<Language>, settings: &'a Settings) -> Self {
        Self { language: language.unwrap_or(settings.language), org: &settings.org }
    }

    /// The text under the fixed header; `field` is named where it cannot be said.
    fn sms(&self, field: &'static str, text: &str) -> Result<Sms, FieldError> {
        Sms::under_header(self.language, self.org, text).map_err(|invalid| invalid.in_field(field))
    }
}
