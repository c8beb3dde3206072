//! The directory: users and their phones.
//!
//! - `GET /console/users?q=&from=`: the list, and the search in it (`list.rs`).
//! - `GET /console/users/ID`: a user, the phones, and their history (`show.rs`).
//! - `/console/users/new`, `…/ID/edit`: `user_form.rs`. `…/ID/phones/new`, `…/ID/phones/PID/edit`, and how a number is
//!   read (`POST /console/users/number`): `phone_form.rs`. `…/ID/phones/attach`: `attach.rs`.
//! - `…/ID/delete`, `…/ID/phones/PID/delete`, `…/detach`, `…/deactivate`: `confirm.rs`.
//! - `…/ID/phones/PID/qr`: `hand_over.rs`. `…/ID/phones/PID/send`: `send_one.rs`.

mod attach;
mod confirm;
mod hand_over;
mod list;
mod phone_form;
mod send_one;
mod show;
mod typed;
mod user_form;

pub mod told;

use crate::layout::Shell;
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use http::Method;
use onramp_domain::{EventId, Permission, Phone, PhoneId, User, UserId, Username, mask};
use onramp_usecases::Principal;
use onramp_usecases::admin::{Scene, phones, users};
use onramp_usecases::ports::Chance;
use onramp_web::Response;

/// What a page of this area is made with.
pub struct Desk<'a, P: Parts> {
    console: &'a Console<P>,
    visit: &'a Visit<'a>,
    visitor: &'a Visitor,
}

/// The page of a path under `/console/users`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    let desk = &Desk { console, visit, visitor };
    let doing = match *visit.request.method() {
        Method::GET | Method::HEAD => false,
        Method::POST => true,
        _ => return Err(Stop::Method("GET, POST")),
    };
    match (path, doing) {
        ([] | [""], false) => list::show(desk).await,
        (["new"], false) => user_form::blank(desk),
        (["new"], true) => user_form::create(desk).await,
        (["number"], true) => phone_form::check(desk),
        ([user], false) => show::show(desk, user).await,
        ([] | [_], true) => Err(Stop::Method("GET")),
        ([user, "edit"], false) => user_form::filled(desk, user).await,
        ([user, "edit"], true) => user_form::save(desk, user).await,
        ([user, "delete"], false) => confirm::user(desk, user).await,
        ([user, "delete"], true) => confirm::delete_user(desk, user).await,
        ([user, "phones", "new"], false) => phone_form::blank(desk, user).await,
        ([user, "phones", "new"], true) => phone_form::create(desk, user).await,
        ([user, "phones", "attach"], false) => attach::form(desk, user).await,
        ([user, "phones", "attach"], true) => attach::attach(desk, user).await,
        ([user, "phones", phone, action], doing) => desk.phone_page(user, phone, action, doing).await,
        _ => Err(Stop::NotFound),
    }
}

impl<P: Parts> Desk<'_, P> {
    async fn phone_page(&self, user: &str, phone: &str, action: &str, doing: bool) -> Result<Response, Stop> {
        match (action, doing) {
            ("edit", false) => phone_form::filled(self, user, phone).await,
            ("edit", true) => phone_form::save(self, user, phone).await,
            ("qr", false) => hand_over::show(self, user, phone).await,
            ("qr", true) => hand_over::make(self, user, phone).await,
            ("send", false) => send_one::form(self, user, phone).await,
            ("send", true) => send_one::send(self, user, phone).await,
            (action, doing) => confirm::phone(self, user, phone, action, doing).await,
        }
    }

    fn shell(&self) -> Shell<'_> {
        self.visitor.shell(self.visit)
    }

    /// A message.
    fn t(&self, key: &str) -> String {
        self.visit.words.t(key)
    }

    fn scene<'s>(&'s self, by: &'s Principal) -> Scene<'s> {
        Scene { by: &by.subject, now: self.visit.now, chance: &self.console.chance }
    }

    fn event_id(&self) -> EventId {
        EventId::from_random(self.console.chance.bits())
    }

    /// The user of a path.
    async fn user(&self, id: &str) -> Result<User, Stop> {
        let id = UserId::parse(id).map_err(|_| Stop::NotFound)?;
        Ok(users::get(&self.console.store, &id).await?)
    }

    /// The user of a path, and the phone of theirs.
    async fn phone(&self, user: &str, id: &str) -> Result<(User, Phone), Stop> {
        let (user, id) = (self.user(user).await?, PhoneId::parse(id).map_err(|_| Stop::NotFound)?);
        if !user.phone_ids.contains(&id) {
            return Err(Stop::NotFound);
        }
        let phone = phones::get(&self.console.store, &id).await?;
        Ok((user, phone))
    }

    fn sees_addresses(&self) -> bool {
        self.visitor.may(Permission::SeeAddresses)
    }

    /// A username as who is signed in may see it: some are addresses.
    fn name(&self, name: &Username) -> String {
        if self.sees_addresses() || !name.as_str().contains('@') {
            name.as_str().to_owned()
        } else {
            mask::username(name)
        }
    }

    /// A user's page, and how the user is called there, for the way back.
    fn way_back(&self, user: &User) -> (String, String) {
        (page_of(user), self.name(&user.username))
    }
}

/// A user's page.
fn page_of(user: &User) -> String {
    format!("/console/users/{}", user.user_id)
}

/// The messages that are asked for by a name made elsewhere: a test looks for them.
#[cfg(test)]
const KEYS: &[&str] = &[
    "flash-users-created",
    "flash-users-saved",
    "flash-users-deleted",
    "flash-users-phone-created",
    "flash-users-phone-saved",
    "flash-users-phone-deleted",
    "flash-users-attached",
    "flash-users-detached",
    "flash-users-deactivated",
    "flash-users-linked",
    "flash-not-users-linked",
    "users-username",
    "users-realname",
    "users-email",
    "users-status",
    "users-notes",
    "users-phone-number",
    "users-phone-extension",
    "users-phone-name",
    "users-phone-type",
    "users-phone-platform",
    "users-wrong-username",
    "users-wrong-realname",
    "users-wrong-email",
    "users-wrong-status",
    "users-wrong-notes",
    "users-wrong-number",
    "users-wrong-extension",
    "users-wrong-phone-name",
    "users-wrong-type",
    "users-wrong-platform",
    "users-wrong-number-missing",
    "users-wrong-number-taken",
    "users-phone-delete",
    "users-phone-delete-text",
    "users-phone-delete-do",
    "users-detach",
    "users-detach-text",
    "users-detach-do",
    "users-deactivate",
    "users-deactivate-text",
    "users-deactivate-do",
    "users-by-email",
    "users-by-sms",
    "users-in-person",
    "users-by-send",
    "users-link-replaced-at",
    "users-link-used-at",
    "users-rows",
    "users-search-hint",
    "users-search-hint-names",
    "users-phone-of-nobody",
];
