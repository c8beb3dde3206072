//! What the Admin API changes of users and phones: fields that are left out stay as they are.

use crate::{
    Dialling, EmailAddress, Extension, FieldError, Invalid, Language, MAX_ALIASES, Notes, Phone, PhoneName,
    PhoneNumber, PhoneType, Platform, Profile, RealName, User, UserId, UserStatus, Username,
};
use std::collections::{BTreeMap, BTreeSet};

/// Changes to a user. `None` leaves a field alone; `Some(None)` empties it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserEdit {
    /// Another username.
    pub username: Option<Username>,
    /// Another name.
    pub realname: Option<RealName>,
    /// Another address.
    pub email: Option<Option<EmailAddress>>,
    /// Another language of messages; `Some(None)` is the organisation's.
    pub language: Option<Option<Language>>,
    /// Another status.
    pub status: Option<UserStatus>,
    /// Another comment.
    pub notes: Option<Notes>,
    /// Another given name.
    pub firstname: Option<RealName>,
    /// Another family name.
    pub lastname: Option<RealName>,
    /// Other aliases, by number from 1 to [`MAX_ALIASES`].
    pub aliases: BTreeMap<u8, Option<Username>>,
}

impl User {
    /// A new user with nothing but a name.
    pub fn new(user_id: UserId, username: Username, now: i64) -> Self {
        Self {
            user_id,
            username,
            realname: RealName::default(),
            email: None,
            email_trouble: None,
            language: None,
            status: UserStatus::default(),
            phone_ids: Vec::new(),
            profile: Profile::new(now),
            version: 0,
        }
    }
}

impl UserEdit {
    /// The names of the fields that it sets.
    pub fn fields(&self) -> Vec<String> {
        let one = [
            ("username", self.username.is_some()),
            ("realname", self.realname.is_some()),
            ("email", self.email.is_some()),
            ("language", self.language.is_some()),
            ("status", self.status.is_some()),
            ("notes", self.notes.is_some()),
            ("firstname", self.firstname.is_some()),
            ("lastname", self.lastname.is_some()),
        ];
        let set = one.into_iter().filter(|(_, set)| *set).map(|(name, _)| name.to_owned());
        set.chain(self.aliases.keys().map(|n| format!("alias{n}"))).collect()
    }

    /// Of these changes those that are any to that user.
    #[must_use]
    pub fn against(self, user: &User) -> Self {
        let profile = &user.profile;
        let (first, last) = (profile.firstname.clone(), profile.lastname.clone());
        Self {
            username: self.username.filter(|given| *given != user.username),
            realname: self.realname.filter(|given| *given != user.realname),
            email: self.email.filter(|given| *given != user.email),
            language: self.language.filter(|given| *given != user.language),
            status: self.status.filter(|given| *given != user.status),
            notes: self.notes.filter(|given| *given != profile.notes.clone().unwrap_or_default()),
            firstname: self.firstname.filter(|given| *given != first.unwrap_or_default()),
            lastname: self.lastname.filter(|given| *given != last.unwrap_or_default()),
            aliases: self
                .aliases
                .into_iter()
                .filter(|(n, given)| given.as_ref() != profile.aliases.get(&format!("alias{n}")))
                .collect(),
        }
    }

    /// The user with these changes. Its names are to differ from each other.
    pub fn apply(&self, user: User) -> Result<User, FieldError> {
        let mut after = match &self.email {
            Some(email) => user.with_email(email.clone()),
            None => user,
        };
        if let Some(username) = &self.username {
            after.username = username.clone();
        }
        if let Some(realname) = &self.realname {
            after.realname = realname.clone();
        }
        after.language = self.language.unwrap_or(after.language);
        after.status = self.status.unwrap_or(after.status);
        let filled = |name: &RealName| (!name.as_str().is_empty()).then(|| name.clone());
        let profile = &mut after.profile;
        if let Some(notes) = &self.notes {
            profile.notes = (!notes.as_str().is_empty()).then(|| notes.clone());
        }
        if let Some(name) = &self.firstname {
            profile.firstname = filled(name);
        }
        if let Some(name) = &self.lastname {
            profile.lastname = filled(name);
        }
        for (n, alias) in &self.aliases {
            let key = format!("alias{n}");
            match alias {
                _ if !(1..=MAX_ALIASES).contains(n) => {
                    let wrong = Invalid::new("is no alias", format!("alias1 to alias{MAX_ALIASES}"));
                    return Err(wrong.in_field(key));
                }
                Some(alias) => drop(profile.aliases.insert(key, alias.clone())),
                None => drop(profile.aliases.remove(&key)),
            }
        }
        let mut seen = BTreeSet::from([after.username.folded()]);
        for (key, alias) in &after.profile.aliases {
            if !seen.insert(alias.folded()) {
                return Err(Invalid::new("is another name of the same user", "a name of its own")
                    .in_field(key.clone()));
            }
        }
        Ok(after)
    }
}

/// Changes to a phone. `None` leaves a field alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PhoneEdit {
    /// Another number; `Some(None)` makes it a tablet.
    pub number: Option<Option<PhoneNumber>>,
    /// Another extension.
    pub extension: Option<Extension>,
    /// Another name.
    pub name: Option<PhoneName>,
    /// Another kind of line.
    pub kind: Option<PhoneType>,
    /// Another platform.
    pub platform: Option<Platform>,
    /// Another wait before the extension is dialled.
    pub predelay: Option<crate::Delay>,
    /// Another wait behind it.
    pub postdelay: Option<crate::Delay>,
}

impl PhoneEdit {
    /// The names of the fields that it sets.
    pub fn fields(&self) -> Vec<String> {
        let one = [
            ("number", self.number.is_some()),
            ("extension", self.extension.is_some()),
            ("name", self.name.is_some()),
            ("type", self.kind.is_some()),
            ("platform", self.platform.is_some()),
            ("predelay", self.predelay.is_some()),
            ("postdelay", self.postdelay.is_some()),
        ];
        one.into_iter().filter(|(_, set)| *set).map(|(name, _)| name.to_owned()).collect()
    }

    /// Of these changes those that are any to that phone.
    #[must_use]
    pub fn against(self, phone: &Phone) -> Self {
        Self {
            number: self.number.filter(|given| *given != phone.number),
            extension: self.extension.filter(|given| given.as_str() != phone.extension),
            name: self.name.filter(|given| *given != phone.name),
            kind: self.kind.filter(|given| *given != phone.kind),
            platform: self.platform.filter(|given| *given != phone.platform),
            predelay: self.predelay.filter(|given| *given != phone.dialling.predelay),
            postdelay: self.postdelay.filter(|given| *given != phone.dialling.postdelay),
        }
    }

    /// The phone with these changes. A landline has a number, and an extension stands behind one.
    pub fn apply(&self, mut phone: Phone) -> Result<Phone, FieldError> {
        if let Some(number) = &self.number {
            phone.number.clone_from(number);
        }
        if let Some(extension) = &self.extension {
            extension.as_str().clone_into(&mut phone.extension);
        }
        if let Some(name) = &self.name {
            phone.name = name.clone();
        }
        phone.kind = self.kind.unwrap_or(phone.kind);
        phone.platform = self.platform.unwrap_or(phone.platform);
        let Dialling { predelay, postdelay } = &mut phone.dialling;
        if let Some(delay) = &self.predelay {
            *predelay = delay.clone();
        }
        if let Some(delay) = &self.postdelay {
            *postdelay = delay.clone();
        }
        let missing = |why| Invalid::new("is empty", why).in_field("number");
        if phone.number.is_none() && phone.kind == PhoneType::Landline {
            return Err(missing("a number, since a landline has one"));
        }
        if phone.number.is_none() && !phone.extension.is_empty() {
            return Err(missing("a number, since there is an extension behind it"));
        }
        Ok(phone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AddressTrouble, samples};

    fn name(text: &str) -> Username {
        Username::parse(text).unwrap()
    }

    fn user() -> User {
        User::new(UserId::from_random(1), name("ana"), 5)
    }

    #[test]
    fn what_is_left_out_stays_and_what_is_blank_goes() {
        let set = UserEdit {
            email: Some(Some(EmailAddress::parse("ana@example.org").unwrap())),
            notes: Some(Notes::parse("of the night shift").unwrap()),
            aliases: BTreeMap::from([(1, Some(name("ana.ng"))), (8, Some(name("ang")))]),
            ..UserEdit::default()
        };
        let ana = set.apply(user()).unwrap();
        assert_eq!(UserEdit::default().apply(ana.clone()), Ok(ana.clone()));
        assert_eq!(ana.names().len(), 3);
        let blank = UserEdit {
            email: Some(None),
            notes: Some(Notes::default()),
            aliases: BTreeMap::from([(1, None)]),
            ..UserEdit::default()
        };
        let bare = blank.apply(ana).unwrap();
        assert_eq!((bare.email, bare.profile.notes), (None, None));
        assert_eq!(bare.profile.aliases.keys().collect::<Vec<_>>(), ["alias8"]);
        assert_eq!(blank.fields(), ["email", "notes", "alias1"]);
    }

    #[test]
    fn what_is_as_it_was_is_no_change() {
        let ana = UserEdit { aliases: BTreeMap::from([(2, Some(name("ang")))]), ..UserEdit::default() };
        let ana = ana.apply(user()).unwrap();
        let form = UserEdit {
            username: Some(name("ana")),
            realname: Some(RealName::default()),
            email: Some(None),
            language: Some(Some(Language::French)),
            status: Some(UserStatus::Bypass),
            notes: Some(Notes::default()),
            firstname: None,
            lastname: None,
            aliases: BTreeMap::from([(1, None), (2, Some(name("ang"))), (3, Some(name("an")))]),
        };
        assert_eq!(form.against(&ana).fields(), ["language", "status", "alias3"]);
        let form = PhoneEdit {
            number: Some(samples::phone().number),
            extension: Some(Extension::default()),
            platform: Some(Platform::AppleIos),
            ..PhoneEdit::default()
        };
        assert_eq!(form.against(&samples::phone()).fields(), ["platform"]);
    }

    #[test]
    fn trouble_with_an_address_is_forgotten_with_it() {
        let mut ana = user();
        ana.email_trouble = Some(AddressTrouble::Bounced);
        let edit = UserEdit {
            email: Some(Some(EmailAddress::parse("new@example.org").unwrap())),
            ..UserEdit::default()
        };
        assert_eq!(edit.apply(ana).unwrap().email_trouble, None);
    }

    #[test]
    fn the_names_of_a_user_differ_from_each_other() {
        let with = |aliases| UserEdit { aliases, ..UserEdit::default() }.apply(user());
        assert_eq!(with(BTreeMap::from([(2, Some(name("ANA")))])).unwrap_err().field, "alias2");
        assert!(with(BTreeMap::from([(1, Some(name("x"))), (2, Some(name("X")))])).is_err());
        assert!(with(BTreeMap::from([(9, Some(name("x")))])).is_err());
    }

    #[test]
    fn a_landline_and_an_extension_need_a_number() {
        let tablet = Phone { number: None, ..samples::phone() };
        let landline = PhoneEdit { kind: Some(PhoneType::Landline), ..PhoneEdit::default() };
        assert_eq!(landline.apply(tablet.clone()).unwrap_err().field, "number");
        let extension =
            PhoneEdit { extension: Some(Extension::parse("12").unwrap()), ..PhoneEdit::default() };
        assert!(extension.apply(tablet).is_err());
        let extended = extension.apply(samples::phone()).unwrap();
        assert_eq!((extended.extension.as_str(), extended.kind), ("12", PhoneType::Mobile));
    }
}
