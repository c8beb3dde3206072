//! Languages: those that messages are written in and that pages speak, and how each writes moments.

use crate::Invalid;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use serde::{Deserialize, Serialize};

/// A language that all text is there in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
}

/// What a language calls the parts of a calendar and of a lifetime.
struct Names {
    /// From Monday on.
    days: [&'static str; 7],
    months: [&'static str; 12],
    /// Days, hours and minutes: one of them, and many.
    units: [[&'static str; 2]; 3],
}

const ENGLISH: Names = Names {
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    units: [["day", "days"], ["hour", "hours"], ["minute", "minutes"]],
};

const GERMAN: Names = Names {
    days: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    units: [["Tag", "Tage"], ["Stunde", "Stunden"], ["Minute", "Minuten"]],
};

const FRENCH: Names = Names {
    days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    units: [["jour", "jours"], ["heure", "heures"], ["minute", "minutes"]],
};

impl Language {
    /// All of them, as selectors list them.
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

    const fn names(self) -> &'static Names {
        match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
        }
    }

    /// Reads a tag; of a longer one, such as `de-AT`, the language counts.
    pub fn parse(tag: &str) -> Result<Self, Invalid> {
        let language = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let known = Self::ALL.into_iter().find(|known| known.tag() == language);
        known.ok_or_else(|| Invalid::new("is not a language that there is text in", "en, de or fr"))
    }

    /// The one that an `Accept-Language` likes best, by its weights; none if it names none of ours.
    pub fn preferred(accept_language: &str) -> Option<Self> {
        let weighed = accept_language.split(',').filter_map(|range| {
            let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
            Some((Self::parse(tag).ok()?, weight)).filter(|(_, weight)| *weight > 0.0)
        });
        // Of equal ones the first: `max_by` would take the last.
        let best = weighed.fold(None, |best: Option<(Self, f32)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        best.map(|(language, _)| language)
    }

    /// A moment (Unix seconds) as messages and pages tell it, such as `Wed 25 November 2026, 14:05 UTC`.
    pub fn moment(self, unix: i64) -> String {
        let at = utc(unix);
        let (day, month) = (self.day(&at), self.names().months[usize::from(at.month().unsigned_abs()) - 1]);
        let (date, year, time) = (at.day(), at.year(), at.strftime("%H:%M"));
        match self {
            Self::English => format!("{day} {date} {month} {year}, {time} UTC"),
            Self::German => format!("{day}, {date}. {month} {year}, {time} Uhr UTC"),
            Self::French => {
                let date = if date == 1 { "1er".to_owned() } else { date.to_string() };
                format!("{day} {date} {month} {year} à {time} UTC")
            }
        }
    }

    /// The same for an SMS, in characters of GSM-7 alone: one that it lacks, as in `août`, would double what the SMS costs.
    pub fn moment_in_sms(self, unix: i64) -> String {
        let at = utc(unix);
        let day = |letters| self.day(&at).chars().take(letters).collect::<String>();
        match self {
            Self::English => self.moment(unix),
            Self::German => format!("{}., {}", day(2), at.strftime("%d.%m.%Y, %H:%M Uhr UTC")),
            Self::French => format!("{}. {}", day(3), at.strftime("%d/%m/%Y à %H:%M UTC")),
        }
    }

    fn day(self, at: &ZonedDateTime) -> &'static str {
        self.names().days[usize::from(at.weekday().to_monday_zero_offset().unsigned_abs())]
    }

    /// A lifetime (seconds) as people say it: in days, hours or minutes, whichever comes out even.
    pub fn lifetime(self, secs: i64) -> String {
        let (count, unit) = match secs {
            s if s % 86_400 == 0 && s > 86_400 => (s / 86_400, 0),
            s if s % 3_600 == 0 => (s / 3_600, 1),
            s => (s / 60, 2),
        };
        format!("{count} {}", self.names().units[unit][usize::from(count != 1)])
    }
}

/// A moment in UTC; what no calendar holds becomes the epoch.
fn utc(unix: i64) -> ZonedDateTime {
    Timestamp::from_second(unix).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wednesday, 25 November 2026, 13:45 UTC.
    const AT: i64 = 1_795_614_300;

    #[test]
    fn a_browser_gets_the_language_that_it_likes_best_of_ours() {
        for (header, language) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Language::German)),
            ("ja, fr;q=0.5, en;q=0.4", Some(Language::French)),
            ("en;q=0.5, FR_ca;q=0.5", Some(Language::English)),
            ("de;q=0, fr;q=0.1", Some(Language::French)),
            ("*", None),
            ("", None),
            ("ja, he;q=0.5", None),
            ("fr;q=x, ;;;,=", None),
        ] {
            assert_eq!(Language::preferred(header), language, "{header}");
        }
    }

    #[test]
    fn a_tag_is_read_back_and_another_is_refused() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Ok(language));
            let stored = serde_json::to_string(&language).unwrap();
            assert_eq!(stored, format!("\"{}\"", language.tag()));
        }
        for tag in ["", "english", "xx", "-de"] {
            assert!(Language::parse(tag).is_err(), "{tag}");
        }
    }

    #[test]
    fn each_language_tells_a_moment_in_its_own_order_and_names_the_time_zone() {
        for (language, whole, in_sms) in [
            (Language::English, "Wed 25 November 2026, 13:45 UTC", "Wed 25 November 2026, 13:45 UTC"),
            (
                Language::German,
                "Mittwoch, 25. November 2026, 13:45 Uhr UTC",
                "Mi., 25.11.2026, 13:45 Uhr UTC",
            ),
            (Language::French, "mercredi 25 novembre 2026 à 13:45 UTC", "mer. 25/11/2026 à 13:45 UTC"),
        ] {
            assert_eq!((language.moment(AT).as_str(), language.moment_in_sms(AT).as_str()), (whole, in_sms));
        }
        assert_eq!(Language::French.moment(0), "jeudi 1er janvier 1970 à 00:00 UTC");
        assert_eq!(Language::English.moment(i64::MAX), "Thu 1 January 1970, 00:00 UTC");
    }

    #[test]
    fn lifetimes_are_spoken() {
        for (secs, said) in [
            (86_400, ["24 hours", "24 Stunden", "24 heures"]),
            (172_800, ["2 days", "2 Tage", "2 jours"]),
            (3_600, ["1 hour", "1 Stunde", "1 heure"]),
            (600, ["10 minutes", "10 Minuten", "10 minutes"]),
            (90, ["1 minute", "1 Minute", "1 minute"]),
        ] {
            assert_eq!(Language::ALL.map(|language| language.lifetime(secs)), said);
        }
    }
}
