//! Users and phones, read: a part of a list with all that the wire shows of each.

use crate::Error;
use crate::ports::{People, Rows};
use onramp_domain::{EmailAddress, Phone, PhoneId, PhoneNumber, Region, User, UserId, Username};
use std::collections::{HashMap, HashSet};

/// Most further rows that a part of a list reads: where many have many phones, or phones many users, it ends early.
const MOST_ATTACHED: usize = 1_000;

/// Users and their phones.
pub type Holding = Vec<(User, Vec<Phone>)>;
/// Phones and their users.
pub type Held = Vec<(Phone, Vec<User>)>;

/// Which users are asked for.
#[derive(Debug, Clone)]
pub enum WhichUsers {
    /// All.
    All,
    /// The one of a username or alias.
    Named(Username),
    /// One of an address.
    Mailed(EmailAddress),
    /// Those of these usernames or aliases.
    NamedAmong(Vec<Username>),
    /// Those of these ids.
    Among(Vec<UserId>),
}

/// How many of the first items may be shown until too much hangs on them; one at least.
fn bounded(attached: impl Iterator<Item = usize>) -> usize {
    let mut sum = 0;
    let fits = attached.take_while(|count| {
        sum += count;
        sum <= MOST_ATTACHED
    });
    fits.count().max(1)
}

/// A part of a list that is at hand whole.
fn part<T>(all: Vec<T>, offset: u64, limit: usize) -> Rows<T> {
    let total = all.len() as u64;
    let skip = usize::try_from(offset).unwrap_or(usize::MAX);
    let items: Vec<T> = all.into_iter().skip(skip).take(limit).collect();
    let end = offset + items.len() as u64;
    Rows { next: (!items.is_empty() && end < total).then_some(end), items, total }
}

/// Keeps the first `keep` items; the next part starts behind them.
fn cut<T>(mut rows: Rows<T>, keep: usize, offset: u64) -> Rows<T> {
    if keep < rows.items.len() {
        rows.items.truncate(keep);
        rows.next = Some(offset + keep as u64);
    }
    rows
}

/// Whom a search found.
#[derive(Debug, Default)]
pub struct Found {
    /// The users.
    pub users: Vec<User>,
    /// Whether there is a phone of that number which nobody has.
    pub phone_of_nobody: bool,
}

/// Users whom a text names whole: by username or alias, and, if `region` is given, by address or by the number of a
/// phone too. A few reads, whatever the size of the directory.
pub async fn find(store: &impl People, text: &str, region: Option<Region>) -> Result<Found, Error> {
    let mut found = Found::default();
    if let Ok(name) = Username::parse(text) {
        found.users = store.users_named(&[name]).await?;
    }
    let Some(region) = region else { return Ok(found) };
    if let Ok(email) = EmailAddress::parse(text) {
        found.users.extend(store.user_mailed(&email).await?);
    }
    if let Ok(number) = PhoneNumber::parse(text, region)
        && let Some(phone) = store.phone_numbered(&number, "").await?
    {
        let ids: Vec<UserId> = phone.users.into_iter().map(|user| user.user_id).collect();
        found.phone_of_nobody = ids.is_empty();
        found.users.extend(store.users(&ids).await?);
    }
    let mut seen = HashSet::new();
    found.users.retain(|user| seen.insert(user.user_id.clone()));
    Ok(found)
}

/// Users with their phones.
pub async fn users(
    store: &impl People,
    which: &WhichUsers,
    offset: u64,
    limit: usize,
) -> Result<Rows<(User, Vec<Phone>)>, Error> {
    let rows = match which {
        WhichUsers::All => store.user_rows(offset, limit).await?,
        WhichUsers::Named(name) => part(store.users_named(std::slice::from_ref(name)).await?, offset, limit),
        WhichUsers::Mailed(email) => {
            part(store.user_mailed(email).await?.into_iter().collect(), offset, limit)
        }
        WhichUsers::NamedAmong(names) => part(store.users_named(names).await?, offset, limit),
        WhichUsers::Among(ids) => part(store.users(ids).await?, offset, limit),
    };
    let keep = bounded(rows.items.iter().map(|user| user.phone_ids.len()));
    let Rows { items, total, next } = cut(rows, keep, offset);
    Ok(Rows { items: with_phones(store, items).await?, total, next })
}

/// The phones of users, all in as few reads as may be.
pub async fn with_phones(store: &impl People, users: Vec<User>) -> Result<Holding, Error> {
    let ids: Vec<PhoneId> = users.iter().flat_map(|user| user.phone_ids.clone()).collect();
    let found = if ids.is_empty() { Vec::new() } else { store.phones(&ids).await? };
    let phones: HashMap<PhoneId, Phone> =
        found.into_iter().map(|phone| (phone.phone_id.clone(), phone)).collect();
    let of = |user: &User| user.phone_ids.iter().filter_map(|id| phones.get(id).cloned()).collect();
    Ok(users
        .into_iter()
        .map(|user| {
            let phones = of(&user);
            (user, phones)
        })
        .collect())
}

/// The users of phones, the same way.
pub async fn with_users(store: &impl People, phones: Vec<Phone>) -> Result<Held, Error> {
    let ids: Vec<UserId> =
        phones.iter().flat_map(|phone| phone.users.iter().map(|user| user.user_id.clone())).collect();
    let found = if ids.is_empty() { Vec::new() } else { store.users(&ids).await? };
    let users: HashMap<UserId, User> = found.into_iter().map(|user| (user.user_id.clone(), user)).collect();
    let of =
        |phone: &Phone| phone.users.iter().filter_map(|user| users.get(&user.user_id).cloned()).collect();
    Ok(phones
        .into_iter()
        .map(|phone| {
            let users = of(&phone);
            (phone, users)
        })
        .collect())
}

/// All phones with their users, or the one of a number.
pub async fn phones(
    store: &impl People,
    numbered: Option<(&PhoneNumber, &str)>,
    offset: u64,
    limit: usize,
) -> Result<Rows<(Phone, Vec<User>)>, Error> {
    let rows = match numbered {
        None => store.phone_rows(offset, limit).await?,
        Some((number, extension)) => {
            part(store.phone_numbered(number, extension).await?.into_iter().collect(), offset, limit)
        }
    };
    let keep = bounded(rows.items.iter().map(|phone| phone.users.len()));
    let Rows { items, total, next } = cut(rows, keep, offset);
    Ok(Rows { items: with_users(store, items).await?, total, next })
}

/// A part of a user's phones with their users.
pub async fn phones_of(
    store: &impl People,
    id: &UserId,
    offset: u64,
    limit: usize,
) -> Result<Rows<(Phone, Vec<User>)>, Error> {
    let user = super::users::get(store, id).await?;
    let Rows { items, total, next } = part(user.phone_ids, offset, limit);
    let rows = Rows { items: store.phones(&items).await?, total, next };
    let keep = bounded(rows.items.iter().map(|phone| phone.users.len()));
    let Rows { items, total, next } = cut(rows, keep, offset);
    Ok(Rows { items: with_users(store, items).await?, total, next })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_tells_where_the_next_one_starts() {
        let rows = part(vec![1, 2, 3], 1, 1);
        assert_eq!((rows.items, rows.total, rows.next), (vec![2], 3, Some(2)));
        let rows = part(vec![1, 2, 3], 2, 5);
        assert_eq!((rows.items, rows.next), (vec![3], None));
        assert_eq!(part(vec![1], u64::MAX / 2, 5).next, None);
    }

    #[test]
    fn a_part_on_which_too_much_hangs_ends_early_and_goes_on_behind() {
        assert_eq!(bounded([40; 300].into_iter()), 25);
        assert_eq!(bounded([5_000].into_iter()), 1);
        let rows = cut(part(vec![1, 2, 3], 0, 3), 2, 0);
        assert_eq!((rows.items, rows.next), (vec![1, 2], Some(2)));
    }
}
