//! Ten thousand rows of real-looking people.

use crate::PROGRAM;
use onramp_tests::{Onramp, Stack, people};
use serde_json::json;

#[tokio::test]
async fn ten_thousand_rows_are_imported_or_explained_and_each_eligible_phone_is_sent_to_once() {
    let directory = people::directory(10_000);
    let app = Onramp::on(Stack::start(PROGRAM, Some(&directory.csv), &["--memory"]).await).await;
    let printed = &app.stack().printed;
    assert!(directory.refused.len() > 200);
    for (line, field) in &directory.refused {
        assert!(printed.contains(&format!("line {line}: {field}: ")), "line {line}: {field}");
    }
    assert!(printed.contains(&format!("{} refused", directory.refused.len())), "{printed}");
    let expected = (directory.by_email.len(), directory.by_sms.len());
    let (email, sms) = app.count().await;
    assert_eq!((usize::try_from(email).unwrap(), usize::try_from(sms).unwrap()), expected);
    assert_eq!(app.unactivated("email").await.len(), expected.0);

    let send = app.send_to_all("email").await;
    let all = expected.0;
    assert_eq!(send["counts"], json!({ "queued": 0, "sending": 0, "sent": all, "skipped": 0, "failed": 0 }));
    let mut reached: Vec<_> =
        app.outbox("").await.iter().map(|message| message["to"].as_str().unwrap().to_owned()).collect();
    let mut wanted = directory.by_email;
    reached.sort();
    wanted.sort();
    assert_eq!(reached, wanted);
}

#[test]
fn every_made_up_number_can_be_dialled() {
    for serial in 0..10_000 {
        let number = people::number(serial);
        let parsed = phonenumber::parse(None, &number).unwrap();
        assert!(phonenumber::is_valid(&parsed), "{number}");
    }
}
