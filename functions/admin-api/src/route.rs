//! The routes: each with the permission it needs and what it is counted as.

use crate::reply::Failure;
use http::Method;
use onramp_domain::{Grant, Kind, PhoneId, UserId};
use onramp_usecases::admin::admit::Needs;
use onramp_web::{Request, segments};

/// Every route: its method, and its path with names in braces for what varies.
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", "/admin/v1/users"),
    ("POST", "/admin/v1/users"),
    ("POST", "/admin/v1/users/bulk_create"),
    ("POST", "/admin/v1/users/enroll"),
    ("GET", "/admin/v1/users/{user_id}"),
    ("POST", "/admin/v1/users/{user_id}"),
    ("DELETE", "/admin/v1/users/{user_id}"),
    ("GET", "/admin/v1/users/{user_id}/phones"),
    ("POST", "/admin/v1/users/{user_id}/phones"),
    ("DELETE", "/admin/v1/users/{user_id}/phones/{phone_id}"),
    ("GET", "/admin/v1/phones"),
    ("POST", "/admin/v1/phones"),
    ("GET", "/admin/v1/phones/{phone_id}"),
    ("POST", "/admin/v1/phones/{phone_id}"),
    ("DELETE", "/admin/v1/phones/{phone_id}"),
    ("POST", "/admin/v1/phones/{phone_id}/activation_url"),
    ("POST", "/admin/v1/phones/{phone_id}/send_sms_activation"),
    ("POST", "/admin/v1/phones/{phone_id}/send_sms_installation"),
    ("GET", "/admin/v1/logs/administrator"),
];

/// What a request needs whose route is not known.
pub const LEAST: Needs = Needs { grant: Grant::ReadResource, kind: Kind::One };

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// A part of the list of users, or some of them.
    Users,
    /// A new user.
    AddUser,
    /// Many new users.
    AddUsers,
    /// An enrollment code.
    Enroll,
    /// A user.
    User(UserId),
    /// Another user in the place of one.
    ChangeUser(UserId),
    /// A user less.
    DeleteUser(UserId),
    /// A user's phones.
    UserPhones(UserId),
    /// A phone more for a user.
    Attach(UserId),
    /// A phone less for a user.
    Detach(UserId, PhoneId),
    /// A part of the list of phones, or one by its number.
    Phones,
    /// A new phone.
    AddPhone,
    /// A phone.
    Phone(PhoneId),
    /// Another phone in the place of one.
    ChangePhone(PhoneId),
    /// A phone less.
    DeletePhone(PhoneId),
    /// A link.
    ActivationUrl(PhoneId),
    /// A link by SMS.
    SmsActivation(PhoneId),
    /// Where the app is to be had, by SMS.
    SmsInstallation(PhoneId),
    /// The administrator log.
    Log,
}

impl Route {
    /// The route of a request. An id that cannot be one is of nothing there.
    pub fn of(request: &Request) -> Result<Self, Failure> {
        let path = segments(request);
        let ["admin", "v1", rest @ ..] = path.as_slice() else { return Err(Failure::not_found()) };
        let method = request.method();
        let user = |id: &str| UserId::parse(id).map_err(|_| Failure::not_found());
        let phone = |id: &str| PhoneId::parse(id).map_err(|_| Failure::not_found());
        Ok(match (rest, method) {
            (["users"], &Method::GET) => Self::Users,
            (["users"], &Method::POST) => Self::AddUser,
            (["users", "bulk_create"], &Method::POST) => Self::AddUsers,
            (["users", "enroll"], &Method::POST) => Self::Enroll,
            (["users", id], &Method::GET) => Self::User(user(id)?),
            (["users", id], &Method::POST) => Self::ChangeUser(user(id)?),
            (["users", id], &Method::DELETE) => Self::DeleteUser(user(id)?),
            (["users", id, "phones"], &Method::GET) => Self::UserPhones(user(id)?),
            (["users", id, "phones"], &Method::POST) => Self::Attach(user(id)?),
            (["users", id, "phones", held], &Method::DELETE) => Self::Detach(user(id)?, phone(held)?),
            (["phones"], &Method::GET) => Self::Phones,
            (["phones"], &Method::POST) => Self::AddPhone,
            (["phones", id], &Method::GET) => Self::Phone(phone(id)?),
            (["phones", id], &Method::POST) => Self::ChangePhone(phone(id)?),
            (["phones", id], &Method::DELETE) => Self::DeletePhone(phone(id)?),
            (["phones", id, "activation_url"], &Method::POST) => Self::ActivationUrl(phone(id)?),
            (["phones", id, "send_sms_activation"], &Method::POST) => Self::SmsActivation(phone(id)?),
            (["phones", id, "send_sms_installation"], &Method::POST) => Self::SmsInstallation(phone(id)?),
            (["logs", "administrator"], &Method::GET) => Self::Log,
            (
                ["users" | "phones"]
                | ["users" | "phones", _]
                | ["users", _, "phones"]
                | ["users", _, "phones", _]
                | ["phones", _, "activation_url" | "send_sms_activation" | "send_sms_installation"]
                | ["logs", "administrator"],
                _,
            ) => return Err(Failure::method()),
            _ => return Err(Failure::not_found()),
        })
    }

    /// What it needs.
    pub fn needs(&self) -> Needs {
        let (grant, kind) = match self {
            Self::Users | Self::UserPhones(_) | Self::Phones => (Grant::ReadResource, Kind::Page),
            Self::User(_) | Self::Phone(_) => (Grant::ReadResource, Kind::One),
            Self::Log => (Grant::ReadLog, Kind::Log),
            _ => (Grant::WriteResource, Kind::Modify),
        };
        Needs { grant, kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(method: &str, path: &str) -> Result<Route, Failure> {
        let path = path
            .replace("{user_id}", UserId::from_random(1).as_str())
            .replace("{phone_id}", PhoneId::from_random(1).as_str());
        let request =
            http::Request::builder().method(method).uri(path).body(Request::default().into_body()).unwrap();
        Route::of(&request)
    }

    #[test]
    fn every_listed_route_is_one() {
        for (method, path) in ROUTES {
            assert!(of(method, path).is_ok(), "{method} {path}");
            assert!(of("PATCH", path).is_err(), "{path}");
        }
        for path in ["/admin/v1/users/", "/admin/v1/users/x", "/admin/v2/users", "/admin/v1/groups", "/"] {
            assert!(of("GET", path).is_err(), "{path}");
        }
    }
}
