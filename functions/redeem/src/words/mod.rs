//! All text of the pages: a file for each language. A translator changes that file alone, and a language that lacks a text does
//! not compile. Plain constants: nothing is read or parsed when the function starts.
//!
//! Sentences are as [`onramp_domain::sentence`] has them, with `{org}`, `{support}`, `{account}` and `{when}`.

mod english;
mod french;
mod german;

use onramp_domain::Language;

/// The text of a language.
#[derive(Debug)]
pub struct Words {
    /// Whom to ask: below every page, behind a question that fits the page.
    pub ask: &'static str,
    /// The page of a live link.
    pub invitation: Invitation,
    /// The page of a phone that is active as of now.
    pub activated: Activated,
    /// The page of a link that was redeemed before.
    pub already: Notice,
    /// On that page: what to do if someone else did it.
    pub not_you: &'static str,
    /// The page of a link that ran out.
    pub expired: Notice,
    /// The page of a link that a newer one replaced.
    pub superseded: Notice,
    /// The page of what is no link.
    pub unknown: Notice,
    /// The page of a fault of ours.
    pub trouble: Notice,
}

/// The page of a live link.
#[derive(Debug)]
pub struct Invitation {
    /// The title and heading.
    pub title: &'static str,
    /// What it is about.
    pub intro: &'static str,
    /// Labels of facts: the account, the phone, how long the link works.
    pub account: &'static str,
    /// The phone.
    pub phone: &'static str,
    /// How long the link works.
    pub until: &'static str,
    /// Leads from the barcode to the button.
    pub here: &'static str,
    /// The button.
    pub activate: &'static str,
    /// Below it.
    pub once: &'static str,
    /// The way by the app.
    pub in_app: &'static str,
    /// Leads from the button to the barcode.
    pub other: &'static str,
    /// Above the barcode.
    pub scan: &'static str,
    /// The barcode, for those who do not see it.
    pub barcode: &'static str,
    /// Before the link as text.
    pub or_open: &'static str,
    /// The question at the end.
    pub help: &'static str,
    /// A phone whose platform is not known.
    pub smartphone: &'static str,
    /// A `{phone}` by the last `{digits}` of its number.
    pub ending: &'static str,
}

/// The page of a phone that is active as of now.
#[derive(Debug)]
pub struct Activated {
    /// The title and heading.
    pub title: &'static str,
    /// What it is now.
    pub text: &'static str,
    /// Adds the account to the app.
    pub add: &'static str,
    /// That the page is shown once, and to be kept secret.
    pub shown_once: &'static str,
    /// Leads to the other way.
    pub nothing_happens: &'static str,
    /// Before the key.
    pub by_hand: &'static str,
    /// The question at the end.
    pub help: &'static str,
}

/// A page that says something and has nothing to press.
#[derive(Debug)]
pub struct Notice {
    /// The title.
    pub title: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// What happened.
    pub text: &'static str,
    /// What to do.
    pub advice: &'static str,
    /// The question at the end.
    pub help: &'static str,
}

impl Words {
    /// The text of a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &english::WORDS,
            Language::German => &german::WORDS,
            Language::French => &french::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::sentence::names;
    use std::collections::BTreeSet;

    /// Every sentence that is given values.
    fn sentences(words: &Words) -> Vec<&'static str> {
        let notices = [&words.already, &words.expired, &words.superseded, &words.unknown, &words.trouble];
        let mut all = vec![
            words.ask,
            words.not_you,
            words.invitation.intro,
            words.invitation.ending,
            words.activated.text,
            words.activated.shown_once,
            words.activated.by_hand,
        ];
        all.extend(notices.iter().flat_map(|notice| [notice.text, notice.advice]));
        all
    }

    #[test]
    fn every_language_says_the_same_with_the_same_values() {
        let english = sentences(Words::of(Language::English));
        for language in Language::ALL {
            let said = sentences(Words::of(language));
            for (sentence, english) in said.iter().zip(&english) {
                let set = |sentence| names(sentence).into_iter().collect::<BTreeSet<_>>();
                assert_eq!(set(sentence), set(english), "{sentence}");
                assert_eq!(sentence.matches('*').count(), english.matches('*').count(), "{sentence}");
            }
        }
    }
}
