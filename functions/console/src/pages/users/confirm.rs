//! What is asked once more before it is done: deleting, detaching, deactivating.

use super::{Desk, page_of, told};
use crate::layout::{Shell, saying};
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::{Permission, Phone, User};
use onramp_usecases::admin::{attach, phones, read, users};
use onramp_web::Response;

#[derive(Template)]
#[template(path = "users/confirm.html")]
struct Page<'a> {
    shell: Shell<'a>,
    back: (String, String),
    /// What the page's messages begin with.
    title: String,
    /// What it is about, such as a number.
    about: String,
    text: String,
    /// How many phones may be deleted along with a user.
    with_phones: usize,
    button: String,
}

/// What may be done to a phone after it was asked once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Delete,
    Detach,
    Deactivate,
}

impl Deed {
    fn parse(action: &str) -> Result<Self, Stop> {
        match action {
            "delete" => Ok(Self::Delete),
            "detach" => Ok(Self::Detach),
            "deactivate" => Ok(Self::Deactivate),
            _ => Err(Stop::NotFound),
        }
    }

    /// Its question, what follows from it, the button's text, and what the page says that follows.
    const fn keys(self) -> [&'static str; 4] {
        match self {
            Self::Delete => [
                "users-phone-delete",
                "users-phone-delete-text",
                "users-phone-delete-do",
                "flash-users-phone-deleted",
            ],
            Self::Detach => ["users-detach", "users-detach-text", "users-detach-do", "flash-users-detached"],
            Self::Deactivate => [
                "users-deactivate",
                "users-deactivate-text",
                "users-deactivate-do",
                "flash-users-deactivated",
            ],
        }
    }
}

/// Asks whether a user shall be deleted.
pub async fn user<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    let user = desk.user(id).await?;
    let own = own_phones(desk, &user).await?;
    let page = Page {
        shell: desk.shell(),
        back: desk.way_back(&user),
        title: desk.t("users-delete"),
        about: user.realname.as_str().to_owned(),
        text: desk.t("users-delete-text"),
        with_phones: own,
        button: desk.t("users-delete-do"),
    };
    reply::page(StatusCode::OK, &page)
}

/// How many of a user's phones nobody else has.
async fn own_phones<P: Parts>(desk: &Desk<'_, P>, user: &User) -> Result<usize, Stop> {
    let held = read::with_phones(&desk.console.store, vec![user.clone()]).await?;
    let own = |phone: &&Phone| phone.users.iter().all(|holder| holder.user_id == user.user_id);
    Ok(held.iter().flat_map(|(_, phones)| phones).filter(own).count())
}

/// Deletes a user, with the phones that nobody else has if that was asked for.
pub async fn delete_user<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Manage)?;
    let user = desk.user(id).await?;
    let (store, keys, scene) = (&desk.console.store, &desk.console.keys, desk.scene(&by));
    if desk.visitor.form.text("phones").is_empty() {
        users::delete(store, keys, &user.user_id, scene).await?;
    } else {
        users::delete_with_phones(store, keys, &user.user_id, scene).await?;
    }
    Ok(saying(reply::see_other("/console/users"), "flash-users-deleted", &[]))
}

/// Asks whether something shall be done to a phone, and does it.
pub async fn phone<P: Parts>(
    desk: &Desk<'_, P>,
    user: &str,
    phone: &str,
    action: &str,
    doing: bool,
) -> Result<Response, Stop> {
    let deed = Deed::parse(action)?;
    let by = desk.visitor.must(Permission::Manage)?;
    let (user, phone) = desk.phone(user, phone).await?;
    let [title, text, button, said] = deed.keys();
    if !doing {
        let page = Page {
            shell: desk.shell(),
            back: desk.way_back(&user),
            title: desk.t(title),
            about: told::phone(&desk.visit.words, &phone, true),
            text: desk.t(text),
            with_phones: 0,
            button: desk.t(button),
        };
        return reply::page(StatusCode::OK, &page);
    }
    let (store, keys, scene) = (&desk.console.store, &desk.console.keys, desk.scene(&by));
    match deed {
        Deed::Delete => phones::delete(store, keys, &phone.phone_id, scene).await?,
        Deed::Detach => attach::detach(store, keys, &user.user_id, &phone.phone_id, scene).await?,
        Deed::Deactivate => phones::deactivate(store, &phone.phone_id, scene).await?,
    }
    Ok(saying(reply::see_other(&page_of(&user)), said, &[]))
}
