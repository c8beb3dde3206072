//! Signing in: whose token counts, and what each role may do.

use crate::{onramp, onramp_with_clock};
use data_encoding::BASE64URL_NOPAD as B64;
use onramp_tests::Channel::Email;
use onramp_tests::{Ask, Onramp, Reply};
use ring::hmac;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};

/// One good request for each route; the last is the one that Help Desk may do.
async fn ask_every_route(app: &Onramp, phone_id: &str, send_id: &str) -> Vec<(String, Reply)> {
    let email = json!({ "channel": "email" });
    let routes = [
        ("GET", "/api/unactivated?channel=email".to_owned(), None),
        ("GET", "/api/unactivated/count".to_owned(), None),
        ("POST", "/api/sends".to_owned(), Some(Ask::phones(Email, &[phone_id]).body())),
        ("GET", format!("/api/sends/{send_id}"), None),
        ("GET", format!("/api/sends/{send_id}/deliveries?state=sent"), None),
        ("POST", "/api/preview".to_owned(), Some(email)),
        ("POST", format!("/api/phones/{phone_id}/link"), Some(json!({ "replace": true }))),
    ];
    let mut replies = Vec::new();
    for (method, path, body) in routes {
        let reply = app.api(method, &path, body).await;
        replies.push((format!("{method} {path}"), reply));
    }
    replies
}

/// A phone and a send that are there.
async fn targets(app: &Onramp) -> (String, String) {
    let send_id =
        app.sent(&Ask::all(Email).with("recipients", json!({ "all": true, "q": "bo.tablet" }))).await;
    app.finished(&send_id).await;
    (app.row(Email, "ada.lovelace").await.phone_id, send_id)
}

async fn all_refused(app: &Onramp, targets: &(String, String), status: u16, who: &str) {
    for (route, reply) in ask_every_route(app, &targets.0, &targets.1).await {
        assert_eq!(reply.status, status, "{who}: {route}: {}", reply.text);
        reply.problem();
    }
}

fn part(value: &Value) -> String {
    B64.encode(value.to_string().as_bytes())
}

#[tokio::test]
async fn without_a_token_no_route_of_the_api_answers() {
    let app = onramp().await;
    let targets = targets(&app).await;
    for (route, _) in ask_every_route(&app, &targets.0, &targets.1).await {
        let (method, path) = route.split_once(' ').unwrap();
        let bare = app.request(method, path, &[], None).await.expect(401);
        bare.problem();
        assert!(bare.header("www-authenticate").starts_with("Bearer"), "{route}");
        let basic = app.request(method, path, &[("authorization", "Basic YTpi")], None).await;
        basic.expect(401).problem();
    }
}

#[tokio::test]
async fn a_token_that_the_issuer_did_not_sign_is_refused_on_every_route() {
    let app = onramp().await;
    let targets = targets(&app).await;
    let good = app.token("Owner").await;
    let [head, claims, signature] = good.split('.').collect::<Vec<_>>()[..] else { panic!("a JWT: {good}") };
    let header: Value = serde_json::from_slice(&B64.decode(head.as_bytes()).unwrap()).unwrap();
    let with_alg = |alg: &str| {
        let mut header = header.clone();
        header["alg"] = json!(alg);
        part(&header)
    };

    let stranger = {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()
    };
    let signed = |head: &str| {
        let text = format!("{head}.{claims}");
        format!("{text}.{}", B64.encode(stranger.sign(text.as_bytes()).as_ref()))
    };
    let by_secret = |secret: &[u8]| {
        let text = format!("{}.{claims}", with_alg("HS256"));
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), text.as_bytes());
        format!("{text}.{}", B64.encode(tag.as_ref()))
    };
    let own_key = {
        let mut header = header.clone();
        let key = B64.encode(stranger.public_key().as_ref());
        header["alg"] = json!("EdDSA");
        header["jwk"] = json!({ "kty": "OKP", "crv": "Ed25519", "x": key });
        signed(&part(&header))
    };
    let mut promoted: Value = serde_json::from_slice(&B64.decode(claims.as_bytes()).unwrap()).unwrap();
    promoted["exp"] = json!(4_102_444_800_u64);
    let forgeries = [
        ("nothing", String::new()),
        ("garbage", "garbage".to_owned()),
        ("dots", "a.b.c".to_owned()),
        ("another key", signed(&with_alg("EdDSA"))),
        ("a key of its own", own_key),
        ("alg none", format!("{}.{claims}.", with_alg("none"))),
        ("alg none, signed", format!("{}.{claims}.{signature}", with_alg("none"))),
        ("an empty secret", by_secret(b"")),
        ("a secret", by_secret(b"secret")),
        ("changed claims", format!("{head}.{}.{signature}", part(&promoted))),
        ("no signature", format!("{head}.{claims}.")),
        ("a torn signature", good[..good.len() - 4].to_owned()),
        ("a long one", "x".repeat(5_000)),
    ];
    for (name, token) in forgeries {
        all_refused(&app.with_token(&token), &targets, 401, name).await;
    }
    assert_eq!(app.whole_outbox().await.len(), 1, "nothing was sent but what the targets needed");
}

#[tokio::test]
async fn a_token_of_two_hours_ago_is_refused() {
    let Some(mut app) = onramp_with_clock().await else { return };
    let targets = targets(&app).await;
    let old = app.signed_in_as("Owner").await;
    app.advance(7_200).await;
    all_refused(&old, &targets, 401, "expired").await;
    app.count().await;
}

#[tokio::test]
async fn a_role_that_is_not_allowed_is_refused_on_every_route() {
    let app = onramp().await;
    let targets = targets(&app).await;
    for role in ["Read-only", "Billing", "Application Manager", "ownerx"] {
        all_refused(&app.signed_in_as(role).await, &targets, 403, role).await;
    }
    assert_eq!(app.whole_outbox().await.len(), 1);
}

#[tokio::test]
async fn owner_administrator_and_user_manager_may_do_everything_and_help_desk_hands_over() {
    let app = onramp().await;
    let targets = targets(&app).await;
    for role in ["Owner", "Administrator", "User Manager"] {
        let app = app.signed_in_as(role).await;
        for (route, reply) in ask_every_route(&app, &targets.0, &targets.1).await {
            assert!((200..300).contains(&reply.status), "{role}: {route}: {}", reply.text);
        }
    }
    let help_desk = app.signed_in_as("Help Desk").await;
    let mut replies = ask_every_route(&help_desk, &targets.0, &targets.1).await;
    let (_, handed_over) = replies.pop().unwrap();
    assert!((200..300).contains(&handed_over.status), "{}", handed_over.text);
    for (route, reply) in replies {
        assert_eq!(reply.status, 403, "{route}: {}", reply.text);
        reply.problem();
    }
}

#[tokio::test]
async fn the_page_of_a_link_needs_no_token() {
    let app = onramp().await;
    let phone = app.row(Email, "ada.lovelace").await.phone_id;
    let link = app.link_for(&phone).await.url;
    let nobody = app.with_token("");
    nobody.open(&link).await.expect(200);
    nobody.press(&link).await.expect(200);
}

#[tokio::test]
async fn what_the_token_endpoint_is_asked_wrongly_is_named() {
    let Some(app) = onramp_with_clock().await else { return };
    for (body, field) in [("{}", "role"), (r#"{"role":1}"#, "role"), (r#"{"role":""}"#, "role")] {
        let problem = app.request("POST", "/dev/token", &[], Some(body.into())).await.problem();
        assert!(problem.names(field), "{body}: {problem:?}");
    }
    for body in ["", "x", "[]"] {
        app.request("POST", "/dev/token", &[], Some(body.into())).await.problem();
    }
    for body in [r#"{"advance_secs":"x"}"#, "{}", "x"] {
        app.request("POST", "/dev/clock", &[], Some(body.into())).await.problem();
    }
}
