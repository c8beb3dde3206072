//! Lists: everyone once, in order, page by page.

use crate::{PROGRAM, crowd, onramp, usernames};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD};
use onramp_tests::Channel::{Email, Sms};
use onramp_tests::{Onramp, Page, Row};
use std::collections::BTreeSet;

#[tokio::test]
async fn pages_of_two_walk_all_rows_in_order_with_no_one_twice_or_missing() {
    let app = Onramp::with_people(PROGRAM, &crowd(25)).await;
    for limit in [1, 2, 7, 25, 500] {
        let rows = app.unactivated_by(Email, &format!("limit={limit}")).await;
        let expected: Vec<_> = (0..25).map(|n| format!("p{n:03}")).collect();
        assert_eq!(usernames(&rows), expected, "in pages of {limit}");
        assert_eq!(rows.iter().map(|row| &row.phone_id).collect::<BTreeSet<_>>().len(), 25);
    }
    let page: Page<Row> =
        app.api("GET", "/api/unactivated?channel=email&limit=2", None).await.expect(200).read();
    assert_eq!(page.items.len(), 2);
}

#[tokio::test]
async fn a_page_has_at_most_100_rows_unless_told_otherwise() {
    let app = Onramp::with_people(PROGRAM, &crowd(120)).await;
    let page: Page<Row> = app.api("GET", "/api/unactivated?channel=sms", None).await.expect(200).read();
    // Nearly always full: a page ends where one of the list's shards has no more at hand.
    let first = page.items.len();
    assert!((70..=100).contains(&first), "{first}");
    let cursor = page.next_cursor.unwrap();
    let path = format!("/api/unactivated?channel=sms&cursor={cursor}");
    let rest: Page<Row> = app.api("GET", &path, None).await.expect(200).read();
    assert_eq!((first + rest.items.len(), rest.next_cursor), (120, None));
}

#[tokio::test]
async fn who_is_activated_between_two_pages_disturbs_no_one_else() {
    let app = Onramp::with_people(PROGRAM, &crowd(6)).await;
    let first: Page<Row> =
        app.api("GET", "/api/unactivated?channel=email&limit=3", None).await.expect(200).read();
    for row in [&first.items[1], &first.items[2]] {
        app.press(&app.link_for(&row.phone_id).await.url).await.expect(200);
    }
    let path = format!("/api/unactivated?channel=email&limit=3&cursor={}", first.next_cursor.unwrap());
    let second: Page<Row> = app.api("GET", &path, None).await.expect(200).read();
    assert_eq!(usernames(&second.items), ["p003", "p004", "p005"]);
}

#[tokio::test]
async fn a_search_finds_a_part_of_a_name_a_username_or_an_address_in_any_case() {
    let app = onramp().await;
    let cases: [(&str, &[&str]); 9] = [
        ("LOVE", &["ada.lovelace"]),
        ("Ada%20L", &["ada.lovelace"]),
        ("bo.TAB", &["bo.tablet"]),
        ("zak@EXAMPLE", &["lukasz.zak"]),
        ("%C5%82ukasz%20%C5%BBAK", &["lukasz.zak"]),
        ("%E5%B1%B1", &["lukasz.zak"]),
        ("example.org", &crate::BY_EMAIL),
        ("cy", &[]),
        ("nobody%20at%20all", &[]),
    ];
    for (typed, found) in cases {
        let rows = app.unactivated_by(Email, &format!("limit=1&q={typed}")).await;
        assert_eq!(usernames(&rows), found, "{typed}");
    }
    assert_eq!(usernames(&app.unactivated_by(Sms, "q=cy").await), ["cy.nomail"]);
}

#[tokio::test]
async fn a_cursor_shows_no_one() {
    let app = onramp().await;
    let rows = app.unactivated(Email).await;
    let page: Page<Row> =
        app.api("GET", "/api/unactivated?channel=email&limit=1", None).await.expect(200).read();
    let cursor = page.next_cursor.unwrap();
    let mut readings = vec![cursor.clone().into_bytes()];
    readings.extend(
        [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD]
            .iter()
            .filter_map(|encoding| encoding.decode(cursor.as_bytes()).ok()),
    );
    for reading in readings {
        let text = String::from_utf8_lossy(&reading).to_lowercase();
        for row in &rows {
            assert!(!text.contains(&row.username), "{text}");
            assert!(!row.email.as_ref().is_some_and(|email| text.contains(email)), "{text}");
        }
    }
}

#[tokio::test]
async fn times_are_rfc_3339_in_utc_and_empty_fields_are_left_out_or_null() {
    let app = onramp().await;
    let send_id = app.send_to_all(Email).await;
    app.finished(&send_id).await;
    let send = app.api("GET", &format!("/api/sends/{send_id}"), None).await.json();
    let list = app.api("GET", "/api/unactivated?channel=email", None).await.json();
    let deliveries = app.api("GET", &format!("/api/sends/{send_id}/deliveries"), None).await.json();
    let times = [
        &send["created_at"],
        &send["finished_at"],
        &list["items"][0]["link"]["expires_at"],
        &deliveries["items"][0]["updated_at"],
    ];
    for time in times {
        let text = time.as_str().unwrap();
        assert!(text.ends_with('Z') && text.parse::<jiff::Timestamp>().is_ok(), "{text}");
    }
    assert_eq!(list["next_cursor"], serde_json::Value::Null);
    assert!(list.as_object().unwrap().contains_key("next_cursor"), "null, not left out");
    let tablet = &list["items"][1];
    assert!(tablet["username"] == "bo.tablet" && tablet["number"].is_null(), "{tablet}");
}
