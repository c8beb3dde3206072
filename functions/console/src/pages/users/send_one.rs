//! `/console/users/ID/phones/PID/send`: one link to one phone, as a send with one recipient.

use super::{Desk, page_of, told};
use crate::layout::{Shell, reason_key};
use crate::{Parts, Stop, reply};
use askama::Template;
use askama::filters::Safe;
use http::StatusCode;
use onramp_domain::send::Selection;
use onramp_domain::{Channel, EmailAddress, Permission, Phone, PhoneNumber, SendId, User};
use onramp_usecases::ports::Chance;
use onramp_usecases::send_links::{Ask, send_links};
use onramp_web::Response;

/// Longest name of a form by which it is known when it is sent twice.
const KEY: usize = 64;

#[derive(Template)]
#[template(path = "users/send.html")]
struct OneSend<'a> {
    shell: Shell<'a>,
    back: (String, String),
    way: String,
    phone: String,
    why: Option<String>,
    live_until: Option<Safe<String>>,
    ways: Vec<Way>,
    can_send: bool,
    unchosen: bool,
    /// The same for all that this form is sent.
    key: String,
}

/// A channel, and whom it reaches.
struct Way {
    value: &'static str,
    name: &'static str,
    /// The recipient's username, and the address or number.
    to: Option<(String, String)>,
    why_not: Option<String>,
    chosen: bool,
}

impl Way {
    fn of<P: Parts>(desk: &Desk<'_, P>, phone: &Phone, channel: Channel) -> Self {
        let reached = phone.recipient(channel);
        let to = reached.ok().map(|holder| {
            let number = phone.number.as_ref().map(PhoneNumber::as_str);
            let to = match channel {
                Channel::Email => holder.email.as_ref().map(EmailAddress::as_str),
                Channel::Sms => number,
            };
            (holder.username.as_str().to_owned(), to.unwrap_or_default().to_owned())
        });
        Self {
            value: channel.as_str(),
            name: match channel {
                Channel::Email => "users-by-email",
                Channel::Sms => "users-by-sms",
            },
            why_not: reached.err().map(|why| desk.t(&reason_key(why.code()))),
            chosen: false,
            to,
        }
    }
}

fn page<P: Parts>(desk: &Desk<'_, P>, user: &User, phone: &Phone, unchosen: bool) -> Result<Response, Stop> {
    let live = phone.link.as_ref().filter(|stamp| stamp.is_live(desk.visit.now));
    let mut ways = [Channel::Email, Channel::Sms].map(|channel| Way::of(desk, phone, channel));
    let can_send = ways.iter().any(|way| way.to.is_some());
    // The first that there is is taken unless another is chosen.
    if let Some(first) = ways.iter_mut().find(|way| way.to.is_some()) {
        first.chosen = true;
    }
    let page = OneSend {
        shell: desk.shell(),
        back: desk.way_back(user),
        way: format!("{}/phones/{}", page_of(user), phone.phone_id),
        phone: told::phone(&desk.visit.words, phone, true),
        why: phone.eligible().err().map(|why| desk.t(&reason_key(why.code()))),
        live_until: live.map(|stamp| desk.shell().time(stamp.expires_at)),
        ways: ways.into(),
        can_send,
        unchosen,
        key: format!("{:032x}", desk.console.chance.bits()),
    };
    let status = if unchosen { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    reply::page(status, &page)
}

/// The form.
pub async fn form<P: Parts>(desk: &Desk<'_, P>, user: &str, phone: &str) -> Result<Response, Stop> {
    desk.visitor.must(Permission::Send)?;
    let (user, phone) = desk.phone(user, phone).await?;
    page(desk, &user, &phone, false)
}

/// Starts the send, and leads to its progress.
pub async fn send<P: Parts>(desk: &Desk<'_, P>, user: &str, phone: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::Send)?;
    let (user, phone) = desk.phone(user, phone).await?;
    let form = &desk.visitor.form;
    let live = phone.link.as_ref().is_some_and(|stamp| stamp.is_live(desk.visit.now));
    let channel = Channel::parse(form.text("channel")).ok();
    let Some(channel) = channel.filter(|channel| !live && phone.recipient(*channel).is_ok()) else {
        return page(desk, &user, &phone, true);
    };
    let key = form.text("key");
    let ask = Ask {
        channel,
        to: Selection::Phones(vec![phone.phone_id.clone()]),
        subject: None,
        message: None,
        lifetime: None,
        idempotency_key: (1..=KEY).contains(&key.len()).then(|| key.to_owned()),
    };
    let (console, now) = (desk.console, desk.visit.now);
    let ids = (SendId::from_random(console.chance.bits()), desk.event_id());
    let send = send_links(&console.store, &console.queue, desk.visit.settings, &by, ask, now, ids).await?;
    Ok(reply::see_other(&format!("/console/sends/{}", send.send_id)))
}
