//! What the page's form says: whom it lists, who is selected, and the message.

use crate::Stop;
use crate::form::Form;
use onramp_domain::message::{Flaw, Wording};
use onramp_domain::send::{Filter, LinkFilter, MAX_EXPLICIT, Search, Selection};
use onramp_domain::{Channel, FieldError, PhoneId, Platform, Settings};
use std::collections::HashSet;

/// How the list is narrowed, as it was typed and as it is meant.
#[derive(Debug, Clone, Default)]
pub struct Narrowed {
    /// What is searched for.
    pub q: String,
    /// The state of the link.
    pub link: String,
    /// The platform.
    pub platform: String,
    /// What that comes to.
    pub filter: Option<Filter>,
}

impl Narrowed {
    /// Reads it. A filter that is not understood is refused: without it a send would go to everyone.
    fn read(form: &Form, now: i64) -> Result<Self, FieldError> {
        let (q, link, platform) = (form.text("q"), form.text("link"), form.text("platform"));
        let search = Search::parse(q).map_err(|invalid| invalid.in_field("q"))?;
        let state = LinkFilter::parse(link, now).map_err(|invalid| invalid.in_field("link"))?;
        let runs = Platform::parse(platform).map_err(|invalid| invalid.in_field("platform"))?;
        Ok(Self {
            q: q.to_owned(),
            link: link.to_owned(),
            platform: platform.to_owned(),
            filter: Filter::of(search, state, (runs != Platform::Unknown).then_some(runs)),
        })
    }
}

/// The form.
#[derive(Debug, Clone)]
pub struct Draft {
    /// How the messages go out.
    pub channel: Channel,
    /// How the list is narrowed.
    pub narrowed: Narrowed,
    /// Behind which position of the list the page starts, sealed.
    pub after: String,
    /// Whether all that match are selected, whatever page they stand on.
    pub all: bool,
    /// The phones that are selected one by one.
    pub chosen: Vec<PhoneId>,
    /// The subject; empty for an SMS.
    pub subject: String,
    /// The text.
    pub message: String,
    /// The number that a test goes to.
    pub number: String,
    /// Names this page: what is sent from it is sent once.
    pub once: String,
}

fn channel(form: &Form) -> Result<Channel, FieldError> {
    match form.text("channel") {
        "" => Ok(Channel::Email),
        text => Channel::parse(text).map_err(|invalid| invalid.in_field("channel")),
    }
}

impl Draft {
    /// A form that nothing was written into yet.
    pub fn asked(asked: &Form, settings: &Settings, now: i64, once: String) -> Result<Self, Stop> {
        let channel = channel(asked)?;
        let (subject, message) = settings.words(channel, None, None);
        let (standard_subject, standard_message) = Wording::standard(channel, settings.language);
        Ok(Self {
            channel,
            narrowed: Narrowed::read(asked, now)?,
            after: asked.text("after").to_owned(),
            all: false,
            chosen: Vec::new(),
            subject: subject.or(standard_subject).unwrap_or_default().to_owned(),
            message: message.unwrap_or(standard_message).to_owned(),
            number: String::new(),
            once,
        })
    }

    /// A form as it was sent.
    pub fn posted(form: &Form, now: i64, fresh: impl FnOnce() -> String) -> Result<Self, Stop> {
        let ids = form.all("phone").map(PhoneId::parse).collect::<Result<Vec<_>, _>>();
        let mut seen = HashSet::new();
        let mut chosen = ids.map_err(|invalid| invalid.in_field("phone"))?;
        chosen.retain(|id| seen.insert(id.clone()));
        let channel = channel(form)?;
        let once = form.text("once");
        let named = once.len() == 32 && once.bytes().all(|b| b.is_ascii_hexdigit());
        Ok(Self {
            channel,
            narrowed: Narrowed::read(form, now)?,
            after: form.text("after").to_owned(),
            all: form.text("all") == "1",
            chosen,
            subject: if channel == Channel::Email { form.text("subject").to_owned() } else { String::new() },
            message: form.text("message").replace("\r\n", "\n"),
            number: form.text("number").to_owned(),
            once: if named { once.to_owned() } else { fresh() },
        })
    }

    /// The subject as wordings take it.
    pub fn subject(&self) -> Option<&str> {
        (self.channel == Channel::Email).then_some(self.subject.as_str())
    }

    /// What is wrong with the words.
    pub fn flaws(&self, settings: &Settings) -> Vec<(&'static str, Flaw)> {
        Wording::flaws(self.channel, &self.subject, &self.message, settings)
    }

    /// To whom it goes; none if that is nobody, or more than can be named.
    pub fn selection(&self) -> Option<Selection> {
        if self.all {
            return Some(Selection::All(self.narrowed.filter.clone()));
        }
        Selection::phones(&self.chosen).ok()
    }

    /// Whether more are named than a send can name.
    pub fn names_too_many(&self) -> bool {
        !self.all && self.chosen.len() > MAX_EXPLICIT
    }

    /// Whether the list is narrowed.
    pub fn is_narrowed(&self) -> bool {
        self.narrowed.filter.is_some()
    }

    /// The page of this list that starts behind a position.
    pub fn path(&self, after: Option<&str>) -> String {
        let Narrowed { q, link, platform, .. } = &self.narrowed;
        let all = [
            ("channel", self.channel.as_str()),
            ("q", q),
            ("link", link),
            ("platform", platform),
            ("after", after.unwrap_or_default()),
        ];
        let given: Vec<_> = all.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        format!("/console/send?{}", serde_urlencoded::to_string(given).unwrap_or_default())
    }

    /// All of it as fields, to be sent on by another page.
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let mut fields = vec![
            ("channel", self.channel.as_str()),
            ("q", &self.narrowed.q),
            ("link", &self.narrowed.link),
            ("platform", &self.narrowed.platform),
            ("after", &self.after),
            ("subject", &self.subject),
            ("message", &self.message),
            ("once", &self.once),
        ];
        if self.all {
            fields.push(("all", "1"));
        }
        fields.extend(self.chosen.iter().map(|id| ("phone", id.as_str())));
        fields
    }
}
