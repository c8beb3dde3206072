//! The outbox's pages: what was sent, newest first, rendered and as source.

use super::{Entry, Outbox, shown};
use askama::Template;
use data_encoding::BASE64;
use http::{Method, StatusCode, header};
use mailparse::{MailHeaderMap, ParsedMail};
use onramp_usecases::ports::Clock;
use onramp_web::{Problem, Query, Request, Response, json_reply, segments, with_headers};

/// Messages on one page.
const PAGE: usize = 100;

#[derive(Template)]
#[template(path = "outbox.html")]
struct List<'a> {
    entries: &'a [Line],
    next: Option<String>,
}

struct Line {
    entry: Entry,
    title: String,
    at: String,
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    entry: &'a Entry,
    at: String,
    source: String,
    /// The HTML with its image put in, for the frame.
    html: Option<String>,
    link: Option<&'a str>,
}

/// Answers `/outbox`, `/outbox.json`, `/outbox/{id}` and the sources `/outbox/{id}.eml` and `.txt`.
pub fn answer<C: Clock>(outbox: &Outbox<C>, request: &Request) -> Result<Response, Problem> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Problem::method_not_allowed("GET"));
    }
    match segments(request).as_slice() {
        ["outbox.json"] => {
            let query = Query::read(request, &["to"])?;
            let to = query.text("to").map(recipient);
            Ok(json_reply(StatusCode::OK, &outbox.list(to.as_deref(), None, usize::MAX)))
        }
        ["outbox"] => {
            let query = Query::read(request, &["to", "before"])?;
            let to = query.text("to").map(recipient);
            let entries = outbox.list(to.as_deref(), query.text("before"), PAGE);
            list(entries)
        }
        ["outbox", name] => {
            let id = name.split('.').next().unwrap_or_default();
            let entry = outbox.entry(id).ok_or_else(|| Problem::not_found("message"))?;
            let source = outbox.source(&entry).map_err(|_| Problem::not_found("message"))?;
            if *name == id {
                return message(&entry, &source);
            }
            if *name != entry.file_name() {
                return Err(Problem::not_found("message"));
            }
            let kind = if entry.channel == "email" { "message/rfc822" } else { "text/plain; charset=utf-8" };
            Ok(with_headers(StatusCode::OK, &[(header::CONTENT_TYPE, kind)], source))
        }
        _ => Err(Problem::not_found("route")),
    }
}

/// A number's plus, which a query reads as a space, is put back.
fn recipient(to: &str) -> String {
    to.strip_prefix(' ').map_or_else(|| to.to_owned(), |digits| format!("+{digits}"))
}

fn page(page: &impl Template) -> Result<Response, Problem> {
    let body = page.render().map_err(|_| Problem::unavailable())?;
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    Ok(with_headers(StatusCode::OK, &headers, body))
}

fn list(entries: Vec<Entry>) -> Result<Response, Problem> {
    let next = (entries.len() == PAGE).then(|| entries.last().map(|entry| entry.id.clone())).flatten();
    let line = |entry: Entry| Line {
        title: entry.subject.clone().unwrap_or_else(|| entry.text.chars().take(70).collect()),
        at: shown(&entry.sent_at),
        entry,
    };
    page(&List { entries: &entries.into_iter().map(line).collect::<Vec<_>>(), next })
}

fn message(entry: &Entry, source: &[u8]) -> Result<Response, Problem> {
    let link =
        entry.text.split_whitespace().find(|word| word.starts_with("http") && word.contains("/activate/"));
    let html = (entry.channel == "email").then(|| html_of(source)).flatten();
    let source = String::from_utf8_lossy(source).into_owned();
    page(&Message { entry, at: shown(&entry.sent_at), source, html, link })
}

/// The HTML of a message as a mail client would show it: with its inline image in place.
fn html_of(source: &[u8]) -> Option<String> {
    let mail = mailparse::parse_mail(source).ok()?;
    let html = part(&mail, "text/html")?.get_body().ok()?;
    let Some(image) = part(&mail, "image/png") else {
        return Some(html);
    };
    let id = image.headers.get_first_value("Content-ID")?;
    let data = BASE64.encode(&image.get_body_raw().ok()?);
    let id = id.trim_matches(['<', '>']);
    Some(html.replace(&format!("cid:{id}"), &format!("data:image/png;base64,{data}")))
}

fn part<'a>(mail: &'a ParsedMail<'a>, kind: &str) -> Option<&'a ParsedMail<'a>> {
    mail.parts().find(|part| part.ctype.mimetype == kind)
}
