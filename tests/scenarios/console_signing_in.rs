//! The console: signing in and out, and what keeps others out.

use crate::PROGRAM;
use onramp_tests::{Browser, Deployed, Onramp, hidden, page};

const SESSION: &str = "__Host-onramp-session";

/// One whose issuer lets tests pick what it says, and whose clock can be moved.
async fn picking() -> Option<Onramp> {
    Onramp::with_clock(PROGRAM, crate::PEOPLE).await
}

async fn console() -> Onramp {
    Onramp::with_people(PROGRAM, crate::PEOPLE).await
}

fn form_token(text: &str) -> String {
    hidden(text).into_iter().find(|(name, _)| name == "form_token").expect("a form of the session").1
}

#[tokio::test]
async fn who_signs_in_gets_the_page_that_they_wanted_and_stays_signed_in() {
    let app = console().await;
    let mut browser = Browser::at(&app);
    browser.headers.push(("accept-language", "en".into()));
    let first = browser.ask("GET", "/console?from=bookmark", None).await.expect(303);
    assert!(first.header("location").starts_with("/console/sign-in?next="), "{:?}", first.headers);
    let back = browser.pick("/console?from=bookmark", "User Manager", "good").await;
    let signed_in = browser.ask("GET", back.header("location"), None).await.expect(303);
    assert_eq!(signed_in.header("location"), "/console?from=bookmark");
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), [SESSION], "nothing is left of the sign-in");

    let home = browser.open("/console").await.expect(200);
    let words = page::words(&home.text);
    assert!(words.contains(Browser::name("User Manager")) && words.contains("User Manager"), "{words}");
    assert!(words.contains("3 users with a smartphone or tablet have not activated yet."), "{words}");
    for (name, part) in [
        ("content-security-policy", "default-src 'none'; script-src 'self'; style-src 'self'"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert!(home.header(name).starts_with(part), "{name}");
    }
    assert!(
        !home.text.contains("<style") && !home.text.contains(" style=") && !home.text.contains(" onclick=")
    );
}

#[tokio::test]
async fn what_a_page_refers_to_is_kept_by_browsers_for_good_and_changes_its_name() {
    let app = console().await;
    let mut browser = Browser::at(&app);
    let page = browser.open("/console/signed-out").await.expect(200);
    let assets: Vec<_> =
        page.text.split("\"/console/assets/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(assets.len(), 2, "{assets:?}");
    for name in assets {
        let asset = browser.ask("GET", &format!("/console/assets/{name}"), None).await.expect(200);
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(!asset.headers.contains_key("content-encoding"));
        browser.headers = vec![("accept-encoding", "gzip, br".into())];
        let packed = browser.ask("GET", &format!("/console/assets/{name}"), None).await.expect(200);
        assert!(packed.header("content-encoding") == "gzip" && packed.text.starts_with('\u{1f}'), "{name}");
        browser.headers.clear();
        browser.ask("GET", &format!("/console/assets/x{name}"), None).await.expect(404);
    }
}

#[tokio::test]
async fn a_token_that_does_not_count_signs_nobody_in() {
    let Some(app) = picking().await else { return };
    let bad = ["audience", "expired", "issuer", "none", "hs256", "kid", "signature", "nonce", "access"];
    let mut told = Vec::new();
    for token in bad {
        let mut browser = Browser::at(&app);
        let back = browser.pick("/console", "Owner", token).await;
        let refused = browser.follow(back).await;
        assert_eq!(refused.status, 403, "{token}: {}", refused.text);
        assert!(!browser.cookies.contains_key(SESSION), "{token}");
        told.push(page::words(&refused.text));
        assert!(refused.text.contains("href=\"/console/sign-in\""), "{token}: a way to try again");
    }
    told.dedup();
    assert_eq!(told.len(), 1, "a guesser is told nothing: {told:?}");
}

#[tokio::test]
async fn a_sign_in_that_was_not_begun_in_this_browser_is_refused() {
    let app = console().await;
    let mut browser = Browser::at(&app);
    let back = browser.pick("/console", "Owner", "good").await.header("location").to_owned();
    // Someone else's browser, with a sign-in of its own under way and without one: state, nonce and verifier are others.
    let mut stranger = Browser::at(&app);
    stranger.ask("GET", &back, None).await.expect(403);
    stranger.open("/console").await.expect(200);
    stranger.ask("GET", &back, None).await.expect(403);
    // Its own state with another's code: the issuer refuses the verifier.
    let own = stranger.pick("/console", "Owner", "good").await.header("location").to_owned();
    let part = |url: &str, name: &str| {
        let query = url.split_once('?').unwrap().1.to_owned();
        query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")).map(str::to_owned)).unwrap()
    };
    let mixed = format!("/console/callback?code={}&state={}", part(&back, "code"), part(&own, "state"));
    stranger.ask("GET", &mixed, None).await.expect(403);
    assert!(!stranger.cookies.contains_key(SESSION));
    // That attempt used the code up: the local issuer is as strict as it may be.
    if Deployed::named().is_none() {
        browser.ask("GET", &back, None).await.expect(403);
    }
    // The issuer's own refusal, and nonsense.
    for query in ["error=access_denied&state=x", "code=&state=", "", "code=x"] {
        browser.ask("GET", &format!("/console/callback?{query}"), None).await.expect(403);
    }
}

#[tokio::test]
async fn a_code_is_good_once_and_for_a_minute() {
    let Some(mut app) = picking().await else { return };
    let mut browser = Browser::at(&app);
    let back = browser.pick("/console", "Owner", "good").await.header("location").to_owned();
    let cookies = browser.cookies.clone();
    browser.ask("GET", &back, None).await.expect(303);
    browser.cookies = cookies;
    browser.ask("GET", &back, None).await.expect(403);
    let late = browser.pick("/console", "Owner", "good").await.header("location").to_owned();
    app.advance(61).await;
    browser.ask("GET", &late, None).await.expect(403);
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let app = console().await;
    for next in
        ["https%3A%2F%2Fevil.example", "%2F%2Fevil.example", "%2Fconsole%5C%5Cevil.example", "%2Foutbox"]
    {
        let mut browser = Browser::at(&app);
        let back = browser.pick(&format!("/console/sign-in?next={next}"), "Owner", "good").await;
        let signed_in = browser.ask("GET", back.header("location"), None).await.expect(303);
        assert_eq!(signed_in.header("location"), "/console", "{next}");
    }
}

#[tokio::test]
async fn a_role_that_is_not_ours_sees_no_page_but_may_sign_out() {
    let app = console().await;
    for role in ["Billing", "none at all"] {
        let mut browser = Browser::at(&app);
        let refused = browser.sign_in("/console", role).await.expect(403);
        assert!(!refused.text.contains("<nav"), "{role}");
        browser.ask("GET", "/console/nowhere", None).await.expect(403);
        let token = form_token(&refused.text);
        browser.ask("POST", "/console/sign-out", Some(&[("form_token", &token)])).await.expect(200);
    }
    for role in ["Owner", "Administrator", "User Manager", "Help Desk", "Read-only"] {
        let mut browser = Browser::at(&app);
        let home = browser.sign_in("/console", role).await.expect(200);
        let sends = ["Owner", "Administrator", "User Manager"].contains(&role);
        assert_eq!(page::words(&home.text).contains("Send them activation links"), sends, "{role}");
        browser.ask("GET", "/console/nowhere", None).await.expect(404);
        browser.ask("POST", "/console", Some(&[("form_token", &form_token(&home.text))])).await.expect(405);
    }
}

#[tokio::test]
async fn a_form_that_is_not_of_the_session_is_refused() {
    let app = console().await;
    let mut browser = Browser::at(&app);
    let token = form_token(&browser.sign_in("/console", "Owner").await.expect(200).text);
    let mut other = Browser::at(&app);
    let others = form_token(&other.sign_in("/console", "Owner").await.expect(200).text);
    for wrong in ["", "x", &others] {
        browser.ask("POST", "/console/sign-out", Some(&[("form_token", wrong)])).await.expect(403);
    }
    browser.ask("POST", "/console/sign-out", Some(&[])).await.expect(403);
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        browser.headers = vec![(name, value.to_owned())];
        let refused =
            browser.ask("POST", "/console/sign-out", Some(&[("form_token", &token)])).await.expect(403);
        assert!(page::words(&refused.text).contains("Nothing was changed"), "{name}: {value}");
    }
    browser.headers = vec![("origin", app.url.clone()), ("sec-fetch-site", "same-origin".into())];
    browser.open("/console").await.expect(200);
    browser.ask("POST", "/console/sign-out", Some(&[("form_token", &token)])).await.expect(200);
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_at_the_issuer() {
    let app = console().await;
    let mut browser = Browser::at(&app);
    let token = form_token(&browser.sign_in("/console", "Owner").await.expect(200).text);
    let kept = browser.cookies.clone();
    browser.ask("GET", "/console/sign-out", None).await.expect(405);
    let out = browser.ask("POST", "/console/sign-out", Some(&[("form_token", &token)])).await.expect(200);
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    let on =
        out.text.split("content=\"0; url=").nth(1).and_then(|rest| rest.split('"').next()).expect("a way on");
    let on = page::unescape(on);
    for part in ["out?", "client_id=", "post_logout_redirect_uri=", "&logout_uri="] {
        assert!(on.contains(part), "{part}: {on}");
    }
    let end = browser.open(&on).await.expect(200);
    assert!(page::words(&end.text).contains("You are signed out"), "{}", end.text);
    // What the browser held is worth nothing any more.
    browser.cookies = kept;
    let gone = browser.ask("GET", "/console", None).await.expect(303);
    assert_eq!(gone.header("location"), "/console/sign-in");
    browser.ask("POST", "/console", Some(&[("form_token", &token)])).await.expect(401);
}

#[tokio::test]
async fn a_session_ends_after_an_idle_hour_and_after_twelve_hours() {
    let Some(mut app) = picking().await else { return };
    let mut idle = Browser::at(&app);
    idle.sign_in("/console", "Owner").await.expect(200);
    let mut busy = Browser::at(&app);
    busy.sign_in("/console", "Owner").await.expect(200);
    for half_hour in 1..24 {
        app.advance(1_795).await;
        busy.ask("GET", "/console", None).await.expect(200);
        if half_hour == 3 {
            idle.ask("GET", "/console", None).await.expect(303);
        }
    }
    app.advance(1_920).await;
    busy.ask("GET", "/console", None).await.expect(303);
    for made_up in ["", "x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        busy.cookies.insert(SESSION.to_owned(), made_up.to_owned());
        busy.ask("GET", "/console", None).await.expect(303);
    }
}

#[tokio::test]
async fn a_browser_is_answered_in_its_language_or_in_the_one_that_was_chosen() {
    let app = console().await;
    let mut browser = Browser::at(&app);
    browser.headers = vec![("accept-language", "de-AT, en;q=0.5".into())];
    let german = browser.sign_in("/console", "Owner").await.expect(200);
    assert!(german.text.contains("<html lang=\"de\" dir=\"ltr\">"), "{}", german.text);
    assert!(
        page::words(&german.text)
            .contains("3 Benutzer mit Smartphone oder Tablet haben noch nicht aktiviert.")
    );
    let chosen =
        browser.ask("GET", "/console/language?lang=fr&back=https://evil.example", None).await.expect(303);
    assert_eq!(chosen.header("location"), "/console");
    let french = browser.open("/console").await.expect(200);
    assert!(page::words(&french.text).contains("Cette console parle désormais français."), "{}", french.text);
    let again = browser.open("/console").await.expect(200);
    assert!(again.text.contains("<html lang=\"fr\"") && !page::words(&again.text).contains("désormais"));
    browser.ask("GET", "/console/language?lang=xx", None).await.expect(400);
}
