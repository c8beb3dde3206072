//! Users: the people of the directory.

use crate::invalid::one_line;
use crate::text::text;
use crate::{Holder, Invalid, Language, PhoneId, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;

text!(
    /// The name a user signs in with: 1 to 128 characters, unique whatever the case.
    Username,
    |text| one_line(text, 1, 128)
);
text!(
    /// A user's name as people write it: at most 200 characters, may be empty.
    #[derive(Default)]
    RealName,
    |text| one_line(text, 0, 200)
);
text!(
    /// An address that can be mailed to: ASCII local part, a domain with a dot, at most 254 characters (RFC 5321).
    EmailAddress,
    mailable
);

impl Username {
    /// What usernames are compared and sorted by.
    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

impl fmt::Display for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lower case, for comparing and searching names.
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

fn mailable(text: &str) -> Result<&str, Invalid> {
    let text = text.trim();
    let options =
        email_address::Options::default().with_required_tld().without_domain_literal().without_display_text();
    let address = email_address::EmailAddress::parse_with_options(text, options)
        .map_err(|_| Invalid::new("is not an email address", "an address such as name@example.org"))?;
    // SES takes no other local part; a domain of another script is given in its ASCII (xn--) form.
    if !address.as_str().is_ascii() || text.len() > 254 || text.contains(['"', '(', ')', '\r', '\n']) {
        return Err(Invalid::new(
            "cannot be mailed to",
            "an ASCII address of at most 254 characters, such as name@example.org",
        ));
    }
    Ok(text)
}

/// Whether a user may sign in, as the Duo-compatible wire names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UserStatus {
    /// Must use the second factor; the only status that gets links.
    #[default]
    Active,
    /// Signs in without the second factor.
    Bypass,
    /// May not sign in.
    Disabled,
    /// Shut out after failed attempts.
    #[serde(rename = "locked out")]
    LockedOut,
}

impl UserStatus {
    /// Reads a status that an administrator may set, in any case.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        match text.trim().to_ascii_lowercase().as_str() {
            "active" => Ok(Self::Active),
            "bypass" => Ok(Self::Bypass),
            "disabled" => Ok(Self::Disabled),
            _ => Err(Invalid::new("is not a status", "active, bypass or disabled")),
        }
    }

    /// The status as the wire writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Bypass => "bypass",
            Self::Disabled => "disabled",
            Self::LockedOut => "locked out",
        }
    }
}

/// Why nothing more is mailed to an address, until the user has another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AddressTrouble {
    /// Email to it came back for good.
    Bounced,
    /// Its owner called our email unwanted.
    Complained,
}

impl AddressTrouble {
    /// The trouble as the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bounced => "bounced",
            Self::Complained => "complained",
        }
    }
}

/// A person of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The user's id.
    pub user_id: UserId,
    /// Unique in the directory.
    pub username: Username,
    /// As people write it.
    pub realname: RealName,
    /// Where email goes, if anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailAddress>,
    /// Why nothing more is mailed to that address, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email_trouble: Option<AddressTrouble>,
    /// The language of messages to the user, where not the organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Only `active` users get links.
    pub status: UserStatus,
    /// The attached phones, in the order they were attached; at most [`MAX_ATTACHED`].
    pub phone_ids: Vec<PhoneId>,
    /// What the directory keeps beside what links need.
    #[serde(default)]
    pub profile: crate::Profile,
    /// Counts changes: a change made to an older version is void.
    pub version: u64,
}

impl User {
    /// The same user with that address: trouble with another one is forgotten.
    #[must_use]
    pub fn with_email(self, email: Option<EmailAddress>) -> Self {
        let email_trouble = self.email_trouble.filter(|_| self.email == email);
        Self { email, email_trouble, ..self }
    }

    /// Every name the user is known by, in the form they are compared in: the username and the aliases.
    pub fn names(&self) -> std::collections::BTreeSet<String> {
        std::iter::once(&self.username).chain(self.profile.aliases.values()).map(Username::folded).collect()
    }

    /// What the user's phones know of the user.
    pub fn holder(&self) -> Holder {
        Holder {
            user_id: self.user_id.clone(),
            username: self.username.clone(),
            realname: self.realname.clone(),
            email: self.email.clone(),
            email_trouble: self.email_trouble,
            language: self.language,
            status: self.status,
        }
    }
}

/// Most phones of a user and most users of a phone: a change to one rewrites all of the other in one transaction,
/// which `DynamoDB` limits to 100 actions.
pub const MAX_ATTACHED: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_cannot_be_mailed_to_are_refused() {
        for text in
            ["", "a", "a@b", "a b@example.org", "jürgen@example.org", "a@[10.0.0.1]", "x <a@example.org>"]
        {
            assert!(EmailAddress::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_address_loses_the_space_around_it_and_nothing_else() {
        let address = EmailAddress::parse("  Ada.L+otp@Example.co.uk ").unwrap();
        assert_eq!(address.as_str(), "Ada.L+otp@Example.co.uk");
    }

    #[test]
    fn names_keep_their_script_and_lose_no_character() {
        assert_eq!(
            RealName::parse("Łukasz Žižek-Ó Briain 山田").unwrap().as_str(),
            "Łukasz Žižek-Ó Briain 山田"
        );
        assert!(RealName::parse("two\nlines").is_err());
        assert!(Username::parse("  ").is_err());
    }
}
