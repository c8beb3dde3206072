//! The pages that a person sees who follows an activation link: no request to any other host, and one script, which tells that
//! the page of a live link was opened by a browser that runs it, and does nothing else.

use crate::words::{self, Words};
use askama::Template;
use data_encoding::BASE64;
use onramp_domain::{Language, Settings, sentence};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The one style sheet. Every page carries these very bytes and the policy names their hash.
const STYLE: &str = include_str!("../templates/style.css");

/// The one script, on the page of a live link alone.
const SCRIPT: &str = include_str!("../templates/opened.js");

/// The `Content-Security-Policy` of every page: our one style sheet, our one script, which may tell ourselves and nobody else,
/// forms to ourselves, an icon that is nothing, nothing else.
pub fn content_security_policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let (style, script) = (hash(STYLE), hash(SCRIPT));
        format!(
            "default-src 'none'; style-src '{style}'; script-src '{script}'; connect-src 'self'; \
             img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    });
    &POLICY
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text)))
}

/// What every page shows, and what its sentences name.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The language of the page.
    pub language: Language,
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The account, masked, such as `a•••e (••• ••71)`; empty where there is none.
    pub account: &'a str,
    /// When the link expires, expired or was redeemed, as the language tells it; empty where there is no such time.
    pub when: &'a str,
}

impl<'a> Frame<'a> {
    /// The frame in the language that the visitor likes, or else in the organisation's; of no account yet.
    pub fn of(settings: &'a Settings, liked: Option<Language>) -> Self {
        Self {
            language: liked.unwrap_or(settings.language),
            org: &settings.org,
            logo: settings.logo(),
            support: &settings.support,
            account: "",
            when: "",
        }
    }
}

impl Frame<'_> {
    fn words(&self) -> &'static Words {
        Words::of(self.language)
    }

    fn say(&self, sentence: &str) -> String {
        let values =
            [("org", self.org), ("support", self.support), ("account", self.account), ("when", self.when)];
        sentence::html(sentence, &values)
    }
}

/// A live link: what it will do, for whom, and the button that does it.
#[derive(Template)]
#[template(path = "invitation.html")]
pub struct Invitation<'a> {
    /// What it shares with every page.
    pub frame: Frame<'a>,
    /// Its text.
    pub words: &'static words::Invitation,
    /// What kind of phone it is, such as `Apple iOS ending in 71`.
    pub phone: &'a str,
    /// The activation URL, shown as text.
    pub link: &'a str,
    /// The activation barcode as SVG. Goes into the page as it is: it must come from our own renderer.
    pub qr_svg: &'a str,
    /// What opens an authenticator app with this code, such as `duo://CODE-B64`.
    pub app_url: &'a str,
    /// The path that the button posts to.
    pub action: &'a str,
}

impl Invitation<'_> {
    /// The barcode from its `<svg` on: an XML declaration has no place within HTML.
    fn inline_svg(&self) -> &str {
        self.qr_svg.find("<svg").map_or("", |at| &self.qr_svg[at..])
    }
}

/// The phone is active as of now: the account's key, for its authenticator app.
#[derive(Template)]
#[template(path = "activated.html")]
pub struct Activated<'a> {
    /// What it shares with every page.
    pub frame: Frame<'a>,
    /// Its text.
    pub words: &'static words::Activated,
    /// The `otpauth://hotp/` URL that adds the account to the authenticator app on this phone.
    pub otpauth_url: &'a str,
    /// The key in base 32, for typing in.
    pub secret: &'a str,
}

impl Activated<'_> {
    /// The key by fours. Space between them is left to the style, so that a copied key has none.
    fn groups(&self) -> Vec<String> {
        let letters: Vec<char> = self.secret.chars().filter(|c| !c.is_whitespace()).collect();
        letters.chunks(4).map(String::from_iter).collect()
    }
}

/// What a page says that has nothing to press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The link was redeemed before.
    Already,
    /// The link expired before it was redeemed.
    Expired,
    /// A newer link took this one's place.
    Superseded,
    /// No such link. Malformed and unknown codes get this same page.
    Unknown,
    /// A fault of ours, after which the link is as it was.
    Trouble,
}

impl Kind {
    fn words(self, words: &'static Words) -> &'static words::Notice {
        match self {
            Self::Already => &words.already,
            Self::Expired => &words.expired,
            Self::Superseded => &words.superseded,
            Self::Unknown => &words.unknown,
            Self::Trouble => &words.trouble,
        }
    }

    /// The path within the circle: a tick, a clock's hands, an arrow, a question mark, an exclamation mark.
    const fn icon(self) -> &'static str {
        match self {
            Self::Already => "M14 25l7 7 13-15",
            Self::Expired => "M24 12v13l8 5",
            Self::Superseded => "M14 24h19M25 15l9 9-9 9",
            Self::Unknown => "M18 19a6 6 0 1 1 9 5c-2 1-3 2-3 5M24 35v.1",
            Self::Trouble => "M24 13v13M24 34v.1",
        }
    }

    fn role(self) -> &'static str {
        if self == Self::Trouble { "alert" } else { "status" }
    }

    fn is_good(self) -> bool {
        self == Self::Already
    }
}

/// A page that says something and has nothing to press.
#[derive(Template)]
#[template(path = "notice.html")]
pub struct Notice<'a> {
    frame: Frame<'a>,
    words: &'static words::Notice,
    kind: Kind,
}

impl<'a> Notice<'a> {
    /// The page of a kind.
    pub fn of(kind: Kind, frame: Frame<'a>) -> Self {
        Self { frame, words: kind.words(frame.words()), kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SUPPORT: &str = "helpdesk@example.org";
    const ACCOUNT: &str = "a•••e (••• ••71)";
    const WHEN: &str = "Wed 25 November 2026, 14:05 UTC";
    const LINK: &str = "https://onramp.example.org/activate/aB3dE5fG7hJ9kL1mN3pQ";
    const QR: &str =
        r#"<?xml version="1.0" standalone="yes"?><svg viewBox="0 0 1 1"><path d="M0 0h1v1H0V0"/></svg>"#;

    fn frame(language: Language, org: &str) -> Frame<'_> {
        Frame { language, org, logo: org, support: SUPPORT, account: ACCOUNT, when: WHEN }
    }

    fn invitation(frame: Frame<'_>) -> Invitation<'_> {
        Invitation {
            frame,
            words: &frame.words().invitation,
            phone: "Apple iOS",
            link: LINK,
            qr_svg: QR,
            app_url: "duo://aB3dE5fG7hJ9kL1mN3pQ-b25yYW1wLmV4YW1wbGUub3Jn",
            action: "/activate/aB3dE5fG7hJ9kL1mN3pQ",
        }
    }

    fn activated(frame: Frame<'_>) -> Activated<'_> {
        Activated {
            frame,
            words: &frame.words().activated,
            otpauth_url: "otpauth://hotp/Example:alice?secret=GEZDGNBVGY&counter=0",
            secret: "GEZDGNBVGY",
        }
    }

    /// Every page, the invitation first.
    fn all_in(language: Language, org: &str) -> [String; 7] {
        let frame = frame(language, org);
        let notice = |kind| Notice::of(kind, frame).render();
        [
            invitation(frame).render(),
            activated(frame).render(),
            notice(Kind::Already),
            notice(Kind::Expired),
            notice(Kind::Superseded),
            notice(Kind::Unknown),
            notice(Kind::Trouble),
        ]
        .map(Result::unwrap)
    }

    fn all(org: &str) -> [String; 7] {
        all_in(Language::English, org)
    }

    fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
        page.split_once(start).unwrap().1.split_once(end).unwrap().0
    }

    #[test]
    fn every_page_names_the_organisation_and_whom_to_ask_in_its_language() {
        for language in Language::ALL {
            let pages = all_in(language, "Example");
            for page in &pages {
                assert!(page.contains(&format!("<html lang=\"{}\" dir=\"ltr\">", language.tag())));
                let text = between(page, "<body>", "</body>").replace(SCRIPT, "");
                assert!(text.contains("Example") && text.contains(SUPPORT), "{text}");
                assert!(!text.contains(['{', '}', '*']), "{text}");
                for tag in ["<h1>", "<main>", "</main>", "<title>"] {
                    assert_eq!(page.matches(tag).count(), 1, "{tag}");
                }
                assert!(page.len() < 12_000, "{} bytes", page.len());
            }
            let mut titles = pages.each_ref().map(|page| between(page, "<title>", "</title>"));
            assert!(titles.iter().all(|title| title.ends_with("Example")));
            titles.sort_unstable();
            assert!(titles.windows(2).all(|pair| pair[0] != pair[1]), "{titles:?}");
        }
    }

    #[test]
    fn names_of_the_other_direction_have_a_place_of_their_own_in_every_sentence() {
        for language in Language::ALL {
            let name = "בנק (1)";
            let frame = Frame { account: "ל•••ה", support: "شعبة ٤", ..frame(language, name) };
            let page = Notice::of(Kind::Already, frame).render().unwrap();
            let body = between(&page, "<body>", "</body>");
            let rest = [name, frame.account, frame.support]
                .iter()
                .fold(body.to_owned(), |rest, value| rest.replace(&format!(" dir=\"auto\">{value}</"), ""));
            assert!(!rest.contains(['ב', 'ל', 'ش']), "{rest}");
        }
    }

    #[test]
    fn no_page_runs_another_script_or_names_another_host() {
        for page in all("Example") {
            let page = page.replace(LINK, "").replace(&format!("<script>{SCRIPT}</script>"), "");
            for banned in ["<script", "javascript:", "http://", "https://", "url(", "@import"] {
                assert!(!page.contains(banned), "{banned}");
            }
            for attribute in [" style=", " src=", " srcset=", " onclick=", " onload="] {
                assert!(!page.contains(attribute), "{attribute}");
            }
        }
    }

    #[test]
    fn what_people_typed_is_text() {
        let org = "<script>alert(1)</script>\"'&";
        for page in all(org) {
            let page = page.replace(&format!("<script>{SCRIPT}</script>"), "");
            assert!(!page.contains("<script") && !page.contains("</script"), "{page}");
            assert!(page.contains("&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;"), "{page}");
        }
        let english = frame(Language::English, "Example");
        let page = Invitation { phone: "<i>", ..invitation(Frame { account: "<b>", ..english }) };
        let page = page.render().unwrap();
        assert!(page.contains("&#60;b&#62;") && page.contains("&#60;i&#62;"));
        let page = Invitation { action: "/\"><b>", ..invitation(english) }.render().unwrap();
        assert!(page.contains("action=\"/&#34;&#62;&#60;b&#62;\""));
    }

    #[test]
    fn the_policy_allows_the_style_of_every_page_and_the_script_of_one_and_no_other() {
        assert!(!STYLE.contains('\r'), "a browser hashes \\n where the file has \\r\\n");
        assert!(!STYLE.contains('<'), "nothing may close the style element early");
        for page in all("Example") {
            assert_eq!(page.matches("<style").count(), 1);
            let style = hash(between(&page, "<style>", "</style>"));
            assert!(content_security_policy().contains(&format!("style-src '{style}';")));
        }
        let [invitation, rest @ ..] = all("Example");
        let script = hash(between(&invitation, "<script>", "</script>"));
        assert!(content_security_policy().contains(&format!("script-src '{script}';")));
        assert!(rest.iter().all(|page| !page.contains("<script")), "only a live link is told of");
        assert!(!SCRIPT.contains('<') && !SCRIPT.contains("submit") && !SCRIPT.contains("click"));
        assert!(content_security_policy().starts_with("default-src 'none'; "));
    }

    #[test]
    fn only_an_invitation_has_a_form_and_it_has_one() {
        let [invitation, rest @ ..] = all("Example");
        assert_eq!(invitation.matches("<form").count(), 1);
        assert_eq!(invitation.matches("<button").count(), 1);
        assert!(invitation.contains(r#"<form method="post" action="/activate/aB3dE5fG7hJ9kL1mN3pQ">"#));
        for page in rest {
            assert!(!page.contains("<form") && !page.contains("<button"), "{page}");
        }
    }

    #[test]
    fn an_invitation_carries_the_app_url_the_link_and_the_barcode() {
        let page = &all("Example")[0];
        assert!(page.contains(r#"href="duo://aB3dE5fG7hJ9kL1mN3pQ-b25yYW1wLmV4YW1wbGUub3Jn""#));
        assert!(page.contains(&format!(">{LINK}<")) && page.contains(WHEN) && page.contains(ACCOUNT));
        assert!(page.contains("><svg viewBox=\"0 0 1 1\">") && !page.contains("<?xml"));
    }

    #[test]
    fn an_activated_page_carries_the_key_by_fours_and_the_url_that_adds_it() {
        let page = &all("Example")[1];
        assert!(page.contains("<span>GEZD</span><wbr><span>GNBV</span><wbr><span>GY</span>"));
        assert!(
            page.contains(r#"href="otpauth://hotp/Example:alice?secret=GEZDGNBVGY&#38;counter=0""#),
            "{page}"
        );
    }
}
