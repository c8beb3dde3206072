//! Accounting: what was sent, to whom, why not, and at what cost.

use crate::{PEOPLE, PROGRAM, crowd, onramp};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Ask, Onramp, Send};

#[tokio::test]
async fn sends_are_listed_the_newest_first_with_their_counts() {
    let app = onramp().await;
    let mut made = Vec::new();
    for channel in [Email, Sms, Email] {
        let send_id = app.send_to_all(channel).await;
        app.finished(&send_id).await;
        made.push(send_id);
    }
    let listed: Vec<Send> = app.pages("/api/sends?limit=2").await;
    let mut ids: Vec<_> = listed.iter().map(|send| send.send_id.clone()).collect();
    assert_eq!(ids.len(), 3);
    assert!(listed.iter().all(|send| send.state == "finished" && send.counts.sum() == send.recipients));
    assert!(listed.windows(2).all(|pair| pair[0].created_at >= pair[1].created_at));
    ids.sort();
    made.sort();
    assert_eq!(ids, made);
    assert!(listed.iter().all(|send| !send.created_by.is_empty() && !send.reminds));
    let problem = app.api("GET", "/api/sends?cursor=x", None).await.expect(400).problem();
    assert!(problem.names("cursor"), "{problem:?}");
}

#[tokio::test]
async fn a_send_tells_why_some_were_not_reached_and_what_it_cost() {
    let app = onramp().await;
    app.finished(&app.send_to_all(Email).await).await;
    let phones: Vec<_> = app.unactivated(Sms).await.into_iter().map(|row| row.phone_id).collect();
    let mut named: Vec<_> = phones.iter().map(String::as_str).collect();
    named.push("DP000000000000000000");
    let send = app.finished(&app.sent(&Ask::phones(Sms, &named)).await).await;
    assert_eq!((send.reasons["live_link"], send.reasons["phone_not_found"]), (2, 1));
    assert_eq!((send.counts.sent, send.counts.skipped), (1, 3));
    assert!(send.estimated_cost.parts >= 1 && send.estimated_cost.currency == "USD");
    assert!(send.estimated_cost.amount.parse::<f64>().unwrap() > 0.0, "{:?}", send.estimated_cost);
}

#[tokio::test]
async fn deliveries_are_exported_as_csv_page_by_page_and_no_cell_is_a_formula() {
    let people = crowd(6) + "=cmd,=HYPERLINK(1),eq@example.org,,Mobile,Google Android\n";
    let app = Onramp::with_people(PROGRAM, &people).await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let (mut text, mut path) = (String::new(), format!("/api/sends/{send_id}/deliveries?format=csv&limit=3"));
    let mut pages = 0;
    loop {
        let reply = app.api("GET", &path, None).await.expect(200);
        assert!(reply.header("content-type").starts_with("text/csv"), "{:?}", reply.headers);
        assert!(reply.header("content-disposition").contains(&send_id));
        text.push_str(&reply.text);
        pages += 1;
        let next = reply.header("onramp-next-cursor");
        if next.is_empty() {
            break;
        }
        assert!(reply.header("link").contains(next) && reply.header("link").ends_with("rel=\"next\""));
        path = format!("/api/sends/{send_id}/deliveries?format=csv&limit=3&cursor={next}");
    }
    assert!(pages >= 3, "{pages}");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heading = reader.headers().unwrap().clone();
    assert_eq!(heading.iter().take(4).collect::<Vec<_>>(), ["phone_id", "user_id", "username", "state"]);
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 7);
    assert!(
        rows.iter().all(|row| &row[3] == "sent" && row.iter().all(|cell| !cell.starts_with('='))),
        "{text}"
    );
    assert!(rows.iter().any(|row| &row[2] == "'=cmd"), "{text}");
    let problem =
        app.api("GET", &format!("/api/sends/{send_id}/deliveries?format=xml"), None).await.expect(400);
    assert!(problem.problem().names("format"));
}

#[tokio::test]
async fn help_desk_neither_lists_nor_stops_sends() {
    let app = Onramp::with_people(PROGRAM, PEOPLE).await;
    let send_id = app.send_to_all(Email).await;
    let desk = app.signed_in_as("Help Desk").await;
    desk.api("GET", "/api/sends", None).await.expect(403).problem();
    desk.tell(&send_id, "cancel").await.expect(403).problem();
    app.finished(&send_id).await;
}
