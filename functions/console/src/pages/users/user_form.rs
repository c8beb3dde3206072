//! `/console/users/new` and `/console/users/ID/edit`: a user's facts, typed and checked.

use super::typed::{Typed, or_blank};
use super::{Desk, page_of, told};
use crate::layout::{Shell, saying};
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::edit::UserEdit;
use onramp_domain::{
    EmailAddress, Language, MAX_ALIASES, Notes, Permission, RealName, User, UserId, UserStatus, Username,
};
use onramp_usecases::Error;
use onramp_usecases::admin::users;
use onramp_usecases::ports::People;
use onramp_web::Response;

/// The fields that every user has, by the end of their messages' keys too.
const FIELDS: [&str; 6] = ["username", "realname", "email", "language", "status", "notes"];
/// Further names.
const ALIASES: [&str; MAX_ALIASES as usize] =
    ["alias1", "alias2", "alias3", "alias4", "alias5", "alias6", "alias7", "alias8"];
/// What an administrator may set.
const STATUSES: [UserStatus; 3] = [UserStatus::Active, UserStatus::Bypass, UserStatus::Disabled];

#[derive(Template)]
#[template(path = "users/form.html")]
struct Page<'a> {
    shell: Shell<'a>,
    /// The user that is changed; none for a new one.
    back: Option<(String, String)>,
    typed: Typed,
    statuses: Vec<(&'static str, &'static str)>,
    languages: Vec<(&'static str, String)>,
    aliases: Vec<(&'static str, u32)>,
    has_aliases: bool,
    /// What stands otherwise by now than typed: the field's name, and its text.
    changed: Option<Vec<(String, String)>>,
}

fn page<P: Parts>(
    desk: &Desk<'_, P>,
    status: StatusCode,
    user: Option<&User>,
    typed: Typed,
    changed: Option<Vec<(String, String)>>,
) -> Result<Response, Stop> {
    let locked = user.is_some_and(|user| user.status == UserStatus::LockedOut);
    let locked = locked.then_some(("", told::status(UserStatus::LockedOut)));
    let page = Page {
        shell: desk.shell(),
        back: user.map(|user| desk.way_back(user)),
        statuses: locked
            .into_iter()
            .chain(STATUSES.map(|status| (status.as_str(), told::status(status))))
            .collect(),
        languages: told::languages(&desk.visit.words, desk.visit.settings.language),
        aliases: ALIASES.into_iter().zip(1..).collect(),
        has_aliases: ALIASES.iter().any(|name| !typed.value(name).is_empty()),
        typed,
        changed,
    };
    reply::page(status, &page)
}

/// The fields as a user has them.
fn filled_with(user: &User) -> Typed {
    let status = if user.status == UserStatus::LockedOut { "" } else { user.status.as_str() };
    let facts = [
        ("version", user.version.to_string()),
        ("username", user.username.as_str().to_owned()),
        ("realname", user.realname.as_str().to_owned()),
        ("email", user.email.as_ref().map_or("", EmailAddress::as_str).to_owned()),
        ("language", user.language.map_or("", Language::tag).to_owned()),
        ("status", status.to_owned()),
        ("notes", user.profile.notes.as_ref().map_or("", Notes::as_str).to_owned()),
    ];
    let aliases = user.profile.aliases.iter().map(|(key, alias)| (key.clone(), alias.as_str().to_owned()));
    Typed::filled(facts.map(|(name, value)| (name.to_owned(), value)).into_iter().chain(aliases))
}

fn sent<P: Parts>(desk: &Desk<'_, P>) -> Typed {
    let names = FIELDS.into_iter().chain(ALIASES).chain(["version"]);
    let mut typed = Typed::of(&desk.visitor.form, names);
    // Browsers send line breaks in their own way: that changes nothing.
    let notes = typed.value("notes").replace("\r\n", "\n");
    typed.set("notes", &notes);
    typed
}

/// What the fields say; none if one of them is refused.
fn read<P: Parts>(desk: &Desk<'_, P>, typed: &mut Typed) -> Option<(Username, UserEdit)> {
    let words = &desk.visit.words;
    let username = typed.read(words, "username", "users-wrong-username", Username::parse);
    let realname = typed.read(words, "realname", "users-wrong-realname", RealName::parse);
    let email = typed.read(words, "email", "users-wrong-email", or_blank(EmailAddress::parse));
    let language = typed.read(words, "language", "users-wrong-language", or_blank(Language::parse));
    let status = typed.read(words, "status", "users-wrong-status", or_blank(UserStatus::parse));
    let notes = typed.read(words, "notes", "users-wrong-notes", Notes::parse);
    let status = status.flatten();
    let mut edit = UserEdit { realname, email, language, status, notes, ..UserEdit::default() };
    for (name, n) in ALIASES.into_iter().zip(1..) {
        let alias = typed.read(words, name, "users-wrong-username", or_blank(Username::parse));
        edit.aliases.insert(n, alias.flatten());
    }
    typed.problems().is_empty().then_some((username?, edit))
}

/// Puts what a use case refused beside its fields. What is no matter of a field is handed back.
async fn refused<P: Parts>(
    desk: &Desk<'_, P>,
    typed: &mut Typed,
    error: Error,
    own: Option<&UserId>,
) -> Result<(), Stop> {
    match error {
        Error::Invalid(error) => typed.refuse(&error.field, desk.t("users-wrong-same-name")),
        Error::Duplicate(_) => {
            for name in std::iter::once("username").chain(ALIASES) {
                let Ok(known) = Username::parse(typed.value(name)) else { continue };
                let others = desk.console.store.users_named(&[known]).await.map_err(Error::from)?;
                if others.iter().any(|other| Some(&other.user_id) != own) {
                    typed.refuse(name, desk.t("users-wrong-name-taken"));
                }
            }
            if typed.problems().is_empty() {
                typed.refuse("username", desk.t("users-wrong-name-taken"));
            }
        }
        other => return Err(other.into()),
    }
    Ok(())
}

/// The form for a new user.
pub fn blank<P: Parts>(desk: &Desk<'_, P>) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    let typed = Typed::filled([("status".to_owned(), UserStatus::Active.as_str().to_owned())]);
    page(desk, StatusCode::OK, None, typed, None)
}

/// Creates a user.
pub async fn create<P: Parts>(desk: &Desk<'_, P>) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Manage)?;
    let mut typed = sent(desk);
    if let Some((username, edit)) = read(desk, &mut typed) {
        match users::create(&desk.console.store, &username, &edit, desk.scene(&by)).await {
            Ok(user) => {
                return Ok(saying(reply::see_other(&page_of(&user)), "flash-users-created", &[]));
            }
            Err(error) => refused(desk, &mut typed, error, None).await?,
        }
    }
    page(desk, StatusCode::BAD_REQUEST, None, typed, None)
}

/// The form for a user as they stand.
pub async fn filled<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    let user = desk.user(id).await?;
    page(desk, StatusCode::OK, Some(&user), filled_with(&user), None)
}

/// Changes a user, unless someone else did since the form was opened.
pub async fn save<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Manage)?;
    let user = desk.user(id).await?;
    let mut typed = sent(desk);
    let version: u64 = typed.value("version").parse().unwrap_or(0);
    if let Some((username, edit)) = read(desk, &mut typed) {
        let edit = UserEdit { username: Some(username), ..edit }.against(&user);
        let store = &desk.console.store;
        match users::update_as_read(store, &user.user_id, version, &edit, desk.scene(&by)).await {
            Ok(_) => return Ok(saying(reply::see_other(&page_of(&user)), "flash-users-saved", &[])),
            Err(Error::Contended) => return changed_meanwhile(desk, id, typed).await,
            Err(error) => refused(desk, &mut typed, error, Some(&user.user_id)).await?,
        }
    }
    page(desk, StatusCode::BAD_REQUEST, Some(&user), typed, None)
}

/// The form again with what was typed, and beside it how things stand by now: who saves once more has seen it.
async fn changed_meanwhile<P: Parts>(
    desk: &Desk<'_, P>,
    id: &str,
    mut typed: Typed,
) -> Result<Response, Stop> {
    let user = desk.user(id).await?;
    let now = filled_with(&user);
    let mut changed = Vec::new();
    for name in FIELDS.into_iter().chain(ALIASES).filter(|name| !typed.is(name, now.value(name))) {
        let label = match ALIASES.iter().position(|alias| *alias == name) {
            Some(at) => desk.visit.words.t1("users-alias", "n", at + 1),
            None => desk.t(&format!("users-{name}")),
        };
        let text = match name {
            "status" => desk.t(told::status(user.status)),
            "language" => told::language(&desk.visit.words, user.language, desk.visit.settings.language),
            _ => now.value(name).to_owned(),
        };
        changed.push((label, text));
    }
    typed.set("version", &user.version.to_string());
    page(desk, StatusCode::CONFLICT, Some(&user), typed, Some(changed))
}
