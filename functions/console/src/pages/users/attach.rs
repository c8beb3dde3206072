//! `/console/users/ID/phones/attach`: a phone that there is already, found by its number.

use super::typed::Typed;
use super::{Desk, page_of};
use crate::layout::{Shell, saying};
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::{Extension, Permission, PhoneNumber, User};
use onramp_usecases::Error;
use onramp_usecases::admin::attach;
use onramp_usecases::ports::People;
use onramp_web::Response;

#[derive(Template)]
#[template(path = "users/attach.html")]
struct Page<'a> {
    shell: Shell<'a>,
    back: (String, String),
    typed: Typed,
    region: &'a str,
}

fn page<P: Parts>(
    desk: &Desk<'_, P>,
    status: StatusCode,
    user: &User,
    typed: Typed,
) -> Result<Response, Stop> {
    let region = desk.visit.settings.region.as_str();
    reply::page(status, &Page { shell: desk.shell(), back: desk.way_back(user), typed, region })
}

/// The form.
pub async fn form<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Manage)?;
    page(desk, StatusCode::OK, &desk.user(id).await?, Typed::default())
}

/// Attaches the phone of a number.
pub async fn attach<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Manage)?;
    let (user, store, words) = (desk.user(id).await?, &desk.console.store, &desk.visit.words);
    let mut typed = Typed::of(&desk.visitor.form, ["number", "extension"]);
    let number = typed.read(words, "number", "users-wrong-number", |text| {
        PhoneNumber::parse(text, desk.visit.settings.region)
    });
    let extension = typed.read(words, "extension", "users-wrong-extension", Extension::parse);
    if let (Some(number), Some(extension)) = (number, extension) {
        let found = store.phone_numbered(&number, extension.as_str()).await.map_err(Error::from)?;
        let Some(phone) = found else {
            typed.refuse("number", desk.t("users-wrong-number-unknown"));
            return page(desk, StatusCode::BAD_REQUEST, &user, typed);
        };
        match attach::attach(store, &user.user_id, &phone.phone_id, desk.scene(&by)).await {
            Ok(()) => return Ok(saying(reply::see_other(&page_of(&user)), "flash-users-attached", &[])),
            Err(Error::Invalid(_)) => typed.refuse("number", desk.t("users-wrong-full")),
            Err(error) => return Err(error.into()),
        }
    }
    page(desk, StatusCode::BAD_REQUEST, &user, typed)
}
