//! What a person does with a link, in a browser or with an authenticator app.

use crate::page::Form;
use crate::{Onramp, Reply, code_of};
use reqwest::Url;
use serde_json::{Map, Value};

/// A device's public key: RSA, 2048 bits.
pub const KEY: &str = include_str!("../data/keys/a.pem");
/// Another device's public key: RSA, 2048 bits.
pub const OTHER_KEY: &str = include_str!("../data/keys/b.pem");
/// A public key that is too short: RSA, 1024 bits.
pub const SHORT_KEY: &str = include_str!("../data/keys/short.pem");
/// A public key of a kind that no device has: on the curve P-256.
pub const WRONG_KIND_OF_KEY: &str = include_str!("../data/keys/curve.pem");

/// How a device puts its fields into the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// In the query.
    Query,
    /// In a form.
    Form,
    /// In JSON.
    Json,
}

impl Onramp {
    /// The page of a link.
    pub async fn open(&self, link: &str) -> Reply {
        self.request("GET", link, &[("accept", "text/html")], None).await
    }

    /// The form on the page of a live link.
    pub async fn form(&self, link: &str) -> Form {
        Form::read(&self.open(link).await.expect(200).text, link)
    }

    /// Submits a form as a browser does from a page with the policy `no-referrer`.
    pub async fn submit(&self, form: &Form) -> Reply {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", "null")];
        self.request(&form.method, form.action.as_str(), &headers, Some(form.body.clone().into())).await
    }

    /// Opens a link and presses the one button of its page.
    pub async fn press(&self, link: &str) -> Reply {
        self.submit(&self.form(link).await).await
    }

    /// Redeems the code of a link as an app does that has a key, or none.
    pub async fn activate(&self, link: &str, key: Option<&str>) -> Reply {
        let key = key.map(|key| [("pubkey", key), ("pkpush", "rsa-sha512")]);
        self.ask(code_of(link), How::Form, key.as_ref().map_or(&[], |fields| fields)).await
    }

    /// Redeems a code with these fields, put into the request in that way.
    pub async fn ask(&self, code: &str, how: How, fields: &[(&str, &str)]) -> Reply {
        let path = format!("/push/v2/activation/{code}");
        let query = {
            let mut url = Url::parse("http://fields").unwrap();
            url.query_pairs_mut().extend_pairs(fields);
            url.query().unwrap_or_default().to_owned()
        };
        let (path, kind, body) = match how {
            How::Query => (format!("{path}?customer_protocol=1&{query}"), None, None),
            How::Form => (path, Some("application/x-www-form-urlencoded"), Some(query)),
            How::Json => {
                let fields: Map<_, _> =
                    fields.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect();
                (path, Some("application/json"), Some(Value::Object(fields).to_string()))
            }
        };
        let headers: Vec<_> = kind.map(|kind| ("content-type", kind)).into_iter().collect();
        self.request("POST", &path, &headers, body.map(String::into_bytes)).await
    }
}
