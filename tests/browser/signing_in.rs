//! Signing in and out, and in which language, as a browser does it.

use crate::PROGRAM;
use crate::person::Person;
use onramp_tests::{HEADING, Onramp};

const SESSION: &str = "__Host-onramp-session";
const ONE: &str = "ada,Ada Lovelace,ada@example.org,+12125550101,Mobile,Apple iOS\n";

async fn onramp() -> Option<Onramp> {
    Onramp::with_clock(PROGRAM, &format!("{HEADING}{ONE}")).await
}

/// From the console to the issuer's page, and back with a token that does not count.
async fn come_back_with(person: &Person, token: &str) {
    person.open("/console").await;
    person.choose("Role", "Owner").await;
    person.press("For tests: a token that does not count").await;
    person.choose("Token", token).await;
    person.press("Sign in").await;
}

#[tokio::test]
async fn a_token_that_does_not_count_signs_nobody_in() {
    let Some(app) = onramp().await else { return };
    let Some(person) = Person::at(&app).await else { return };
    person.allow(403);
    for token in ["audience", "expired", "issuer", "none", "hs256", "kid", "signature", "nonce", "access"] {
        come_back_with(&person, token).await;
        person.see("That sign-in did not work").await;
        assert_eq!(person.cookie(SESSION).await, "", "{token}");
        person.press("Sign in").await;
        person.see("This stands in for an organisation's identity provider").await;
    }
    // The same browser, and nothing wrong.
    person.sign_in("/console", "Owner").await;
    person.see("Hello, Ada Admin").await;
    assert_ne!(person.cookie(SESSION).await, "");
    person.leave().await;
}

#[tokio::test]
async fn a_role_that_is_not_ours_is_told_whom_to_ask() {
    let Some(app) = onramp().await else { return };
    let Some(person) = Person::at(&app).await else { return };
    person.allow(403);
    for role in ["Billing", "none at all"] {
        person.sign_in("/console", role).await;
        person.see("You may not use this console").await;
        assert!(person.text().await.contains("Ask helpdesk@example.org for one"));
        assert!(!person.has("press", "Users").await, "{role}: no page is linked");
        person.press("Sign out").await;
        person.see("You are signed out").await;
    }
    person.leave().await;
}

#[tokio::test]
async fn signing_out_leads_over_the_issuer_to_a_page_that_says_so() {
    let Some(app) = onramp().await else { return };
    for scripts in [true, false] {
        let person = if scripts { Person::at(&app).await } else { Person::without_scripts(&app).await };
        let Some(person) = person else { return };
        person.sign_in("/console", "Owner").await;
        let session = person.cookie(SESSION).await;
        person.press("Sign out").await;
        person.until("the page says so", async || person.place().await == "/console/signed-out").await;
        assert!(session.len() > 20 && person.cookie(SESSION).await.is_empty());
        person.open("/console").await;
        person.see("This stands in for an organisation's identity provider").await;
        person.leave().await;
    }
}

#[tokio::test]
async fn a_language_counts_as_soon_as_it_is_chosen() {
    let Some(app) = onramp().await else { return };
    for scripts in [true, false] {
        let person = if scripts { Person::at(&app).await } else { Person::without_scripts(&app).await };
        let Some(person) = person else { return };
        person.sign_in("/console", "Owner").await;
        person.choose("Language", "Deutsch").await;
        if !scripts {
            person.press("Choose").await;
        }
        person.see("Guten Tag, Ada Admin").await;
        person.leave().await;
    }
}

#[tokio::test]
async fn moments_are_the_readers_own_where_scripts_run_and_utc_where_they_do_not() {
    let Some(app) = onramp().await else { return };
    for scripts in [true, false] {
        let person = if scripts { Person::at(&app).await } else { Person::without_scripts(&app).await };
        let Some(person) = person else { return };
        person.tell("Emulation.setTimezoneOverride", serde_json::json!({ "timezoneId": "Asia/Tokyo" })).await;
        person.sign_in("/console", "Owner").await;
        let shown = person.ask("return document.querySelector('time').innerText", Vec::new()).await;
        assert_eq!(shown.as_str().unwrap().contains("UTC"), !scripts, "{shown}");
        person.leave().await;
    }
}
