//! What a function is told by its environment, read once at start; what is missing or wrong is named.

use onramp_domain::send::{Guard, Prices};
use onramp_domain::{BaseUrl, Invalid, Language, Lifetime, QrStyle, ReminderRule, Settings};
use onramp_usecases::settings::FRESH;
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

/// A whole number, or what holds where the variable is not set.
pub fn whole<T: std::str::FromStr>(name: &'static str, unless_set: T) -> Result<T, EnvironmentError> {
    match required(name) {
        Err(_) => Ok(unless_set),
        Ok(_) => parsed(name, |text| {
            text.trim().parse().map_err(|_| Invalid::new("is not a number", "a whole number"))
        }),
    }
}

/// When a send stops by itself: `ONRAMP_PAUSE_PERCENT` of `ONRAMP_PAUSE_AFTER` (20 % of 200 unless set).
pub fn guard() -> Result<Guard, EnvironmentError> {
    let standard = Guard::default();
    let (percent, first) =
        (whole("ONRAMP_PAUSE_PERCENT", standard.percent)?, whole("ONRAMP_PAUSE_AFTER", standard.first)?);
    Guard::new(percent, first)
        .map_err(|invalid| EnvironmentError::Invalid { name: "ONRAMP_PAUSE_PERCENT", invalid })
}

/// When people are reminded: `ONRAMP_REMINDER_DAYS`, `ONRAMP_REMINDER_HOURS`, `ONRAMP_TIME_ZONE` and
/// `ONRAMP_REMINDERS_MOST`; none where `ONRAMP_REMINDERS` is `off`.
pub fn reminder_rule() -> Result<Option<ReminderRule>, EnvironmentError> {
    if required("ONRAMP_REMINDERS")? == "off" {
        return Ok(None);
    }
    let (hours, zone) = (required("ONRAMP_REMINDER_HOURS")?, required("ONRAMP_TIME_ZONE")?);
    let most = whole("ONRAMP_REMINDERS_MOST", 2)?;
    parsed("ONRAMP_REMINDER_DAYS", |days| ReminderRule::parse(days, most, &hours, &zone)).map(Some)
}

fn price(name: &'static str, unless_set: u64) -> Result<u64, EnvironmentError> {
    match required(name) {
        Err(_) => Ok(unless_set),
        Ok(_) => parsed(name, Prices::parse),
    }
}

fn lifetime(name: &'static str) -> Result<Lifetime, EnvironmentError> {
    match required(name) {
        Err(_) => Ok(Lifetime::DEFAULT),
        Ok(text) => Lifetime::from_secs(text.trim().parse().unwrap_or(-1))
            .map_err(|invalid| EnvironmentError::Invalid { name, invalid }),
    }
}

/// The organisation's settings: `ONRAMP_ORG`, `ONRAMP_SUPPORT`, `ONRAMP_BASE_URL`, `ONRAMP_LANGUAGE` (`en` unless set),
/// `ONRAMP_EMAIL_QR` (`link` unless set), in seconds `ONRAMP_EMAIL_LIFETIME` and `ONRAMP_SMS_LIFETIME` (24 hours each unless
/// set), and in US dollars `ONRAMP_EMAIL_PRICE` and `ONRAMP_SMS_PRICE`. What its administrators decided since is in the table.
pub fn settings() -> Result<Settings, EnvironmentError> {
    let base_url = parsed("ONRAMP_BASE_URL", BaseUrl::parse)?;
    let (org, support) = (required("ONRAMP_ORG")?, required("ONRAMP_SUPPORT")?);
    let settings = Settings::new(&org, &support, base_url)
        .map_err(|invalid| EnvironmentError::Invalid { name: "ONRAMP_ORG or ONRAMP_SUPPORT", invalid })?;
    Ok(Settings {
        language: match required("ONRAMP_LANGUAGE") {
            Err(_) => settings.language,
            Ok(_) => parsed("ONRAMP_LANGUAGE", Language::parse)?,
        },
        email_lifetime: lifetime("ONRAMP_EMAIL_LIFETIME")?,
        sms_lifetime: lifetime("ONRAMP_SMS_LIFETIME")?,
        email_qr: match required("ONRAMP_EMAIL_QR") {
            Err(_) => settings.email_qr,
            Ok(_) => parsed("ONRAMP_EMAIL_QR", QrStyle::parse)?,
        },
        prices: Prices {
            email: price("ONRAMP_EMAIL_PRICE", settings.prices.email)?,
            sms_part: price("ONRAMP_SMS_PRICE", settings.prices.sms_part)?,
        },
        ..settings
    })
}

/// How long a container goes by what administrators decided before it reads it again, in seconds: `ONRAMP_SETTINGS_HOLD`
/// (60 unless set).
pub fn settings_hold() -> Result<i64, EnvironmentError> {
    whole("ONRAMP_SETTINGS_HOLD", FRESH)
}

/// The name of the table: `ONRAMP_TABLE`.
pub fn table_name() -> Result<String, EnvironmentError> {
    required("ONRAMP_TABLE")
}
