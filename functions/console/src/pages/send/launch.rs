//! Sending: at once to few, after a page that asks once more to many.

use super::Desk;
use super::draft::Draft;
use super::page::{self, Shown};
use super::preview::{facts, selected};
use super::said::{Said, flaw};
use crate::layout::{Shell, saying};
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::send::{MAX_EXPLICIT, Selection};
use onramp_domain::{Channel, EventId, SendId};
use onramp_usecases::Error;
use onramp_usecases::ports::Chance;
use onramp_usecases::send_links::{Ask, send_links};
use onramp_web::Response;

/// To how many a send goes without being asked about once more.
pub const ASKS_AGAIN_ABOVE: usize = 25;

/// The page that asks once more.
#[derive(Template)]
#[template(path = "send/confirm.html")]
struct Confirm<'a> {
    shell: Shell<'a>,
    draft: &'a Draft,
    selected: Option<i64>,
    facts: Vec<String>,
}

impl Confirm<'_> {
    fn by(&self, key: &str) -> String {
        self.shell.t(&format!("{key}-{}", self.draft.channel))
    }

    fn title(&self) -> String {
        match self.selected {
            Some(count) => self.shell.t1(&format!("send-confirm-{}", self.draft.channel), "count", count),
            None => self.by("send-confirm-all"),
        }
    }

    fn to(&self) -> String {
        match (self.draft.all, self.selected) {
            (false, count) => self.shell.t1("send-confirm-to-chosen", "count", count.unwrap_or_default()),
            (true, Some(count)) => self.shell.t1("send-confirm-to-all", "count", count),
            (true, None) => self.shell.t("send-confirm-to-filtered"),
        }
    }

    fn is_email(&self) -> bool {
        self.draft.channel == Channel::Email
    }
}

/// What keeps a draft from being sent, by the id of the field.
fn problems<P: Parts>(desk: &Desk<'_, P>, draft: &Draft) -> Vec<(&'static str, String)> {
    let words = desk.visit.words;
    let mut problems = Vec::new();
    if draft.names_too_many() {
        problems.push(("list", words.t1("send-too-many", "most", MAX_EXPLICIT)));
    } else if draft.selection().is_none() {
        problems.push(("list", words.t("send-nobody-chosen")));
    }
    let flaws = draft.flaws(desk.settings());
    problems.extend(flaws.iter().map(|(field, found)| (*field, flaw(&words, found))));
    problems
}

/// Sends what the form says, or asks once more.
pub async fn send<P: Parts>(desk: &Desk<'_, P>, mut draft: Draft) -> Result<Response, Stop> {
    let problems = problems(desk, &draft);
    let to = match draft.selection() {
        Some(to) if problems.is_empty() => to,
        _ => {
            let status = StatusCode::BAD_REQUEST;
            return page::show(desk, draft, Shown { status, problems, ..Shown::posted() }).await;
        }
    };
    let many = draft.all || draft.chosen.len() > ASKS_AGAIN_ABOVE;
    if many && desk.visitor.form.text("confirmed") != "1" {
        let selected = selected(desk, &draft).await?;
        let shell = desk.shell();
        let facts = facts(&shell.words, desk.settings(), &draft, selected);
        return reply::page(StatusCode::OK, &Confirm { shell, draft: &draft, selected, facts });
    }
    match start(desk, &draft, to).await {
        Ok(send_id) => {
            Ok(saying(reply::see_other(&format!("/console/sends/{send_id}")), "flash-send-started", &[]))
        }
        // The page was sent before, went back to, and changed: that is another send, and may be meant.
        Err(Error::KeyReused) => {
            draft.once = desk.once();
            let said = Some(Said::not(desk.visit.words.t("send-again-warning")));
            page::show(desk, draft, Shown { status: StatusCode::CONFLICT, said, ..Shown::posted() }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn start<P: Parts>(desk: &Desk<'_, P>, draft: &Draft, to: Selection) -> Result<SendId, Error> {
    let console = desk.console;
    let ask = Ask {
        channel: draft.channel,
        to,
        subject: draft.subject().map(str::to_owned),
        message: Some(draft.message.clone()),
        lifetime: None,
        idempotency_key: Some(format!("console {}", draft.once)),
    };
    let chance = &console.chance;
    let ids = (SendId::from_random(chance.bits()), EventId::from_random(chance.bits()));
    let now = desk.visit.now;
    let send = send_links(&console.store, &console.queue, desk.settings(), &desk.by, ask, now, ids).await?;
    Ok(send.send_id)
}
