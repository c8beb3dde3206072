//! Reading requests: path, query, headers, body.

use crate::{Problem, Request};
use onramp_domain::{FieldError, Invalid};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The path's segments, as sent.
pub fn segments(request: &Request) -> Vec<&str> {
    request.uri().path().trim_start_matches('/').split('/').collect()
}

/// A header's text; none if it is missing or not text.
pub fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// The query's parameters: those that the route knows, each once.
#[derive(Debug)]
pub struct Query<'a>(BTreeMap<Cow<'a, str>, Cow<'a, str>>);

impl<'a> Query<'a> {
    /// Reads the query. A parameter that is not among `known`, or that comes twice, is refused by name.
    pub fn read(request: &'a Request, known: &[&'static str]) -> Result<Self, Problem> {
        let text = request.uri().query().unwrap_or_default();
        let pairs: Vec<(Cow<'a, str>, Cow<'a, str>)> = serde_urlencoded::from_str(text).unwrap_or_default();
        let mut parameters = BTreeMap::new();
        for (name, value) in pairs {
            let Some(known_name) = known.iter().find(|known| **known == name) else {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
                let expected = format!("only {}", known.join(", "));
                return Err(Invalid::new("is not a parameter of this route", expected)
                    .in_field(shown)
                    .into());
            };
            if parameters.insert(name, value).is_some() {
                return Err(Invalid::new("is given twice", "it once").in_field(*known_name).into());
            }
        }
        Ok(Self(parameters))
    }

    /// A parameter's text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(AsRef::as_ref)
    }

    /// A parameter that must be there, read by `parse`.
    pub fn required<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<T, FieldError> {
        // The parser is asked about an empty text, so that it says what would be right.
        match self.text(name) {
            Some(text) => parse(text).map_err(|invalid| invalid.in_field(name)),
            None => parse("").map_err(|invalid| Invalid::new("is missing", invalid.expected).in_field(name)),
        }
    }

    /// A parameter that may be missing, read by `parse`.
    pub fn optional<T>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, Invalid>,
    ) -> Result<Option<T>, FieldError> {
        self.text(name).map(parse).transpose().map_err(|invalid| invalid.in_field(name))
    }

    /// `limit`: 1 to 500, 100 unless told.
    pub fn limit(&self) -> Result<usize, FieldError> {
        self.limit_of(500, 100)
    }

    /// `limit`: from 1 to `most`.
    pub fn limit_of(&self, most: usize, unless_told: usize) -> Result<usize, FieldError> {
        let parse = |text: &str| match text.parse() {
            Ok(limit) if (1..=most).contains(&limit) => Ok(limit),
            _ => Err(Invalid::new("is out of range", format!("a whole number from 1 to {most}"))),
        };
        Ok(self.optional("limit", parse)?.unwrap_or(unless_told))
    }
}

/// Reads a JSON body. A value of the wrong kind and a field that is not known are refused by name.
pub fn json<T: DeserializeOwned>(request: &Request) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(request.body());
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| refused(&error))?;
    reader.end().map_err(|_| Problem::field(not_json()))?;
    Ok(read)
}

/// Reads a JSON value, as [`json`] reads a body.
pub fn json_value<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value).map_err(|error| refused(&error))
}

fn not_json() -> FieldError {
    Invalid::new("is not JSON", "a JSON object in UTF-8").in_field("body")
}

/// What serde says of a body, without the value that it quotes: that may be anything.
fn refused(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path = error.path().to_string();
    let inner = error.inner();
    if !inner.is_data() {
        return not_json().into();
    }
    let told = inner.to_string();
    let told = told.split(" at line ").next().unwrap_or_default();
    let within = |name: &str| if path == "." || path == "?" { name.to_owned() } else { path.clone() };
    let quoted = told.split('`').nth(1).unwrap_or_default();
    if told.starts_with("unknown field") {
        let name: String = quoted.chars().filter(|c| !c.is_control()).take(40).collect();
        let known = told.split_once(", expected ").map_or("no such field", |(_, known)| known);
        let field = if path.ends_with(&name) || path == "." { name } else { within(&name) };
        return Problem::field(
            Invalid::new("is not a field of this request", known.replace('`', "")).in_field(field),
        );
    }
    if told.starts_with("missing field") {
        let field = if path == "." { quoted.to_owned() } else { format!("{path}.{quoted}") };
        return Problem::field(Invalid::new("is missing", "a value for it").in_field(field));
    }
    let expected = told.rsplit_once("expected ").map_or("another kind of value", |(_, expected)| expected);
    Problem::field(
        Invalid::new("is not of the right kind", expected.replace('`', "")).in_field(within("body")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its reading is tested")]
    struct Body {
        channel: String,
        valid_secs: Option<i64>,
    }

    fn problem(body: &'static str) -> serde_json::Value {
        let request = http::Request::new(bytes::Bytes::from_static(body.as_bytes()));
        let reply = crate::Response::from(json::<Body>(&request).unwrap_err());
        serde_json::from_slice(reply.body()).unwrap()
    }

    #[test]
    fn the_field_that_is_wrong_is_named() {
        let field = |body| problem(body)["field"].as_str().unwrap().to_owned();
        assert_eq!(field(r#"{"channel":1}"#), "channel");
        assert_eq!(field(r#"{"channel":"email","valid_secs":"x"}"#), "valid_secs");
        assert_eq!(field(r#"{"channel":"email","chanel":"x"}"#), "chanel");
        assert_eq!(field(r"{}"), "channel");
        assert_eq!(field("{"), "body");
        assert_eq!(field(""), "body");
        assert_eq!(field("[]"), "body");
        assert_eq!(field(r#"{"channel":"email"} x"#), "body");
    }

    #[test]
    fn no_value_is_quoted() {
        assert!(!problem(r#"{"channel":"email","valid_secs":"s3cret"}"#).to_string().contains("s3cret"));
    }

    #[test]
    fn a_parameter_that_is_not_known_or_comes_twice_is_named() {
        let read = |query: &str| {
            let request =
                http::Request::builder().uri(format!("/x?{query}")).body(bytes::Bytes::new()).unwrap();
            Query::read(&request, &["limit"])
                .map(|query| query.limit().is_ok())
                .map_err(|problem| problem.status())
        };
        assert_eq!(read("limit=5"), Ok(true));
        assert_eq!(read("limit=501"), Ok(false));
        assert_eq!(read("limit=5&limit=6"), Err(400));
        assert_eq!(read("limits=5"), Err(400));
    }
}
