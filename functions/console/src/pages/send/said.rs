//! What is said of what was done: tests, and what is wrong with the words.

use super::Desk;
use super::draft::Draft;
use crate::language::Words;
use crate::layout::reason_key;
use crate::{Parts, Stop};
use onramp_domain::message::{Flaw, Wording};
use onramp_domain::{Channel, DefaultMessage, PhoneNumber};
use onramp_usecases::admin::Scene;
use onramp_usecases::send_test::{From, Tested, To, send_test};
use onramp_usecases::settings::save_default_message;
use serde::Serialize;

/// A sentence, and whether it tells of something that was done.
#[derive(Debug, Serialize)]
pub struct Said {
    /// Whether it was done.
    pub good: bool,
    /// The sentence.
    pub text: String,
}

impl Said {
    /// That something was not done.
    pub fn not(text: String) -> Self {
        Self { good: false, text }
    }
}

/// What is wrong with the words, as the page says it.
pub fn flaw(words: &Words<'_>, flaw: &Flaw) -> String {
    let value = |name: &str, value: String| (name.to_owned(), value);
    let values = match flaw {
        Flaw::TooLong(has, most) => vec![value("has", has.to_string()), value("most", most.to_string())],
        Flaw::Parts(has) => {
            let most = onramp_domain::message::MAX_SEGMENTS;
            vec![value("has", has.to_string()), value("most", most.to_string())]
        }
        Flaw::Unknown(name) => vec![value("name", name.clone())],
        _ => Vec::new(),
    };
    words.find(&format!("send-flaw-{}", flaw.code()), &values).unwrap_or_default()
}

/// Sends the message to whoever writes it.
pub async fn test<P: Parts>(desk: &Desk<'_, P>, draft: &Draft) -> Result<Said, Stop> {
    let words = desk.visit.words;
    if !draft.flaws(desk.settings()).is_empty() {
        return Ok(Said::not(words.t("send-test-wrong-words")));
    }
    let to = match draft.channel {
        Channel::Email => match &desk.visitor.session.email {
            Some(email) => To::Email(email.clone()),
            None => return Ok(Said::not(words.t("send-test-email-unknown"))),
        },
        Channel::Sms => match PhoneNumber::parse(&draft.number, desk.settings().region) {
            Ok(number) => To::Sms(number),
            Err(_) => return Ok(Said::not(words.t("send-test-wrong-number"))),
        },
    };
    let console = desk.console;
    let session = desk.visitor.id.hash();
    let from = From { session: &session, by: &desk.by, now: desk.visit.now };
    let wording = Wording::parse(draft.channel, draft.subject(), Some(&draft.message))?;
    let by = (&console.mailer, &console.texter);
    let tested = send_test(&console.store, by, &console.chance, desk.settings(), from, &wording, &to).await?;
    Ok(match tested {
        Tested::Sent => Said { good: true, text: words.t("send-test-sent") },
        Tested::TooSoon => Said::not(words.t("send-test-soon")),
        Tested::Refused(reason) => {
            Said::not(words.t1("send-test-refused", "reason", words.t(&reason_key(reason.code()))))
        }
    })
}

/// Saves the words as what a channel's messages say if a send does not say. Onramp's own stay its own: they may get better.
pub async fn save_default<P: Parts>(desk: &Desk<'_, P>, draft: &Draft) -> Result<Said, Stop> {
    let words = desk.visit.words;
    if !draft.flaws(desk.settings()).is_empty() {
        return Ok(Said::not(words.t("send-test-wrong-words")));
    }
    let (subject, message) = Wording::standard(draft.channel, desk.settings().language);
    let own = |text: &str, standard: Option<&str>| {
        if standard == Some(text) { String::new() } else { text.to_owned() }
    };
    let (subject, message) = (own(&draft.subject, subject), own(draft.message.trim(), Some(message)));
    let default = DefaultMessage::parse(draft.channel, &subject, &message)?;
    let console = desk.console;
    let scene = Scene { by: &desk.by.subject, now: desk.visit.now, chance: &console.chance };
    save_default_message(&console.store, &console.settings, &desk.by, draft.channel, default, scene).await?;
    Ok(Said { good: true, text: words.t("send-default-saved") })
}
