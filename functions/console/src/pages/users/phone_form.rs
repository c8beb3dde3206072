//! `/console/users/ID/phones/new` and `…/phones/PID/edit`: a phone's facts, typed and checked; and how a number is read.

use super::typed::{Typed, or_blank};
use super::{Desk, page_of, told};
use crate::layout::{Shell, saying};
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::edit::PhoneEdit;
use onramp_domain::{
    Extension, MAX_ATTACHED, Permission, Phone, PhoneName, PhoneNumber, PhoneType, Platform, User,
};
use onramp_usecases::Error;
use onramp_usecases::admin::phones;
use onramp_web::{Response, json_reply};
use serde::Serialize;

/// The fields, by the end of their messages' keys too.
const FIELDS: [&str; 5] = ["number", "extension", "name", "type", "platform"];
/// The types, the one that can be activated first.
const TYPES: [PhoneType; 3] = [PhoneType::Mobile, PhoneType::Landline, PhoneType::Unknown];

#[derive(Template)]
#[template(path = "users/phone.html")]
struct Page<'a> {
    shell: Shell<'a>,
    back: (String, String),
    is_new: bool,
    typed: Typed,
    types: Vec<(&'static str, &'static str)>,
    platforms: Vec<(&'static str, String)>,
    region: &'a str,
    /// What stands otherwise by now than typed: the field's name, and its text.
    changed: Option<Vec<(String, String)>>,
}

fn page<P: Parts>(
    desk: &Desk<'_, P>,
    status: StatusCode,
    user: &User,
    is_new: bool,
    typed: Typed,
    changed: Option<Vec<(String, String)>>,
) -> Result<Response, Stop> {
    let words = &desk.visit.words;
    // What most people have first, what cannot be activated last.
    let mut platforms = Platform::ALL.to_vec();
    platforms.sort_by_key(|platform| match platform {
        Platform::GenericSmartphone => 0,
        Platform::AppleIos => 1,
        Platform::GoogleAndroid => 2,
        Platform::Unknown => 9,
        _ => 5,
    });
    let page = Page {
        shell: desk.shell(),
        back: desk.way_back(user),
        is_new,
        typed,
        types: TYPES.map(|kind| (kind.as_str(), told::kind(kind))).to_vec(),
        platforms: platforms
            .into_iter()
            .map(|known| (known.as_str(), told::platform(words, known)))
            .collect(),
        region: desk.visit.settings.region.as_str(),
        changed,
    };
    reply::page(status, &page)
}

/// The fields as a phone has them.
fn filled_with(phone: &Phone) -> Typed {
    let facts = [
        ("version", phone.version.to_string()),
        ("number", phone.number.as_ref().map_or("", PhoneNumber::as_str).to_owned()),
        ("extension", phone.extension.clone()),
        ("name", phone.name.as_str().to_owned()),
        ("type", phone.kind.as_str().to_owned()),
        ("platform", phone.platform.as_str().to_owned()),
    ];
    Typed::filled(facts.map(|(name, value)| (name.to_owned(), value)))
}

fn sent<P: Parts>(desk: &Desk<'_, P>) -> Typed {
    Typed::of(&desk.visitor.form, FIELDS.into_iter().chain(["version"]))
}

/// What the fields say; none if one of them is refused.
fn read<P: Parts>(desk: &Desk<'_, P>, typed: &mut Typed) -> Option<PhoneEdit> {
    let (words, region) = (&desk.visit.words, desk.visit.settings.region);
    let number = |text: &str| PhoneNumber::parse(text, region);
    let edit = PhoneEdit {
        number: typed.read(words, "number", "users-wrong-number", or_blank(number)),
        extension: typed.read(words, "extension", "users-wrong-extension", Extension::parse),
        name: typed.read(words, "name", "users-wrong-phone-name", PhoneName::parse),
        kind: typed.read(words, "type", "users-wrong-type", PhoneType::parse),
        platform: typed.read(words, "platform", "users-wrong-platform", Platform::parse),
        ..PhoneEdit::default()
    };
    typed.problems().is_empty().then_some(edit)
}

/// Puts what a use case refused beside the number. What is no matter of a field is handed back.
fn refused<P: Parts>(desk: &Desk<'_, P>, typed: &mut Typed, error: Error) -> Result<(), Stop> {
    let key = match error {
        Error::Invalid(_) => "users-wrong-number-missing",
        Error::Duplicate(_) => "users-wrong-number-taken",
        other => return Err(other.into()),
    };
    typed.refuse("number", desk.t(key));
    Ok(())
}

/// The form for another phone of a user.
pub async fn blank<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    let user = desk.user(id).await?;
    let usual = [("type", PhoneType::Mobile.as_str()), ("platform", Platform::GenericSmartphone.as_str())];
    let typed = Typed::filled(usual.map(|(name, value)| (name.to_owned(), value.to_owned())));
    page(desk, StatusCode::OK, &user, true, typed, None)
}

/// Creates a phone of a user.
pub async fn create<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Manage)?;
    let user = desk.user(id).await?;
    let mut typed = sent(desk);
    if user.phone_ids.len() >= MAX_ATTACHED {
        typed.refuse("number", desk.t("users-wrong-full"));
    } else if let Some(edit) = read(desk, &mut typed) {
        match phones::create_of(&desk.console.store, &user.user_id, &edit, desk.scene(&by)).await {
            Ok(_) => return Ok(saying(reply::see_other(&page_of(&user)), "flash-users-phone-created", &[])),
            Err(error) => refused(desk, &mut typed, error)?,
        }
    }
    page(desk, StatusCode::BAD_REQUEST, &user, true, typed, None)
}

/// The form for a phone as it stands.
pub async fn filled<P: Parts>(desk: &Desk<'_, P>, id: &str, phone: &str) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    let (user, phone) = desk.phone(id, phone).await?;
    page(desk, StatusCode::OK, &user, false, filled_with(&phone), None)
}

/// Changes a phone, unless someone else did since the form was opened.
pub async fn save<P: Parts>(desk: &Desk<'_, P>, id: &str, phone: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Manage)?;
    let (user, before) = desk.phone(id, phone).await?;
    let mut typed = sent(desk);
    let version: u64 = typed.value("version").parse().unwrap_or(0);
    if let Some(edit) = read(desk, &mut typed) {
        let (store, edit) = (&desk.console.store, edit.against(&before));
        match phones::update_as_read(store, &before.phone_id, version, &edit, desk.scene(&by)).await {
            Ok(_) => return Ok(saying(reply::see_other(&page_of(&user)), "flash-users-phone-saved", &[])),
            Err(Error::Contended) => return changed_meanwhile(desk, id, phone, typed).await,
            Err(error) => refused(desk, &mut typed, error)?,
        }
    }
    page(desk, StatusCode::BAD_REQUEST, &user, false, typed, None)
}

/// The form again with what was typed, and beside it how things stand by now: who saves once more has seen it.
async fn changed_meanwhile<P: Parts>(
    desk: &Desk<'_, P>,
    id: &str,
    phone: &str,
    mut typed: Typed,
) -> Result<Response, Stop> {
    let (user, phone) = desk.phone(id, phone).await?;
    let now = filled_with(&phone);
    let differing = FIELDS.into_iter().filter(|name| !typed.is(name, now.value(name)));
    let changed = differing.map(|name| {
        let text = match name {
            "type" => desk.t(told::kind(phone.kind)),
            "platform" => told::platform(&desk.visit.words, phone.platform),
            _ => now.value(name).to_owned(),
        };
        (desk.t(&format!("users-phone-{name}")), text)
    });
    let changed = changed.collect();
    typed.set("version", &phone.version.to_string());
    page(desk, StatusCode::CONFLICT, &user, false, typed, Some(changed))
}

/// How a number is read that someone is typing.
#[derive(Serialize)]
struct Read {
    good: bool,
    text: String,
}

/// `POST /console/users/number`: what the script of the form asks while a number is typed.
pub fn check<P: Parts>(desk: &Desk<'_, P>) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    let given = desk.visitor.form.text("number");
    let read = match PhoneNumber::parse(given, desk.visit.settings.region) {
        Ok(number) => {
            Read { good: true, text: desk.visit.words.t1("users-number-good", "number", number.as_str()) }
        }
        Err(_) => Read { good: false, text: desk.t("users-wrong-number") },
    };
    Ok(json_reply(StatusCode::OK, &read))
}
