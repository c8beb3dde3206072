//! Users, phones and lines of the log as the wire shows them.

use onramp_domain::{EmailAddress, Event, MAX_ALIASES, Notes, Phone, RealName, User, rfc3339};
use serde_json::{Map, Value, json};

/// Aliases that a user shows beside the list of all.
const NAMED_ALIASES: u8 = 4;

fn bare_user(user: &User) -> Value {
    let profile = &user.profile;
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let alias = |n: u8| profile.aliases.get(&format!("alias{n}")).map(ToString::to_string);
    let mut aliases = Map::new();
    for (n, alias) in (1..=MAX_ALIASES).filter_map(|n| Some((n, alias(n)?))) {
        aliases.insert(format!("alias{n}"), alias.into());
    }
    let mut shown = json!({
        "user_id": user.user_id,
        "username": user.username,
        "realname": user.realname,
        "firstname": text(profile.firstname.as_ref().map(RealName::as_str)),
        "lastname": text(profile.lastname.as_ref().map(RealName::as_str)),
        "email": text(user.email.as_ref().map(EmailAddress::as_str)),
        "status": user.status.as_str(),
        "notes": text(profile.notes.as_ref().map(Notes::as_str)),
        "aliases": aliases,
        "created": profile.created_at.unwrap_or(0),
        "is_enrolled": !user.phone_ids.is_empty(),
        "last_login": null,
        "last_directory_sync": null,
        "lockout_reason": null,
        "groups": [], "tokens": [], "u2ftokens": [], "webauthncredentials": [], "desktop_tokens": [],
    });
    for n in 1..=NAMED_ALIASES {
        shown[format!("alias{n}")] = alias(n).map_or(Value::Null, Value::from);
    }
    shown
}

fn bare_phone(phone: &Phone) -> Value {
    let last_seen = phone.activated_at.map(rfc3339).unwrap_or_default();
    json!({
        "phone_id": phone.phone_id,
        "number": phone.number.as_ref().map_or("", |number| number.as_str()),
        "extension": phone.extension,
        "name": phone.name,
        "type": phone.kind.as_str(),
        "platform": phone.platform.as_str(),
        "model": if phone.activated { phone.platform.as_str() } else { "" },
        "activated": phone.activated,
        "capabilities": phone.capabilities(),
        "predelay": phone.dialling.predelay,
        "postdelay": phone.dialling.postdelay,
        "sms_passcodes_sent": false,
        "last_seen": last_seen,
        "encrypted": "", "fingerprint": "", "screenlock": "", "tampered": "",
    })
}

/// A user with the phones.
pub fn user(user: &User, phones: &[Phone]) -> Value {
    let mut shown = bare_user(user);
    shown["phones"] = phones.iter().map(bare_phone).collect();
    shown
}

/// A phone with its users.
pub fn phone(phone: &Phone, users: &[User]) -> Value {
    let mut shown = bare_phone(phone);
    shown["users"] = users.iter().map(bare_user).collect();
    shown
}

/// A line of the administrator log. Integrations are known as API; which it was stands in the description.
pub fn event(event: &Event) -> Value {
    let mut facts = event.facts.clone();
    let by_integration = event.actor.len() == 20 && event.actor.starts_with("DI");
    if by_integration {
        facts.insert("integration_id".to_owned(), event.actor.clone());
    }
    json!({
        "action": event.action.as_str(),
        "description": serde_json::to_string(&facts).unwrap_or_default(),
        "object": event.object,
        "timestamp": event.at,
        "username": if by_integration { "API" } else { event.actor.as_str() },
    })
}
