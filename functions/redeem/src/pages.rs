//! The pages that a person sees who follows an activation link: no request to any other host, and one script, which tells that
//! the page of a live link was opened by a browser that runs it, and does nothing else.

use askama::Template;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The one style sheet. Every page carries these very bytes and the policy names their hash.
const STYLE: &str = include_str!("../templates/style.css");

/// The one script, on the page of a live link alone.
const SCRIPT: &str = include_str!("../templates/opened.js");

/// The `Content-Security-Policy` of every page: our one style sheet, our one script, which may tell ourselves and nobody else,
/// forms to ourselves, nothing else.
pub fn content_security_policy() -> &'static str {
    static POLICY: LazyLock<String> = LazyLock::new(|| {
        let (style, script) = (hash(STYLE), hash(SCRIPT));
        format!(
            "default-src 'none'; style-src '{style}'; script-src '{script}'; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
    });
    &POLICY
}

fn hash(text: &str) -> String {
    format!("sha256-{}", BASE64.encode(&Sha256::digest(text)))
}

/// A live link: what it will do, for whom, and the button that does it.
#[derive(Template)]
#[template(path = "invitation.html")]
pub struct Invitation<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The account, masked, such as `a•••e (••• ••71)`.
    pub account: &'a str,
    /// What kind of phone it is, such as `Apple iOS`.
    pub phone: &'a str,
    /// The activation URL, shown as text.
    pub link: &'a str,
    /// The activation barcode as SVG. Goes into the page as it is: it must come from our own renderer.
    pub qr_svg: &'a str,
    /// What opens an authenticator app with this code, such as `duo://CODE-B64`.
    pub app_url: &'a str,
    /// The path that the button posts to.
    pub action: &'a str,
    /// When the link expires, such as `Wed 25 November 2026, 14:05 UTC`.
    pub expires: &'a str,
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
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The account, masked.
    pub account: &'a str,
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

/// The link was redeemed before.
#[derive(Template)]
#[template(path = "already_active.html")]
pub struct AlreadyActive<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The account, masked.
    pub account: &'a str,
    /// When the phone was activated, written as an [`Invitation`]'s expiry.
    pub since: &'a str,
}

/// The link expired before it was redeemed.
#[derive(Template)]
#[template(path = "expired.html")]
pub struct Expired<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The account, masked.
    pub account: &'a str,
    /// When the link expired, written as an [`Invitation`]'s expiry.
    pub at: &'a str,
}

/// A newer link took this one's place.
#[derive(Template)]
#[template(path = "superseded.html")]
pub struct Superseded<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
    /// The account, masked.
    pub account: &'a str,
}

/// No such link. Malformed and unknown codes get this same page.
#[derive(Template)]
#[template(path = "unknown.html")]
pub struct Unknown<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
}

/// A fault of ours, after which the link is as it was.
#[derive(Template)]
#[template(path = "trouble.html")]
pub struct Trouble<'a> {
    /// The organisation's name.
    pub org: &'a str,
    /// What stands in the page's head.
    pub logo: &'a str,
    /// Whom to ask.
    pub support: &'a str,
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

    fn invitation(org: &str) -> Invitation<'_> {
        Invitation {
            org,
            logo: org,
            support: SUPPORT,
            account: ACCOUNT,
            phone: "Apple iOS",
            link: LINK,
            qr_svg: QR,
            app_url: "duo://aB3dE5fG7hJ9kL1mN3pQ-b25yYW1wLmV4YW1wbGUub3Jn",
            action: "/activate/aB3dE5fG7hJ9kL1mN3pQ",
            expires: WHEN,
        }
    }

    fn activated(org: &str) -> Activated<'_> {
        Activated {
            org,
            logo: org,
            support: SUPPORT,
            account: ACCOUNT,
            otpauth_url: "otpauth://hotp/Example:alice?secret=GEZDGNBVGY&counter=0",
            secret: "GEZDGNBVGY",
        }
    }

    /// Every page, the invitation first.
    fn all(org: &str) -> [String; 7] {
        let (logo, support, account) = (org, SUPPORT, ACCOUNT);
        [
            invitation(org).render(),
            activated(org).render(),
            AlreadyActive { org, logo, support, account, since: WHEN }.render(),
            Expired { org, logo, support, account, at: WHEN }.render(),
            Superseded { org, logo, support, account }.render(),
            Unknown { org, logo, support }.render(),
            Trouble { org, logo, support }.render(),
        ]
        .map(Result::unwrap)
    }

    fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
        page.split_once(start).unwrap().1.split_once(end).unwrap().0
    }

    #[test]
    fn every_page_names_the_organisation_and_whom_to_ask() {
        let pages = all("Example");
        for page in &pages {
            let text = between(page, "<body>", "</body>");
            assert!(text.contains("Example") && text.contains(SUPPORT), "{text}");
            for tag in ["<h1>", "<main>", "</main>", "<title>"] {
                assert_eq!(page.matches(tag).count(), 1, "{tag}");
            }
        }
        let mut titles = pages.each_ref().map(|page| between(page, "<title>", "</title>"));
        assert!(titles.iter().all(|title| title.ends_with("Example")));
        titles.sort_unstable();
        assert!(titles.windows(2).all(|pair| pair[0] != pair[1]), "{titles:?}");
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
            assert!(page.len() < 12_000, "{} bytes", page.len());
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
        let page = Invitation { account: "<b>", phone: "<i>", ..invitation("Example") }.render().unwrap();
        assert!(page.contains("&#60;b&#62;") && page.contains("&#60;i&#62;"));
        let page = Invitation { action: "/\"><b>", ..invitation("Example") }.render().unwrap();
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
        let page = invitation("Example").render().unwrap();
        assert!(page.contains(r#"href="duo://aB3dE5fG7hJ9kL1mN3pQ-b25yYW1wLmV4YW1wbGUub3Jn""#));
        assert!(page.contains(&format!(">{LINK}<")) && page.contains(WHEN) && page.contains(ACCOUNT));
        assert!(page.contains("><svg viewBox=\"0 0 1 1\">") && !page.contains("<?xml"));
    }

    #[test]
    fn an_activated_page_carries_the_key_by_fours_and_the_url_that_adds_it() {
        let page = activated("Example").render().unwrap();
        assert!(page.contains("<span>GEZD</span><wbr><span>GNBV</span><wbr><span>GY</span>"));
        assert!(
            page.contains(r#"href="otpauth://hotp/Example:alice?secret=GEZDGNBVGY&#38;counter=0""#),
            "{page}"
        );
    }
}
