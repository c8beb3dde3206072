//! Languages: which one a browser is answered in, and all text in it.

use crate::form::Form;
use crate::reply::{see_other, with_cookie};
use crate::visit::Visit;
use crate::{Stop, cookies, layout, sign_in};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use onramp_web::Response;
use unic_langid::LanguageIdentifier;

pub use onramp_domain::Language as Locale;

/// How long a browser keeps the language that was chosen: a year, in seconds.
const KEEP: i64 = 365 * 86_400;

/// The files of a language, one after the other.
macro_rules! catalog {
    ($tag:literal) => {
        catalog!($tag, "base", "users", "send", "sends", "dashboard", "import", "log", "integrations", "settings")
    };
    ($tag:literal, $($part:literal),*) => {
        concat!($(include_str!(concat!("../catalogs/", $tag, "/", $part, ".ftl")), "\n"),*)
    };
}

/// The text of a language, as its files have it.
const fn catalog(locale: Locale) -> &'static str {
    match locale {
        Locale::English => catalog!("en"),
        Locale::German => catalog!("de"),
        Locale::French => catalog!("fr"),
    }
}

/// What stands between thousands.
const fn thousands(locale: Locale) -> &'static str {
    match locale {
        Locale::English => ",",
        Locale::German => ".",
        Locale::French => "\u{202f}",
    }
}

/// A catalog that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the catalog {0} cannot be read")]
pub struct CatalogError(&'static str);

/// All text, in each language.
pub struct Catalogs(Vec<(Locale, FluentBundle<FluentResource>)>);

impl Catalogs {
    /// Reads them; they are part of the program.
    pub fn new() -> Result<Self, CatalogError> {
        Locale::ALL
            .into_iter()
            .map(|locale| Ok((locale, bundle(locale)?)))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The text of a language.
    pub fn words(&self, locale: Locale) -> Words<'_> {
        let at = self.0.iter().position(|(known, _)| *known == locale).unwrap_or_default();
        Words { locale, bundle: &self.0[at].1 }
    }
}

impl std::fmt::Debug for Catalogs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(locale, _)| locale)).finish()
    }
}

fn bundle(locale: Locale) -> Result<FluentBundle<FluentResource>, CatalogError> {
    let broken = || CatalogError(locale.tag());
    let tag: LanguageIdentifier = locale.tag().parse().map_err(|_| broken())?;
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Values that may be of another direction stand in <bdi> of their own.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::English => |value, _| grouped(value, Locale::English),
        Locale::German => |value, _| grouped(value, Locale::German),
        Locale::French => |value, _| grouped(value, Locale::French),
    }));
    let resource = FluentResource::try_new(catalog(locale).to_owned()).map_err(|_| broken())?;
    bundle.add_resource(resource).map_err(|_| broken())?;
    Ok(bundle)
}

/// A whole number by thousands; nothing for what the library writes itself.
fn grouped(value: &FluentValue<'_>, locale: Locale) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let text = number.as_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut grouped = if digits.len() < text.len() { "−".to_owned() } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(thousands(locale));
        }
        grouped.push(digit);
    }
    Some(grouped)
}

/// What a message may name: texts and numbers, which templates hand over by reference.
pub trait Named<'v> {
    /// The value as messages take it.
    fn named(self) -> FluentValue<'v>;
}

macro_rules! named {
    ($($kind:ty),*) => {$(
        impl<'v> Named<'v> for $kind {
            fn named(self) -> FluentValue<'v> {
                FluentValue::from(self)
            }
        }

        impl<'v> Named<'v> for &$kind {
            fn named(self) -> FluentValue<'v> {
                FluentValue::from(self.clone())
            }
        }
    )*};
}

named!(&'v str, String, i64, u32, u64, usize);

/// The text of one language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// Which.
    pub locale: Locale,
    bundle: &'a FluentBundle<FluentResource>,
}

impl Words<'_> {
    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.message(key, None)
    }

    /// A message that names one value.
    pub fn t1<'v>(&self, key: &str, name: &'v str, value: impl Named<'v>) -> String {
        let mut values = FluentArgs::new();
        values.set(name, value.named());
        self.message(key, Some(&values))
    }

    /// A message that names two values.
    pub fn t2<'v>(
        &self,
        key: &str,
        name: &'v str,
        value: impl Named<'v>,
        other: &'v str,
        other_value: impl Named<'v>,
    ) -> String {
        let mut values = FluentArgs::new();
        values.set(name, value.named());
        values.set(other, other_value.named());
        self.message(key, Some(&values))
    }

    /// A message with values by name, if there is such a message.
    pub fn find(&self, key: &str, values: &[(String, String)]) -> Option<String> {
        let values: FluentArgs<'_> =
            values.iter().map(|(name, value)| (name.as_str(), FluentValue::try_number(value))).collect();
        self.bundle.has_message(key).then(|| self.message(key, Some(&values)))
    }

    /// That a key is missing shows on the page; a test looks for all that templates and modules name.
    fn message(&self, key: &str, values: Option<&FluentArgs<'_>>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            tracing::error!(key, "a message is missing");
            return key.to_owned();
        };
        let mut wrong = Vec::new();
        self.bundle.format_pattern(pattern, values, &mut wrong).into_owned()
    }
}

impl std::fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({:?})", self.locale)
    }
}

/// `GET /console/language?lang=&back=`: answers this browser in that language from now on.
pub fn chosen(visit: &Visit<'_>) -> Result<Response, Stop> {
    let asked = Form::query(visit.request);
    let locale = Locale::parse(asked.text("lang")).map_err(|invalid| invalid.in_field("lang"))?;
    let reply = layout::saying(see_other(sign_in::back(asked.text("back"))), "flash-language", &[]);
    Ok(with_cookie(reply, &cookies::keep(cookies::LANGUAGE, locale.tag(), KEEP)))
}

#[cfg(test)]
mod tests;
