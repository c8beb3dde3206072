//! `/console/users/ID/phones/PID/qr`: a live link as a QR code, shown to the person who stands before you.

use super::{Desk, page_of, told};
use crate::layout::{Shell, reason_key, saying};
use crate::{Parts, Stop, reply};
use askama::Template;
use askama::filters::Safe;
use data_encoding::BASE64;
use http::StatusCode;
use onramp_domain::barcode::Barcode;
use onramp_domain::{ActivationCode, Channel, Lifetime, LinkId, Permission, Phone, User};
use onramp_usecases::Error;
use onramp_usecases::create_link::{Ask, Live, create_link, live_link};
use onramp_usecases::ports::Chance;
use onramp_web::Response;

#[derive(Template)]
#[template(path = "users/qr.html")]
struct Page<'a> {
    shell: Shell<'a>,
    back: (String, String),
    realname: &'a str,
    phone: String,
    /// Why the phone can get no link.
    why: Option<String>,
    shown: Option<Shown>,
    /// Until when a link lives that cannot be shown.
    hidden_until: Option<Safe<String>>,
}

/// A link, in all forms.
struct Shown {
    url: String,
    /// For the authenticator app, as PNG in base64.
    app: String,
    /// For any camera.
    camera: String,
    until: Safe<String>,
    made: Safe<String>,
    how: &'static str,
}

fn png(text: &str) -> Result<String, Stop> {
    let barcode = Barcode::new(text).map_err(|_| Stop::Unavailable)?;
    Ok(BASE64.encode(&barcode.png()))
}

impl Shown {
    fn of<P: Parts>(desk: &Desk<'_, P>, Live { code, link }: &Live) -> Result<Self, Stop> {
        let settings = desk.visit.settings;
        let url = |code: &ActivationCode| settings.base_url.activation_url(code);
        Ok(Self {
            app: png(&settings.app_text(code))?,
            camera: png(&url(code))?,
            url: url(code),
            until: desk.shell().time(link.expires_at),
            made: desk.shell().time(link.created_at),
            how: match link.channel {
                Some(Channel::Email) => "users-by-email",
                Some(Channel::Sms) => "users-by-sms",
                None => "users-in-person",
            },
        })
    }
}

/// The page: the live code, or what there is instead.
pub async fn show<P: Parts>(desk: &Desk<'_, P>, user: &str, phone: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::HandOver)?;
    let (user, phone) = desk.phone(user, phone).await?;
    let console = desk.console;
    let live = live_link(&console.store, &console.keys, &by, &phone, desk.visit.now).await?;
    let stamp = phone.link.as_ref().filter(|stamp| stamp.is_live(desk.visit.now));
    let page = Page {
        shell: desk.shell(),
        back: desk.way_back(&user),
        realname: user.realname.as_str(),
        phone: told::phone(&desk.visit.words, &phone, true),
        why: phone.eligible().err().map(|why| desk.t(&reason_key(why.code()))),
        hidden_until: stamp.filter(|_| live.is_none()).map(|stamp| desk.shell().time(stamp.expires_at)),
        shown: live.map(|live| Shown::of(desk, &live)).transpose()?,
    };
    reply::page(StatusCode::OK, &page)
}

/// Makes a link; a live one is replaced only if that was asked for.
pub async fn make<P: Parts>(desk: &Desk<'_, P>, user: &str, phone: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::HandOver)?;
    let (user, phone) = desk.phone(user, phone).await?;
    let replace = desk.visitor.form.text("replace") == "yes";
    let ask = Ask { phone_id: phone.phone_id.clone(), replace, lifetime: Lifetime::DEFAULT };
    let console = desk.console;
    let ids = (LinkId::from_random(console.chance.bits()), desk.event_id());
    let made = create_link(&console.store, &console.keys, &by, &ask, desk.visit.now, ids).await;
    let back = reply::see_other(&path(&user, &phone));
    match made {
        Ok(_) => Ok(saying(back, "flash-users-linked", &[])),
        Err(Error::LiveLink(_)) => Ok(saying(back, "flash-not-users-linked", &[])),
        // The page says why.
        Err(Error::Ineligible(_)) => Ok(back),
        Err(error) => Err(error.into()),
    }
}

fn path(user: &User, phone: &Phone) -> String {
    format!("{}/phones/{}/qr", page_of(user), phone.phone_id)
}
