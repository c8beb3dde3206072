//! The page: the list of a channel, and the message below it.

use super::Desk;
use super::draft::Draft;
use super::launch::ASKS_AGAIN_ABOVE;
use super::preview::facts;
use super::said::{Said, flaw};
use super::why::Why;
use crate::layout::Shell;
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::message::{Wording, placeholders};
use onramp_domain::send::Filter;
use onramp_domain::{
    AddressTrouble, Barrier, Channel, EmailAddress, LinkStatus, PhoneId, PhoneNumber, Platform, Row,
};
use onramp_usecases::list_unactivated::{Query, count, look};
use onramp_usecases::ports::{Chance, UnactivatedCount};
use onramp_web::Response;
use onramp_web::cursor::CursorKey;
use std::collections::HashSet;

/// Rows of a page.
const ROWS: usize = 50;

/// What a page shows beside its form.
#[derive(Debug)]
pub struct Shown {
    /// Its status.
    pub status: StatusCode,
    /// What is wrong, by the id of the field.
    pub problems: Vec<(&'static str, String)>,
    /// What was done, or was not.
    pub said: Option<Said>,
    /// The answer to why someone is not in the list.
    pub why: Option<Why>,
    /// Whether all boxes of the page are checked.
    pub all_here: bool,
    /// Whether the form was sent, rather than opened.
    pub posted: bool,
}

impl Default for Shown {
    fn default() -> Self {
        Self {
            status: StatusCode::OK,
            problems: Vec::new(),
            said: None,
            why: None,
            all_here: false,
            posted: false,
        }
    }
}

impl Shown {
    /// A form that was sent, shown again.
    pub fn posted() -> Self {
        Self { posted: true, ..Self::default() }
    }
}

/// A row of the list.
struct Line {
    phone_id: String,
    user_id: String,
    username: String,
    realname: String,
    /// The address or number.
    reached_at: String,
    platform: &'static str,
    link: LinkStatus,
    barrier: Option<Barrier>,
    checked: bool,
}

impl Line {
    fn of(row: &Row<'_>, channel: Channel, checked: bool) -> Self {
        let reached_at = match channel {
            Channel::Email => row.user.email.as_ref().map(EmailAddress::as_str),
            Channel::Sms => row.phone.number.as_ref().map(PhoneNumber::as_str),
        };
        let barrier = row.barrier(channel);
        Self {
            phone_id: row.phone.phone_id.as_str().to_owned(),
            user_id: row.user.user_id.as_str().to_owned(),
            username: row.user.username.as_str().to_owned(),
            realname: row.user.realname.as_str().to_owned(),
            reached_at: reached_at.unwrap_or_default().to_owned(),
            platform: row.phone.platform.as_str(),
            link: row.link,
            checked: checked && barrier.is_none(),
            barrier,
        }
    }

    /// Until when its link lives, if that keeps it from being selected.
    fn live_until(&self) -> Option<i64> {
        match self.barrier {
            Some(Barrier::LiveUntil(at)) => Some(at),
            _ => None,
        }
    }

    fn bounced(&self) -> bool {
        self.barrier == Some(Barrier::Address(AddressTrouble::Bounced))
    }

    fn complained(&self) -> bool {
        self.barrier == Some(Barrier::Address(AddressTrouble::Complained))
    }

    fn expired_at(&self) -> Option<i64> {
        match self.link {
            LinkStatus::ExpiredAt(at) => Some(at),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "send/page.html")]
struct Page<'a> {
    shell: Shell<'a>,
    draft: Draft,
    lines: Vec<Line>,
    counts: UnactivatedCount,
    /// How many match, if that is known.
    matching: Option<i64>,
    /// Who is selected and not on this page.
    elsewhere: Vec<String>,
    first: Option<String>,
    next: Option<String>,
    problems: Vec<(&'static str, String)>,
    said: Option<Said>,
    why: Option<Why>,
    posted: bool,
    facts: Vec<String>,
    fixed: String,
    address: Option<&'a str>,
    number: String,
    asks_again_above: usize,
}

impl Page<'_> {
    /// A message that is another for each channel.
    fn by(&self, key: &str) -> String {
        self.shell.t(&format!("{key}-{}", self.draft.channel))
    }

    /// The button's text for one, or with a place for the number of many.
    fn button(&self, many: bool) -> String {
        let key = format!("send-do-{}", self.draft.channel);
        if many { self.shell.t1(&key, "count", "{n}") } else { self.shell.t1(&key, "count", 1_i64) }
    }

    fn is_email(&self) -> bool {
        self.draft.channel == Channel::Email
    }

    fn channels(&self) -> [(Channel, i64); 2] {
        [Channel::Email, Channel::Sms].map(|channel| (channel, self.counts.by(channel)))
    }

    fn left(&self) -> i64 {
        self.counts.by(self.draft.channel)
    }

    fn wrong(&self, field: &str) -> &str {
        self.problems.iter().find(|(id, _)| *id == field).map_or("", |(_, text)| text)
    }

    fn platforms(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let chosen = self.draft.narrowed.platform.as_str();
        let known = Platform::ALL.iter().filter(|platform| **platform != Platform::Unknown);
        known.map(move |platform| (platform.as_str(), platform.as_str() == chosen))
    }

    fn placeholders(&self) -> impl Iterator<Item = (&'static str, String)> {
        placeholders().map(|name| (name, self.shell.t(&format!("send-placeholder-{name}"))))
    }

    fn views(&self) -> [(&'static str, String); 4] {
        ["light", "dark", "phone", "text"].map(|view| (view, self.shell.t(&format!("send-view-{view}"))))
    }
}

/// Shows the page. A position that cannot be read, as of an older session, is the beginning.
pub async fn show<P: Parts>(desk: &Desk<'_, P>, mut draft: Draft, shown: Shown) -> Result<Response, Stop> {
    let channel = draft.channel;
    let key = CursorKey::parse(&desk.visitor.id.expose()).map_err(|_| Stop::Unavailable)?;
    let scope = format!("{channel}\n{}", draft.narrowed.filter.as_ref().map_or(String::new(), Filter::scope));
    let after = key.open(&scope, &draft.after).ok();
    if after.is_none() {
        draft.after.clear();
    }
    let query =
        Query { channel, filter: draft.narrowed.filter.clone(), limit: ROWS, after: after.as_deref() };
    let store = &desk.console.store;
    let (found, counts) = tokio::try_join!(look(store, &desk.by, &query), count(store, &desk.by))?;
    let next = found.next.and_then(|next| key.seal(&scope, &next, desk.console.chance.bits()));
    let chosen: HashSet<&PhoneId> = draft.chosen.iter().collect();
    let line = |phone| {
        let row = Row::of(phone, channel, desk.visit.now)?;
        Some(Line::of(&row, channel, shown.all_here || chosen.contains(&row.phone.phone_id)))
    };
    let lines: Vec<Line> = found.items.iter().filter_map(line).collect();
    let here: HashSet<&str> = lines.iter().map(|line| line.phone_id.as_str()).collect();
    let elsewhere: Vec<_> =
        draft.chosen.iter().map(PhoneId::as_str).filter(|id| !here.contains(id)).map(str::to_owned).collect();
    let matching = match (draft.is_narrowed(), after.is_some() || next.is_some()) {
        (false, _) => Some(counts.by(channel)),
        (true, false) => i64::try_from(lines.len()).ok(),
        (true, true) => None,
    };
    let selected = if draft.all {
        matching
    } else {
        i64::try_from(elsewhere.len() + lines.iter().filter(|line| line.checked).count()).ok()
    };
    let session = &desk.visitor.session;
    let known = session.number.as_ref().map_or("", |number| number.as_str());
    let shell = desk.shell();
    let mut problems = shown.problems;
    if shown.posted && problems.is_empty() {
        problems.extend(
            draft.flaws(desk.settings()).iter().map(|(field, found)| (*field, flaw(&shell.words, found))),
        );
    }
    let page = Page {
        facts: facts(&shell.words, desk.settings(), &draft, selected),
        fixed: Wording::fixed_header(channel, desk.settings()),
        first: after.is_some().then(|| draft.path(None)),
        next: next.map(|next| draft.path(Some(&next))),
        address: session.email.as_ref().map(EmailAddress::as_str),
        number: if draft.number.is_empty() { known.to_owned() } else { draft.number.clone() },
        asks_again_above: ASKS_AGAIN_ABOVE,
        posted: shown.posted,
        said: shown.said,
        why: shown.why,
        problems,
        shell,
        lines,
        counts,
        matching,
        elsewhere,
        draft,
    };
    reply::framing(reply::page(shown.status, &page)?)
}
