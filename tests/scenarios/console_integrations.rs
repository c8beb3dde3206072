//! The console: integrations.

use crate::{PEOPLE, PROGRAM};
use onramp_tests::{Browser, Integration, Onramp, Reply, hidden, page};

const INTEGRATIONS: &str = "/console/integrations";

async fn owner(app: &Onramp) -> Browser {
    let mut browser = Browser::at(app);
    browser.headers.push(("accept-language", "en".into()));
    browser.sign_in(INTEGRATIONS, "Owner").await.expect(200);
    browser
}

/// The form of a page with these fields.
async fn send(browser: &mut Browser, shown: &Reply, to: &str, fields: &[(&str, &str)]) -> Reply {
    let kept = hidden(&shown.text);
    let mut form: Vec<_> = kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.extend_from_slice(fields);
    browser.ask("POST", to, Some(&form)).await
}

/// The keys that a page shows.
fn keys(shown: &Reply) -> Integration {
    let of = |id: &str| {
        let rest = shown.text.split_once(&format!("<code id=\"{id}\">")).expect(id).1;
        rest.split('<').next().unwrap().to_owned()
    };
    Integration { ikey: of("ikey"), skey: of("skey") }
}

async fn create(browser: &mut Browser, name: &str, grants: &[&str]) -> Integration {
    let shown = browser.open("/console/integrations/new").await.expect(200);
    let mut fields = vec![("name", name)];
    fields.extend(grants.iter().map(|grant| ("grants", *grant)));
    let made = send(browser, &shown, INTEGRATIONS, &fields).await.expect(200);
    assert_eq!(made.header("cache-control"), "no-store");
    keys(&made)
}

#[tokio::test]
async fn a_secret_key_is_shown_once_and_signs_requests() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let shown = browser.open("/console/integrations/new").await.expect(200);
    let fields = [("name", "Nightly <import>"), ("grants", "read-resource"), ("grants", "read-log")];
    let made = send(&mut browser, &shown, INTEGRATIONS, &fields).await.expect(200);
    let by = keys(&made);
    app.admin(&by, "GET", "/admin/v1/users", &[]).await.response();
    app.admin(&by, "GET", "/admin/v1/logs/administrator", &[]).await.response();
    assert_eq!(app.admin(&by, "POST", "/admin/v1/users", &[("username", "x")]).await.code(), 40_301);

    // The page loaded again sends the form again.
    let again = send(&mut browser, &shown, INTEGRATIONS, &fields).await.expect(303);
    let again = browser.follow(again).await.expect(200);
    assert!(page::words(&again.text).contains("its secret key is not shown again"), "{}", again.text);
    let list = browser.open(INTEGRATIONS).await.expect(200);
    assert_eq!(list.text.matches("Nightly &#60;import&#62;").count(), 1, "it was made once");
    let one = browser.open(&format!("{INTEGRATIONS}/{}", by.ikey)).await.expect(200);
    for page in [&again, &list, &one] {
        assert!(page.text.contains(&by.ikey) && !page.text.contains(&by.skey));
    }
    let log = page::words(&browser.open("/console/log").await.expect(200).text);
    assert!(log.contains("Integration created") && log.contains(&by.ikey), "{log}");
}

#[tokio::test]
async fn a_secret_key_is_replaced_and_an_integration_revoked_after_asking_once_more() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let old = create(&mut browser, "A script", &["read-resource"]).await;
    let rotate = format!("{INTEGRATIONS}/{}/rotate", old.ikey);
    let asked = browser.open(&rotate).await.expect(200);
    app.admin(&old, "GET", "/admin/v1/users", &[]).await.response();
    let new = keys(&send(&mut browser, &asked, &rotate, &[]).await.expect(200));
    assert_eq!(new.ikey, old.ikey);
    assert_eq!(app.admin(&old, "GET", "/admin/v1/users", &[]).await.code(), 40_103);
    app.admin(&new, "GET", "/admin/v1/users", &[]).await.response();
    // Sent again it does not take the new key away from whoever has it by now.
    send(&mut browser, &asked, &rotate, &[]).await.expect(303);
    app.admin(&new, "GET", "/admin/v1/users", &[]).await.response();

    let revoke = format!("{INTEGRATIONS}/{}/revoke", old.ikey);
    let asked = browser.open(&revoke).await.expect(200);
    app.admin(&new, "GET", "/admin/v1/users", &[]).await.response();
    let revoked = send(&mut browser, &asked, &revoke, &[]).await.expect(303);
    let list = page::words(&browser.follow(revoked).await.expect(200).text);
    assert!(list.contains("The integration A script is revoked.") && list.contains("Revoked"), "{list}");
    assert_eq!(app.admin(&new, "GET", "/admin/v1/users", &[]).await.code(), 40_102);
    send(&mut browser, &asked, &revoke, &[]).await.expect(404);
    let log = page::words(&browser.open("/console/log").await.expect(200).text);
    assert!(log.contains("Integration revoked") && log.contains("Secret key of an integration replaced"));
}

#[tokio::test]
async fn what_is_wrong_with_a_new_integration_is_told_beside_its_field() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let mut browser = owner(&app).await;
    let shown = browser.open("/console/integrations/new").await.expect(200);
    let refused =
        send(&mut browser, &shown, INTEGRATIONS, &[("name", ""), ("sha1", "yes")]).await.expect(400);
    for field in ["name", "grants"] {
        assert!(refused.text.contains(&format!("id=\"{field}-wrong\"")), "{field}");
    }
    assert!(refused.text.contains("value=\"yes\" checked"), "what was checked stays so");
    browser.ask("GET", "/console/integrations/DIAAAAAAAAAAAAAAAAAA", None).await.expect(404);
    browser.ask("GET", "/console/integrations/nonsense/rotate", None).await.expect(404);
}
