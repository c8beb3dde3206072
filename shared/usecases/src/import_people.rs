//! Bringing people in from a file: what is new is created, what differs is changed, what is the same is left alone.

use crate::Error;
use crate::ports::{Chance, Directory, Known, PhoneChange, UserChange};
use futures_util::{StreamExt, stream};
use onramp_domain::import::{ImportPhone, ImportRow, Part};
use onramp_domain::{
    FieldError, Invalid, MAX_ATTACHED, Phone, PhoneId, PhoneNumber, Platform, Profile, User, UserId,
    UserStatus,
};
use std::collections::{HashMap, HashSet};

/// Rows that are looked up together and written side by side: their names and numbers fit one batched read.
pub const BATCH: usize = 25;
/// How often a row is tried for whose user or phone others keep changing.
const TRIES: usize = 3;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowEnd {
    /// A user or a phone is new.
    Created,
    /// A user or a phone was changed.
    Changed,
    /// The directory said so already.
    Unchanged,
    /// The row was refused; nothing of it was taken.
    Refused(FieldError),
}

/// What became of a row, and what of the directory it brought or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What became of it.
    pub end: RowEnd,
    /// What it brought or changed; nothing of a row that did neither.
    pub parts: Vec<Part>,
}

impl From<RowEnd> for Outcome {
    fn from(end: RowEnd) -> Self {
        Self { end, parts: Vec::new() }
    }
}

/// A row and the line it starts on, counted from 1.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// The line.
    pub line: u64,
    /// The row.
    pub row: ImportRow,
}

/// What earlier rows of the same file said.
#[derive(Debug, Default)]
pub struct Earlier {
    people: HashMap<String, Vec<Numbered>>,
    numbers: HashMap<PhoneNumber, Numbers>,
}

/// What earlier rows said of a number: the first line with it, its phone, and how many rows name it.
#[derive(Debug)]
struct Numbers {
    line: u64,
    phone: ImportPhone,
    rows: usize,
}

impl Earlier {
    /// Refuses a row that contradicts or repeats an earlier one; else remembers it.
    pub fn admit(&mut self, numbered: &Numbered) -> Result<(), FieldError> {
        let rows = self.people.entry(numbered.row.username.folded()).or_default();
        if let Some(other) = rows.iter().find(|earlier| !earlier.row.same_person(&numbered.row)) {
            return Err(Invalid::new(
                format!("is on line {} already, with another name, address or language", other.line),
                "each username for one person",
            )
            .in_field("username"));
        }
        if let Some(same) = rows.iter().find(|earlier| earlier.row.phone == numbered.row.phone) {
            return Err(Invalid::new(
                format!("repeats line {}", same.line),
                "each person once, or once for each of their phones",
            )
            .in_field("username"));
        }
        if let Some(phone) = &numbered.row.phone {
            room(rows.iter().filter(|earlier| earlier.row.phone.is_some()).count(), "phones")?;
            if let Some(number) = &phone.number {
                let first = || Numbers { line: numbered.line, phone: phone.clone(), rows: 0 };
                let known = self.numbers.entry(number.clone()).or_insert_with(first);
                if known.phone != *phone {
                    let line = known.line;
                    return Err(Invalid::new(
                        format!("is on line {line} already, with another type or platform"),
                        "each number for one phone",
                    )
                    .in_field("phone"));
                }
                room(known.rows, "users")?;
                known.rows += 1;
            }
        }
        rows.push(numbered.clone());
        Ok(())
    }
}

/// Imports rows that [`Earlier::admit`] let through, at most [`BATCH`]; answers in their order.
pub async fn import_people(
    store: &impl Directory,
    chance: &dyn Chance,
    rows: &[Numbered],
    now: i64,
) -> Result<Vec<RowEnd>, Error> {
    let outcomes = take_rows(store, chance, rows, now).await?;
    Ok(outcomes.into_iter().map(|outcome| outcome.end).collect())
}

/// Imports rows as [`import_people`] does; tells of each what it brought or changed as well.
pub async fn take_rows(
    store: &impl Directory,
    chance: &dyn Chance,
    rows: &[Numbered],
    now: i64,
) -> Result<Vec<Outcome>, Error> {
    let mut outcomes = Vec::with_capacity(rows.len());
    let mut rest = rows;
    while !rest.is_empty() {
        let (together, behind) = rest.split_at(independent(rest));
        let names: Vec<_> = together.iter().map(|numbered| &numbered.row.username).collect();
        let phones: Vec<_> = together.iter().filter_map(|numbered| numbered.row.phone.as_ref()).collect();
        let known = store.known(&names, &phones).await?;
        let writes: Vec<_> =
            together.iter().map(|numbered| import_row(store, chance, &numbered.row, &known, now)).collect();
        let wrote: Vec<_> = stream::iter(writes).buffered(BATCH).collect().await;
        for outcome in wrote {
            outcomes.push(outcome?);
        }
        rest = behind;
    }
    Ok(outcomes)
}

/// How many rows from the first on share no person and no number, so that they can be written side by side.
fn independent(rows: &[Numbered]) -> usize {
    let (mut names, mut numbers) = (HashSet::new(), HashSet::new());
    for (at, Numbered { row, .. }) in rows.iter().enumerate() {
        let number = row.phone.as_ref().and_then(|phone| phone.number.as_ref());
        if !names.insert(row.username.folded()) || number.is_some_and(|number| !numbers.insert(number)) {
            return at;
        }
    }
    rows.len()
}

async fn import_row(
    store: &impl Directory,
    chance: &dyn Chance,
    row: &ImportRow,
    known: &Known,
    now: i64,
) -> Result<Outcome, Error> {
    let mut fresh;
    let mut known = known;
    for _ in 0..TRIES {
        let Plan { change, created, parts } = match plan(row, known, chance, now) {
            Ok(Some(plan)) => plan,
            Ok(None) => return Ok(RowEnd::Unchanged.into()),
            Err(refused) => return Ok(RowEnd::Refused(refused).into()),
        };
        if store.write_user(&change).await? {
            let end = if created { RowEnd::Created } else { RowEnd::Changed };
            return Ok(Outcome { end, parts });
        }
        fresh = store.known(&[&row.username], &row.phone.iter().collect::<Vec<_>>()).await?;
        known = &fresh;
    }
    let contended = Invalid::new("was changed by someone else at the same moment", "to be imported again");
    Ok(RowEnd::Refused(contended.in_field("username")).into())
}

struct Plan {
    change: UserChange,
    created: bool,
    parts: Vec<Part>,
}

/// What of a user is new or other than before.
fn parts_of_user(before: Option<&User>, after: &User) -> Vec<Part> {
    let Some(before) = before else { return vec![Part::User] };
    let parts = [
        (Part::Realname, before.realname != after.realname),
        (Part::Email, before.email != after.email),
        (Part::Language, before.language != after.language),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}

/// What of the phone that a row names is new or other than before.
fn parts_of_phone(PhoneChange { before, after }: &PhoneChange, user: &UserId) -> Vec<Part> {
    let Some(before) = before else { return vec![Part::Phone] };
    let parts = [
        (Part::Attached, before.users.iter().all(|holder| holder.user_id != *user)),
        (Part::Type, before.kind != after.kind),
        (Part::Platform, before.platform != after.platform),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}

/// What a row changes; none if nothing.
fn plan(row: &ImportRow, known: &Known, chance: &dyn Chance, now: i64) -> Result<Option<Plan>, FieldError> {
    let folded = row.username.folded();
    let before = known.users.iter().find(|user| user.username.folded() == folded);
    if before.is_none() && known.users.iter().any(|user| user.names().contains(&folded)) {
        return Err(Invalid::new("is another name of someone else", "the name that they sign in with")
            .in_field("username"));
    }
    let mut after = match before {
        Some(user) => {
            User { realname: row.realname.clone(), language: row.language.or(user.language), ..user.clone() }
                .with_email(row.email.clone())
        }
        None => User {
            user_id: UserId::from_random(chance.bits()),
            username: row.username.clone(),
            realname: row.realname.clone(),
            email: row.email.clone(),
            email_trouble: None,
            language: row.language,
            status: UserStatus::default(),
            phone_ids: Vec::new(),
            profile: Profile::new(now),
            version: 0,
        },
    };
    let mut phones: Vec<PhoneChange> = known
        .phones
        .iter()
        .filter(|phone| after.phone_ids.contains(&phone.phone_id))
        .map(|phone| PhoneChange { after: phone.clone(), before: Some(phone.clone()) })
        .collect();
    let mut created = before.is_none();
    let mut parts = parts_of_user(before, &after);
    if let Some(wanted) = &row.phone {
        let at = if let Some(at) = phones.iter().position(|change| is_it(wanted, &change.after)) {
            at
        } else {
            let shared = wanted
                .number
                .as_ref()
                .and_then(|number| known.phones.iter().find(|phone| phone.number.as_ref() == Some(number)));
            created |= shared.is_none();
            let phone = shared.cloned().unwrap_or_else(|| new_phone(wanted, chance));
            room(after.phone_ids.len(), "phones")?;
            room(phone.users.len(), "users")?;
            after.phone_ids.push(phone.phone_id.clone());
            phones.push(PhoneChange { after: phone, before: shared.cloned() });
            phones.len() - 1
        };
        let phone = &mut phones[at].after;
        // What an activated phone reported of itself is truer than the file.
        if !phone.activated {
            phone.kind = wanted.kind;
            phone.platform = wanted.platform;
        }
        parts.extend(parts_of_phone(&phones[at], &after.user_id));
    }
    let holder = after.holder();
    for change in &mut phones {
        match change.after.users.iter_mut().find(|user| user.user_id == holder.user_id) {
            Some(user) => user.clone_from(&holder),
            None => change.after.users.push(holder.clone()),
        }
    }
    phones.retain(|change| change.before.as_ref() != Some(&change.after));
    if phones.is_empty() && before == Some(&after) {
        return Ok(None);
    }
    let phones = phones.into_iter().map(|change| PhoneChange::of(change.before, change.after, now)).collect();
    after.version += 1;
    Ok(Some(Plan { change: UserChange { after, before: before.cloned(), phones }, created, parts }))
}

/// Whether a phone is the one that a row means: the number tells; tablets are told by their platform.
fn is_it(wanted: &ImportPhone, phone: &Phone) -> bool {
    let same_platform = phone.platform == wanted.platform
        || (phone.activated && wanted.platform == Platform::GenericSmartphone);
    phone.number == wanted.number && (wanted.number.is_some() || same_platform)
}

fn new_phone(wanted: &ImportPhone, chance: &dyn Chance) -> Phone {
    Phone::new(PhoneId::from_random(chance.bits()), wanted.number.clone(), wanted.kind, wanted.platform)
}

fn room(taken: usize, of: &'static str) -> Result<(), FieldError> {
    if taken < MAX_ATTACHED {
        return Ok(());
    }
    Err(Invalid::new(format!("would have more than {MAX_ATTACHED} {of}"), "fewer of them").in_field("phone"))
}

#[cfg(test)]
mod tests;
