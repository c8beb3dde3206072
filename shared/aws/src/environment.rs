//! What a function is told by its environment, read once at start; what is missing or wrong is named.

use onramp_domain::{BaseUrl, Invalid, Lifetime, QrStyle, Settings};
use std::fmt;

/// A variable that keeps a function from starting.
#[derive(thiserror::Error)]
pub enum EnvironmentError {
    /// It is not there.
    #[error("the environment variable {0} is not set; template.yaml sets it")]
    Missing(&'static str),
    /// It does not say what it should.
    #[error("the environment variable {name} {invalid}")]
    Invalid {
        /// Which.
        name: &'static str,
        /// What was wrong.
        invalid: Invalid,
    },
}

/// What `main` prints of an error is its `Debug` form: an operator is to read the sentence.
impl fmt::Debug for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A variable that must be there.
pub fn required(name: &'static str) -> Result<String, EnvironmentError> {
    std::env::var(name).ok().filter(|text| !text.trim().is_empty()).ok_or(EnvironmentError::Missing(name))
}

/// A variable's value, read by `parse`.
pub fn parsed<T>(
    name: &'static str,
    parse: impl FnOnce(&str) -> Result<T, Invalid>,
) -> Result<T, EnvironmentError> {
    parse(&required(name)?).map_err(|invalid| EnvironmentError::Invalid { name, invalid })
}

fn lifetime(name: &'static str) -> Result<Lifetime, EnvironmentError> {
    match required(name) {
        Err(_) => Ok(Lifetime::DEFAULT),
        Ok(text) => Lifetime::from_secs(text.trim().parse().unwrap_or(-1))
            .map_err(|invalid| EnvironmentError::Invalid { name, invalid }),
    }
}

/// The organisation's settings: `ONRAMP_ORG`, `ONRAMP_SUPPORT`, `ONRAMP_BASE_URL`, `ONRAMP_EMAIL_QR` (`link` unless
/// set), and, in seconds, `ONRAMP_EMAIL_LIFETIME` and `ONRAMP_SMS_LIFETIME` (24 hours each unless set).
pub fn settings() -> Result<Settings, EnvironmentError> {
    let base_url = parsed("ONRAMP_BASE_URL", BaseUrl::parse)?;
    let (org, support) = (required("ONRAMP_ORG")?, required("ONRAMP_SUPPORT")?);
    let settings = Settings::new(&org, &support, base_url)
        .map_err(|invalid| EnvironmentError::Invalid { name: "ONRAMP_ORG or ONRAMP_SUPPORT", invalid })?;
    Ok(Settings {
        email_lifetime: lifetime("ONRAMP_EMAIL_LIFETIME")?,
        sms_lifetime: lifetime("ONRAMP_SMS_LIFETIME")?,
        email_qr: match required("ONRAMP_EMAIL_QR") {
            Err(_) => settings.email_qr,
            Ok(_) => parsed("ONRAMP_EMAIL_QR", QrStyle::parse)?,
        },
        ..settings
    })
}

/// The name of the table: `ONRAMP_TABLE`.
pub fn table_name() -> Result<String, EnvironmentError> {
    required("ONRAMP_TABLE")
}
