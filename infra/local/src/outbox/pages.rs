//! The outbox's routes: what was sent, newest first, rendered and as source; and the page at `/`.

use super::{Entry, Outbox, eml, index};
use crate::problem::Problem;
use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use onramp_domain::Channel;
use std::io;
use std::sync::Arc;

/// Messages on one page.
const PAGE: usize = 200;
/// Characters of an SMS that stand for it in the list.
const FIRST_WORDS: usize = 80;
/// Lines of the index that make one piece of `/outbox.json`.
const PIECE: usize = 256;

/// The pages need nothing but their own style and the images in a message, which are data: URIs.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The outbox's routes: `/outbox`, `/outbox.json`, `/outbox/{id}`, and the sources `/outbox/{id}.eml` and `.txt`.
pub fn routes(outbox: Arc<Outbox>) -> Router {
    Router::new()
        .route("/outbox", get(list))
        .route("/outbox.json", get(json))
        .route("/outbox/{name}", get(message))
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .with_state(outbox)
}

/// A page as a reply, with the headers that keep it to itself.
pub fn html(page: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, page).into_response()
}

fn page(template: &impl Template) -> Result<Response, Problem> {
    template.render().map(html).map_err(|_| Problem::unavailable())
}

/// What a query asks for; fields that are not known are refused, so that a slip of the pen does not list everything.
#[derive(Default)]
struct Asked {
    to: Option<String>,
    before: Option<String>,
}

impl Asked {
    fn read(query: Option<&str>, known: &'static [&'static str]) -> Result<Self, Problem> {
        let fields: Vec<(String, String)> =
            serde_urlencoded::from_str(query.unwrap_or_default()).unwrap_or_default();
        let mut asked = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                name if !known.contains(&name) => {
                    let expected = if known.contains(&"before") { "to and before alone" } else { "to alone" };
                    return Err(Problem::field("query", "has a field that is not known", expected));
                }
                // An empty form field asks for nothing.
                _ if value.is_empty() => {}
                "to" => asked.to = Some(recipient(value)),
                _ if index::number(&value).is_none() => {
                    return Err(Problem::field(
                        "before",
                        "is not the id of a message",
                        "an id such as 00000042",
                    ));
                }
                _ => asked.before = Some(value),
            }
        }
        Ok(asked)
    }
}

/// A number's plus, which a query reads as a space, is put back.
fn recipient(to: String) -> String {
    to.strip_prefix(' ').map(|digits| format!("+{digits}")).unwrap_or(to)
}

fn query_of(to: Option<&str>, before: Option<&str>) -> String {
    let fields = [("to", to), ("before", before)];
    let fields: Vec<_> = fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    serde_urlencoded::to_string(fields).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct List<'a> {
    to: Option<&'a str>,
    later: bool,
    lines: Vec<Line<'a>>,
    /// The query of the page that follows.
    older: Option<String>,
}

struct Line<'a> {
    entry: &'a Entry,
    title: String,
    at: String,
}

async fn list(State(outbox): State<Arc<Outbox>>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let Asked { to, before } = Asked::read(query.as_deref(), &["to", "before"])?;
    let found = outbox.page(to.as_deref(), before.as_deref(), PAGE).map_err(unreadable)?;
    let last = found.entries.last().filter(|_| found.more);
    let older = last.map(|entry| query_of(to.as_deref(), Some(&entry.id)));
    let lines = found.entries.iter().map(|entry| Line { entry, title: title(entry), at: shown_time(entry) });
    page(&List { to: to.as_deref(), later: before.is_some(), lines: lines.collect(), older })
}

/// The lines of the index are already what is to be given, so they are passed on as they are read, never all at once.
async fn json(State(outbox): State<Arc<Outbox>>, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let Asked { to, .. } = Asked::read(query.as_deref(), &["to"])?;
    let mut lines = outbox.lines(to.as_deref(), u64::MAX);
    let mut separator = b'[';
    let pieces = std::iter::from_fn(move || -> Option<io::Result<Bytes>> {
        let mut piece = Vec::new();
        for line in lines.by_ref().take(PIECE) {
            match line {
                Ok((line, _)) => {
                    piece.push(std::mem::replace(&mut separator, b','));
                    piece.extend(line);
                }
                Err(error) => return Some(Err(error)),
            }
        }
        match (piece.is_empty(), separator) {
            (false, _) => return Some(Ok(piece.into())),
            (true, 0) => return None,
            (true, b'[') => piece.extend(b"[]"),
            (true, _) => piece.push(b']'),
        }
        separator = 0;
        Some(Ok(piece.into()))
    });
    let mut reply = Response::new(Body::from_stream(futures_util::stream::iter(pieces)));
    let headers = reply.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(reply)
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    entry: &'a Entry,
    title: String,
    at: String,
    /// The query for the messages to the same recipient.
    others: String,
    from: Option<String>,
    html: Option<String>,
    pieces: Vec<Piece<'a>>,
    links: Vec<&'a str>,
}

async fn message(
    State(outbox): State<Arc<Outbox>>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let missing = || Problem::not_found("message");
    let Path(name) = name.map_err(|_| missing())?;
    let id = name.split_once('.').map_or(name.as_str(), |(id, _)| id);
    let entry = outbox.entry(id).map_err(unreadable)?.ok_or_else(missing)?;
    let (channel, source) = outbox.source(id).map_err(unreadable)?.ok_or_else(missing)?;
    if name == id {
        return rendered(&entry, &source);
    }
    if name != entry.file_name() {
        return Err(missing());
    }
    let kind = match channel {
        Channel::Email => "message/rfc822",
        Channel::Sms => "text/plain; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, source).into_response())
}

fn rendered(entry: &Entry, source: &[u8]) -> Result<Response, Problem> {
    let shown = match entry.channel {
        Channel::Email => eml::shown(source),
        Channel::Sms => eml::Shown::default(),
    };
    let pieces = pieces(&entry.text);
    let mut links: Vec<_> = pieces.iter().filter(|piece| piece.link).map(|piece| piece.text).collect();
    links.sort_unstable();
    links.dedup();
    let (title, at, others) = (title(entry), shown_time(entry), query_of(Some(&entry.to), None));
    page(&Message { entry, title, at, others, from: shown.from, html: shown.html, pieces, links })
}

fn unreadable(_: io::Error) -> Problem {
    Problem::unavailable()
}

/// The subject, or the first words.
fn title(entry: &Entry) -> String {
    let title = entry.subject.as_deref().unwrap_or(&entry.text);
    let mut words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(FIRST_WORDS) {
        words.truncate(cut);
        words.push('…');
    }
    if words.is_empty() { "(empty)".to_owned() } else { words }
}

fn shown_time(entry: &Entry) -> String {
    entry.sent_at.strftime("%-d %b %Y, %H:%M:%S UTC").to_string()
}

/// A piece of a text: a link, or what stands between links.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'a> {
    text: &'a str,
    link: bool,
}

/// Finds the links of a text; what ends a sentence behind one is not part of it.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = [rest.find("https://"), rest.find("http://")].into_iter().flatten().min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(from.len());
        let link = from.split_at(end).0.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        pieces.push(Piece { text: before, link: false });
        pieces.push(Piece { text: link, link: true });
        rest = from.split_at(link.len()).1;
    }
    pieces.push(Piece { text: rest, link: false });
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    base_url: &'a str,
    tls_url: Option<&'a str>,
    steps: Vec<(&'static str, String)>,
}

/// The page at `/`: says that Onramp runs here, where, and what to try next.
pub fn home(base_url: &str, tls_url: Option<&str>) -> String {
    let base_url = base_url.trim_end_matches('/');
    Home { base_url, tls_url, steps: steps(base_url) }.render().unwrap_or_default()
}

/// The main job, for a terminal: what each step is for, and how it is done.
pub fn steps(base: &str) -> Vec<(&'static str, String)> {
    let signed = "-H \"authorization: Bearer $TOKEN\"";
    let json = "-H 'content-type: application/json'";
    vec![
        (
            "Sign in as an administrator",
            format!(
                "TOKEN=$(curl -s {base}/dev/token -d '{{\"role\":\"Owner\"}}' | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"
            ),
        ),
        ("Count the phones that are not activated", format!("curl -s {signed} {base}/api/unactivated/count")),
        ("List them", format!("curl -s {signed} '{base}/api/unactivated?channel=email&limit=10'")),
        (
            "Look at the email before it goes out",
            format!("curl -s {signed} {json} {base}/api/preview -d '{{\"channel\":\"email\"}}'"),
        ),
        (
            "Send it to everybody in the list",
            format!(
                "SEND=$(curl -s {signed} {json} {base}/api/sends -d '{{\"channel\":\"email\",\"recipients\":{{\"all\":true}}}}' | sed 's/.*\"send_id\":\"\\([^\"]*\\)\".*/\\1/')"
            ),
        ),
        ("See how far it is", format!("curl -s {signed} {base}/api/sends/$SEND")),
        ("See what was sent, and open a link", format!("curl -s {base}/outbox.json")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str) -> Vec<(&str, bool)> {
        pieces(text).into_iter().map(|piece| (piece.text, piece.link)).collect()
    }

    #[test]
    fn links_are_found_and_what_ends_the_sentence_is_not_part_of_them() {
        let text = "Open (http://h/activate/a). Or <https://h/b>, bye http://";
        let wanted = [
            ("Open (", false),
            ("http://h/activate/a", true),
            ("). Or <", false),
            ("https://h/b", true),
            (">, bye ", false),
            ("http://", true),
        ];
        assert_eq!(linked(text)[..5], wanted[..5]);
        assert_eq!(linked("javascript:alert(1) é"), [("javascript:alert(1) é", false)]);
        assert_eq!(linked("http://h/é\u{a0}x"), [("http://h/é", true), ("\u{a0}x", false)]);
        assert!(linked("").is_empty());
    }

    #[test]
    fn home_names_each_step_of_the_main_job() {
        let page = home("http://127.0.0.1:8080/", Some("https://127.0.0.1:8443"));
        for wanted in [
            "http://127.0.0.1:8080/dev/token",
            "http://127.0.0.1:8080/api/unactivated/count",
            "/api/unactivated?channel=email",
            "/api/preview",
            "/api/sends/$SEND",
            "/outbox.json",
            "href=\"/outbox\"",
            "href=\"/openapi\"",
            "https://127.0.0.1:8443",
        ] {
            assert!(page.contains(wanted), "{wanted}");
        }
        assert!(!home("http://127.0.0.1:8080", None).contains("https://"));
    }
}
