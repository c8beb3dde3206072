//! The administrator log.
//!
//! - `GET /console/log?from=&to=&action=&before=`: its lines, the newest first.

use crate::form::Form;
use crate::layout::Shell;
use crate::reply::page;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use askama::Template;
use data_encoding::BASE64URL_NOPAD;
use http::{Method, StatusCode};
use onramp_domain::{Action, Event, Permission, day_start};
use onramp_usecases::admin::log;
use onramp_usecases::ports::LogPlace;
use onramp_usecases::{SYSTEM, sessions};
use onramp_web::Response;
use std::collections::BTreeMap;

/// Lines of a page.
const LINES: usize = 50;
const DAY: i64 = 86_400;

/// What is asked for, as it was typed.
#[derive(Debug, Clone, Default)]
struct Asked {
    from: String,
    to: String,
    action: String,
}

/// The same, understood.
struct Wanted {
    oldest: i64,
    before: LogPlace,
    action: Option<Action>,
}

/// Someone or something that a line names.
struct Named {
    text: String,
    /// Its page, if it has one.
    page: Option<String>,
    /// What it is kept under, where it is shown by another name.
    id: Option<String>,
}

struct Line {
    at: i64,
    facts: BTreeMap<String, String>,
    who: Named,
    what: String,
    object: Named,
}

#[derive(Template)]
#[template(path = "log/list.html")]
struct Page<'a> {
    shell: Shell<'a>,
    asked: Asked,
    wrong: Vec<(&'static str, String)>,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
    /// Until when it was looked, where that did not suffice for a page.
    looked_to: Option<i64>,
}

impl Page<'_> {
    fn problem(&self, field: &str) -> Option<&str> {
        self.wrong.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }

    /// The actions to choose from: name, text, whether it is chosen.
    fn actions(&self) -> Vec<(&'static str, String, bool)> {
        let choice = |action: Action| {
            (action.as_str(), self.shell.t(&action_key(action)), action.as_str() == self.asked.action)
        };
        Action::ALL.iter().copied().map(choice).collect()
    }
}

/// What an action's message in the catalogs is called.
pub fn action_key(action: Action) -> String {
    format!("log-action-{}", action.as_str().replace('_', "-"))
}

/// The page of a path under `/console/log`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Administer)?;
    if !matches!(path, [] | [""]) {
        return Err(Stop::NotFound);
    }
    if !matches!(visit.request.method(), &Method::GET | &Method::HEAD) {
        return Err(Stop::Method("GET"));
    }
    let query = Form::query(visit.request);
    let asked = Asked {
        from: query.text("from").to_owned(),
        to: query.text("to").to_owned(),
        action: query.text("action").to_owned(),
    };
    let shell = visitor.shell(visit);
    let wanted = match wanted(&shell, &asked, query.text("before"), visit.now) {
        Ok(wanted) => wanted,
        Err(wrong) => {
            let (lines, first, next, looked_to) = (Vec::new(), None, None, None);
            let refused = Page { shell, asked, wrong, lines, first, next, looked_to };
            return page(StatusCode::BAD_REQUEST, &refused);
        }
    };
    let Wanted { oldest, before, action } = &wanted;
    let found = log::before(&console.store, &by, before, *oldest, *action, LINES, visit.now).await?;
    let looked_to = found.next.as_ref().filter(|_| found.items.len() < LINES).map(|place| place.at);
    let next = found.next.map(|place| address(&asked, Some(&place)));
    let first = (!query.text("before").is_empty()).then(|| address(&asked, None));
    let people =
        found.items.iter().map(|event| event.actor.as_str()).filter(|actor| page_of(actor).is_none());
    let names = sessions::names(&console.store, people).await?;
    let lines = found.items.into_iter().map(|event| line(&shell, event, &names)).collect();
    page(StatusCode::OK, &Page { shell, asked, wrong: Vec::new(), lines, first, next, looked_to })
}

/// Reads what is asked for, or says what is wrong with it.
fn wanted(
    shell: &Shell<'_>,
    asked: &Asked,
    before: &str,
    now: i64,
) -> Result<Wanted, Vec<(&'static str, String)>> {
    let mut wrong = Vec::new();
    let mut day = |field: &'static str, text: &str, unless: i64| {
        if text.is_empty() {
            return unless;
        }
        day_start(text).unwrap_or_else(|_| {
            wrong.push((field, shell.t("log-wrong-day")));
            unless
        })
    };
    let oldest = day("from", &asked.from, 0);
    let last = day("to", &asked.to, now);
    if wrong.is_empty() && last < oldest {
        wrong.push(("to", shell.t("log-wrong-order")));
    }
    let action = match asked.action.as_str() {
        "" => None,
        name => Action::parse(name).map_err(|_| wrong.push(("action", shell.t("log-wrong-action")))).ok(),
    };
    // The day's whole; and what is being written just now.
    let end = last.saturating_add(DAY);
    let place = place(before).filter(|place| place.at < end).unwrap_or_else(|| LogPlace::start_of(end));
    if wrong.is_empty() { Ok(Wanted { oldest, before: place, action }) } else { Err(wrong) }
}

/// A place as an earlier page wrote it; another text is no place, and the list starts anew.
fn place(cursor: &str) -> Option<LogPlace> {
    let bytes = BASE64URL_NOPAD.decode(cursor.as_bytes()).ok()?;
    let (at, line) = std::str::from_utf8(&bytes).ok()?.split_once(' ')?;
    let plain = line.len() <= 100 && line.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
    let at = at.parse().ok().filter(|at| (0..100_000_000_000).contains(at))?;
    plain.then(|| LogPlace { at, line: line.to_owned() })
}

/// The address of the list from a place on.
fn address(asked: &Asked, before: Option<&LogPlace>) -> String {
    let cursor =
        before.map(|place| BASE64URL_NOPAD.encode(format!("{} {}", place.at, place.line).as_bytes()));
    let Asked { from, to, action } = asked;
    let pairs = [
        ("from", from.as_str()),
        ("to", to),
        ("action", action),
        ("before", cursor.as_deref().unwrap_or("")),
    ];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    match serde_urlencoded::to_string(given) {
        Ok(query) if !query.is_empty() => format!("/console/log?{query}"),
        _ => "/console/log".to_owned(),
    }
}

fn line(shell: &Shell<'_>, event: Event, names: &BTreeMap<String, String>) -> Line {
    let who = match (event.actor.as_str(), names.get(&event.actor)) {
        (SYSTEM, _) => Named { text: shell.t("log-system"), page: None, id: None },
        (_, Some(name)) => Named { text: name.clone(), page: None, id: Some(event.actor) },
        (actor, None) => named(shell, actor),
    };
    let (what, object) = (shell.t(&action_key(event.action)), named(shell, &event.object));
    Line { at: event.at, facts: event.facts, who, what, object }
}

/// The page of what an id means, by what it begins with.
fn page_of(id: &str) -> Option<String> {
    match (id.len() == 20, id.get(..2)) {
        (true, Some("DU")) => Some(format!("/console/users/{id}")),
        (true, Some("SE")) => Some(format!("/console/sends/{id}")),
        (true, Some("DI")) => Some(format!("/console/integrations/{id}")),
        _ if id == "settings" => Some("/console/settings".to_owned()),
        _ => None,
    }
}

/// What an id means; what is no id is what it says.
fn named(shell: &Shell<'_>, id: &str) -> Named {
    let text = match id {
        "settings" => shell.t("nav-settings"),
        "directory" => shell.t("log-directory"),
        _ => id.to_owned(),
    };
    Named { text, page: page_of(id), id: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalogs;
    use crate::language::Locale;

    #[test]
    fn every_action_has_its_text_in_every_language() {
        let catalogs = Catalogs::new().unwrap();
        for locale in Locale::ALL {
            let texts: std::collections::BTreeSet<_> = Action::ALL
                .iter()
                .map(|action| {
                    let text = catalogs.words(locale).find(&action_key(*action), &[]);
                    text.unwrap_or_else(|| panic!("{}", action.as_str()))
                })
                .collect();
            assert_eq!(texts.len(), Action::ALL.len(), "no two alike in {}", locale.tag());
        }
    }

    #[test]
    fn a_place_is_read_as_it_was_written_and_nothing_else_is_one() {
        let here = LogPlace { at: 1_795_528_800, line: "0001795528800000#EVAAAAAAAAAAAAAAAAAA".into() };
        let written = address(&Asked::default(), Some(&here));
        assert_eq!(place(written.split_once("before=").unwrap().1), Some(here));
        assert_eq!(address(&Asked::default(), None), "/console/log");
        for text in ["", "x", "AAAA", &BASE64URL_NOPAD.encode(b"12 a'b"), &BASE64URL_NOPAD.encode(b"-1 A")] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
