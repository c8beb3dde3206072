//! Signing in: whose token counts, and what each role may do.

use crate::onramp;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use onramp_tests::Onramp;
use serde_json::{Value, json};

const ROUTES: [(&str, &str); 7] = [
    ("GET", "/api/unactivated?channel=email"),
    ("GET", "/api/unactivated/count"),
    ("POST", "/api/sends"),
    ("GET", "/api/sends/SE000000000000000000"),
    ("GET", "/api/sends/SE000000000000000000/deliveries"),
    ("POST", "/api/preview"),
    ("POST", "/api/phones/DP000000000000000000/link"),
];

async fn statuses(app: &Onramp) -> Vec<u16> {
    let mut statuses = Vec::new();
    for (method, path) in ROUTES {
        let reply = app.api(method, path, (method == "POST").then(|| json!({ "channel": "email" }))).await;
        assert_eq!(reply.header("content-type"), "application/problem+json", "{path}: {}", reply.text);
        assert!(reply.json()["type"].as_str().unwrap().starts_with("urn:onramp:problem:"));
        statuses.push(reply.status);
    }
    statuses
}

fn b64(value: &Value) -> String {
    data_encoding::BASE64URL_NOPAD.encode(value.to_string().as_bytes())
}

#[tokio::test]
async fn a_token_that_is_not_the_issuers_is_refused_on_every_route() {
    let app = onramp().await;
    let good = app.token("Owner").await;
    let parts: Vec<_> = good.split('.').collect();
    let claims: Value =
        serde_json::from_slice(&data_encoding::BASE64URL_NOPAD.decode(parts[1].as_bytes()).unwrap()).unwrap();
    let mut header = Header::new(Algorithm::HS256);
    header.kid = Some("local".into());
    let by_secret = encode(&header, &claims, &EncodingKey::from_secret(b"public key")).unwrap();
    let unsigned = format!("{}.{}.", b64(&json!({ "alg": "none", "kid": "local" })), parts[1]);
    let stranger = format!("{}.{}.{}", b64(&json!({ "alg": "EdDSA", "kid": "other" })), parts[1], parts[2]);
    let mut promoted = claims.clone();
    promoted["sub"] = json!("someone@else");
    let tampered = format!("{}.{}.{}", parts[0], b64(&promoted), parts[2]);
    for token in
        ["", "garbage", "a.b.c", &by_secret, &unsigned, &stranger, &tampered, &good[..good.len() - 4]]
    {
        assert_eq!(statuses(&app.with_token(token)).await, [401; 7], "{token}");
    }
    let bare = app.request("GET", "/api/unactivated/count", &[], None).await;
    assert_eq!((bare.status, bare.header("www-authenticate")), (401, "Bearer"));
}

#[tokio::test]
async fn a_token_of_yesterday_is_refused() {
    let mut app = onramp().await;
    let old = app.token("Owner").await;
    app.advance(7_200).await;
    assert_eq!(statuses(&app.with_token(&old)).await, [401; 7]);
}

#[tokio::test]
async fn other_roles_are_refused_and_help_desk_hands_over_only() {
    let app = onramp().await;
    for role in ["Read-only", "Billing", "Auditor"] {
        let token = app.token(role).await;
        assert_eq!(statuses(&app.with_token(&token)).await, [403; 7], "{role}");
    }
    let help_desk = app.with_token(&app.token("Help Desk").await);
    assert_eq!(statuses(&help_desk).await[..6], [403; 6]);
    let phone = app.unactivated("email").await[0]["phone_id"].clone();
    let path = format!("/api/phones/{}/link", phone.as_str().unwrap());
    assert_eq!(help_desk.api("POST", &path, None).await.status, 201);
    for role in ["Administrator", "User Manager"] {
        let app = app.with_token(&app.token(role).await);
        assert_eq!(app.api("GET", "/api/unactivated/count", None).await.status, 200, "{role}");
    }
}

#[tokio::test]
async fn what_the_token_endpoint_is_asked_wrongly_is_named() {
    let app = onramp().await;
    for (body, field) in
        [("{}", "role"), (r#"{"role":""}"#, "role"), (r#"{"role":1}"#, "role"), ("x", "body")]
    {
        let reply = app.request("POST", "/dev/token", &[], Some(body.into())).await;
        assert_eq!((reply.status, reply.json()["field"].as_str()), (400, Some(field)), "{body}");
    }
}
