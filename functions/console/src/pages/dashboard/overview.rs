//! What the page says: the numbers of its tables, and its charts.

use super::chart::{Bars, Columns, FIELD, HEIGHT, Shown, WIDTH};
use crate::layout::{Shell, reason_key};
use askama::Template;
use onramp_domain::figures::{Loss, Period, Range, Sums, Way, percent};
use onramp_domain::{Channel, Platform, date};
use onramp_usecases::ports::UnactivatedCount;
use std::borrow::Borrow;

/// Reasons that the chart of those who were not reached shows; its table has all of them.
const REASONS: usize = 8;
/// What parts of charts are filled with: its name, which the style sheet gives a color, and whether it is drawn as stripes,
/// as dots, or plain, so that nobody needs to tell colors apart.
const FILLS: [(&str, &str); 10] = [
    ("email", "plain"),
    ("sms", "stripes"),
    ("in_person", "dots"),
    ("eligible", "dots"),
    ("sent", "stripes"),
    ("opened", "dots"),
    ("activated", "plain"),
    ("failed", "plain"),
    ("bounced", "stripes"),
    ("skipped", "dots"),
];

/// The names of ways in the catalogs, in the order of [`Way::ALL`].
const WAYS: [&str; 3] = ["dashboard-email", "dashboard-sms", "dashboard-in-person"];

/// The page.
#[derive(Template)]
#[template(path = "dashboard/overview.html")]
pub struct Overview<'a> {
    shell: Shell<'a>,
    range: Range,
    may_send: bool,
    /// Phones that may be sent a link now: each list counts those whom its channel reaches, and most are on both.
    left: i64,
    empty: bool,
    total: Sums,
    days: Vec<DayRow>,
    most: i64,
    steps: Vec<Step>,
    ways: Vec<WayRow>,
    platforms: Vec<(String, [i64; 3], i64)>,
    losses: Vec<LossRow>,
    over_time: Columns,
    funnel: Bars,
    by_way: Bars,
    by_platform: Bars,
    by_reason: Bars,
}

/// A day of the table.
struct DayRow {
    date: String,
    sent: i64,
    opened: i64,
    activated: [i64; 3],
    total: i64,
}

/// A step on the way to an active phone.
struct Step {
    key: &'static str,
    fill: &'static str,
    count: i64,
    share: Option<Share>,
}

/// Which part of another step a step is, in percent.
#[derive(Debug, PartialEq, Eq)]
enum Share {
    /// Of the messages that were sent.
    OfMessages(i64),
    /// Of those who could activate.
    OfEligible(i64),
}

/// What came of the links that went one way.
struct WayRow {
    key: &'static str,
    left: Option<i64>,
    sent: i64,
    opened: Option<i64>,
    activated: i64,
    share: Option<i64>,
}

/// Recipients who were not reached, for one reason.
struct LossRow {
    loss: Loss,
    reason: String,
    by: [i64; 3],
    total: i64,
}

impl<'a> Overview<'a> {
    /// The page of a period.
    pub fn of(
        shell: Shell<'a>,
        range: Range,
        period: &Period,
        left: UnactivatedCount,
        may_send: bool,
    ) -> Self {
        let total = period.total();
        let columns: Vec<_> =
            period.days().iter().map(|day| (day.day, day.sums.activated().parts())).collect();
        let people = left.email.max(left.sms).max(0);
        let (steps, ways) = (steps(&total, people), ways(&total, left));
        let (platforms, losses) = (platforms(&shell, &total), losses(&shell, &total));
        Self {
            range,
            may_send,
            left: people,
            empty: total.is_empty(),
            days: days(period),
            most: columns.iter().map(|(_, parts)| parts.iter().sum()).max().unwrap_or_default(),
            over_time: Columns::of(&columns),
            funnel: Bars::stacked(steps.iter().map(|step| step.shown(&shell)).collect()),
            by_way: Bars::grouped(ways.iter().map(|way| way.shown(&shell)).collect()),
            by_platform: Bars::stacked(platforms.iter().map(|row| platform_shown(&shell, row)).collect()),
            by_reason: Bars::stacked(losses.iter().take(REASONS).map(|row| row.shown(&shell)).collect()),
            steps,
            ways,
            platforms,
            losses,
            total,
            shell,
        }
    }

    /// A number as the page's language writes it.
    fn number(&self, count: impl Borrow<i64>) -> String {
        self.shell.t1("number", "count", *count.borrow())
    }

    fn percent(&self, share: impl Borrow<i64>) -> String {
        self.shell.t1("dashboard-percent", "percent", *share.borrow())
    }

    fn lost(&self) -> i64 {
        self.total.lost(Loss::Failed).total() + self.total.lost(Loss::Bounced).total()
    }
}

fn days(period: &Period) -> Vec<DayRow> {
    let rows = period.days().iter().rev().filter(|day| !day.sums.is_empty());
    let rows = rows.map(|day| DayRow {
        date: date(day.day),
        sent: day.sums.sent().total(),
        opened: day.sums.opened().total(),
        activated: day.sums.activated().parts(),
        total: day.sums.activated().total(),
    });
    rows.collect()
}

/// From those who could activate to those who did.
fn steps(total: &Sums, left: i64) -> Vec<Step> {
    let (sent, opened, activated) = (total.sent(), total.opened().total(), total.activated().total());
    let eligible = left + activated;
    let messages = sent.total() - sent.of(Way::InPerson);
    let step = |key, fill, count, share| Step { key, fill, count, share };
    vec![
        step("dashboard-eligible", "eligible", eligible, None),
        step("dashboard-sent", "sent", sent.total(), None),
        step("dashboard-opened", "opened", opened, percent(opened, messages).map(Share::OfMessages)),
        step(
            "dashboard-activated",
            "activated",
            activated,
            percent(activated, eligible).map(Share::OfEligible),
        ),
    ]
}

impl Step {
    fn shown(&self, shell: &Shell<'_>) -> Shown {
        let value = shell.t1("number", "count", self.count);
        Shown { label: shell.t(self.key), value, parts: vec![(self.fill, self.count)] }
    }

    /// Its share in words.
    fn share(&self, shell: &Shell<'_>) -> Option<String> {
        Some(match self.share.as_ref()? {
            Share::OfMessages(share) => shell.t1("dashboard-of-messages", "percent", *share),
            Share::OfEligible(share) => shell.t1("dashboard-of-eligible", "percent", *share),
        })
    }
}

/// A loss's name in the catalogs.
fn loss_key(loss: Loss) -> &'static str {
    match loss {
        Loss::Failed => "dashboard-failed",
        Loss::Bounced => "dashboard-bounced",
        Loss::Skipped => "dashboard-skipped",
    }
}

fn ways(total: &Sums, left: UnactivatedCount) -> Vec<WayRow> {
    let rows = Way::ALL.map(|way| {
        let (sent, activated) = (total.sent().of(way), total.activated().of(way));
        // Nobody notes that the page of a link was opened which was handed over in person: it is scanned.
        let sends = way != Way::InPerson;
        WayRow {
            key: WAYS[way as usize],
            left: match way {
                Way::Email => Some(left.by(Channel::Email)),
                Way::Sms => Some(left.by(Channel::Sms)),
                Way::InPerson => None,
            },
            sent,
            opened: sends.then(|| total.opened().of(way)),
            activated,
            share: percent(activated, sent),
        }
    });
    rows.into()
}

impl WayRow {
    fn shown(&self, shell: &Shell<'_>) -> Shown {
        let value = shell.t2("dashboard-of-sent", "activated", self.activated, "sent", self.sent);
        let mut parts = vec![("sent", self.sent), ("activated", self.activated)];
        if let Some(opened) = self.opened {
            parts.insert(1, ("opened", opened));
        }
        Shown { label: shell.t(self.key), value, parts }
    }
}

/// Platforms that have a word rather than a name.
fn platform_name(shell: &Shell<'_>, platform: Platform) -> String {
    match platform {
        Platform::GenericSmartphone => shell.t("dashboard-generic"),
        Platform::Unknown => shell.t("dashboard-unknown"),
        named => named.as_str().to_owned(),
    }
}

fn platforms(shell: &Shell<'_>, total: &Sums) -> Vec<(String, [i64; 3], i64)> {
    let rows = total.platforms().into_iter();
    rows.map(|(platform, by)| (platform_name(shell, platform), by.parts(), by.total())).collect()
}

fn platform_shown(shell: &Shell<'_>, (name, by, total): &(String, [i64; 3], i64)) -> Shown {
    let parts = Way::ALL.iter().zip(by).map(|(way, count)| (way.as_str(), *count)).collect();
    Shown { label: name.clone(), value: shell.t1("number", "count", *total), parts }
}

/// A reason in the page's language; one of an earlier version that has no words any more is told as the API told it.
fn reason(shell: &Shell<'_>, code: &str) -> String {
    shell.words.find(&reason_key(code), &[]).unwrap_or_else(|| code.to_owned())
}

fn losses(shell: &Shell<'_>, total: &Sums) -> Vec<LossRow> {
    let rows = total.losses().into_iter().map(|((loss, code), by)| LossRow {
        loss,
        reason: reason(shell, &code),
        by: by.parts(),
        total: by.total(),
    });
    rows.collect()
}

impl LossRow {
    fn key(&self) -> &'static str {
        loss_key(self.loss)
    }

    fn shown(&self, shell: &Shell<'_>) -> Shown {
        let value = shell.t1("number", "count", self.total);
        Shown { label: self.reason.clone(), value, parts: vec![(self.loss.as_str(), self.total)] }
    }
}

#[cfg(test)]
mod tests;
