use super::*;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use serde_json::Value;
use std::io::Write;
use std::sync::Arc;
use tower::ServiceExt;

fn at(second: i64) -> Timestamp {
    Timestamp::from_millisecond((1_795_528_800 + second) * 1_000 + 250).unwrap()
}

fn email(to: &str, subject: &str) -> OutgoingEmail {
    OutgoingEmail {
        from: "Onramp <no-reply@example.org>".into(),
        to: to.into(),
        subject: subject.into(),
        text: "Open http://127.0.0.1:8080/activate/abc.".into(),
        html: "<!DOCTYPE html><html><head></head><body><img src=\"cid:qr\"> \"x\" &amp;</body></html>".into(),
        inline_png: vec![1, 2, 3],
        content_id: "qr".into(),
    }
}

fn ids(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.id.as_str()).collect()
}

fn filled() -> (tempfile::TempDir, Arc<Outbox>) {
    let dir = tempfile::tempdir().unwrap();
    let outbox = Outbox::open(dir.path()).unwrap();
    outbox.keep_email(&email("zoe@example.org", "Für <Zoë>"), at(0)).unwrap();
    outbox.keep_sms("+14155550100", "Go: http://127.0.0.1:8080/activate/def", at(1)).unwrap();
    outbox.keep_email(&email("Zoe@Example.org", "Again"), at(2)).unwrap();
    (dir, Arc::new(outbox))
}

async fn get(outbox: &Arc<Outbox>, path: &str) -> (u16, HeaderMap, String) {
    ask(outbox, "GET", path).await
}

async fn ask(outbox: &Arc<Outbox>, method: &str, path: &str) -> (u16, HeaderMap, String) {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let (head, body) = routes(Arc::clone(outbox)).oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    (head.status.as_u16(), head.headers, String::from_utf8(body.to_vec()).unwrap())
}

#[test]
fn messages_are_listed_newest_first_and_by_recipient_whatever_the_case() {
    let (_dir, outbox) = filled();
    assert_eq!(ids(&outbox.list(None).unwrap()), ["00000003", "00000002", "00000001"]);
    assert_eq!(ids(&outbox.list(Some("ZOE@example.ORG")).unwrap()), ["00000003", "00000001"]);
    assert_eq!(ids(&outbox.list(Some("+14155550100")).unwrap()), ["00000002"]);
    assert!(outbox.list(Some("zoe@example.or")).unwrap().is_empty());
    let entry = outbox.entry("00000001").unwrap().unwrap();
    assert_eq!((entry.channel, entry.subject.as_deref()), (Channel::Email, Some("Für <Zoë>")));
    assert_eq!(entry.sent_at.to_string(), "2026-11-24T14:00:00Z");
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let (_dir, outbox) = filled();
    let first = outbox.page(None, None, 2).unwrap();
    assert_eq!((ids(&first.entries), first.more), (vec!["00000003", "00000002"], true));
    let second = outbox.page(None, Some("00000002"), 2).unwrap();
    assert_eq!((ids(&second.entries), second.more), (vec!["00000001"], false));
    let exact = outbox.page(Some("zoe@example.org"), None, 2).unwrap();
    assert_eq!((exact.entries.len(), exact.more), (2, false));
}

#[test]
fn a_source_is_found_by_its_id_and_by_nothing_else() {
    let (dir, outbox) = filled();
    let (channel, source) = outbox.source("00000001").unwrap().unwrap();
    assert_eq!((channel, source), (Channel::Email, std::fs::read(dir.path().join("00000001.eml")).unwrap()));
    let (channel, source) = outbox.source("00000002").unwrap().unwrap();
    assert_eq!((channel, source.as_slice()), (Channel::Sms, &b"Go: http://127.0.0.1:8080/activate/def"[..]));
    for id in
        ["", "1", "+0000001", "00000004", "00000000", "../index", "0000000１", "99999999999999999999999"]
    {
        assert!(outbox.source(id).unwrap().is_none(), "{id}");
    }
    std::fs::remove_file(dir.path().join("00000002.txt")).unwrap();
    assert!(outbox.source("00000002").unwrap().is_none());
}

#[test]
fn a_line_that_a_crash_tore_is_cut_off_and_nothing_else_is_lost() {
    for torn in ["{\"id\":\"00000004\",\"chan", "{\"id\":\"0000", "\n", "{\"id\":\"00000003\"}\n"] {
        let (dir, outbox) = filled();
        drop(outbox);
        let path = dir.path().join("index.jsonl");
        let whole = std::fs::read(&path).unwrap();
        std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(torn.as_bytes()).unwrap();
        // The source of the message whose line was torn.
        std::fs::write(dir.path().join("00000004.eml"), "orphan").unwrap();
        let outbox = Outbox::open(dir.path()).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), whole, "{torn}");
        assert_eq!(outbox.keep_sms("+14155550100", "next", at(9)).unwrap(), "00000004");
        drop(outbox);
        let outbox = Outbox::open(dir.path()).unwrap();
        assert_eq!(ids(&outbox.list(None).unwrap()), ["00000004", "00000003", "00000002", "00000001"]);
        assert_eq!(outbox.source("00000004").unwrap().unwrap().1, b"next");
    }
}

#[test]
fn a_damaged_line_before_the_last_is_an_error_and_cuts_nothing() {
    let (dir, outbox) = filled();
    drop(outbox);
    let path = dir.path().join("index.jsonl");
    let damaged = std::fs::read_to_string(&path).unwrap().replacen("00000002", "0000000x", 1);
    std::fs::write(&path, &damaged).unwrap();
    let error = Outbox::open(dir.path()).unwrap_err().to_string();
    assert!(error.starts_with("line 2 of ") && error.ends_with("index.jsonl is damaged"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), damaged);
}

#[test]
fn threads_that_keep_at_the_same_moment_get_ids_of_their_own() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = Outbox::open(dir.path()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..25).for_each(|n| drop(outbox.keep_sms("+14155550100", "hi", at(n)).unwrap())));
        }
    });
    drop(outbox);
    let outbox = Outbox::open(dir.path()).unwrap();
    assert_eq!(outbox.list(None).unwrap().len(), 100);
    assert!(outbox.list(None).unwrap().iter().all(|entry| outbox.source(&entry.id).unwrap().is_some()));
}

#[tokio::test]
async fn the_json_lists_all_or_those_of_one_recipient() {
    let (_dir, outbox) = filled();
    let (status, headers, body) = get(&outbox, "/outbox.json").await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "application/json"));
    let all: Vec<Value> = serde_json::from_str(&body).unwrap();
    assert_eq!(
        all.iter().map(|entry| entry["id"].as_str().unwrap()).collect::<Vec<_>>().join(" "),
        "00000003 00000002 00000001"
    );
    let sms = serde_json::json!([{ "id": "00000002", "channel": "sms", "to": "+14155550100",
        "text": "Go: http://127.0.0.1:8080/activate/def", "sent_at": "2026-11-24T14:00:01Z" }]);
    for query in ["to=+14155550100", "to=%2B14155550100"] {
        let (_, _, body) = get(&outbox, &format!("/outbox.json?{query}")).await;
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), sms);
    }
    assert_eq!(get(&outbox, "/outbox.json?to=nobody@example.org").await.2, "[]");
}

#[tokio::test]
async fn a_long_json_comes_in_pieces_that_fit() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = Arc::new(Outbox::open(dir.path()).unwrap());
    for n in 0..513 {
        outbox.keep_sms("+14155550100", "hi", at(n)).unwrap();
    }
    let all: Vec<Entry> = serde_json::from_str(&get(&outbox, "/outbox.json").await.2).unwrap();
    assert_eq!(all, outbox.list(None).unwrap());
    let (_, _, page) = get(&outbox, "/outbox?to=%2B14155550100").await;
    assert_eq!(page.matches("<td class=\"to\">").count(), 200);
    assert!(page.contains("href=\"/outbox?to=%2B14155550100&#38;before=00000314\""), "{page}");
}

#[tokio::test]
async fn the_pages_escape_what_messages_say() {
    let (_dir, outbox) = filled();
    let (status, headers, page) = get(&outbox, "/outbox").await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "text/html; charset=utf-8"));
    assert!(page.contains("Für &#60;Zoë&#62;") && page.contains("href=\"/outbox/00000001\""), "{page}");
    let (_, headers, page) = get(&outbox, "/outbox/00000001").await;
    assert!(page.contains("srcdoc=\"&#60;!DOCTYPE html&#62;"), "{page}");
    assert!(page.contains("data:image/png;base64,AQID") && !page.contains("cid:qr"), "{page}");
    assert!(page.contains("<a href=\"http://127.0.0.1:8080/activate/abc\""), "{page}");
    assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
    let (_, _, page) = get(&outbox, "/outbox/00000002").await;
    assert!(page.contains("<a href=\"http://127.0.0.1:8080/activate/def\"") && !page.contains("<iframe"));
}

#[tokio::test]
async fn a_source_is_given_under_its_own_name_alone() {
    let (_dir, outbox) = filled();
    let (status, headers, body) = get(&outbox, "/outbox/00000001.eml").await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "message/rfc822"));
    assert!(mailparse::parse_mail(body.as_bytes()).is_ok());
    let (status, headers, _) = get(&outbox, "/outbox/00000002.txt").await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (200, "text/plain; charset=utf-8"));
    for path in [
        "00000001.txt",
        "00000002.eml",
        "00000009",
        "00000009.eml",
        "..%2Findex.jsonl",
        "%ff",
        "1",
        "00000001.",
        "00000001.eml.eml",
    ] {
        let (status, headers, body) = get(&outbox, &format!("/outbox/{path}")).await;
        assert_eq!(
            (status, headers["content-type"].to_str().unwrap()),
            (404, "application/problem+json"),
            "{path}"
        );
        let problem: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["type"], "urn:onramp:problem:not-found");
    }
}

#[tokio::test]
async fn a_query_that_cannot_be_answered_is_named() {
    let (_dir, outbox) = filled();
    for (path, field) in [
        ("/outbox?before=x", "before"),
        ("/outbox?before=1&to=x", "before"),
        ("/outbox.json?too=x", "query"),
        ("/outbox.json?before=00000001", "query"),
    ] {
        let (status, _, body) = get(&outbox, path).await;
        let problem: Value = serde_json::from_str(&body).unwrap();
        assert_eq!((status, problem["field"].as_str()), (400, Some(field)), "{path}");
    }
    let (status, headers, _) = ask(&outbox, "POST", "/outbox").await;
    assert_eq!((status, headers["content-type"].to_str().unwrap()), (405, "application/problem+json"));
    assert_eq!(headers["allow"], "GET");
}
