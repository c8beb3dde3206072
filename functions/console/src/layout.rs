//! What stands around every page: the organisation, the navigation, who is signed in, and what was just done.

use crate::cookies;
use crate::language::{Locale, Named, Words};
use crate::visit::Visitor;
use askama::filters::Safe;
use onramp_domain::{Permission, Role, rfc3339};
use onramp_web::{Request, Response};

/// A place of the navigation.
#[derive(Debug)]
pub struct Place {
    /// Its page.
    pub path: &'static str,
    /// Its name in the catalogs.
    pub key: &'static str,
    /// What it needs: for a role that may not, it is not there.
    pub needs: Permission,
}

/// The navigation, in its order.
pub const PLACES: &[Place] = &[
    Place { path: "/console", key: "nav-home", needs: Permission::View },
    Place { path: "/console/users", key: "nav-users", needs: Permission::View },
    Place { path: "/console/send", key: "nav-send", needs: Permission::Send },
    Place { path: "/console/sends", key: "nav-sends", needs: Permission::Send },
    Place { path: "/console/dashboard", key: "nav-dashboard", needs: Permission::View },
    Place { path: "/console/import", key: "nav-import", needs: Permission::Manage },
    Place { path: "/console/log", key: "nav-log", needs: Permission::Administer },
    Place { path: "/console/integrations", key: "nav-integrations", needs: Permission::Administer },
    Place { path: "/console/settings", key: "nav-settings", needs: Permission::Administer },
];

/// What stands around a page.
pub struct Shell<'a> {
    /// The text of the page's language.
    pub words: Words<'a>,
    /// The organisation's name.
    pub org: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The style sheet's name.
    pub style: &'a str,
    /// The script's name.
    pub script: &'a str,
    /// The page's path.
    pub path: &'a str,
    /// The page's path and query.
    pub here: &'a str,
    /// Who is signed in.
    pub visitor: Option<&'a Visitor>,
    /// What was just done.
    pub flash: Option<Flash>,
}

impl Shell<'_> {
    /// A message.
    pub fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// A message that names one value.
    pub fn t1<'v>(&self, key: &str, name: &'v str, value: impl Named<'v>) -> String {
        self.words.t1(key, name, value)
    }

    /// A message that names two values.
    pub fn t2<'v>(
        &self,
        key: &str,
        name: &'v str,
        value: impl Named<'v>,
        other: &'v str,
        other_value: impl Named<'v>,
    ) -> String {
        self.words.t2(key, name, value, other, other_value)
    }

    /// The places that who is signed in may go to.
    pub fn places(&self) -> impl Iterator<Item = &'static Place> {
        PLACES.iter().filter(|place| self.visitor.is_some_and(|visitor| visitor.may(place.needs)))
    }

    /// Whether the page is this place's, or below it.
    pub fn is_at(&self, place: &Place) -> bool {
        let path = self.path.trim_end_matches('/');
        let below = |rest: &str| rest.starts_with('/') && place.path != "/console";
        path.strip_prefix(place.path).is_some_and(|rest| rest.is_empty() || below(rest))
    }

    /// How the person is called who is signed in.
    pub fn name(&self) -> Option<&str> {
        self.visitor.map(|visitor| visitor.session.name.as_deref().unwrap_or(&visitor.session.subject))
    }

    /// Their role.
    pub fn role(&self) -> Option<String> {
        self.visitor?.session.role.map(|role| self.t(role_key(role)))
    }

    /// The hidden field that every form has which changes something.
    pub fn form_token(&self) -> Safe<String> {
        let token = self.visitor.map(|visitor| visitor.id.form_token()).unwrap_or_default();
        Safe(format!("<input type=\"hidden\" name=\"form_token\" value=\"{token}\">"))
    }

    /// A moment (Unix seconds): in UTC, which the script rewrites to the reader's own time zone and language.
    #[expect(clippy::unused_self, reason = "templates call it beside the others")]
    pub fn time(&self, at: i64) -> Safe<String> {
        let machine = rfc3339(at);
        let shown = machine.get(..16).unwrap_or_default().replace('T', " ");
        Safe(format!("<time datetime=\"{machine}\">{shown}&nbsp;UTC</time>"))
    }

    /// The languages to choose from, and which one this is.
    pub fn languages(&self) -> impl Iterator<Item = (Locale, bool)> {
        Locale::ALL.into_iter().map(|locale| (locale, locale == self.words.locale))
    }
}

/// A role's name in the catalogs.
pub fn role_key(role: Role) -> &'static str {
    match role {
        Role::Owner => "role-owner",
        Role::Administrator => "role-administrator",
        Role::UserManager => "role-user-manager",
        Role::HelpDesk => "role-help-desk",
        Role::ReadOnly => "role-read-only",
    }
}

/// Why a delivery did not reach its recipient, or a phone may not get a link, in the catalogs, by the reason's code.
pub fn reason_key(code: &str) -> String {
    format!("reason-{}", code.replace('_', "-"))
}

/// What the page that follows a form says of it: a message `flash-…` of the catalogs, and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    key: String,
    values: Vec<(String, String)>,
}

impl Flash {
    /// What the page before left to be said.
    pub fn of(request: &Request) -> Option<Self> {
        let cookie = cookies::value(request, cookies::FLASH)?;
        let mut pairs: Vec<(String, String)> = serde_urlencoded::from_str(cookie).ok()?;
        if pairs.first().is_none_or(|(name, key)| name != "say" || !key.starts_with("flash-")) {
            return None;
        }
        let (_, key) = pairs.remove(0);
        Some(Self { key, values: pairs })
    }

    /// Whether it tells of something that was done, rather than of something that was not.
    pub fn is_good(&self) -> bool {
        !self.key.starts_with("flash-not-")
    }

    /// Its text.
    pub fn text(&self, words: &Words<'_>) -> Option<String> {
        words.find(&self.key, &self.values)
    }
}

/// The reply, and what the page that follows it says.
pub fn saying(reply: Response, key: &str, values: &[(&str, &str)]) -> Response {
    let pairs = [("say", key)].into_iter().chain(values.iter().copied());
    let text = serde_urlencoded::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default();
    crate::reply::with_cookie(reply, &cookies::keep(cookies::FLASH, &text, 60))
}
