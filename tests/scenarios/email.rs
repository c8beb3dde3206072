//! The email that goes out, read by a mail library and a QR reader that had no part in making it.

use crate::{PROGRAM, onramp};
use onramp_tests::Channel::Email;
use onramp_tests::{Ask, Onramp};

#[tokio::test]
async fn is_text_html_and_an_inline_barcode_that_gives_the_link() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let org = app.org().await;
    for message in app.whole_outbox().await {
        let mail = app.eml(&message).await;
        assert_eq!(mail.to, message.to);
        assert!(mail.from.contains(&org) && mail.from.contains('@'), "{}", mail.from);
        assert_eq!(Some(&mail.subject), message.subject.as_ref());
        for kind in ["multipart/alternative", "multipart/related", "text/plain", "text/html", "image/png"] {
            assert!(mail.kinds.iter().any(|found| found == kind), "{kind}: {:?}", mail.kinds);
        }
        assert!(mail.kinds[0].starts_with("multipart/"), "{:?}", mail.kinds);
        assert!(mail.disposition.starts_with("inline"), "{}", mail.disposition);
        assert_eq!(mail.scan(), mail.link());
        assert_eq!(mail.link(), message.link());
        assert!(mail.link().starts_with(&format!("{}/activate/", app.url)), "{}", mail.link());
        for part in [&mail.text, &mail.html] {
            assert!(part.contains(&mail.link()) && part.contains(&org), "{part}");
            assert!(part.to_lowercase().contains("automated message"), "{part}");
        }
        assert!(!mail.html.contains("<script") && !mail.html.contains("src=\"http"), "{}", mail.html);
        assert!(mail.html.contains("alt=\""), "the barcode has a text for those who do not see it");
    }
}

#[tokio::test]
async fn carries_the_admins_words_as_words_in_every_script() {
    let app = onramp().await;
    let words = "Grüße & <b>nicht fett</b>, {realname} ({username}) – {org}: 山田さん.\n\nBis {expires}.";
    let row = app.row(Email, "lukasz.zak").await;
    let ask =
        Ask::phones(Email, &[&row.phone_id]).with("subject", "Zażółć gęślą jaźń 山").with("message", words);
    app.finished(&app.sent(&ask).await).await;

    let mail = app.eml(&app.message_to("lukasz.zak@example.org").await).await;
    assert_eq!(mail.subject, "Zażółć gęślą jaźń 山");
    let said =
        format!("Grüße & <b>nicht fett</b>, Łukasz Żak 山田 (lukasz.zak) – {}: 山田さん.", app.org().await);
    assert!(mail.text.contains(&said), "{}", mail.text);
    assert!(!mail.html.contains("<b>nicht"), "the admin's text is text: {}", mail.html);
    assert!(mail.html.contains("Łukasz Żak 山田"), "{}", mail.html);
    for placeholder in ["{realname}", "{username}", "{org}", "{expires}", "{link}"] {
        assert!(!mail.text.contains(placeholder) && !mail.html.contains(placeholder), "{placeholder}");
    }
    assert_eq!(mail.scan(), mail.link(), "a link that the admin left out is appended");
}

#[tokio::test]
async fn lets_no_name_write_html_or_headers() {
    let csv = "username,realname,email,phone,type,platform\n\
        mallory,\"<img src=x onerror=alert(1)> {link} \"\"q\"\"\",mallory@example.org,+12125550120,Mobile,Apple iOS\n";
    let app = Onramp::with_people(PROGRAM, csv).await;
    let ask = Ask::all(Email).with("message", "Dear {realname}, {link}");
    app.finished(&app.sent(&ask).await).await;
    let message = app.message_to("mallory@example.org").await;
    let mail = app.eml(&message).await;
    assert!(!mail.html.contains("<img src=x"), "{}", mail.html);
    assert!(mail.text.contains("<img src=x onerror=alert(1)> {link} \"q\""), "{}", mail.text);
    assert!(!app.open(&mail.link()).await.expect(200).text.contains("<img src=x"));
    let shown = app.outbox_page().await.expect(200);
    assert!(!shown.text.contains("<img src=x"), "{}", shown.text);
}
