//! Why someone is not in the list: the reason for each of their phones.

use super::Desk;
use crate::form::Form;
use crate::layout::Shell;
use crate::{Parts, Stop, reply};
use askama::Template;
use http::StatusCode;
use onramp_domain::{AddressTrouble, Barrier, Channel, Phone, Standing, User, UserStatus, Username};
use onramp_usecases::why_not::why_not;
use onramp_web::Response;

/// What is said of one phone.
#[derive(Debug)]
pub struct Answered {
    /// The phone, as people know it.
    pub phone: String,
    /// What is so with it.
    pub text: String,
    /// A moment that the text ends in (Unix seconds).
    pub at: Option<i64>,
    /// Whether it is in the list to be selected.
    pub listed: bool,
}

/// The answer.
#[derive(Debug)]
pub struct Why {
    /// What was asked.
    pub asked: String,
    /// Who that is, and where their page is.
    pub user: Option<(String, String)>,
    /// What is said of all of it.
    pub text: Option<String>,
    /// What is said of each phone.
    pub phones: Vec<Answered>,
    /// Where the list shows them.
    pub show: String,
}

#[derive(Template)]
#[template(path = "send/why.html")]
struct Fragment<'a> {
    shell: Shell<'a>,
    why: Why,
}

/// `GET /console/send/why?channel=&why=`.
pub async fn fragment<P: Parts>(desk: &Desk<'_, P>, asked: &Form) -> Result<Response, Stop> {
    let channel = Channel::parse(asked.text("channel")).map_err(|invalid| invalid.in_field("channel"))?;
    let why = ask(desk, channel, asked.text("why")).await?.ok_or(Stop::NotFound)?;
    reply::page(StatusCode::OK, &Fragment { shell: desk.shell(), why })
}

/// The answer to who was asked for; none if nobody was.
pub async fn ask<P: Parts>(desk: &Desk<'_, P>, channel: Channel, asked: &str) -> Result<Option<Why>, Stop> {
    if asked.is_empty() {
        return Ok(None);
    }
    let shell = desk.shell();
    // What is no username is nobody's.
    let found = match Username::parse(asked) {
        Ok(name) => why_not(&desk.console.store, &desk.by, name).await?,
        Err(_) => None,
    };
    let text = |key: &str| Some(shell.t(key));
    let mut why =
        Why { asked: asked.to_owned(), user: None, text: None, phones: Vec::new(), show: String::new() };
    let Some((user, phones)) = found else {
        why.text = text("send-why-unknown");
        return Ok(Some(why));
    };
    why.text = match user.status {
        UserStatus::Active if phones.is_empty() => text("send-why-no-phone"),
        UserStatus::Active => None,
        UserStatus::Bypass => text("send-why-status-bypass"),
        UserStatus::Disabled => text("send-why-status-disabled"),
        UserStatus::LockedOut => text("send-why-status-locked-out"),
    };
    if user.status == UserStatus::Active {
        why.phones = phones.iter().map(|phone| answered(desk, &shell, &user, phone, channel)).collect();
    }
    let query = [("channel", channel.as_str()), ("q", user.username.as_str())];
    why.show = format!("/console/send?{}", serde_urlencoded::to_string(query).unwrap_or_default());
    why.user = Some((user.username.as_str().to_owned(), format!("/console/users/{}", user.user_id.as_str())));
    Ok(Some(why))
}

fn answered<P: Parts>(
    desk: &Desk<'_, P>,
    shell: &Shell<'_>,
    user: &User,
    phone: &Phone,
    channel: Channel,
) -> Answered {
    let platform = phone.platform.as_str();
    let known = match &phone.number {
        Some(number) => shell.t2("send-why-phone-numbered", "platform", platform, "number", number.as_str()),
        None => shell.t1("send-why-phone-nameless", "platform", platform),
    };
    let (text, at, listed) = match Standing::of(phone, &user.user_id, channel, desk.visit.now) {
        Standing::Listed => (shell.t("send-why-listed"), None, true),
        Standing::Barred(Barrier::LiveUntil(at)) => (shell.t("send-why-live"), Some(at), false),
        Standing::Barred(Barrier::Address(AddressTrouble::Bounced)) => {
            (shell.t("send-why-bounced"), None, false)
        }
        Standing::Barred(Barrier::Address(AddressTrouble::Complained)) => {
            (shell.t("send-why-complained"), None, false)
        }
        Standing::Under(other) => (shell.t1("send-why-under", "name", other.username.as_str()), None, false),
        Standing::Not(why) => (shell.t(&format!("send-why-{}", why.code().replace('_', "-"))), None, false),
    };
    Answered { phone: known, text, at, listed }
}
