//! A request as pages know it: in which language it is answered, who sends it, and whether its form is one of ours.

use crate::form::Form;
use crate::language::{Locale, Words};
use crate::layout::{Flash, Shell};
use crate::pages::notice;
use crate::{Console, Parts, Stop, cookies};
use http::Method;
use onramp_domain::{Permission, Session, SessionId, Settings};
use onramp_usecases::ports::Clock;
use onramp_usecases::settings::Known;
use onramp_usecases::{Principal, sessions};
use onramp_web::{Request, Response, header};

/// A request.
pub struct Visit<'a> {
    /// The request.
    pub request: &'a Request,
    /// The text of the language it is answered in.
    pub words: Words<'a>,
    /// What holds for the organisation.
    pub settings: &'a Settings,
    /// The same, and what was decided to make it so.
    pub known: &'a Known,
    /// The present.
    pub now: i64,
    assets: &'a crate::Assets,
}

impl<'a> Visit<'a> {
    /// What is known of a request before anyone is asked.
    pub fn of<P: Parts>(console: &'a Console<P>, request: &'a Request, known: &'a Known) -> Self {
        let chosen = cookies::value(request, cookies::LANGUAGE).and_then(Locale::parse);
        let locale =
            chosen.unwrap_or_else(|| Locale::of(header(request, "accept-language").unwrap_or_default()));
        Self {
            request,
            words: console.catalogs.words(locale),
            settings: &known.settings,
            known,
            now: console.clock.now(),
            assets: &console.assets,
        }
    }

    /// The path and query, to come back to.
    pub fn here(&self) -> &str {
        self.request.uri().path_and_query().map_or("/console", |here| here.as_str())
    }

    /// What stands around a page that nobody needs to be signed in for.
    pub fn shell(&self) -> Shell<'_> {
        Shell {
            words: self.words,
            org: &self.settings.org,
            support: &self.settings.support,
            style: &self.assets.style,
            script: &self.assets.script,
            path: self.request.uri().path(),
            here: self.here(),
            visitor: None,
            flash: Flash::of(self.request),
        }
    }

    /// The page that says why not, for someone who is not known.
    pub fn stopped(&self, stop: &Stop) -> Response {
        notice::reply(self.shell(), stop)
    }

    /// A request that changes something is to come from a page of ours. Browsers say where from; where one does not, the
    /// form's token decides alone.
    fn is_from_here(&self) -> bool {
        match (header(self.request, "sec-fetch-site"), header(self.request, "origin")) {
            (Some(site), _) => site == "same-origin",
            (None, Some(origin)) => origin.eq_ignore_ascii_case(self.settings.base_url.as_str()),
            (None, None) => true,
        }
    }
}

/// Someone who is signed in.
pub struct Visitor {
    /// Proves it.
    pub id: SessionId,
    /// Who.
    pub session: Session,
    /// The form that was sent, if one was.
    pub form: Form,
}

impl Visitor {
    /// Who sends a request. A form that is not of their session is refused before anything reads it.
    pub async fn of<P: Parts>(console: &Console<P>, visit: &Visit<'_>) -> Result<Self, Stop> {
        let given = cookies::value(visit.request, cookies::SESSION);
        let id = given.and_then(|text| SessionId::parse(text).ok()).ok_or(Stop::NotSignedIn)?;
        let session = sessions::resume(&console.store, &id.hash(), visit.now).await?;
        let session = session.ok_or(Stop::NotSignedIn)?;
        let form = Form::read(visit.request);
        let visitor = Self { id, session, form };
        if matches!(visit.request.method(), &Method::GET | &Method::HEAD) {
            return Ok(visitor);
        }
        if visit.is_from_here() && visitor.id.has_form_token(visitor.form.text("form_token")) {
            Ok(visitor)
        } else {
            tracing::warn!("a form was refused that is not of its session");
            Err(Stop::Form)
        }
    }

    /// Who asks, as use cases know them.
    pub fn principal(&self) -> Result<Principal, Stop> {
        sessions::principal(&self.session).ok_or(Stop::NoRole)
    }

    /// Whether they may do that.
    pub fn may(&self, permission: Permission) -> bool {
        self.session.role.is_some_and(|role| role.may(permission))
    }

    /// Refuses who may not do that.
    pub fn must(&self, permission: Permission) -> Result<Principal, Stop> {
        let principal = self.principal()?;
        principal.must(permission)?;
        Ok(principal)
    }

    /// What stands around a page of theirs.
    pub fn shell<'a>(&'a self, visit: &'a Visit<'_>) -> Shell<'a> {
        Shell { visitor: Some(self), ..visit.shell() }
    }

    /// The page that says why not, within their own frame.
    pub fn stopped(&self, visit: &Visit<'_>, stop: &Stop) -> Response {
        notice::reply(self.shell(visit), stop)
    }
}
