//! Templates: the admin's plain text with placeholders, parsed once and rendered for each recipient.

use super::{Flaw, MAX_SEGMENTS};
use crate::bidi::isolated;
use crate::sentence::{escape, own_direction};
use crate::{Invalid, Language};
use std::borrow::Cow;

/// Most characters of a message.
const MAX_BODY: usize = 5_000;
/// Most characters of a subject.
const MAX_SUBJECT: usize = 150;
/// How a paragraph begins. An admin writes in any language, so its direction is that of its first letter.
const PARAGRAPH: &str = "<p class=\"text\" dir=\"auto\">";

/// What placeholders stand for.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The language of what is not the admin's.
    pub language: Language,
    /// The organisation.
    pub org: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The name that email comes from.
    pub sender: &'a str,
    /// What stands in the head of an email, if something does beside the organisation's name.
    pub logo: Option<&'a str>,
    /// The person's name.
    pub realname: &'a str,
    /// The person's username.
    pub username: &'a str,
    /// The activation URL.
    pub link: &'a str,
    /// When the link expires, as the language and the channel tell it.
    pub expires: &'a str,
    /// How long the link lives, in seconds.
    pub lifetime_secs: i64,
}

/// What may stand between braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placeholder {
    RealName,
    Username,
    Link,
    Expires,
    Org,
}

/// The placeholders by name.
const PLACEHOLDERS: [(&str, Placeholder); 5] = [
    ("realname", Placeholder::RealName),
    ("username", Placeholder::Username),
    ("link", Placeholder::Link),
    ("expires", Placeholder::Expires),
    ("org", Placeholder::Org),
];

/// The placeholders' names, as they stand between braces.
pub fn placeholders() -> impl Iterator<Item = &'static str> {
    PLACEHOLDERS.iter().map(|(name, _)| *name)
}

impl Placeholder {
    fn value<'a>(self, facts: &Facts<'a>) -> &'a str {
        match self {
            Self::RealName if facts.realname.is_empty() => facts.username,
            Self::RealName => facts.realname,
            Self::Username => facts.username,
            Self::Link => facts.link,
            Self::Expires => facts.expires,
            Self::Org => facts.org,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Text(String),
    Fact(Placeholder),
}

/// A text with placeholders: `{realname}`, `{username}`, `{link}`, `{expires}`, `{org}`; `{{` and `}}` are braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Segment>);

impl Template {
    /// Reads a subject: one line of 1 to 150 characters, without a link.
    pub fn subject(text: &str) -> Result<Self, Flaw> {
        let template = Self::parse(sound(text.trim(), MAX_SUBJECT, &[])?)?;
        if template.has(Placeholder::Link) { Err(Flaw::LinkInSubject) } else { Ok(template) }
    }

    /// Reads a message: 1 to 5,000 characters. A link that is missing is put on a line of its own at the end.
    pub fn body(text: &str) -> Result<Self, Flaw> {
        let text = text.replace("\r\n", "\n");
        let mut template = Self::parse(sound(text.trim(), MAX_BODY, &['\n', '\t'])?)?;
        if !template.has(Placeholder::Link) {
            template.0.push(Segment::Text("\n\n".into()));
            template.0.push(Segment::Fact(Placeholder::Link));
        }
        Ok(template)
    }

    fn parse(text: &str) -> Result<Self, Flaw> {
        let (mut segments, mut plain, mut rest) = (Vec::new(), String::new(), text);
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let behind = &rest[at + 1..];
            if rest[at..].starts_with("{{") || rest[at..].starts_with("}}") {
                plain.push_str(&rest[at..=at]);
                rest = &behind[1..];
            } else if rest[at..].starts_with('}') {
                plain.push('}');
                rest = behind;
            } else {
                let Some((name, after)) = behind.split_once('}') else {
                    return Err(Flaw::Unclosed);
                };
                let known = PLACEHOLDERS.iter().find(|(known, _)| *known == name.trim());
                let Some((_, placeholder)) = known else {
                    return Err(Flaw::Unknown(name.chars().filter(|c| !c.is_control()).take(40).collect()));
                };
                if !plain.is_empty() {
                    segments.push(Segment::Text(std::mem::take(&mut plain)));
                }
                segments.push(Segment::Fact(*placeholder));
                rest = after;
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            segments.push(Segment::Text(plain));
        }
        Ok(Self(segments))
    }

    fn has(&self, wanted: Placeholder) -> bool {
        self.0.contains(&Segment::Fact(wanted))
    }

    /// The text for a recipient.
    pub fn render(&self, facts: &Facts<'_>) -> String {
        self.fill(|fact| fact.value(facts).into())
    }

    /// The same, where names of the other direction change nothing around them. The link stays bare: what stands beside it
    /// may be taken for a part of it.
    pub fn render_isolated(&self, facts: &Facts<'_>) -> String {
        self.fill(|fact| match fact {
            Placeholder::Link => facts.link.into(),
            fact => isolated(fact.value(facts)),
        })
    }

    fn fill<'a>(&self, value: impl Fn(Placeholder) -> Cow<'a, str>) -> String {
        self.0.iter().fold(String::new(), |mut text, segment| {
            match segment {
                Segment::Text(plain) => text.push_str(plain),
                Segment::Fact(fact) => text.push_str(&value(*fact)),
            }
            text
        })
    }

    /// The text for a recipient as the inside of HTML paragraphs of the class `text`: escaped, with its line breaks,
    /// the link as a link, each paragraph and each name in its own direction.
    pub fn render_html(&self, facts: &Facts<'_>) -> String {
        let mut html = String::from(PARAGRAPH);
        for segment in &self.0 {
            match segment {
                Segment::Text(plain) => {
                    let escaped = escape(plain);
                    let paragraphs: Vec<_> =
                        escaped.split("\n\n").map(|part| part.replace('\n', "<br>\n")).collect();
                    html.push_str(&paragraphs.join(&format!("</p>\n{PARAGRAPH}")));
                }
                Segment::Fact(Placeholder::Link) => {
                    let link = escape(facts.link);
                    html.extend(["<a href=\"", &link, "\">", &link, "</a>"]);
                }
                Segment::Fact(fact) => html.push_str(&own_direction(fact.value(facts))),
            }
        }
        html.push_str("</p>");
        html
    }
}

/// A text of at most so many characters, at least one, and no control characters but those.
fn sound<'a>(text: &'a str, most: usize, allowed: &[char]) -> Result<&'a str, Flaw> {
    match text.chars().count() {
        0 => Err(Flaw::Empty),
        length if length > most => Err(Flaw::TooLong(length, most)),
        _ if text.chars().any(|c| c.is_control() && !allowed.contains(&c)) => Err(Flaw::Control),
        _ => Ok(text),
    }
}

impl From<Flaw> for Invalid {
    fn from(flaw: Flaw) -> Self {
        let known = || {
            let names: Vec<_> = placeholders().map(|name| format!("{{{name}}}")).collect();
            format!("only {}; a brace is written {{{{ or }}}}", names.join(", "))
        };
        match flaw {
            Flaw::Empty => Self::new("is empty", "at least one character of plain text"),
            Flaw::TooLong(length, most) => {
                Self::new(format!("has {length} characters"), format!("1 to {most} characters of plain text"))
            }
            Flaw::Control => Self::new(
                "holds a control character, or a line break where none may be",
                "plain text; a subject is one line",
            ),
            Flaw::Unclosed => Self::new("has a { that is never closed", known()),
            Flaw::Unknown(name) => Self::new(format!("uses the unknown placeholder {{{name}}}"), known()),
            Flaw::LinkInSubject => {
                Self::new("holds {link}", "a subject without a link; the message holds it")
            }
            Flaw::Parts(parts) => Self::new(
                format!("takes {parts} segments as an SMS with its header and link"),
                format!(
                    "at most {MAX_SEGMENTS} segments: 459 characters of GSM-7, or 201 with any other character"
                ),
            ),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub const FACTS: Facts<'static> = Facts {
        language: Language::English,
        org: "Example & Sons",
        support: "helpdesk@example.org",
        sender: "Example & Sons",
        logo: None,
        realname: "Zoë <script>alert(1)</script>",
        username: "zoe",
        link: "https://onramp.example.org/activate/AbCdEfGhIjKlMnOpQrSt",
        expires: "Wed 25 November 2026, 13:45 UTC",
        lifetime_secs: 86_400,
    };

    #[test]
    fn each_placeholder_is_filled() {
        let body = Template::body("{realname}/{username}/{link}/{expires}/{org}/{{x}}/}").unwrap();
        let said = body.render(&Facts { realname: "Zoë", ..FACTS });
        let link = FACTS.link;
        assert_eq!(said, format!("Zoë/zoe/{link}/Wed 25 November 2026, 13:45 UTC/Example & Sons/{{x}}/}}"));
        assert!(body.render(&Facts { realname: "", ..FACTS }).starts_with("zoe/zoe/"));
    }

    #[test]
    fn an_unknown_placeholder_is_refused_by_name() {
        let refused = Invalid::from(Template::body("Hello {name}").unwrap_err());
        assert!(refused.wrong.contains("{name}") && refused.expected.contains("{realname}"), "{refused}");
        assert!(Template::body("Hello {realname").is_err());
        assert!(Template::body("{}").is_err());
    }

    #[test]
    fn a_missing_link_is_appended() {
        let said = Template::body("Please activate.").unwrap().render(&FACTS);
        assert_eq!(said, format!("Please activate.\n\n{}", FACTS.link));
    }

    #[test]
    fn a_subject_is_one_line_without_a_link() {
        for text in ["", "a\nb", "a\r\nBcc: x@example.org", "see {link}", &"x".repeat(151)] {
            assert!(Template::subject(text).is_err(), "{text}");
        }
    }

    #[test]
    fn nothing_in_a_message_becomes_markup() {
        let html = Template::body("<b>Hi</b> {realname}\nsee\n\n{link} {org}").unwrap().render_html(&FACTS);
        assert!(!html.contains("<b>") && !html.contains("<script>"), "{html}");
        assert!(
            html.contains("<br>") && html.matches("<p ").count() == 2 && html.contains("<a href=\"https://")
        );
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_said_without_markup(text in "[ -~\\n{}<>&é]{1,80}") {
            if let Ok(body) = Template::body(&text) {
                prop_assert!(body.render(&FACTS).contains(FACTS.link));
                let html = body.render_html(&Facts { realname: "r", ..FACTS });
                let rest = html.replace(PARAGRAPH, "").replace("</p>", "").replace("<br>", "")
                    .replace("<span dir=\"auto\">", "").replace("</span>", "")
                    .replace(&format!("<a href=\"{}\">", FACTS.link), "").replace("</a>", "");
                prop_assert!(!rest.contains('<') && !rest.contains('>'), "{}", rest);
            }
        }
    }
}
