//! `/admin/v1/users`: listed, created, changed, deleted, enrolled, and their phones.

use crate::fields::Fields;
use crate::reply::{Failure, ok, part};
use crate::shapes;
use crate::{AdminApi, Store};
use onramp_domain::edit::UserEdit;
use onramp_domain::{
    EmailAddress, FieldError, Invalid, MAX_ALIASES, Notes, PhoneId, RealName, User, UserId, UserStatus,
    Username,
};
use onramp_usecases::admin::read::WhichUsers;
use onramp_usecases::admin::{Scene, attach, enroll, read, users};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Texter};
use onramp_web::Response;
use onramp_web::signatures::pairs;
use serde_json::Value;

/// Users of a page: unless told, and at most.
const PAGE: (usize, usize) = (100, 300);
/// Phones of a page of a user's: unless told, and at most.
const PHONES: (usize, usize) = (100, 500);
/// Most users that one request creates or asks for by name.
const MANY: usize = 100;
/// How long an enrollment code counts unless told, and at most, in seconds.
const ENROLLMENT: i64 = 2_592_000;

/// Whether a name looks like an alias's and is none.
fn no_alias(name: &str) -> bool {
    let number = name
        .strip_prefix("alias")
        .filter(|number| number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty());
    number.is_some_and(|number| !number.parse().is_ok_and(|n: u8| (1..=MAX_ALIASES).contains(&n)))
}

fn edit(fields: &Fields) -> Result<UserEdit, FieldError> {
    let mut edit = UserEdit {
        username: fields.read_as("username", Username::parse)?,
        realname: fields.read_as("realname", RealName::parse)?,
        email: fields.emptied_or("email", EmailAddress::parse)?,
        status: fields.read_as("status", UserStatus::parse)?,
        notes: fields.read_as("notes", Notes::parse)?,
        firstname: fields.read_as("firstname", RealName::parse)?,
        lastname: fields.read_as("lastname", RealName::parse)?,
        ..UserEdit::default()
    };
    let all = pairs(fields.text("aliases").unwrap_or_default().as_bytes());
    if let Some(name) =
        all.iter().map(|(name, _)| name.as_str()).chain(fields.names()).find(|name| no_alias(name))
    {
        let right = format!("alias1 to alias{MAX_ALIASES}");
        return Err(Invalid::new("is no alias", right).in_field(name.to_owned()));
    }
    for n in 1..=MAX_ALIASES {
        let name = format!("alias{n}");
        let listed = all.iter().find(|(listed, _)| *listed == name).map(|(_, value)| value.as_str());
        if let Some(alias) = fields.text(&name).or(listed) {
            let alias = (!alias.trim().is_empty()).then(|| Username::parse(alias)).transpose();
            edit.aliases.insert(n, alias.map_err(|invalid| invalid.in_field(name))?);
        }
    }
    Ok(edit)
}

impl<S: Store, K: CodeKeys, T: Texter, C: Clock, R: Chance> AdminApi<S, K, T, C, R> {
    /// `GET /admin/v1/users`.
    pub(crate) async fn list_users(&self, fields: &Fields) -> Result<Response, Failure> {
        let which = if let Some(names) = fields.list("username_list", MANY, Username::parse)? {
            WhichUsers::NamedAmong(names)
        } else if let Some(ids) = fields.list("user_id_list", MANY, UserId::parse)? {
            WhichUsers::Among(ids)
        } else if let Some(name) = fields.read_as("username", Username::parse)? {
            WhichUsers::Named(name)
        } else if let Some(email) = fields.read_as("email", EmailAddress::parse)? {
            WhichUsers::Mailed(email)
        } else {
            WhichUsers::All
        };
        let (limit, offset) = fields.part(PAGE.0, PAGE.1)?;
        let rows = read::users(&self.store, &which, offset, limit).await?;
        Ok(part(&rows, offset, limit, |(user, phones)| shapes::user(user, phones)))
    }

    async fn shown(&self, user: User) -> Result<Response, Failure> {
        let whole = read::with_phones(&self.store, vec![user]).await?;
        Ok(ok(whole.first().map_or(Value::Null, |(user, phones)| shapes::user(user, phones))))
    }

    /// `GET /admin/v1/users/ID`.
    pub(crate) async fn one_user(&self, id: &UserId) -> Result<Response, Failure> {
        self.shown(users::get(&self.store, id).await?).await
    }

    /// `POST /admin/v1/users`.
    pub(crate) async fn add_user(&self, fields: &Fields, scene: Scene<'_>) -> Result<Response, Failure> {
        let (username, edit) = (fields.required_as("username", Username::parse)?, edit(fields)?);
        self.shown(users::create(&self.store, &username, &edit, scene).await?).await
    }

    /// `POST /admin/v1/users/ID`.
    pub(crate) async fn change_user(
        &self,
        id: &UserId,
        fields: &Fields,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        self.shown(users::update(&self.store, id, &edit(fields)?, scene).await?).await
    }

    /// `DELETE /admin/v1/users/ID`.
    pub(crate) async fn delete_user(&self, id: &UserId, scene: Scene<'_>) -> Result<Response, Failure> {
        users::delete(&self.store, &self.keys, id, scene).await?;
        Ok(ok(""))
    }

    /// `POST /admin/v1/users/bulk_create`.
    pub(crate) async fn add_users(&self, fields: &Fields, scene: Scene<'_>) -> Result<Response, Failure> {
        let refused =
            || Invalid::new("is not a list of users", format!("a JSON array of at most {MANY} objects"));
        let given: Vec<Value> = serde_json::from_str(fields.required("users")?)
            .ok()
            .filter(|given: &Vec<Value>| given.len() <= MANY)
            .ok_or_else(|| refused().in_field("users"))?;
        let mut wanted = Vec::with_capacity(given.len());
        for (at, object) in given.into_iter().enumerate() {
            let place = format!("users[{at}]");
            let fields = Fields::of_object(object).ok_or_else(|| refused().in_field(place.clone()))?;
            let username =
                fields.text("username").ok_or_else(|| Failure::missing(format!("{place}.username")))?;
            let username = Username::parse(username).map_err(|e| e.in_field(format!("{place}.username")))?;
            wanted.push((username, edit(&fields).map_err(|error| error.within(&place))?));
        }
        let users = users::create_many(&self.store, &wanted, &self.clock, scene).await?;
        Ok(ok(users.iter().map(|user| shapes::user(user, &[])).collect::<Value>()))
    }

    /// `POST /admin/v1/users/enroll`.
    pub(crate) async fn enroll(&self, fields: &Fields, scene: Scene<'_>) -> Result<Response, Failure> {
        let username = fields.required_as("username", Username::parse)?;
        fields.required("email")?;
        let edit = edit(fields)?;
        let secs = |text: &str| match text.trim().parse() {
            Ok(secs @ 0..=ENROLLMENT) => Ok(secs),
            _ => Err(Invalid::new("is out of range", format!("seconds up to {ENROLLMENT}, or 0 for never"))),
        };
        let secs = fields.read_as("valid_secs", secs)?.unwrap_or(ENROLLMENT);
        let expires_at = (secs > 0).then_some(scene.now + secs);
        let code = enroll::enroll(&self.store, &self.keys, &username, &edit, expires_at, scene).await?;
        Ok(ok(code.expose()))
    }

    /// `GET /admin/v1/users/ID/phones`.
    pub(crate) async fn phones_of(&self, id: &UserId, fields: &Fields) -> Result<Response, Failure> {
        let (limit, offset) = fields.part(PHONES.0, PHONES.1)?;
        let rows = read::phones_of(&self.store, id, offset, limit).await?;
        Ok(part(&rows, offset, limit, |(phone, users)| shapes::phone(phone, users)))
    }

    /// `POST /admin/v1/users/ID/phones`.
    pub(crate) async fn attach(
        &self,
        id: &UserId,
        fields: &Fields,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        let phone = fields.required_as("phone_id", PhoneId::parse)?;
        attach::attach(&self.store, id, &phone, scene).await?;
        Ok(ok(""))
    }

    /// `DELETE /admin/v1/users/ID/phones/PID`.
    pub(crate) async fn detach(
        &self,
        id: &UserId,
        phone: &PhoneId,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        attach::detach(&self.store, &self.keys, id, phone, scene).await?;
        Ok(ok(""))
    }
}
