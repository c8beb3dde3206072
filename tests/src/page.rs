//! Pages, read as a browser reads them.

use reqwest::Url;

/// The one form of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it goes.
    pub action: Url,
    /// How it goes, in upper case.
    pub method: String,
    /// Its hidden fields, URL-encoded.
    pub body: String,
}

impl Form {
    /// Reads the form of a page that was fetched from `base`.
    pub fn read(html: &str, base: &str) -> Self {
        let mut forms = tags(html, "form");
        let form = forms.next().unwrap_or_else(|| panic!("the page has a form: {html}"));
        assert!(forms.next().is_none(), "the page has one form: {html}");
        let base = Url::parse(base).unwrap();
        let action = attribute(form, "action").map_or(base.clone(), |action| base.join(&action).unwrap());
        let method = attribute(form, "method").unwrap_or_else(|| "get".to_owned()).to_uppercase();
        let mut body = Url::parse("http://form").unwrap();
        for input in tags(html, "input") {
            if let Some(name) = attribute(input, "name") {
                body.query_pairs_mut().append_pair(&name, &attribute(input, "value").unwrap_or_default());
            }
        }
        Self { action, method, body: body.query().unwrap_or_default().to_owned() }
    }
}

/// The values of an attribute of all elements of a kind, such as `href` of `a`.
pub fn values(html: &str, element: &str, name: &str) -> Vec<String> {
    tags(html, element).filter_map(|tag| attribute(tag, name)).collect()
}

/// A page's text without its tags, as one line.
pub fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        rest = after.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    unescape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What stands inside the start tags of an element.
fn tags<'a>(html: &'a str, element: &str) -> impl Iterator<Item = &'a str> {
    let start = format!("<{element}");
    html.match_indices('<')
        .filter(move |(at, _)| {
            let here = &html[*at..];
            here.get(..start.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&start))
                && here[start.len()..].starts_with([' ', '\n', '>', '/'])
        })
        .filter_map(|(at, _)| html[at + 1..].split_once('>').map(|(tag, _)| tag))
}

/// The value of an attribute in a tag, quoted in either way or not at all.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let value = after.trim_start();
        let (value, next) = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split_once(quote)?,
            _ => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if before.split_whitespace().next_back().is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(unescape(value));
        }
        rest = next;
    }
}

/// The entities that templates write.
pub fn unescape(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
    .replace("&#38;", "&")
    .replace("&amp;", "&")
}
