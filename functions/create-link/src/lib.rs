//! One live link, for handing over in person.
//!
//! `POST /api/phones/{phone_id}/link` with `{"replace": false, "valid_secs": 86400}` or no body: the link, and a barcode
//! for the authenticator app that carries the same code.

use data_encoding::BASE64;
use http::{Method, StatusCode};
use onramp_domain::barcode::Barcode;
use onramp_domain::{EventId, Lifetime, LinkId, Permission, PhoneId, Settings, rfc3339};
use onramp_usecases::create_link::{Ask, Handed, create_link};
use onramp_usecases::ports::{Chance, Clock, CodeKeys, Links, Phones};
use onramp_web::{Problem, Query, Request, Response, json, json_reply, principal, segments};
use serde::{Deserialize, Serialize};

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct CreateLink<S, K, C, R> {
    /// Phones and links.
    pub store: S,
    /// The code key.
    pub keys: K,
    /// What the organisation decided.
    pub settings: Settings,
    /// The present.
    pub clock: C,
    /// Chance.
    pub chance: R,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    #[serde(default)]
    replace: bool,
    valid_secs: Option<i64>,
}

#[derive(Debug, Serialize)]
struct LinkReply {
    url: String,
    barcode_text: String,
    barcode_svg: String,
    /// The same barcode as PNG, in base64.
    barcode_png: String,
    expires_at: String,
}

impl<S: Phones + Links, K: CodeKeys, C: Clock, R: Chance> CreateLink<S, K, C, R> {
    /// Answers a request.
    pub async fn handle(&self, request: Request) -> Response {
        self.answer(&request).await.unwrap_or_else(Response::from)
    }

    async fn answer(&self, request: &Request) -> Result<Response, Problem> {
        let path = segments(request);
        let ["api", "phones", phone_id, "link"] = path.as_slice() else {
            return Err(Problem::not_found("route"));
        };
        if request.method() != Method::POST {
            return Err(Problem::method_not_allowed("POST"));
        }
        let now = self.clock.now();
        let by = principal(request, now)?;
        by.must(Permission::HandOver)?;
        Query::read(request, &[])?;
        let phone_id = PhoneId::parse(phone_id).map_err(|invalid| invalid.in_field("phone_id"))?;
        let body: Body = if request.body().is_empty() { Body::default() } else { json(request)? };
        let lifetime = body.valid_secs.map(Lifetime::from_secs).transpose();
        let lifetime = lifetime.map_err(|invalid| invalid.in_field("valid_secs"))?;
        let ask = Ask { phone_id, replace: body.replace, lifetime: lifetime.unwrap_or(Lifetime::DEFAULT) };
        let ids = (LinkId::from_random(self.chance.bits()), EventId::from_random(self.chance.bits()));
        let handed = create_link(&self.store, &self.keys, &by, &ask, now, ids).await?;
        Ok(json_reply(StatusCode::CREATED, &self.reply(&handed)?))
    }

    fn reply(&self, handed: &Handed) -> Result<LinkReply, Problem> {
        let barcode_text = self.settings.app_text(&handed.code);
        let barcode = Barcode::new(&barcode_text).map_err(|invalid| invalid.in_field("barcode_text"))?;
        Ok(LinkReply {
            url: self.settings.base_url.activation_url(&handed.code),
            barcode_svg: barcode.svg(),
            barcode_png: BASE64.encode(&barcode.png()),
            barcode_text,
            expires_at: rfc3339(handed.expires_at),
        })
    }
}
