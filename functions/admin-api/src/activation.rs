//! Links of a phone: shown, or sent by SMS.

use crate::fields::Fields;
use crate::reply::{Failure, ok};
use crate::{AdminApi, Store};
use onramp_domain::message::Sms;
use onramp_domain::{ActivationCode, FieldError, Invalid, Lifetime, PhoneId, Settings};
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
/// The texts unless others are given.
const ACTIVATION: &str = "To activate the authenticator app, open this link: <acturl>";
const INSTALLATION: &str = "To install the authenticator app, open this link: <insturl>";

/// A message's text, which has its placeholder.
fn template<'a>(
    fields: &'a Fields,
    name: &'static str,
    default: &'static str,
    placeholder: &str,
) -> Result<&'a str, FieldError> {
    match fields.text(name) {
        None => Ok(default),
        Some(text) if text.contains(placeholder) => Ok(text),
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

    fn installation(&self, fields: &Fields, settings: &Settings) -> Result<Sms, FieldError> {
        let text = template(fields, "installation_msg", INSTALLATION, INSTALL)?;
        let text = text.replace(INSTALL, self.install_url.as_str());
        Sms::under_header(&settings.org, &text).map_err(|invalid| invalid.in_field("installation_msg"))
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
        let text = template(fields, "activation_msg", ACTIVATION, LINK)?;
        let installation = installs.then(|| self.installation(fields, settings)).transpose()?;
        let write = |code: &ActivationCode| {
            let text = text.replace(LINK, &self.settings.deployed().base_url.activation_url(code));
            let activation = Sms::under_header(&settings.org, &text)
                .map_err(|invalid| invalid.in_field("activation_msg"))?;
            Ok(Texts { installation: installation.clone(), activation })
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
    ) -> Result<Response, Failure> {
        let sms = self.installation(fields, settings)?;
        installation_by_sms(&self.store, &self.texter, id, &sms).await?;
        Ok(ok(json!({ "installation_msg": sms.text })))
    }
}
