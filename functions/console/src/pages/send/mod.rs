//! Picking who gets an activation link, and what the message says.
//!
//! - `GET /console/send?channel=&q=&link=&platform=&after=&why=`: the list of a channel and the message.
//! - `POST /console/send`: what the form is told to do: `send`, after a page that asks once more where it goes to many;
//!   `test`; `default`; `all-here`, which checks all boxes; anything else shows the form again as it was sent.
//! - `POST /console/send/preview`: the message as a document, for the page's frame.
//! - `POST /console/send/check`, `POST /console/send/test`, `POST /console/send/default`: the same for the page's script, told
//!   as JSON.
//! - `GET /console/send/why?channel=&why=`: why someone is not in the list, for the page's script.

mod draft;
mod launch;
mod page;
mod preview;
mod said;
mod why;

use crate::form::Form;
use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use draft::Draft;
use http::{Method, StatusCode};
use onramp_domain::{Permission, Settings};
use onramp_usecases::Principal;
use onramp_usecases::ports::Chance;
use onramp_web::{Response, json_reply};
use page::Shown;

/// A request to these pages, of someone who may send.
pub struct Desk<'a, P: Parts> {
    console: &'a Console<P>,
    visit: &'a Visit<'a>,
    visitor: &'a Visitor,
    by: Principal,
}

impl<'a, P: Parts> Desk<'a, P> {
    fn shell(&self) -> Shell<'a> {
        self.visitor.shell(self.visit)
    }

    fn settings(&self) -> &'a Settings {
        self.visit.settings
    }

    /// What makes sure that a page sends once, however often its button is pressed.
    fn once(&self) -> String {
        format!("{:032x}", self.console.chance.bits())
    }

    fn posted(&self) -> Result<Draft, Stop> {
        Draft::posted(&self.visitor.form, self.visit.now, || self.once())
    }
}

/// The page of a path under `/console/send`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    let desk = Desk { console, visit, visitor, by: visitor.must(Permission::Send)? };
    match (path, visit.request.method()) {
        ([] | [""], &Method::GET | &Method::HEAD) => first(&desk).await,
        ([] | [""], &Method::POST) => act(&desk).await,
        (["preview"], &Method::POST) => preview::document(&desk, &desk.posted()?).await,
        (["check"], &Method::POST) => {
            Ok(json_reply(StatusCode::OK, &preview::check(&desk, &desk.posted()?).await?))
        }
        (["test"], &Method::POST) => {
            Ok(json_reply(StatusCode::OK, &said::test(&desk, &desk.posted()?).await?))
        }
        (["default"], &Method::POST) => {
            Ok(json_reply(StatusCode::OK, &said::save_default(&desk, &desk.posted()?).await?))
        }
        (["why"], &Method::GET | &Method::HEAD) => why::fragment(&desk, &Form::query(visit.request)).await,
        ([] | [""], _) => Err(Stop::Method("GET, POST")),
        (["preview" | "check" | "test" | "default"], _) => Err(Stop::Method("POST")),
        (["why"], _) => Err(Stop::Method("GET")),
        _ => Err(Stop::NotFound),
    }
}

/// The page as it is first opened.
async fn first<P: Parts>(desk: &Desk<'_, P>) -> Result<Response, Stop> {
    let asked = Form::query(desk.visit.request);
    let draft = Draft::asked(&asked, desk.settings(), desk.visit.now, desk.once())?;
    let why = why::ask(desk, draft.channel, asked.text("why")).await?;
    page::show(desk, draft, Shown { why, ..Shown::default() }).await
}

/// What the form is told to do.
async fn act<P: Parts>(desk: &Desk<'_, P>) -> Result<Response, Stop> {
    let draft = desk.posted()?;
    match desk.visitor.form.text("do") {
        "send" => launch::send(desk, draft).await,
        // Not a redirect: what was written is to stay.
        told @ ("test" | "default") => {
            let said = match told {
                "test" => said::test(desk, &draft).await?,
                _ => said::save_default(desk, &draft).await?,
            };
            let status = if said.good { StatusCode::OK } else { StatusCode::BAD_REQUEST };
            page::show(desk, draft, Shown { status, said: Some(said), ..Shown::posted() }).await
        }
        "all-here" => page::show(desk, draft, Shown { all_here: true, ..Shown::posted() }).await,
        _ => page::show(desk, draft, Shown::posted()).await,
    }
}

#[cfg(test)]
mod tests;
