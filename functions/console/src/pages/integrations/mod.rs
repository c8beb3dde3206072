//! Integrations: scripts that call the Admin API.
//!
//! - `GET /console/integrations?after=`: a page of them; `POST`: makes one, and shows its secret key, once.
//! - `GET /console/integrations/new`: the form for a new one.
//! - `GET /console/integrations/{id}`: one of them.
//! - `GET /console/integrations/{id}/rotate`, `/revoke`: asks once more; `POST`: does it.

mod wanted;

use crate::form::Form;
use crate::layout::{Shell, saying};
use crate::reply::{page, see_other};
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use askama::Template;
use http::{Method, StatusCode};
use onramp_domain::{Grant, Integration, IntegrationId, Permission, SecretId, SecretKey};
use onramp_usecases::Error;
use onramp_usecases::admin::{Scene, integrations};
use onramp_usecases::ports::Chance;
use onramp_web::Response;
use wanted::{Typed, grant_key};

/// Integrations of a page.
const MOST: usize = 100;

/// What they may do, in the order in which they are shown.
const GRANTS: [Grant; 3] = [Grant::ReadResource, Grant::WriteResource, Grant::ReadLog];

#[derive(Template)]
#[template(path = "integrations/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    integrations: Vec<Integration>,
    first: Option<String>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "integrations/new.html")]
struct New<'a> {
    shell: Shell<'a>,
    typed: Typed,
    wrong: Vec<&'static str>,
}

#[derive(Template)]
#[template(path = "integrations/one.html")]
struct One<'a> {
    shell: Shell<'a>,
    it: Integration,
}

#[derive(Template)]
#[template(path = "integrations/sure.html")]
struct Sure<'a> {
    shell: Shell<'a>,
    it: Integration,
    revokes: bool,
}

/// Shown once: nothing keeps the secret key, and no other page has it.
#[derive(Template)]
#[template(path = "integrations/secret.html")]
struct Secret<'a> {
    shell: Shell<'a>,
    it: Integration,
    key: SecretKey,
    host: &'a str,
    rotated: bool,
}

/// What permissions an integration has, by their messages.
fn grants(shell: &Shell<'_>, it: &Integration) -> Vec<String> {
    GRANTS
        .into_iter()
        .filter(|grant| it.grants.contains(grant))
        .map(|grant| shell.t(grant_key(grant)))
        .collect()
}

impl List<'_> {
    fn grants(&self, it: &Integration) -> String {
        grants(&self.shell, it).join(" · ")
    }
}

impl One<'_> {
    fn since(&self) -> i64 {
        self.it.created_at
    }

    fn grants(&self) -> Vec<String> {
        grants(&self.shell, &self.it)
    }
}

impl New<'_> {
    fn problem(&self, field: &str) -> Option<String> {
        self.wrong.contains(&field).then(|| self.shell.t(&format!("integrations-wrong-{field}")))
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.wrong.iter().filter_map(|field| Some((*field, self.problem(field)?))).collect()
    }

    /// The permissions: name, text, explanation, whether it is checked.
    fn grants(&self) -> Vec<(&'static str, String, String, bool)> {
        let choice = |grant: Grant| {
            let key = grant_key(grant);
            let hint = self.shell.t(&format!("{key}-hint"));
            (
                grant.as_str(),
                self.shell.t(key),
                hint,
                self.typed.grants.iter().any(|name| name == grant.as_str()),
            )
        };
        GRANTS.into_iter().map(choice).collect()
    }
}

/// The page of a path under `/console/integrations`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    visitor.must(Permission::Administer)?;
    let reading = matches!(visit.request.method(), &Method::GET | &Method::HEAD);
    let posting = visit.request.method() == Method::POST;
    match path {
        [] | [""] if reading => list(console, visit, visitor).await,
        [] | [""] if posting => create(console, visit, visitor).await,
        [] | [""] => Err(Stop::Method("GET, POST")),
        ["new"] if reading => {
            let id = IntegrationId::from_random(console.chance.bits());
            new(visit, visitor, StatusCode::OK, Typed::blank(&id), Vec::new())
        }
        [id] if reading => {
            let it = integrations::get(&console.store, &read(id)?).await?;
            page(StatusCode::OK, &One { shell: visitor.shell(visit), it })
        }
        [id, what @ ("rotate" | "revoke")] if reading => {
            let it = integrations::get(&console.store, &read(id)?).await?;
            if it.revoked_at.is_some() {
                return Ok(see_other(&format!("/console/integrations/{id}")));
            }
            page(StatusCode::OK, &Sure { shell: visitor.shell(visit), it, revokes: *what == "revoke" })
        }
        [id, "rotate"] if posting => rotate(console, visit, visitor, &read(id)?).await,
        [id, "revoke"] if posting => revoke(console, visit, visitor, &read(id)?).await,
        [_] => Err(Stop::Method("GET")),
        [_, "rotate" | "revoke"] => Err(Stop::Method("GET, POST")),
        _ => Err(Stop::NotFound),
    }
}

fn read(id: &str) -> Result<IntegrationId, Stop> {
    IntegrationId::parse(id).map_err(|_| Stop::NotFound)
}

fn scene<'a, P: Parts>(console: &'a Console<P>, visit: &Visit<'_>, visitor: &'a Visitor) -> Scene<'a> {
    Scene { by: &visitor.session.subject, now: visit.now, chance: &console.chance }
}

async fn list<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
) -> Result<Response, Stop> {
    let query = Form::query(visit.request);
    // Another text is no place, and the list starts anew.
    let after = IntegrationId::parse(query.text("after")).ok();
    let mut found = integrations::list(&console.store, MOST, after.as_ref()).await?;
    let next = found.next.map(|id| format!("/console/integrations?after={id}"));
    let first = after.map(|_| "/console/integrations".to_owned());
    // Those that count first, then by name: ids are in no order that says anything.
    found.items.sort_by_key(|it| (it.revoked_at.is_some(), it.name.as_str().to_lowercase(), it.created_at));
    page(StatusCode::OK, &List { shell: visitor.shell(visit), integrations: found.items, first, next })
}

fn new(
    visit: &Visit<'_>,
    visitor: &Visitor,
    status: StatusCode,
    typed: Typed,
    wrong: Vec<&'static str>,
) -> Result<Response, Stop> {
    page(status, &New { shell: visitor.shell(visit), typed, wrong })
}

fn show_once(
    visit: &Visit<'_>,
    visitor: &Visitor,
    (it, key): (Integration, SecretKey),
    rotated: bool,
) -> Result<Response, Stop> {
    let host = visit.settings.base_url.host();
    page(StatusCode::OK, &Secret { shell: visitor.shell(visit), it, key, host, rotated })
}

async fn create<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
) -> Result<Response, Stop> {
    let typed = Typed::read(&visitor.form);
    let (id, wanted) = match typed.wanted() {
        Ok(wanted) => wanted,
        Err(wrong) => return new(visit, visitor, StatusCode::BAD_REQUEST, typed, wrong),
    };
    let scene = scene(console, visit, visitor);
    match integrations::create(&console.store, &console.keys, id.clone(), wanted, scene).await {
        Ok(made) => show_once(visit, visitor, made, false),
        // The form came twice, as when the page that showed the secret is loaded again: it is shown once.
        Err(Error::Duplicate(_)) => {
            Ok(saying(see_other(&format!("/console/integrations/{id}")), "flash-not-integrations-again", &[]))
        }
        Err(error) => Err(error.into()),
    }
}

async fn rotate<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &IntegrationId,
) -> Result<Response, Stop> {
    let replaces = SecretId::parse(visitor.form.text("replaces")).map_err(|e| e.in_field("replaces"))?;
    let scene = scene(console, visit, visitor);
    match integrations::rotate(&console.store, &console.keys, id, Some(&replaces), scene).await {
        Ok(made) => show_once(visit, visitor, made, true),
        Err(Error::Contended) => {
            Ok(saying(see_other(&format!("/console/integrations/{id}")), "flash-not-integrations-again", &[]))
        }
        Err(error) => Err(error.into()),
    }
}

async fn revoke<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    id: &IntegrationId,
) -> Result<Response, Stop> {
    let revoked = integrations::revoke(&console.store, id, scene(console, visit, visitor)).await?;
    let name = [("name", revoked.name.as_str())];
    Ok(saying(see_other("/console/integrations"), "flash-integrations-revoked", &name))
}
