//! Devices: how authenticator apps redeem codes, each in its own dialect.

use crate::{PROGRAM, crowd, onramp, onramp_with_clock};
use futures_util::future::join_all;
use onramp_tests::Channel::Email;
use onramp_tests::{How, KEY, OTHER_KEY, Onramp, Reply, SHORT_KEY, WRONG_KIND_OF_KEY, code_of};

/// An Onramp and the links that were emailed, newest first.
async fn with_links() -> (Onramp, Vec<String>) {
    let app = onramp().await;
    let links = emailed(&app).await;
    (app, links)
}

async fn emailed(app: &Onramp) -> Vec<String> {
    app.finished(&app.send_to_all(Email).await).await;
    app.whole_outbox().await.iter().map(onramp_tests::Message::link).collect()
}

fn assert_active(reply: &Reply, org: &str) {
    assert_eq!(reply.status, 200, "{}", reply.text);
    let body = reply.json();
    assert_eq!(body["stat"], "OK");
    let text =
        |name: &str| body["response"][name].as_str().unwrap_or_else(|| panic!("{name}: {body}")).to_owned();
    assert_eq!((text("akey").len(), text("pkey").len()), (20, 20), "{body}");
    assert!(!text("pkey").contains(':'));
    let secret = text("hotp_secret");
    assert!(secret.len() == 32 && secret.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
    assert_eq!(text("customer_name"), org);
    assert!(!text("host").is_empty() && !text("host").contains('/'));
}

fn assert_refused(reply: &Reply, status: u16, code: u32) {
    let body = reply.json();
    let told = (reply.status, body["stat"].as_str(), body["code"].as_u64());
    assert_eq!(told, (status, Some("FAIL"), Some(code.into())), "{}", reply.text);
    assert!(body["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
    assert!(body.get("response").is_none(), "{body}");
}

#[tokio::test]
async fn a_key_may_come_in_the_query_a_form_or_json_and_bare_or_as_pem() {
    let (app, links) = with_links().await;
    let org = app.org().await;
    let bare: String = KEY.lines().filter(|line| !line.starts_with('-')).collect();
    let told =
        [("pkpush", "rsa-sha512"), ("platform", "Android"), ("jailbroken", "false"), ("unheard_of", "x")];
    for ((how, key), link) in
        [(How::Query, KEY), (How::Form, &bare), (How::Json, KEY)].into_iter().zip(&links)
    {
        let fields = [&[("pubkey", key)][..], &told].concat();
        assert_active(&app.ask(code_of(link), how, &fields).await, &org);
    }
    assert_eq!(app.count().await.email, 0);
}

#[tokio::test]
async fn without_a_key_the_phone_shows_passcodes_and_asking_again_is_refused() {
    let (app, links) = with_links().await;
    assert_active(&app.activate(&links[0], None).await, &app.org().await);
    assert_eq!(app.count().await.email, 2);
    assert_refused(&app.activate(&links[0], None).await, 404, 40403);
}

#[tokio::test]
async fn the_same_key_gets_the_same_answer_again_and_another_key_none() {
    let Some(mut app) = onramp_with_clock().await else { return };
    let links = emailed(&app).await;
    let first = app.activate(&links[0], Some(KEY)).await;
    assert_active(&first, &app.org().await);
    for _ in 0..3 {
        assert_eq!(app.activate(&links[0], Some(KEY)).await.expect(200).json(), first.json());
    }
    assert_refused(&app.activate(&links[0], Some(OTHER_KEY)).await, 404, 40403);
    assert_refused(&app.activate(&links[0], None).await, 404, 40403);
    assert_eq!(app.activate(&links[0], Some(KEY)).await.expect(200).json(), first.json());
    app.advance(86_401).await;
    assert_refused(&app.activate(&links[0], Some(KEY)).await, 404, 40403);
}

#[tokio::test]
async fn accounts_share_no_secret() {
    let (app, links) = with_links().await;
    let (one, other) =
        (app.activate(&links[0], Some(KEY)).await.json(), app.activate(&links[1], Some(KEY)).await.json());
    for name in ["akey", "pkey", "hotp_secret"] {
        assert_ne!(one["response"][name], other["response"][name], "{name}");
    }
}

#[tokio::test]
async fn a_refused_field_leaves_the_code_live() {
    let (app, links) = with_links().await;
    let code = code_of(&links[0]);
    let torn = &KEY[..200];
    for key in ["garbage", "AAAA", "-----BEGIN PUBLIC KEY-----", torn, SHORT_KEY, WRONG_KIND_OF_KEY] {
        for how in [How::Query, How::Form, How::Json] {
            assert_refused(&app.ask(code, how, &[("pubkey", key)]).await, 400, 40002);
        }
    }
    for kind in ["ed25519", "rsa-sha1", "none"] {
        let fields = [("pubkey", KEY), ("pkpush", kind)];
        assert_refused(&app.ask(code, How::Form, &fields).await, 401, 40112);
    }
    assert_eq!(app.count().await.email, 3);
    assert_active(&app.activate(&links[0], Some(KEY)).await, &app.org().await);
}

#[tokio::test]
async fn a_body_that_was_cut_short_leaves_the_code_live() {
    let (app, links) = with_links().await;
    let path = format!("/push/v2/activation/{}", code_of(&links[0]));
    let json = [("content-type", "application/json")];
    for body in ["{", "{\"pubkey\":\"-----BEGIN PUB", "[1]"] {
        let reply = app.request("POST", &path, &json, Some(body.into())).await;
        assert!((400..500).contains(&reply.status), "{body}: {} {}", reply.status, reply.text);
        assert_eq!(reply.json()["stat"], "FAIL");
    }
    assert_eq!(app.count().await.email, 3);
    assert_active(&app.activate(&links[0], Some(KEY)).await, &app.org().await);
}

#[tokio::test]
async fn unknown_malformed_used_expired_and_superseded_codes_get_one_and_the_same_answer() {
    let Some(mut app) = onramp_with_clock().await else { return };
    emailed(&app).await;
    let link_to = async |to: &str| app.message_to(to).await.link();
    let redeemed = link_to("ada.lovelace@example.org").await;
    app.activate(&redeemed, Some(KEY)).await.expect(200);
    let used = app.activate(&redeemed, Some(OTHER_KEY)).await;
    let replaced = link_to("bo.tablet@example.org").await;
    let phone = app.row(Email, "bo.tablet").await.phone_id;
    assert!(app.hand_over(&phone, Some(serde_json::json!({ "replace": true }))).await.status < 300);
    let superseded = app.activate(&replaced, Some(KEY)).await;
    let late = link_to("lukasz.zak@example.org").await;
    app.advance(86_401).await;
    let expired = app.activate(&late, Some(KEY)).await;
    let unknown = app.ask(&"A".repeat(20), How::Form, &[("pubkey", KEY)]).await;
    let malformed = app.ask("nonsense", How::Form, &[("pubkey", KEY)]).await;
    let strange = app.ask("%C3%A9%20x", How::Json, &[("pubkey", KEY)]).await;
    for reply in [&used, &superseded, &expired, &unknown, &malformed, &strange] {
        assert_refused(reply, 404, 40403);
        assert_eq!(reply.text, unknown.text);
        assert_eq!(reply.header("content-type"), unknown.header("content-type"));
    }
}

#[tokio::test]
async fn a_prefix_that_an_app_left_on_the_code_is_dropped() {
    let (app, links) = with_links().await;
    let org = app.org().await;
    for (prefix, link) in ["duo%3A%2F%2F", "duo://", "duo:/"].into_iter().zip(&links) {
        let code = format!("{prefix}{}", code_of(link));
        assert_active(&app.ask(&code, How::Form, &[("pubkey", KEY)]).await, &org);
    }
}

#[tokio::test]
async fn of_two_keys_at_the_same_moment_exactly_one_wins() {
    let app = Onramp::with_people(PROGRAM, &crowd(8)).await;
    app.finished(&app.send_to_all(Email).await).await;
    for message in app.whole_outbox().await {
        let link = message.link();
        let keys = [KEY, OTHER_KEY, KEY, OTHER_KEY];
        let replies = join_all(keys.map(|key| app.activate(&link, Some(key)))).await;
        let won: Vec<_> = replies.iter().zip(keys).filter(|(reply, _)| reply.status == 200).collect();
        let (winner, key) = won.first().expect("one wins");
        assert!(won.iter().all(|(reply, by)| by == key && reply.json() == winner.json()), "{won:?}");
        for (reply, _) in replies.iter().zip(keys).filter(|(_, by)| by != key) {
            assert_refused(reply, 404, 40403);
        }
        assert_eq!(app.activate(&link, Some(key)).await.expect(200).json(), winner.json());
    }
    assert_eq!(app.count().await.email, 0);
}

#[tokio::test]
async fn of_two_presses_and_a_key_at_the_same_moment_exactly_one_wins() {
    let app = Onramp::with_people(PROGRAM, &crowd(6)).await;
    app.finished(&app.send_to_all(Email).await).await;
    for message in app.whole_outbox().await {
        let form = app.form(&message.link()).await;
        let link = message.link();
        let (one, other, key) =
            tokio::join!(app.submit(&form), app.submit(&form), app.activate(&link, Some(KEY)));
        let won = [&one, &other].iter().filter(|reply| reply.text.contains("otpauth://")).count();
        assert_eq!(won + usize::from(key.status == 200), 1, "{} {} {}", one.status, other.status, key.text);
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_and_not_taken_for_empty() {
    let (app, links) = with_links().await;
    let path = format!("/push/v2/activation/{}", code_of(&links[0]));
    for (kind, body) in [
        ("application/json", "{\"pubkey\": 5}"),
        ("application/json", "[]"),
        ("multipart/form-data; boundary=x", "--x\r\n"),
    ] {
        let refused = app.request("POST", &path, &[("content-type", kind)], Some(body.into())).await;
        assert_eq!((refused.status, refused.json()["code"].as_u64()), (400, Some(40002)), "{kind} {body}");
    }
    app.activate(&links[0], Some(KEY)).await.expect(200);
}

#[tokio::test]
async fn the_barcode_of_a_link_is_drawn_and_no_other_text_is() {
    let app = onramp().await;
    let link = app.link_for(&app.row(onramp_tests::Channel::Email, "ada.lovelace").await.phone_id).await;
    // Of what these texts hold, a query needs these three encoded.
    let asked = |text: &str| {
        format!("/frame/qr?value={}", text.replace(':', "%3A").replace('/', "%2F").replace('+', "%2B"))
    };
    let drawn = app.request("GET", &asked(&link.barcode_text), &[], None).await.expect(200);
    assert_eq!(drawn.header("content-type"), "image/png");
    for other in ["https://example.org/", "duo://AbCdEfGhIjKlMnOpQrSt-ZXZpbA", ""] {
        app.request("GET", &asked(other), &[], None).await.expect(404);
    }
}
