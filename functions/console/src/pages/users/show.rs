//! `GET /console/users/ID`: a user, the phones, and what was sent to them.

use super::told::{self, Stand};
use super::{Desk, page_of};
use crate::layout::{Shell, reason_key};
use crate::{Parts, Stop, reply};
use askama::Template;
use askama::filters::Safe;
use http::StatusCode;
use onramp_domain::{Channel, LinkState, Permission, Phone, User, mask};
use onramp_usecases::admin::read;
use onramp_usecases::history::{self, Line};
use onramp_web::Response;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "users/show.html")]
struct Show<'a> {
    shell: Shell<'a>,
    may_manage: bool,
    page: String,
    username: String,
    realname: &'a str,
    email: Option<String>,
    trouble: Option<&'static str>,
    language: String,
    status: &'static str,
    is_active: bool,
    aliases: Vec<String>,
    notes: Option<&'a str>,
    created: Option<Safe<String>>,
    phones: Vec<PhoneCard>,
    history: Vec<Told>,
}

/// A phone of the user.
struct PhoneCard {
    id: String,
    page: String,
    title: String,
    name: String,
    kind: &'static str,
    platform: String,
    stand: Stand,
    /// Why it can get no link.
    why: Option<String>,
    moment: Option<(&'static str, Safe<String>)>,
    times_sent: u32,
    /// The others who have it.
    others: Vec<(String, String)>,
    may_hand_over: bool,
    may_send: bool,
    may_deactivate: bool,
}

impl PhoneCard {
    fn of<P: Parts>(desk: &Desk<'_, P>, user: &User, phone: &Phone) -> Self {
        let (words, stand) = (&desk.visit.words, Stand::of(phone, desk.visit.now));
        let may = |permission| desk.visitor.may(permission);
        let others = phone.users.iter().filter(|holder| holder.user_id != user.user_id);
        let eligible = phone.eligible().is_ok();
        Self {
            id: phone.phone_id.to_string(),
            page: format!("{}/phones/{}", page_of(user), phone.phone_id),
            title: told::phone(words, phone, desk.sees_addresses()),
            name: phone.name.as_str().to_owned(),
            kind: told::kind(phone.kind),
            platform: told::platform(words, phone.platform),
            stand,
            why: match stand {
                Stand::Ineligible(why) => Some(words.t(&reason_key(why.code()))),
                _ => None,
            },
            moment: stand.moment().map(|(key, at)| (key, desk.shell().time(at))),
            times_sent: phone.times_sent,
            others: others
                .map(|holder| (format!("/console/users/{}", holder.user_id), desk.name(&holder.username)))
                .collect(),
            may_hand_over: eligible && may(Permission::HandOver),
            may_send: eligible && may(Permission::Send),
            may_deactivate: phone.activated && may(Permission::Manage),
        }
    }
}

/// A line of the history.
struct Told {
    at: Safe<String>,
    phone: String,
    /// How the link went out.
    how: &'static str,
    /// The send that it went out with, for who may look at it.
    send: Option<String>,
    link: Option<&'static str>,
    badge: &'static str,
    /// What moment belongs to the state of the link.
    moment: Option<(&'static str, Safe<String>)>,
    delivery: Option<&'static str>,
    reason: Option<String>,
}

impl Told {
    fn of<P: Parts>(
        desk: &Desk<'_, P>,
        line: &Line,
        phones: &[Phone],
        names: &HashMap<&str, String>,
    ) -> Self {
        let (now, shell) = (desk.visit.now, desk.shell());
        let phone = phones.iter().find(|phone| phone.phone_id == line.phone_id);
        let state = line.link.as_ref().map(|link| (link, link.state_on(phone, now)));
        let channel = line.link.as_ref().map(|link| link.channel);
        let moment = state.and_then(|(link, state)| match state {
            LinkState::Live => Some(("users-link-until", link.expires_at)),
            LinkState::Expired => Some(("users-link-ran-out", link.expires_at)),
            LinkState::Superseded => Some(("users-link-replaced-at", link.superseded_at?)),
            LinkState::Redeemed => Some(("users-link-used-at", link.redeemed.as_ref()?.at)),
        });
        let delivery = line.delivery.as_ref();
        let may_send = desk.visitor.may(Permission::Send);
        let reason = delivery.and_then(|delivery| delivery.reason);
        Self {
            at: shell.time(line.at),
            phone: names.get(line.phone_id.as_str()).cloned().unwrap_or_default(),
            how: match (channel, &line.send_id) {
                (Some(Some(Channel::Email)), _) => "users-by-email",
                (Some(Some(Channel::Sms)), _) => "users-by-sms",
                (Some(None), _) => "users-in-person",
                (None, _) => "users-by-send",
            },
            send: line.send_id.as_ref().filter(|_| may_send).map(|id| format!("/console/sends/{id}")),
            link: state.map(|(_, state)| told::link(state)),
            badge: match state.map(|(_, state)| state) {
                Some(LinkState::Live) => "badge note",
                Some(LinkState::Redeemed) => "badge good",
                _ => "badge",
            },
            moment: moment.map(|(key, at)| (key, shell.time(at))),
            delivery: delivery.map(|delivery| told::delivery(delivery.state)),
            reason: reason.map(|reason| desk.t(&reason_key(reason.code()))),
        }
    }
}

/// The page.
pub async fn show<P: Parts>(desk: &Desk<'_, P>, id: &str) -> Result<Response, Stop> {
    let by = desk.visitor.must(Permission::View)?;
    let (store, open) = (&desk.console.store, desk.sees_addresses());
    let user = desk.user(id).await?;
    let (phones, lines) = (
        read::with_phones(store, vec![user.clone()])
            .await?
            .pop()
            .map(|(_, phones)| phones)
            .unwrap_or_default(),
        history::of_phones(store, &by, &user.phone_ids).await?,
    );
    let names: HashMap<&str, String> = phones
        .iter()
        .map(|phone| (phone.phone_id.as_str(), told::phone(&desk.visit.words, phone, open)))
        .collect();
    let email = user.email.as_ref();
    let notes = user.profile.notes.as_ref().map(onramp_domain::Notes::as_str);
    let page = Show {
        shell: desk.shell(),
        may_manage: desk.visitor.may(Permission::Manage),
        page: page_of(&user),
        username: desk.name(&user.username),
        realname: user.realname.as_str(),
        email: email.map(|email| if open { email.as_str().to_owned() } else { mask::address(email) }),
        trouble: user.email_trouble.map(told::trouble),
        language: told::language(&desk.visit.words, user.language, desk.visit.settings.language),
        status: told::status(user.status),
        is_active: user.status == onramp_domain::UserStatus::Active,
        aliases: user.profile.aliases.values().map(|alias| desk.name(alias)).collect(),
        // Notes may hold anything, addresses too.
        notes: notes.filter(|_| open),
        created: user.profile.created_at.map(|at| desk.shell().time(at)),
        phones: phones.iter().map(|phone| PhoneCard::of(desk, &user, phone)).collect(),
        history: lines.iter().map(|line| Told::of(desk, line, &phones, &names)).collect(),
    };
    reply::page(StatusCode::OK, &page)
}
