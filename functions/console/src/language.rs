//! Languages: which one a browser is answered in, and all text in it.

use crate::form::Form;
use crate::reply::{see_other, with_cookie};
use crate::visit::Visit;
use crate::{Stop, cookies, layout, sign_in};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use onramp_domain::Invalid;
use onramp_web::Response;
use unic_langid::LanguageIdentifier;

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

/// A language that there is a catalog of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
}

impl Locale {
    /// All of them, as the selector lists them.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::French];

    /// Its tag (BCP 47), as `<html lang>` has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
        }
    }

    /// In which direction it is written, as `<html dir>` has it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German | Self::French => "ltr",
        }
    }

    const fn catalog(self) -> &'static str {
        match self {
            Self::English => catalog!("en"),
            Self::German => catalog!("de"),
            Self::French => catalog!("fr"),
        }
    }

    /// What stands between thousands.
    const fn thousands(self) -> &'static str {
        match self {
            Self::English => ",",
            Self::German => ".",
            Self::French => "\u{202f}",
        }
    }

    /// Reads a tag; of a longer one, such as `de-AT`, the language counts.
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        Self::ALL.into_iter().find(|locale| locale.tag() == language)
    }

    /// The first that an `Accept-Language` names which we have, by its weights; English otherwise.
    pub fn of(accept_language: &str) -> Self {
        let weighed = accept_language.split(',').filter_map(|range| {
            let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
            Some((Self::parse(tag)?, weight)).filter(|(_, weight)| *weight > 0.0)
        });
        // Of equal ones the first: `max_by` would take the last.
        let best = weighed.fold(None, |best: Option<(Self, f32)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        best.map_or(Self::English, |(locale, _)| locale)
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
    let resource = FluentResource::try_new(locale.catalog().to_owned()).map_err(|_| broken())?;
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
            grouped.push_str(locale.thousands());
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
    let locale = Locale::parse(asked.text("lang"))
        .ok_or_else(|| Invalid::new("is not a language of the console", "en, de or fr").in_field("lang"))?;
    let reply = layout::saying(see_other(sign_in::back(asked.text("back"))), "flash-language", &[]);
    Ok(with_cookie(reply, &cookies::keep(cookies::LANGUAGE, locale.tag(), KEEP)))
}

#[cfg(test)]
mod tests;
