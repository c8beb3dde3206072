//! The message as it would be: as a document for the page's frame, and what is to be known of it.

use super::Desk;
use super::draft::Draft;
use super::said::flaw;
use crate::language::{Locale, Words};
use crate::{Parts, Stop, reply};
use askama::Template;
use data_encoding::BASE64;
use onramp_domain::message::{Email, Encoding, Rendered, Wording, sample};
use onramp_domain::{Channel, Settings};
use onramp_usecases::list_unactivated::count;
use onramp_usecases::preview::preview;
use onramp_web::Response;
use serde::Serialize;

/// How emails ask for the colours of a dark screen. A preview shows what it is told to, whatever the reader's own screen is.
const DARK: &str = "@media (prefers-color-scheme: dark)";

/// A text, or what is wrong with it, as a document.
#[derive(Template)]
#[template(path = "send/preview.html")]
struct Plain<'a> {
    lang: &'static str,
    title: String,
    problems: Vec<String>,
    text: &'a str,
    is_sms: bool,
}

/// The HTML of an email as the frame shows it: with its image in it, in the one scheme or the other, its links leading nowhere.
fn framed(email: &Email, dark: bool) -> String {
    let image = format!("data:image/png;base64,{}", BASE64.encode(&email.qr_png));
    let scheme = if dark { "dark" } else { "light" };
    email
        .html
        .replace(&format!("cid:{}", email.qr_content_id), &image)
        .replace(DARK, if dark { "@media all" } else { "@media not all" })
        .replace("color-scheme: light dark", &format!("color-scheme: {scheme}"))
        .replace("color-schemes: light dark", &format!("color-schemes: {scheme}"))
        .replace("content=\"light dark\"", &format!("content=\"{scheme}\""))
        .replacen("<head>", "<head>\n<base target=\"_blank\">", 1)
}

/// `POST /console/send/preview`.
pub async fn document<P: Parts>(desk: &Desk<'_, P>, draft: &Draft) -> Result<Response, Stop> {
    let words = desk.visit.words;
    let mut plain = Plain {
        lang: words.locale.tag(),
        title: words.t("send-preview-frame"),
        problems: Vec::new(),
        text: "",
        is_sms: draft.channel == Channel::Sms,
    };
    let flaws = draft.flaws(desk.settings());
    if !flaws.is_empty() {
        plain.title = words.t("send-preview-wrong");
        plain.problems = flaws.iter().map(|(_, found)| flaw(&words, found)).collect();
        return Ok(reply::message(plain.render().map_err(|_| Stop::Unavailable)?));
    }
    let wording = Wording::parse(draft.channel, draft.subject(), Some(&draft.message))?;
    let (store, now) = (&desk.console.store, desk.visit.now);
    let said = preview(store, desk.settings(), &desk.by, &wording, None, None, now).await?;
    let view = desk.visitor.form.text("view");
    let text = match said {
        Rendered::Email(email) if view == "text" => Plain { text: &email.text, ..plain }.render(),
        Rendered::Email(email) => Ok(framed(&email, view == "dark")),
        Rendered::Sms(sms) => Plain { text: &sms.text, ..plain }.render(),
    };
    Ok(reply::message(text.map_err(|_| Stop::Unavailable)?))
}

/// What the script is told of a draft.
#[derive(Debug, Serialize)]
pub struct Checked {
    subject: Option<String>,
    message: Option<String>,
    facts: Vec<String>,
}

/// `POST /console/send/check`.
pub async fn check<P: Parts>(desk: &Desk<'_, P>, draft: &Draft) -> Result<Checked, Stop> {
    let words = desk.visit.words;
    let flaws = draft.flaws(desk.settings());
    let wrong = |field| {
        let found = flaws.iter().find(|(known, _)| *known == field);
        found.map(|(_, found)| flaw(&words, found))
    };
    let selected = selected(desk, draft).await?;
    Ok(Checked {
        subject: wrong("subject"),
        message: wrong("message"),
        facts: facts(&words, desk.settings(), draft, selected),
    })
}

/// To how many a draft would go, if that is known.
pub async fn selected<P: Parts>(desk: &Desk<'_, P>, draft: &Draft) -> Result<Option<i64>, Stop> {
    match (draft.all, draft.is_narrowed()) {
        (false, _) => Ok(i64::try_from(draft.chosen.len()).ok()),
        (true, false) => Ok(Some(count(&desk.console.store, &desk.by).await?.by(draft.channel))),
        (true, true) => Ok(None),
    }
}

/// An amount as a language writes it, without the zeros at its end that say nothing.
pub fn amount(locale: Locale, amount: &str) -> String {
    let short = amount.strip_suffix("00").or(amount.strip_suffix('0')).unwrap_or(amount);
    match locale {
        Locale::English => short.to_owned(),
        Locale::German | Locale::French => short.replace('.', ","),
    }
}

/// What a message takes and costs, in sentences; nothing for one that cannot be sent.
pub fn facts(words: &Words<'_>, settings: &Settings, draft: &Draft, selected: Option<i64>) -> Vec<String> {
    let Ok(wording) = Wording::parse(draft.channel, draft.subject(), Some(&draft.message)) else {
        return Vec::new();
    };
    let lifetime = settings.lifetime(draft.channel);
    let Ok(said) = wording.render(settings, &sample::holder(), &sample::code(), 0, lifetime) else {
        return Vec::new();
    };
    let (mut facts, mut parts) = (Vec::new(), 1);
    if let Rendered::Sms(sms) = &said {
        parts = sms.segments as u64;
        facts.push(words.t2("send-fact-parts", "parts", parts, "encoding", sms.encoding.as_str()));
        if sms.encoding == Encoding::Ucs2 {
            facts.push(words.t("send-fact-ucs2"));
        }
        facts.push(words.t("send-fact-parts-more"));
    }
    facts.push(cost(words, settings, draft.channel, parts, selected));
    facts
}

/// What it costs to send messages of so many parts each.
pub fn cost(
    words: &Words<'_>,
    settings: &Settings,
    channel: Channel,
    parts: u64,
    selected: Option<i64>,
) -> String {
    let price = |parts| amount(words.locale, &settings.prices.of(channel, parts));
    match selected.filter(|count| *count > 0).and_then(|count| u64::try_from(count).ok()) {
        Some(count) => {
            let sum = price(count.saturating_mul(parts));
            words.t2("send-fact-cost", "amount", sum, "count", count)
        }
        None => words.t1("send-fact-cost-each", "amount", price(parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::{BaseUrl, Lifetime};

    #[test]
    fn an_email_is_shown_in_the_scheme_that_is_asked_for_whatever_the_readers_screen() {
        let base = BaseUrl::parse("https://onramp.example.org").unwrap();
        let settings = Settings::new("Example", "help", base).unwrap();
        let wording = Wording::parse(Channel::Email, None, None).unwrap();
        let said = wording.render(&settings, &sample::holder(), &sample::code(), 0, Lifetime::DEFAULT);
        let Rendered::Email(email) = said.unwrap() else { panic!("an email") };
        assert!(email.html.contains(DARK) && email.html.contains("color-scheme: light dark"));
        for (dark, is, is_not) in [(true, "@media all", "not all"), (false, "@media not all", "@media all")] {
            let shown = framed(&email, dark);
            assert!(shown.contains(is) && !shown.contains(is_not) && !shown.contains("prefers-color-scheme"));
            assert!(!shown.contains("light dark") && !shown.contains("cid:"));
            assert!(shown.contains("<img src=\"data:image/png;base64,iVBOR"));
        }
    }

    #[test]
    fn amounts_are_short_and_written_as_the_language_has_it() {
        assert_eq!(amount(Locale::English, "0.4200"), "0.42");
        assert_eq!(amount(Locale::English, "0.0001"), "0.0001");
        assert_eq!(amount(Locale::German, "12.3400"), "12,34");
        assert_eq!(amount(Locale::French, "1.0000"), "1,00");
    }
}
