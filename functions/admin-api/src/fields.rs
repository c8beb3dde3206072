//! Parameters: in the query, a form or JSON, merged, since clients differ.

use crate::reply::Failure;
use onramp_domain::{FieldError, Invalid};
use onramp_web::signatures::{changes, form, pairs};
use onramp_web::{Request, header};
use serde_json::Value;
use std::collections::HashMap;

/// A request's parameters as text. What no route knows is ignored.
#[derive(Debug, Default)]
pub struct Fields(HashMap<String, String>);

impl Fields {
    /// Reads the query, and the body of a request that changes something.
    pub fn read(request: &Request) -> Result<Self, FieldError> {
        let mut fields: HashMap<_, _> =
            pairs(request.uri().query().unwrap_or_default().as_bytes()).into_iter().collect();
        if changes(request.method()) && !request.body().is_empty() {
            fields.extend(body(request)?);
        }
        Ok(Self(fields))
    }

    /// Those of a JSON object, as of one among many.
    pub fn of_object(object: Value) -> Option<Self> {
        let Value::Object(fields) = object else { return None };
        Some(Self(fields.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect()))
    }

    /// The parameters' names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A parameter's text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A parameter that must be there and not be blank.
    pub fn required(&self, name: &'static str) -> Result<&str, Failure> {
        self.text(name).filter(|text| !text.trim().is_empty()).ok_or(Failure::missing(name))
    }

    /// The same, read by `parse`.
    pub fn required_as<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<T, Failure> {
        Ok(parse(self.required(name)?).map_err(|invalid| invalid.in_field(name))?)
    }

    /// A parameter that may be missing, read by `parse`.
    pub fn read_as<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<Option<T>, FieldError> {
        self.text(name).map(parse).transpose().map_err(|invalid| invalid.in_field(name))
    }

    /// The same, where a blank text empties the field.
    #[expect(clippy::option_option, reason = "left out, emptied, and set are three things")]
    pub fn emptied_or<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<Option<Option<T>>, FieldError> {
        self.read_as(name, |text| if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) })
    }

    /// A parameter that is a JSON array as text, each item read by `parse`.
    pub fn list<T>(
        &self,
        name: &'static str,
        most: usize,
        parse: impl Fn(&str) -> Result<T, Invalid>,
    ) -> Result<Option<Vec<T>>, FieldError> {
        let Some(given) = self.text(name) else { return Ok(None) };
        let refused = || {
            Invalid::new("is not a list of texts", format!("a JSON array of at most {most} texts"))
                .in_field(name)
        };
        let texts: Vec<String> = serde_json::from_str(given).map_err(|_| refused())?;
        if texts.len() > most {
            return Err(refused());
        }
        let items: Result<Vec<T>, Invalid> = texts.iter().map(|text| parse(text)).collect();
        items.map(Some).map_err(|invalid| invalid.in_field(name))
    }

    /// `limit` (the list's default unless told, its most for more) and `offset` (0 unless told).
    pub fn part(&self, default: usize, most: usize) -> Result<(usize, u64), FieldError> {
        let number = |text: &str| {
            text.trim().parse::<u64>().map_err(|_| Invalid::new("is not a number", "a whole number from 0"))
        };
        let limit = self
            .read_as("limit", number)?
            .map_or(default, |limit| usize::try_from(limit).unwrap_or(most).clamp(1, most));
        Ok((limit, self.read_as("offset", number)?.unwrap_or(0)))
    }
}

fn body(request: &Request) -> Result<Vec<(String, String)>, FieldError> {
    let kind = header(request, "content-type").unwrap_or_default();
    if let (Some(form), false) = (form(request), kind.contains("json")) {
        return Ok(form);
    }
    let refused = || Invalid::new("cannot be read", "a JSON object or a form").in_field("body");
    let object: HashMap<String, Value> = serde_json::from_slice(request.body()).map_err(|_| refused())?;
    Ok(object.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect())
}

/// A JSON value as a form would have sent it; null is not sent.
fn text(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}
