//! Bringing people in from a file, after a look at what it would do.
//!
//! - `GET /console/import`: the form, and one's own imports; `POST`: takes a file.
//! - `GET /console/import/sample.csv`: how a file looks.
//! - `GET /console/import/{id}`: how far it is, what it would do, what it did.
//! - `POST /console/import/{id}/step`: goes on with it; `…/confirm`: has it done; `…/discard`: deletes it.
//! - `GET /console/import/{id}/refused.csv`: the refused rows, to be mended.

mod reasons;
mod show;
mod upload;

use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop, layout, reply};
use http::{Method, StatusCode, header};
use onramp_domain::import::Stage;
use onramp_domain::{ImportId, Permission};
use onramp_usecases::import_file;
use onramp_web::{Response, with_headers};

/// How a file looks: a smartphone, a tablet, a landline, and someone with two phones.
const SAMPLE: &str = "\u{feff}username,realname,email,phone,type,platform,language\r\n\
    ana.sample,Ana Sample,ana.sample@example.org,+12125550123,Mobile,Apple iOS,en\r\n\
    bo.sample,Bo Sample,bo.sample@example.org,,Mobile,Google Android,\r\n\
    zoe.sample,Zoë Sample,zoe.sample@example.org,+442079460123,Landline,Unknown,fr\r\n\
    dan.sample,Dan Sample,dan.sample@example.org,+12125550124,Mobile,Generic Smartphone,\r\n\
    dan.sample,Dan Sample,dan.sample@example.org,,Mobile,Google Android,\r\n";

/// The page of a path under `/console/import`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    let principal = visitor.must(Permission::Manage)?;
    let reading = matches!(visit.request.method(), &Method::GET | &Method::HEAD);
    let sending = visit.request.method() == Method::POST;
    match path {
        [] | [""] if reading => upload::form(console, visit, visitor, &principal).await,
        [] | [""] if sending => upload::take(console, visit, visitor, &principal).await,
        ["sample.csv"] if reading => Ok(csv("sample.csv", SAMPLE)),
        ["sample.csv"] => Err(Stop::Method("GET")),
        [id] if reading => show::page(console, visit, visitor, &principal, &import(id)?).await,
        [id, "refused.csv"] if reading => show::refused(console, visit, &principal, &import(id)?).await,
        [id, "step"] if sending => {
            let id = import(id)?;
            import_file::go_on(&console.store, &console.chance, &console.clock, &principal, &id).await?;
            Ok(back_to(&id))
        }
        [id, "confirm"] if sending => {
            let id = import(id)?;
            import_file::confirm(&console.store, &principal, &id, visit.now).await?;
            import_file::go_on(&console.store, &console.chance, &console.clock, &principal, &id).await?;
            Ok(back_to(&id))
        }
        [id, "discard"] if sending => {
            let import = import_file::discard(&console.store, &principal, &import(id)?, visit.now).await?;
            let said =
                if import.stage == Stage::Importing { "flash-import-stopped" } else { "flash-import-gone" };
            Ok(layout::saying(reply::see_other("/console/import"), said, &[]))
        }
        [] | [""] => Err(Stop::Method("GET, POST")),
        [_] | [_, "refused.csv"] => Err(Stop::Method("GET")),
        [_, "step" | "confirm" | "discard"] => Err(Stop::Method("POST")),
        _ => Err(Stop::NotFound),
    }
}

/// What is no id is the id of nothing.
fn import(id: &str) -> Result<ImportId, Stop> {
    ImportId::parse(id).map_err(|_| Stop::NotFound)
}

fn back_to(id: &ImportId) -> Response {
    reply::see_other(&format!("/console/import/{id}"))
}

/// A file to be kept, rather than shown.
fn csv(name: &str, text: impl Into<bytes::Bytes>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    with_headers(StatusCode::OK, &headers, text)
}

#[cfg(test)]
mod tests;
