//! A change to the directory as one transaction: users, phones, what leads to them, lists, counters, links, the log.

use super::Table;
use super::calls::{Expression, Transaction, Written};
use super::design::{self, Key};
use super::items::{self, DIRECTORY_FACTS, number, text};
use super::tally::Tally;
use onramp_domain::{Phone, User, Username};
use onramp_usecases::ports::{Answer, Change, DirectoryChange, Wrote};
use std::collections::BTreeMap;

fn fresh() -> Expression {
    Expression::new("attribute_not_exists(pk)")
}

fn as_read(version: u64) -> Expression {
    Expression::new("#version = :before").name("#version", "version").value(":before", number(version))
}

/// The names of a user by the form they are compared in.
fn names(user: Option<&User>) -> BTreeMap<String, Username> {
    let all =
        user.iter().flat_map(|user| std::iter::once(&user.username).chain(user.profile.aliases.values()));
    all.map(|name| (name.folded(), name.clone())).collect()
}

/// What leads to a phone, if anything does.
fn lead(phone: Option<&Phone>) -> Option<Key> {
    let phone = phone?;
    phone.number.as_ref().map(|number| Key::extension(number, &phone.extension))
}

/// A transaction in the making, and which of its actions claim what only one may have.
#[derive(Default)]
struct Draft {
    transaction: Transaction,
    tally: Tally,
    names: Vec<usize>,
    numbers: Vec<usize>,
    links: Vec<usize>,
}

impl Table {
    /// Writes a change. A link that is not there is no reason to do nothing: a code key that was changed since makes
    /// another hash, and the phone's lost stamp ends its link as well.
    pub(super) async fn write_change(&self, change: &DirectoryChange) -> Answer<Wrote> {
        for with_links in [true, false] {
            let draft = self.draft(change, with_links)?;
            let Written::Refused(refused) = draft.transaction.run(self).await? else {
                return Ok(Wrote::Done);
            };
            let all_of = |some: &[usize]| refused.iter().all(|(at, _)| some.contains(at));
            if all_of(&draft.names) {
                return Ok(Wrote::NameTaken);
            }
            if all_of(&draft.numbers) {
                return Ok(Wrote::NumberTaken);
            }
            if !all_of(&draft.links) {
                break;
            }
        }
        Ok(Wrote::Changed)
    }

    fn draft(&self, change: &DirectoryChange, with_links: bool) -> Answer<Draft> {
        let mut draft = Draft::default();
        for user in &change.users {
            self.draft_user(&mut draft, user)?;
        }
        for phone in &change.phones {
            self.draft_phone(&mut draft, phone)?;
        }
        for (hash, at) in change.ended.iter().filter(|_| with_links) {
            let ended = Expression::new("SET superseded_at = :now").value(":now", number(at));
            let (key, there) = (Key::link(hash), Some("attribute_exists(pk)"));
            draft.links.push(draft.transaction.update(self, &key, there, ended)?);
        }
        if let Some((hash, enrollment)) = &change.enrollment {
            draft.transaction.put(self, items::enrollment(hash, enrollment)?, Some(fresh()))?;
        }
        for event in &change.events {
            draft.transaction.put(self, items::event(event)?, None)?;
        }
        std::mem::take(&mut draft.tally).write(self, &mut draft.transaction)?;
        Ok(draft)
    }

    fn draft_user(&self, draft: &mut Draft, change: &Change<User>) -> Answer<()> {
        let transaction = &mut draft.transaction;
        let before = change.before.as_ref();
        match (before, &change.after) {
            (before, Some(after)) => {
                let condition = before.map_or_else(fresh, |before| as_read(before.version));
                transaction.put(self, items::user(after)?, Some(condition))?;
            }
            (Some(before), None) => {
                transaction.delete_if(self, &Key::user(&before.user_id), as_read(before.version))?;
            }
            (None, None) => {}
        }
        let (had, has) = (names(before), names(change.after.as_ref()));
        for name in had.iter().filter(|(folded, _)| !has.contains_key(*folded)).map(|(_, name)| name) {
            transaction.delete(self, &Key::username(name))?;
        }
        if let Some(after) = &change.after {
            for name in has.iter().filter(|(folded, _)| !had.contains_key(*folded)).map(|(_, name)| name) {
                draft.names.push(transaction.put(self, items::name(name, after)?, Some(fresh()))?);
            }
        }
        match (before, &change.after) {
            (None, Some(user)) => draft.tally.registered(design::USERS, user.user_id.as_str(), 1),
            (Some(user), None) => draft.tally.registered(design::USERS, user.user_id.as_str(), -1),
            _ => {}
        }
        Ok(())
    }

    fn draft_phone(&self, draft: &mut Draft, change: &Change<Phone>) -> Answer<()> {
        let transaction = &mut draft.transaction;
        let listed = |phone: Option<&Phone>| phone.map(Phone::listed).unwrap_or_default();
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        match (before, after) {
            (None, None) => return Ok(()),
            (None, Some(phone)) => {
                transaction.put(self, items::phone(phone)?, Some(fresh()))?;
                transaction.put(self, items::phone_place(phone)?, None)?;
                draft.tally.registered(design::PHONES, phone.phone_id.as_str(), 1);
            }
            // Put whole, not updated: what makes a phone active may be changed by redeeming alone.
            (Some(before), Some(after)) if before.activated && !after.activated => {
                let condition = link_as_read(as_read(before.version), before);
                transaction.put(self, items::phone(after)?, Some(condition))?;
            }
            (Some(before), Some(after)) => self.update_phone(transaction, before, after)?,
            (Some(phone), None) => {
                let condition = link_as_read(as_read(phone.version), phone);
                transaction.delete_if(self, &Key::phone(&phone.phone_id), condition)?;
                transaction.delete(self, &Key::phone_place(&phone.phone_id))?;
                draft.tally.registered(design::PHONES, phone.phone_id.as_str(), -1);
            }
        }
        let (had, has) = (lead(before), lead(after));
        if had != has {
            if let Some(had) = had {
                transaction.delete(self, &had)?;
            }
            if let Some(item) = after.and_then(items::phone_number) {
                draft.numbers.push(transaction.put(self, item?, Some(fresh()))?);
            }
        }
        if let Some(phone) = before.or(after) {
            draft.tally.listed(&phone.phone_id, listed(before), listed(after));
        }
        Ok(())
    }

    /// Writes of a known phone what the directory decides: a link made in the meantime stays, unless the phone is to
    /// lose its link or a user, and then nothing is written.
    fn update_phone(&self, transaction: &mut Transaction, before: &Phone, after: &Phone) -> Answer<()> {
        let mut item = items::phone(after)?;
        let (mut set, mut remove) = (Vec::new(), Vec::new());
        let mut expression = as_read(before.version);
        let loses = after.link != before.link
            || after.users.len() < before.users.len()
            || after.is_reached_elsewhere(before);
        if loses {
            expression = link_as_read(expression, before);
        }
        let condition = std::mem::take(&mut expression.text);
        for (at, fact) in DIRECTORY_FACTS.into_iter().enumerate() {
            // The version has its name already.
            let name = if fact == "version" { "#version".to_owned() } else { format!("#f{at}") };
            expression = expression.name(&name, fact);
            match item.remove(fact) {
                Some(value) => {
                    set.push(format!("{name} = :f{at}"));
                    expression = expression.value(&format!(":f{at}"), value);
                }
                None => remove.push(name),
            }
        }
        if after.link.is_none() && before.link.is_some() {
            remove.push("#link".to_owned());
        }
        expression.text = format!("SET {}", set.join(", "));
        if !remove.is_empty() {
            expression.text.push_str(" REMOVE ");
            expression.text.push_str(&remove.join(", "));
        }
        let key = Key::phone(&after.phone_id);
        transaction.update(self, &key, Some(&condition), expression).map(|_| ())
    }
}

/// A condition, and that the phone has the stamp it had.
fn link_as_read(mut condition: Expression, phone: &Phone) -> Expression {
    condition = condition.name("#link", "link");
    if let Some(stamp) = &phone.link {
        condition.text.push_str(" AND #link.link_id = :link");
        return condition.value(":link", text(stamp.link_id.as_str()));
    }
    condition.text.push_str(" AND attribute_not_exists(#link)");
    condition
}
