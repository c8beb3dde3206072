//! `/admin/v1/phones`: listed, created, changed, deleted.

use crate::fields::Fields;
use crate::reply::{Failure, ok, part};
use crate::shapes;
use crate::{AdminApi, Store};
use onramp_domain::edit::PhoneEdit;
use onramp_domain::{
    Delay, Extension, Phone, PhoneId, PhoneName, PhoneNumber, PhoneType, Platform, Region, Settings,
};
use onramp_usecases::admin::{Scene, phones, read};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Texter};
use onramp_web::Response;
use serde_json::Value;

/// Phones of a page: unless told, and at most.
const PAGE: (usize, usize) = (100, 500);

fn edit(fields: &Fields, region: Region) -> Result<PhoneEdit, Failure> {
    Ok(PhoneEdit {
        number: fields.emptied_or("number", |text| PhoneNumber::parse(text, region))?,
        extension: fields.read_as("extension", Extension::parse)?,
        name: fields.read_as("name", PhoneName::parse)?,
        kind: fields.read_as("type", PhoneType::parse)?,
        platform: fields.read_as("platform", Platform::parse)?,
        predelay: fields.read_as("predelay", Delay::parse)?,
        postdelay: fields.read_as("postdelay", Delay::parse)?,
    })
}

impl<S: Store, K: CodeKeys, T: Texter, C: Clock, R: Chance> AdminApi<S, K, T, C, R> {
    /// `GET /admin/v1/phones`.
    pub(crate) async fn list_phones(
        &self,
        fields: &Fields,
        settings: &Settings,
    ) -> Result<Response, Failure> {
        let number = fields.read_as("number", |text| PhoneNumber::parse(text, settings.region))?;
        let extension = fields.read_as("extension", Extension::parse)?.unwrap_or_default();
        let numbered = number.as_ref().map(|number| (number, extension.as_str()));
        let (limit, offset) = fields.part(PAGE.0, PAGE.1)?;
        let rows = read::phones(&self.store, numbered, offset, limit).await?;
        Ok(part(&rows, offset, limit, |(phone, users)| shapes::phone(phone, users)))
    }

    async fn phone_shown(&self, phone: Phone) -> Result<Response, Failure> {
        let whole = read::with_users(&self.store, vec![phone]).await?;
        Ok(ok(whole.first().map_or(Value::Null, |(phone, users)| shapes::phone(phone, users))))
    }

    /// `GET /admin/v1/phones/PID`.
    pub(crate) async fn one_phone(&self, id: &PhoneId) -> Result<Response, Failure> {
        self.phone_shown(phones::get(&self.store, id).await?).await
    }

    /// `POST /admin/v1/phones`.
    pub(crate) async fn add_phone(
        &self,
        fields: &Fields,
        settings: &Settings,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        self.phone_shown(phones::create(&self.store, &edit(fields, settings.region)?, scene).await?).await
    }

    /// `POST /admin/v1/phones/PID`.
    pub(crate) async fn change_phone(
        &self,
        id: &PhoneId,
        fields: &Fields,
        settings: &Settings,
        scene: Scene<'_>,
    ) -> Result<Response, Failure> {
        self.phone_shown(phones::update(&self.store, id, &edit(fields, settings.region)?, scene).await?).await
    }

    /// `DELETE /admin/v1/phones/PID`.
    pub(crate) async fn delete_phone(&self, id: &PhoneId, scene: Scene<'_>) -> Result<Response, Failure> {
        phones::delete(&self.store, &self.keys, id, scene).await?;
        Ok(ok(""))
    }
}
