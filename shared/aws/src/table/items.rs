//! Items: what is stored under the keys of [`super::design`].

use super::design::{self, Key, LISTS};
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use onramp_domain::import::Import;
use onramp_domain::send::{Delivery, DeliveryState, Search, Send};
use onramp_domain::{
    Action, Administrator, Channel, CodeHash, Decisions, Event, Integration, Link, MessageId, Phone, PhoneId,
    SendId, Session, SessionHash, User, UserId, Username,
};
use onramp_usecases::ports::{Enrollment, Outage};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// An item as the SDK holds it.
pub type Item = HashMap<String, AttributeValue>;

/// A body under its key, with its places in the indexes.
#[derive(Serialize)]
struct Stored<'a, T> {
    pk: &'a str,
    sk: &'a str,
    #[serde(flatten)]
    body: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl: Option<i64>,
}

fn stored<T: Serialize>(key: &Key, body: &T, ttl: Option<i64>) -> Result<Item, Outage> {
    serde_dynamo::to_item(Stored { pk: &key.pk, sk: &key.sk, body, ttl }).map_err(|e| unreadable(&e))
}

/// Reads a body out of an item; keys and places are left aside.
pub fn read<T: DeserializeOwned>(item: Item) -> Result<T, Outage> {
    serde_dynamo::from_item(item).map_err(|e| unreadable(&e))
}

/// An item that cannot be read or written. The error's own words may quote values, so they stay out of the log.
fn unreadable(_: &serde_dynamo::Error) -> Outage {
    Outage { service: "the table", cause: "an item is not of the expected shape".into() }
}

/// A text attribute.
pub fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

/// A number attribute.
#[expect(clippy::needless_pass_by_value, reason = "numbers are copied")]
pub fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// Any value as an attribute.
pub fn value<T: Serialize>(value: &T) -> Result<AttributeValue, Outage> {
    serde_dynamo::to_attribute_value(value).map_err(|e| unreadable(&e))
}

/// The key as the SDK holds it.
pub fn key(key: &Key) -> Item {
    HashMap::from([("pk".to_owned(), text(&key.pk)), ("sk".to_owned(), text(&key.sk))])
}

/// Puts an item into a place of an index.
fn placed(item: &mut Item, index: &str, (pk, sk): (String, impl Into<String>)) {
    item.insert(format!("{index}pk"), text(pk));
    item.insert(format!("{index}sk"), text(sk));
}

/// A user with its places in the list of all and among those of its address.
pub fn user(user: &User) -> Result<Item, Outage> {
    let id = user.user_id.as_str();
    let mut item = stored(&Key::user(&user.user_id), user, None)?;
    placed(&mut item, "gsi1", design::USERS.place(id));
    if let Some(email) = &user.email {
        placed(&mut item, "gsi2", (design::mailed(email.as_str()), id));
    }
    Ok(item)
}

/// A session of the console, swept once it has ended.
pub fn session(hash: &SessionHash, session: &Session) -> Result<Item, Outage> {
    stored(&Key::session(hash), session, Some(session.ends_at()))
}

/// How someone who signs in is called, for as long as the log has what they did.
pub fn administrator(known: &Administrator) -> Result<Item, Outage> {
    stored(&Key::administrator(&known.subject), known, Some(known.signed_in_at + design::KEEP_EVENT))
}

/// What the organisation decided.
pub fn settings(decisions: &Decisions) -> Result<Item, Outage> {
    stored(&Key::settings(), decisions, None)
}

/// An import with its place among those of its uploader.
pub fn import(import: &Import) -> Result<Item, Outage> {
    let mut item = stored(&Key::import(&import.import_id), import, Some(import.expires_at()))?;
    let place = format!("{:012}#{}", import.created_at, import.import_id);
    placed(&mut item, "gsi1", (design::imports_of(&import.subject), place));
    Ok(item)
}

/// Rows of an import, packed: a file of some megabytes becomes some hundred kilobytes.
pub fn rows<T: Serialize>(key: &Key, import: &Import, rows: &T) -> Result<Item, Outage> {
    let unpackable = |_| Outage { service: "the table", cause: "rows cannot be packed".into() };
    let json = serde_json::to_vec(rows).map_err(|error| unpackable(error.into()))?;
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(&json).map_err(unpackable)?;
    let packed = AttributeValue::B(Blob::new(deflate.finish().map_err(unpackable)?));
    let mut item = self::key(key);
    item.insert("rows".to_owned(), packed);
    item.insert(design::TTL.to_owned(), number(import.expires_at()));
    Ok(item)
}

/// Reads what [`rows`] packed.
pub fn unpacked<T: DeserializeOwned>(item: &Item) -> Result<T, Outage> {
    let packed = item.get("rows").and_then(|value| value.as_b().ok());
    let rows = packed.and_then(|packed| serde_json::from_reader(DeflateDecoder::new(packed.as_ref())).ok());
    rows.ok_or_else(|| Outage { service: "the table", cause: "an item is not of the expected shape".into() })
}

/// Leads from a unique name to what has it.
#[derive(Serialize, Deserialize)]
pub struct Lead<T> {
    /// What has the name.
    pub id: T,
}

/// The lead of a username or an alias to its user.
pub fn name(name: &Username, user: &User) -> Result<Item, Outage> {
    stored(&Key::username(name), &Lead::<&UserId> { id: &user.user_id }, None)
}

/// A number's lead to its phone; none for a phone without one.
pub fn phone_number(phone: &Phone) -> Option<Result<Item, Outage>> {
    let lead = Lead::<&PhoneId> { id: &phone.phone_id };
    phone.number.as_ref().map(|number| stored(&Key::extension(number, &phone.extension), &lead, None))
}

/// A phone's place in the list of all.
pub fn phone_place(phone: &Phone) -> Result<Item, Outage> {
    let id = &phone.phone_id;
    let mut item = stored(&Key::phone_place(id), &Lead::<&PhoneId> { id }, None)?;
    placed(&mut item, "gsi1", design::PHONES.place(id.as_str()));
    Ok(item)
}

/// An integration.
pub fn integration(integration: &Integration) -> Result<Item, Outage> {
    let id = &integration.integration_id;
    let mut item = stored(&Key::integration(id), integration, None)?;
    placed(&mut item, "gsi1", (design::INTEGRATIONS.to_owned(), id.as_str()));
    Ok(item)
}

/// An enrollment code's user.
pub fn enrollment(hash: &CodeHash, enrollment: &Enrollment) -> Result<Item, Outage> {
    let ttl = enrollment.expires_at.map(|at| at + design::KEEP_LINK);
    stored(&Key::enrollment(hash), enrollment, ttl)
}

/// A phone with its places in the lists and what it is found by.
pub fn phone(phone: &Phone) -> Result<Item, Outage> {
    let mut item = stored(&Key::phone(&phone.phone_id), phone, None)?;
    for (channel, list) in LISTS {
        if let Some((pk, sk)) = list.place(channel, phone) {
            item.insert(list.pk.to_owned(), text(pk));
            item.insert(list.sk.to_owned(), text(sk));
        }
    }
    item.insert("search".to_owned(), text(Search::haystack(phone)));
    Ok(item)
}

/// What of a phone's item the directory decides. The rest (its link, whether it is activated) is none of its business.
pub const DIRECTORY_FACTS: [&str; 14] = [
    "number",
    "extension",
    "name",
    "type",
    "platform",
    "users",
    "listed_since",
    "search",
    "dialling",
    "version",
    "gsi1pk",
    "gsi1sk",
    "gsi2pk",
    "gsi2sk",
];

/// A link under the hash of its code, with its place in its phone's history.
pub fn link(key: &Key, link: &Link) -> Result<Item, Outage> {
    let mut item = stored(key, link, Some(link.expires_at + design::KEEP_LINK))?;
    let moment = design::moment(link.created_at, link.link_id.as_str());
    placed(&mut item, "gsi2", (design::history(&link.phone_id), moment));
    Ok(item)
}

/// A send.
pub fn send(send: &Send) -> Result<Item, Outage> {
    stored(&Key::send(&send.send_id), send, Some(send.created_at + design::KEEP_SEND))
}

/// A send's place in the list of sends.
pub fn entry(send: &Send) -> Result<Item, Outage> {
    let ttl = send.created_at + design::KEEP_SEND;
    stored(&Key::entry(send.created_at, &send.send_id), &Entry { send_id: &send.send_id }, Some(ttl))
}

/// What a place in the list of sends, or the note of the last reminders, leads to.
#[derive(Serialize, Deserialize)]
pub struct Entry<T> {
    /// The send.
    pub send_id: T,
}

/// Notes a channel's last reminders.
pub fn last_reminders(channel: Channel, send_id: &SendId) -> Result<Item, Outage> {
    stored(&Key::last_reminders(channel), &Entry { send_id }, None)
}

/// Some of the phones that a send named.
#[derive(Serialize, Deserialize)]
pub struct Named<T> {
    /// Their ids.
    pub phone_ids: T,
}

/// A page of the phones that a send named.
pub fn named(send: &Send, page: usize, ids: &[PhoneId]) -> Result<Item, Outage> {
    let ttl = send.created_at + design::KEEP_SEND;
    stored(&Key::named(&send.send_id, page), &Named { phone_ids: ids }, Some(ttl))
}

/// A delivery with its place in the index of its send. One that left no link has a place in its phone's history itself:
/// those that went out are told by their links, so that they pay for no further index.
pub fn delivery(id: &SendId, delivery: &Delivery) -> Result<Item, Outage> {
    let ttl = delivery.updated_at + design::KEEP_SEND;
    let mut item = stored(&Key::delivery(id, &delivery.phone_id), delivery, Some(ttl))?;
    item.insert("gsi1pk".to_owned(), text(design::deliveries_of(id, delivery.state)));
    item.insert("gsi1sk".to_owned(), text(delivery.phone_id.as_str()));
    if matches!(delivery.state, DeliveryState::Skipped | DeliveryState::Failed) {
        let moment = design::moment(delivery.updated_at, id.as_str());
        placed(&mut item, "gsi2", (design::history(&delivery.phone_id), moment));
    }
    Ok(item)
}

/// Whose a text is.
#[derive(Serialize, Deserialize)]
pub struct Texted<S, P> {
    /// The send.
    pub send_id: S,
    /// The phone.
    pub phone_id: P,
}

/// A text's lead to its delivery.
pub fn texted(id: &MessageId, send_id: &SendId, phone_id: &PhoneId, now: i64) -> Result<Item, Outage> {
    stored(&Key::text(id), &Texted { send_id, phone_id }, Some(now + design::KEEP_TEXT))
}

/// What puts lines of one second in the order in which they were written: microseconds by this machine's clock, no two
/// alike in a process.
fn order() -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
    let now = i64::try_from(now).unwrap_or(i64::MAX);
    let next = |last: i64| Some(now.max(last + 1));
    LAST.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).map_or(now, |last| now.max(last + 1))
}

/// A line of the administrator log.
pub fn event(event: &Event) -> Result<Item, Outage> {
    // An import's line is written anew with each of its steps, in the place of what it said before.
    let order = if event.action == Action::UserImport { 0 } else { order() };
    stored(&Key::event(event, order), event, Some(event.at + design::KEEP_EVENT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::{EventId, Lifetime, LinkId, Origin, samples};

    fn swept_at(item: &Item) -> i64 {
        item[design::TTL].as_n().unwrap().parse().unwrap()
    }

    #[test]
    fn links_deliveries_and_the_log_are_swept_in_time() {
        const DAY: i64 = 86_400;
        let phone = samples::phone();
        let made = Link::new(
            LinkId::from_random(1),
            &phone,
            &phone.users[0],
            Origin::InPerson,
            0,
            Lifetime::DEFAULT,
        );
        let key = Key::link(&onramp_domain::CodeHash::of("x"));
        assert_eq!(swept_at(&link(&key, &made).unwrap()), 31 * DAY);
        let queued = Delivery::queued(phone.phone_id.clone(), None, 0);
        assert_eq!(swept_at(&delivery(&SendId::from_random(1), &queued).unwrap()), 180 * DAY);
        let id = MessageId::parse("1").unwrap();
        let text = texted(&id, &SendId::from_random(1), &phone.phone_id, 0).unwrap();
        assert_eq!(swept_at(&text), 4 * DAY);
        let (id, action) = (EventId::from_random(1), onramp_domain::Action::RegenMobile);
        let line = Event::new(id, action, phone.phone_id.as_str(), "x", 0);
        assert_eq!(swept_at(&event(&line).unwrap()), 400 * DAY);
    }

    #[test]
    fn a_phone_without_a_place_in_a_list_has_none_in_its_index() {
        let mut tablet = samples::phone();
        tablet.number = None;
        let item = phone(&tablet).unwrap();
        assert!(item.contains_key("gsi1pk") && !item.contains_key("gsi2pk"));
        assert!(item["search"].as_s().unwrap().contains("alex example"));
    }
}
