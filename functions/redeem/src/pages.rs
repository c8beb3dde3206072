//! The pages that a person sees who opens a link. They work without scripts, and have none.

use askama::Template;
use data_encoding::BASE64;
use onramp_domain::Settings;
use sha2::{Digest, Sha256};

/// The style of every page, which the content security policy names by its hash.
pub const STYLE: &str = include_str!("../templates/style.css");

/// The policy of every page: its own style, its own form, and nothing else from anywhere.
pub fn content_security_policy() -> String {
    let hash = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Who invites, and whom to ask.
#[derive(Debug, Clone, Copy)]
pub struct Who<'a> {
    org: &'a str,
    support: &'a str,
}

impl<'a> From<&'a Settings> for Who<'a> {
    fn from(settings: &'a Settings) -> Self {
        Self { org: &settings.org, support: &settings.support }
    }
}

/// A live link: says what will happen, and asks.
#[derive(Debug, Template)]
#[template(path = "invitation.html")]
pub struct Invitation<'a> {
    /// Who invites.
    pub who: Who<'a>,
    /// The account, masked.
    pub account: &'a str,
    /// The phone, masked.
    pub phone: &'a str,
    /// When the link expires.
    pub expires: &'a str,
    /// Where the button's form goes.
    pub action: &'a str,
    /// What opens the authenticator app.
    pub app_url: &'a str,
    /// The link as QR, for those who opened it on another screen.
    pub qr_svg: &'a str,
}

/// The phone became active.
#[derive(Debug, Template)]
#[template(path = "activated.html")]
pub struct Activated<'a> {
    /// Who invites.
    pub who: Who<'a>,
    /// The account, masked.
    pub account: &'a str,
    /// Adds the account to the authenticator app of the phone.
    pub otpauth_url: &'a str,
    /// The same key for typing in, in groups of four.
    pub secret: &'a str,
}

/// Nothing was activated; says why and what to do.
#[derive(Debug, Template)]
#[template(path = "refused.html")]
pub struct Refused<'a> {
    who: Who<'a>,
    title: &'static str,
    good: bool,
    account: &'a str,
    lines: Vec<String>,
}

impl<'a> Refused<'a> {
    fn new(who: Who<'a>, title: &'static str, account: &'a str, lines: Vec<String>) -> Self {
        Self { who, title, good: false, account, lines }
    }

    /// The link was used.
    pub fn already_active(who: Who<'a>, account: &'a str, since: &str) -> Self {
        let lines = vec![
            format!("It has been active since {since}. There is nothing left to do here."),
            format!(
                "If that was not you, tell {} at once: someone else may be able to sign in as you.",
                who.support
            ),
        ];
        Self { good: true, ..Self::new(who, "This phone is already active", account, lines) }
    }

    /// The link ran out.
    pub fn expired(who: Who<'a>, account: &'a str, at: &str) -> Self {
        let lines = vec![
            format!("It worked until {at} and was not used. Nothing has changed on your account."),
            format!("Ask {} for a new one.", who.support),
        ];
        Self::new(who, "This link has expired", account, lines)
    }

    /// A newer link took this one's place.
    pub fn superseded(who: Who<'a>, account: &'a str) -> Self {
        let lines = vec![
            "A newer link was made for you. Use the newest message that you have, or the code you were shown.".into(),
            format!("If you cannot find it, ask {} for another.", who.support),
        ];
        Self::new(who, "A newer link has replaced this one", account, lines)
    }

    /// There is no such link, whatever was given.
    pub fn unknown(who: Who<'a>) -> Self {
        let lines = vec![
            "Check that the link is complete: it ends in 20 letters and digits. Some programs cut long links at the \
             end of a line."
                .into(),
            format!("If it is complete, ask {} for a new one.", who.support),
        ];
        Self::new(who, "This link is not known", "", lines)
    }

    /// Something is wrong on this side.
    pub fn trouble(who: Who<'a>) -> Self {
        let lines = vec!["It is not your fault. Your link still works: try it again in a minute.".into()];
        Self::new(who, "This did not work just now", "", lines)
    }
}

/// A key in groups of four characters, for typing in.
pub fn grouped(secret: &str) -> String {
    let chars: Vec<char> = secret.chars().collect();
    chars.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: Who<'static> = Who { org: "Ex <script> & Co", support: "helpdesk@example.org" };

    fn pages() -> Vec<String> {
        let invitation = Invitation {
            who: WHO,
            account: "a•••e",
            phone: "Apple iOS",
            expires: "soon",
            action: "/activate/x",
            app_url: "duo://x-y",
            qr_svg: "<svg></svg>",
        };
        let activated = Activated {
            who: WHO,
            account: "a•••e",
            otpauth_url: "otpauth://hotp/x",
            secret: &grouped("ABCDEFGH"),
        };
        vec![
            invitation.render().unwrap(),
            activated.render().unwrap(),
            Refused::already_active(WHO, "a•••e", "then").render().unwrap(),
            Refused::expired(WHO, "a•••e", "then").render().unwrap(),
            Refused::superseded(WHO, "a•••e").render().unwrap(),
            Refused::unknown(WHO).render().unwrap(),
            Refused::trouble(WHO).render().unwrap(),
        ]
    }

    #[test]
    fn every_page_names_the_organisation_and_whom_to_ask_and_runs_nothing() {
        for page in pages() {
            assert!(
                page.contains("Ex &#60;script&#62; &#38; Co") && page.contains("helpdesk@example.org"),
                "{page}"
            );
            assert!(!page.contains("<script") && !page.contains("http"), "{page}");
            assert!(page.len() < 12_000);
        }
    }

    #[test]
    fn the_policy_names_the_style_as_it_stands_in_the_page() {
        for page in pages() {
            let style = page.split("<style>").nth(1).unwrap().split("</style>").next().unwrap();
            let hash = BASE64.encode(&Sha256::digest(style.as_bytes()));
            assert!(content_security_policy().contains(&hash));
            assert!(!page.contains("style="));
        }
    }

    #[test]
    fn only_the_invitation_has_a_form_and_one() {
        let forms: Vec<_> = pages().iter().map(|page| page.matches("<form ").count()).collect();
        assert_eq!(forms, [1, 0, 0, 0, 0, 0, 0]);
    }
}
