//! Languages: messages are in the user's or else the organisation's, pages in the one that the browser likes best.

use crate::reminders::{to_the_morning, until_reminded};
use crate::{PEOPLE, PROGRAM, onramp, onramp_with_clock};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, Onramp, Reply, page};
use serde_json::json;

const DAY: i64 = 86_400;

/// An Onramp whose organisation speaks another language than English.
async fn speaking(language: &str) -> Option<Onramp> {
    Onramp::with_options(PROGRAM, PEOPLE, &["--language", language]).await
}

/// The page behind a link, as a browser of these languages gets it.
async fn opened(app: &Onramp, link: &str, languages: &str) -> Reply {
    let reply = app.request("GET", link, &[("accept-language", languages)], None).await;
    as_page(reply)
}

/// The page behind a page's button.
async fn pressed(app: &Onramp, link: &str, languages: &str) -> Reply {
    let reply = app.request("POST", link, &[("accept-language", languages)], Some(Vec::new())).await;
    as_page(reply)
}

/// Checks what holds for a page in any language.
fn as_page(reply: Reply) -> Reply {
    assert!(reply.header("vary").to_ascii_lowercase().contains("accept-language"), "{:?}", reply.headers);
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(reply.header("content-security-policy").starts_with("default-src 'none'; "));
    reply
}

fn says(reply: &Reply, tag: &str, words: &str) {
    assert!(reply.text.contains(&format!("<html lang=\"{tag}\" dir=\"ltr\">")), "{}", reply.text);
    assert!(page::words(&reply.text).contains(words), "{words} is missing in {}", page::words(&reply.text));
}

#[tokio::test]
async fn a_german_organisation_sends_german_emails_and_texts() {
    let Some(app) = speaking("de").await else { return };
    app.finished(&app.send_to_all(Email).await).await;
    let mail = app.eml(&app.message_to("bo.tablet@example.org").await).await;
    let org = app.org().await;
    assert_eq!(mail.subject, format!("Aktivieren Sie Ihr Telefon für {org}"));
    assert!(mail.html.contains("<html lang=\"de\" dir=\"ltr\">"), "{}", mail.html);
    assert!(mail.html.contains(">Dieses Telefon aktivieren</a>"), "{}", mail.html);
    for said in [format!("automatische Nachricht von {org}"), "Guten Tag Bo Tablet".into(), "Uhr UTC".into()]
    {
        assert!(mail.text.contains(&said), "{said} is missing in {}", mail.text);
    }
    for english in ["automated", "Hello", " hours", "this link"] {
        assert!(!mail.text.contains(english) && !mail.html.contains(english), "{english}: {}", mail.text);
    }
    assert_eq!(mail.scan(), mail.link());

    let row = app.row(Sms, "cy.nomail").await;
    app.finished(&app.sent(&Ask::phones(Sms, &[&row.phone_id])).await).await;
    let text = app.message_to("+12125550103").await.text;
    assert!(text.starts_with(&format!("{org} (automatisch): Bitte aktivieren Sie bis ")), "{text}");
    let preview = app.preview(json!({ "channel": "sms" })).await;
    assert_eq!((&preview["encoding"], &preview["segments"]), (&json!("GSM-7"), &json!(2)), "{preview}");
}

#[tokio::test]
async fn an_admins_own_words_stay_as_they_are_below_a_header_in_the_organisations_language() {
    let Some(app) = speaking("fr").await else { return };
    let row = app.row(Email, "ada.lovelace").await;
    let ask =
        Ask::phones(Email, &[&row.phone_id]).with("message", "Good morning {realname}, until {expires}");
    app.finished(&app.sent(&ask).await).await;
    let mail = app.eml(&app.message_to("ada.lovelace@example.org").await).await;
    assert!(mail.text.contains("message automatique envoyé par"), "{}", mail.text);
    assert!(mail.text.contains("Good morning Ada Lovelace, until "), "{}", mail.text);
    assert_eq!(mail.subject, format!("Activez votre téléphone pour {}", app.org().await));
    let preview = app.preview(json!({ "channel": "sms" })).await;
    assert_eq!((&preview["encoding"], &preview["segments"]), (&json!("GSM-7"), &json!(2)), "{preview}");
}

#[tokio::test]
async fn a_german_organisation_reminds_in_german() {
    let Some(mut app) = speaking("de").await else { return };
    to_the_morning(&mut app, 1).await;
    let mail = app.row(Email, "bo.tablet").await;
    app.finished(&app.sent(&Ask::phones(Email, &[&mail.phone_id])).await).await;
    let text = app.row(Sms, "cy.nomail").await;
    app.finished(&app.sent(&Ask::phones(Sms, &[&text.phone_id])).await).await;
    app.advance(2 * DAY + 3_600).await;
    until_reminded(&app, 2 + 2).await;
    let mail = &app.outbox("bo.tablet@example.org").await[0];
    let subject = mail.subject.as_deref().unwrap();
    assert!(subject.starts_with("Erinnerung: Aktivieren Sie Ihr Telefon für "), "{subject}");
    assert!(mail.text.contains("vor einigen Tagen haben wir Ihnen einen Link geschickt"), "{}", mail.text);
    let text = &app.outbox("+12125550103").await[0].text;
    assert!(text.contains("(automatisch): Erinnerung: Bitte aktivieren Sie bis "), "{text}");
}

#[tokio::test]
async fn each_user_gets_messages_in_their_own_language_and_the_others_in_the_organisations() {
    let people = "username,realname,email,phone,type,platform,language\n\
        emma,Emma,emma@example.org,+12125550101,Mobile,Apple iOS,\n\
        hans,Hans,hans@example.org,+12125550102,Mobile,Apple iOS,de\n\
        lea,Léa,lea@example.org,+12125550103,Mobile,Apple iOS,FR\n";
    let app = Onramp::with_people(PROGRAM, people).await;
    app.finished(&app.send_to_all(Email).await).await;
    for (name, tag, subject) in [
        ("emma", "en", "Activate your phone for "),
        ("hans", "de", "Aktivieren Sie Ihr Telefon für "),
        ("lea", "fr", "Activez votre téléphone pour "),
    ] {
        let mail = app.eml(&app.message_to(&format!("{name}@example.org")).await).await;
        assert!(mail.subject.starts_with(subject), "{name}: {}", mail.subject);
        assert!(mail.html.contains(&format!("<html lang=\"{tag}\" dir=\"ltr\">")), "{name}: {}", mail.html);
    }
    let by = app.integration(PROGRAM, "write-resource").await;
    for (name, said) in [("hans", "(automatisch): "), ("lea", "(message automatique) : ")] {
        let id = app.row(Sms, name).await.phone_id;
        let path = format!("/admin/v1/phones/{id}/send_sms_activation");
        let sent = app.admin(&by, "POST", &path, &[("install", "1")]).await.response();
        for field in ["activation_msg", "installation_msg"] {
            assert!(sent[field].as_str().unwrap().contains(said), "{name}: {sent}");
        }
    }
}

#[tokio::test]
async fn a_texts_default_of_the_admin_api_is_in_the_organisations_language() {
    let Some(app) = speaking("de").await else { return };
    let by = app.integration(PROGRAM, "write-resource").await;
    let id = app.row(Sms, "cy.nomail").await.phone_id;
    let path = format!("/admin/v1/phones/{id}/send_sms_activation");
    let sent = app.admin(&by, "POST", &path, &[("install", "1")]).await.response();
    for (field, said) in
        [("activation_msg", "zu aktivieren, öffnen Sie"), ("installation_msg", "zu installieren")]
    {
        let text = sent[field].as_str().unwrap();
        assert!(text.contains("(automatisch): ") && text.contains(said), "{text}");
    }
}

#[tokio::test]
async fn a_french_phone_sees_french_pages_from_the_link_to_the_end() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let link = app.message_to("ada.lovelace@example.org").await.link();
    let french = "fr-CH, fr;q=0.9, en;q=0.8";
    let page = opened(&app, &link, french).await.expect(200);
    says(&page, "fr", "Activer ce téléphone");
    says(&page, "fr", "Apple iOS, numéro se terminant par 01");
    says(&opened(&app, &link, "de").await.expect(200), "de", "Apple iOS, Nummer endet auf 01");
    says(&pressed(&app, &link, french).await.expect(200), "fr", "Votre téléphone est activé");
    says(&opened(&app, &link, french).await.expect(410), "fr", "Le téléphone est déjà activé");
    says(&pressed(&app, &link, "de").await.expect(410), "de", "Das Telefon ist bereits aktiviert");
    let unknown = format!("{}/activate/aaaaaaaaaaaaaaaaaaaa", app.url);
    says(&opened(&app, &unknown, french).await.expect(404), "fr", "Ce lien n’est pas connu");
}

#[tokio::test]
async fn a_page_of_a_link_that_ran_out_speaks_the_readers_language_too() {
    let Some(mut app) = onramp_with_clock().await else { return };
    app.finished(&app.send_to_all(Email).await).await;
    let link = app.message_to("bo.tablet@example.org").await.link();
    app.advance(DAY + 1).await;
    says(&opened(&app, &link, "fr").await.expect(410), "fr", "Ce lien a expiré");
    says(&pressed(&app, &link, "de-DE").await.expect(410), "de", "Dieser Link ist abgelaufen");
}

#[tokio::test]
async fn messages_and_pages_are_english_unless_someone_says_otherwise() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let message = app.message_to("ada.lovelace@example.org").await;
    let mail = app.eml(&message).await;
    assert!(mail.html.contains("<html lang=\"en\" dir=\"ltr\">"), "{}", mail.html);
    assert!(mail.subject.starts_with("Activate your phone for "), "{}", mail.subject);
    for languages in ["", "ja", "*"] {
        says(&opened(&app, &message.link(), languages).await.expect(200), "en", "Apple iOS ending in 01");
    }
}

#[tokio::test]
async fn who_reads_none_of_ours_gets_the_organisations_language() {
    let Some(app) = speaking("de").await else { return };
    let unknown = format!("{}/activate/aaaaaaaaaaaaaaaaaaaa", app.url);
    says(&opened(&app, &unknown, "ja").await.expect(404), "de", "Dieser Link ist nicht bekannt");
    says(&opened(&app, &unknown, "en-GB").await.expect(404), "en", "This link is not known");
}

#[tokio::test]
async fn a_hebrew_and_an_arabic_name_keep_their_order_and_change_nothing_beside_them() {
    let people = format!(
        "{}dana,דנה לוי (1),dana@example.org,+12125550130,Mobile,Apple iOS\n\
         layla,ليلى حداد,layla@example.org,+12125550131,Mobile,Apple iOS\n",
        onramp_tests::HEADING
    );
    let app = Onramp::with_people(PROGRAM, &people).await;
    let ask =
        Ask::all(Email).with("message", "{realname} ({username}): {link}").with("subject", "{realname}");
    app.finished(&app.sent(&ask).await).await;
    for (address, name, username) in
        [("dana@example.org", "דנה לוי (1)", "dana"), ("layla@example.org", "ليلى حداد", "layla")]
    {
        let mail = app.eml(&app.message_to(address).await).await;
        assert!(mail.html.contains(&format!("<span dir=\"auto\">{name}</span>")), "{}", mail.html);
        assert!(mail.text.contains(&format!("\u{2068}{name}\u{2069} ({username}): http")), "{}", mail.text);
        assert_eq!(mail.subject, name);
    }
}
