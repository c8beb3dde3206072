//! `GET /console/users`: the directory, page by page, and the search in it.

use super::told::{self, Stand};
use super::{Desk, page_of};
use crate::form::Form;
use crate::layout::Shell;
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::{Permission, Phone, User, mask};
use onramp_usecases::admin::read::{self, Found, WhichUsers};
use onramp_usecases::list_unactivated;
use onramp_usecases::ports::{Rows, UnactivatedCount};
use onramp_web::Response;

/// Users of a page.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "users/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    left: UnactivatedCount,
    may_send: bool,
    may_manage: bool,
    /// What the search goes by.
    hint: &'static str,
    /// What was searched for; empty for the list of all.
    searched: &'a str,
    /// What else was found.
    note: Option<&'static str>,
    rows: Vec<Line>,
    total: u64,
    /// Which rows of how many these are.
    caption: String,
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

/// A user in the list.
struct Line {
    page: String,
    username: String,
    realname: String,
    email: Option<String>,
    status: &'static str,
    is_active: bool,
    phones: Vec<PhoneLine>,
}

/// A phone beside its user.
struct PhoneLine {
    name: String,
    stand: Stand,
}

impl Line {
    fn of<P: Parts>(desk: &Desk<'_, P>, user: &User, phones: &[Phone]) -> Self {
        let open = desk.sees_addresses();
        let email = user.email.as_ref();
        let phones = phones.iter().map(|phone| PhoneLine {
            name: told::phone(&desk.visit.words, phone, open),
            stand: Stand::of(phone, desk.visit.now),
        });
        Self {
            page: page_of(user),
            username: desk.name(&user.username),
            realname: user.realname.as_str().to_owned(),
            email: email.map(|email| if open { email.as_str().to_owned() } else { mask::address(email) }),
            status: told::status(user.status),
            is_active: user.status == onramp_domain::UserStatus::Active,
            phones: phones.collect(),
        }
    }
}

/// The page.
pub async fn show<P: Parts>(desk: &Desk<'_, P>) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::View)?;
    let store = &desk.console.store;
    let query = Form::query(desk.visit.request);
    let searched = query.text("q");
    let offset = query.text("from").parse::<u32>().map_or(0, u64::from);
    let left = list_unactivated::overview(store, &by).await?;
    let mut note = None;
    let rows = if searched.is_empty() {
        read::users(store, &WhichUsers::All, offset, PAGE).await?
    } else {
        // Who may not see addresses may not find out by asking, either.
        let region = desk.sees_addresses().then_some(desk.visit.settings.region);
        let found: Found = read::find(store, searched, region).await?;
        note = found.phone_of_nobody.then_some("users-phone-of-nobody");
        let items = read::with_phones(store, found.users).await?;
        Rows { total: items.len() as u64, items, next: None }
    };
    let page = List {
        shell: desk.shell(),
        left,
        may_send: desk.visitor.may(Permission::Send),
        may_manage: desk.visitor.may(Permission::Manage),
        hint: if desk.sees_addresses() { "users-search-hint" } else { "users-search-hint-names" },
        searched,
        note,
        total: rows.total,
        caption: caption(desk, offset, &rows),
        first: (offset > 0).then(|| "/console/users".to_owned()),
        previous: (offset > 0).then(|| at(offset.saturating_sub(PAGE as u64))),
        next: rows.next.map(at),
        rows: rows.items.iter().map(|(user, phones)| Line::of(desk, user, phones)).collect(),
    };
    reply::page(StatusCode::OK, &page)
}

fn caption<P: Parts, T>(desk: &Desk<'_, P>, offset: u64, rows: &Rows<T>) -> String {
    let to = offset + rows.items.len() as u64;
    let values = [("from", offset + 1), ("to", to), ("count", rows.total)];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_string()));
    desk.visit.words.find("users-rows", &values).unwrap_or_default()
}

/// The page that begins with a row.
fn at(row: u64) -> String {
    if row == 0 { "/console/users".to_owned() } else { format!("/console/users?from={row}") }
}
