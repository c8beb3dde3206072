//! The table design, whole: every key, index and retention is written here and nowhere else.
//!
//! One table, on demand, with two sparse indexes that several kinds of item share, and one (`gsi3`, keys alone) of the
//! phones that are to be reminded: `R#shard` / `due phone_id`.
//!
//! | item | `pk` | `sk` | `gsi1` | `gsi2` | swept |
//! |---|---|---|---|---|---|
//! | user | `U#user_id` | `U` | `V#shard` / `bucket#user_id` | `M#address` / `user_id`, with an address | |
//! | username, alias | `N#folded` | `N` | | | |
//! | phone | `P#phone_id` | `P` | `E#shard` / `folded TAB phone_id`, while email may reach it | `S#shard` / same, while SMS may | |
//! | place of a phone | `P#phone_id` | `Q` | `W#shard` / `bucket#phone_id` | | |
//! | number | `T#e164`, `T#e164#extension` | `T` | | | |
//! | counts: unactivated, users, phones | `C#shard` | `C` | | | |
//! | link | `L#hash of code` | `L` | | `H#phone_id` / `created#link_id` | 30 days after expiry |
//! | send | `B#send_id` | `B` | | | after 180 days |
//! | what was heard of a send | `B#send_id` | `K#shard` | | | after 180 days |
//! | list of sends | `J#sends` | `created#send_id` | | | after 180 days |
//! | named phones | `B#send_id` | `R#page` | | | after 180 days |
//! | delivery | `B#send_id` | `D#phone_id` | `B#send_id#state` / `phone_id` | `H#phone_id` / `ended#send_id`, once skipped or failed | after 180 days |
//! | integration | `I#integration_id` | `I` | `I#` / `integration_id` | | |
//! | requests in a minute | `R#integration_id` | `kind#minute` | | | after an hour |
//! | enrollment code | `O#hash of code` | `O` | | | 30 days after expiry |
//! | turns of a channel | `Z#channel` | `Z` | | | |
//! | last reminders of a channel | `Y#channel` | `Y` | | | |
//! | text that was handed over | `M#message_id` | `M` | | | after 4 days |
//! | import, without its rows | `D#import_id` | `D` | `D#subject` / `created#import_id` | | after a day |
//! | rows of an import: to be taken, shown, refused | `D#import_id` | `T#page`, `S`, `R#stage#page#row` | | | after a day |
//! | session of the console | `X#hash of id` | `X` | | | when it ends |
//! | how who signs in is called | `Q#subject` | `Q` | | | 400 days after they last did |
//! | figures of a day | `F#day` | shard | | | after 400 days |
//! | what the organisation decided | `G#settings` | `G` | | | |
//! | administrator log | `A#day` | `unix#order#event_id` | | | after 400 days |

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType, TimeToLiveSpecification,
};
use aws_sdk_dynamodb::{Client, error::BuildError};
use onramp_domain::import::{Import, Stage};
use onramp_domain::send::DeliveryState;
use onramp_domain::{
    Channel, CodeHash, Event, ImportId, IntegrationId, Kind, MessageId, Phone, PhoneId, PhoneNumber, SendId,
    SessionHash, UserId, Username, day_of,
};

/// Shards of each channel's list: each takes 1,000 writes a second, together what a new on-demand table takes.
pub const INDEX_SHARDS: u32 = 4;
/// Shards of the count, so that many activations at once do not queue up at one item.
pub const COUNT_SHARDS: u32 = 16;
/// Shards of what was heard of a send, so that many people who open their links at once do not queue up at one item.
pub const HEARD_SHARDS: u32 = 8;
/// Shards of a day's figures, so that many activations at once do not queue up at one item; all of them are read for each
/// day that a page shows.
pub const FIGURE_SHARDS: u32 = 4;
/// Phone ids in one item of named phones: a multiple of an expansion step, so that a step reads one item.
pub const NAMED_PER_PAGE: usize = 10 * onramp_domain::send::STEP;

/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// Expired links are kept a while so that their page can say what they were.
pub const KEEP_LINK: i64 = 30 * DAY;
/// How long sends and deliveries are kept.
pub const KEEP_SEND: i64 = 180 * DAY;
/// How long it is known whose a text is: a carrier may take three days to tell what became of it.
pub const KEEP_TEXT: i64 = 4 * DAY;
/// How long the administrator log is kept.
pub const KEEP_EVENT: i64 = onramp_usecases::admin::log::KEPT;
/// How long a day's figures are kept.
pub const KEEP_FIGURES: i64 = 400 * DAY;

/// The attribute that tells `DynamoDB` when to sweep an item.
pub const TTL: &str = "ttl";

/// An item's key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// The partition key.
    pub pk: String,
    /// The sort key.
    pub sk: String,
}

impl Key {
    fn new(pk: String, sk: impl Into<String>) -> Self {
        Self { pk, sk: sk.into() }
    }

    /// A user's.
    pub fn user(id: &UserId) -> Self {
        Self::new(format!("U#{id}"), "U")
    }

    /// A username's: leads to its user, and keeps it unique.
    pub fn username(name: &Username) -> Self {
        Self::new(format!("N#{}", name.folded()), "N")
    }

    /// A phone's.
    pub fn phone(id: &PhoneId) -> Self {
        Self::new(format!("P#{id}"), "P")
    }

    /// The place of a phone in the list of all: the phone itself stands in the lists of the unactivated.
    pub fn phone_place(id: &PhoneId) -> Self {
        Self::new(format!("P#{id}"), "Q")
    }

    /// A number's: leads to its phone, and keeps it unique.
    pub fn number(number: &PhoneNumber) -> Self {
        Self::extension(number, "")
    }

    /// A number's with the extension behind it, if there is one.
    pub fn extension(number: &PhoneNumber, extension: &str) -> Self {
        let hash = if extension.is_empty() { "" } else { "#" };
        Self::new(format!("T#{}{hash}{extension}", number.as_str()), "T")
    }

    /// An integration's.
    pub fn integration(id: &IntegrationId) -> Self {
        Self::new(format!("I#{id}"), "I")
    }

    /// The count of an integration's requests of a kind in the minute of a moment.
    pub fn requests(id: &IntegrationId, kind: Kind, at: i64) -> Self {
        Self::new(format!("R#{id}"), format!("{}#{}", kind.as_str(), at.div_euclid(60)))
    }

    /// An enrollment code's.
    pub fn enrollment(hash: &CodeHash) -> Self {
        Self::new(format!("O#{}", hash.as_str()), "O")
    }

    /// A shard of the count of the unactivated.
    pub fn count(shard: u32) -> Self {
        Self::new(format!("C#{shard:02}"), "C")
    }

    /// A link's.
    pub fn link(hash: &CodeHash) -> Self {
        Self::new(format!("L#{}", hash.as_str()), "L")
    }

    /// A send's.
    pub fn send(id: &SendId) -> Self {
        Self::new(format!("B#{id}"), "B")
    }

    /// A shard of what was heard of a send.
    pub fn heard(id: &SendId, shard: u32) -> Self {
        Self::new(format!("B#{id}"), format!("K#{shard}"))
    }

    /// A send's place in the list of sends.
    pub fn entry(created_at: i64, id: &SendId) -> Self {
        Self::new(SENDS.to_owned(), format!("{created_at:012}#{id}"))
    }

    /// A session's.
    pub fn session(hash: &SessionHash) -> Self {
        Self::new(format!("X#{}", hash.as_str()), "X")
    }

    /// How someone who signs in is called.
    pub fn administrator(subject: &str) -> Self {
        Self::new(format!("Q#{subject}"), "Q")
    }

    /// What the organisation decided.
    pub fn settings() -> Self {
        Self::new("G#settings".to_owned(), "G")
    }

    /// An import's.
    pub fn import(id: &ImportId) -> Self {
        Self::new(imported(id), "D")
    }

    /// A page of an import's rows that are to be taken.
    pub fn pending_rows(id: &ImportId, page: usize) -> Self {
        Self::new(imported(id), format!("{PENDING_ROWS}{page:04}"))
    }

    /// The rows of an import that are shown.
    pub fn shown_rows(id: &ImportId) -> Self {
        Self::new(imported(id), "S")
    }

    /// Rows that a file itself tells are wrong.
    pub fn refused_at_once(id: &ImportId, part: usize) -> Self {
        Self::new(imported(id), format!("{REFUSED_AT_ONCE}{part:04}"))
    }

    /// Rows that a step refused, by where the step began.
    pub fn refused_rows(import: &Import) -> Self {
        let Import { import_id, page, row, .. } = import;
        Self::new(imported(import_id), format!("{}{page:04}#{row:04}", refused_in(import.stage)))
    }

    /// The turns of a channel.
    pub fn turns(channel: Channel) -> Self {
        Self::new(format!("Z#{channel}"), "Z")
    }

    /// The last reminders of a channel.
    pub fn last_reminders(channel: Channel) -> Self {
        Self::new(format!("Y#{channel}"), "Y")
    }

    /// A page of the phones that a send named.
    pub fn named(id: &SendId, page: usize) -> Self {
        Self::new(format!("B#{id}"), format!("R#{page:04}"))
    }

    /// A delivery's.
    pub fn delivery(id: &SendId, phone: &PhoneId) -> Self {
        Self::new(format!("B#{id}"), format!("D#{phone}"))
    }

    /// A text's: leads to its delivery.
    pub fn text(id: &MessageId) -> Self {
        Self::new(format!("M#{}", id.as_str()), "M")
    }

    /// A shard of the figures of a day.
    pub fn figures(day: i64, shard: u32) -> Self {
        Self::new(format!("{FIGURES}{day}"), shard.to_string())
    }

    /// A line of the administrator log; `order` puts it among those of the same second.
    pub fn event(event: &Event, order: i64) -> Self {
        Self::new(
            events_of(day_of(event.at)),
            event_place(event.at, &format!("{order:016}#{}", event.event_id)),
        )
    }
}

/// What the partitions of figures begin with.
const FIGURES: &str = "F#";

/// The day whose figures a partition holds.
pub fn day_of_figures(pk: &str) -> Option<i64> {
    pk.strip_prefix(FIGURES)?.parse().ok()
}

/// The partition of an import and its rows.
pub fn imported(id: &ImportId) -> String {
    format!("D#{id}")
}

/// What the sort keys begin with of rows that are to be taken.
pub const PENDING_ROWS: &str = "T#";

/// What the sort keys begin with of rows that a file itself tells are wrong.
pub const REFUSED_AT_ONCE: &str = "R#file#";

/// What the sort keys begin with of rows that were refused in a stage, when they were looked at or when they were taken.
pub fn refused_in(stage: Stage) -> &'static str {
    match stage {
        Stage::Checking | Stage::Checked => "R#checking#",
        Stage::Importing | Stage::Done => "R#importing#",
    }
}

/// The partition of `gsi1` that holds someone's imports, by when they were uploaded.
pub fn imports_of(subject: &str) -> String {
    format!("D#{subject}")
}

/// The partition of a day's lines of the administrator log.
pub fn events_of(day: i64) -> String {
    format!("A#{day}")
}

/// A place in the administrator log as sort keys say it: before all lines of a second, or before one of them.
pub fn event_place(at: i64, line: &str) -> String {
    if line.is_empty() { events_from(at) } else { format!("{at:012}#{line}") }
}

/// The sort key before which no line of the log stands that is as new as that.
pub fn events_from(at: i64) -> String {
    format!("{:012}", at.max(0))
}

/// The sort keys of a send's deliveries behind a phone: `' '` sorts behind the id itself and before any other, `'$'`
/// is the character behind `'#'`.
pub fn deliveries_after(after: Option<&PhoneId>) -> (String, String) {
    (after.map_or("D#".to_owned(), |id| format!("D#{id} ")), "D$".to_owned())
}

/// The partition of `gsi1` that holds a send's deliveries of one state, by phone id.
pub fn deliveries_of(id: &SendId, state: DeliveryState) -> String {
    format!("B#{id}#{}", state.as_str())
}

/// A channel's list: which index it is in, and its partition keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// The index.
    pub index: &'static str,
    /// The index's partition key attribute.
    pub pk: &'static str,
    /// The index's sort key attribute.
    pub sk: &'static str,
    prefix: char,
}

/// The partition of the list of sends: few are written a second.
pub const SENDS: &str = "J#sends";

/// The index of the phones that are to be reminded; holds keys alone, so a phone that changes costs nothing there.
pub const REMINDERS: List = List { index: "gsi3", pk: "gsi3pk", sk: "gsi3sk", prefix: 'R' };

/// Where a phone stands in the index of reminders that is due then (Unix seconds): its partition, and its sort key.
pub fn reminder(phone: &PhoneId, due_at: i64) -> (String, String) {
    (REMINDERS.partition(spread(phone.as_str(), INDEX_SHARDS)), format!("{due_at:012} {phone}"))
}

/// The two lists of the unactivated.
pub const LISTS: [(Channel, List); 2] = [
    (Channel::Email, List { index: "gsi1", pk: "gsi1pk", sk: "gsi1sk", prefix: 'E' }),
    (Channel::Sms, List { index: "gsi2", pk: "gsi2pk", sk: "gsi2sk", prefix: 'S' }),
];

impl List {
    /// The list of a channel.
    pub const fn of(channel: Channel) -> Self {
        match channel {
            Channel::Email => LISTS[0].1,
            Channel::Sms => LISTS[1].1,
        }
    }

    /// The partition of a shard.
    pub fn partition(self, shard: u32) -> String {
        format!("{}#{shard}", self.prefix)
    }

    /// Where a phone stands in this list, if it does: its partition, and its sort key (by username, then by id; TAB
    /// sorts before anything a username may hold).
    pub fn place(self, channel: Channel, phone: &Phone) -> Option<(String, String)> {
        let user = phone.recipient(channel).ok()?;
        let shard = spread(phone.phone_id.as_str(), INDEX_SHARDS);
        Some((self.partition(shard), format!("{}\t{}", user.username.folded(), phone.phone_id)))
    }
}

/// The shard of the count that a phone is counted in.
pub fn count_shard(phone: &PhoneId) -> u32 {
    spread(phone.as_str(), COUNT_SHARDS)
}

/// Buckets into which the lists of all users and of all phones are divided. Each has its own number in the counters,
/// so that a row number leads to its bucket without a look at the rows before it. A multiple of [`COUNT_SHARDS`]: what
/// is in a bucket is counted in one shard.
pub const BUCKETS: u32 = 512;
/// Buckets that one partition of the index holds.
pub const BUCKETS_A_SHARD: u32 = BUCKETS / INDEX_SHARDS;

/// The bucket of a user or a phone in the list of all.
pub fn bucket(id: &str) -> u32 {
    spread(id, BUCKETS)
}

/// A list of all that there are of something, by bucket and id, in a few partitions of the index `gsi1`.
#[derive(Debug, Clone, Copy)]
pub struct Register {
    /// What its attributes of the counters begin with.
    pub counter: char,
    prefix: char,
}

/// All users.
pub const USERS: Register = Register { counter: 'u', prefix: 'V' };
/// All phones.
pub const PHONES: Register = Register { counter: 'p', prefix: 'W' };

impl Register {
    /// The partition that holds a bucket.
    pub fn partition(self, bucket: u32) -> String {
        format!("{}#{}", self.prefix, bucket / BUCKETS_A_SHARD)
    }

    /// The sort key before which nothing of a bucket stands.
    pub fn start(bucket: u32) -> String {
        format!("{bucket:03}#")
    }

    /// The place of an id: its partition and its sort key.
    pub fn place(self, id: &str) -> (String, String) {
        let bucket = bucket(id);
        (self.partition(bucket), format!("{}{id}", Self::start(bucket)))
    }

    /// The shard of the counters in which a bucket is counted, and its attribute there.
    pub fn counted(self, bucket: u32) -> (u32, String) {
        (bucket % COUNT_SHARDS, format!("{}{:02}", self.counter, bucket / COUNT_SHARDS))
    }
}

/// The partition of `gsi2` that holds the users of an address, in any case.
pub fn mailed(address: &str) -> String {
    format!("M#{}", onramp_domain::fold(address))
}

/// The partition of `gsi2` that holds a phone's history: its links, and its deliveries that left no link.
pub fn history(phone: &PhoneId) -> String {
    format!("H#{phone}")
}

/// The place of something in a history, by when it was (Unix seconds).
pub fn moment(at: i64, id: &str) -> String {
    format!("{at:012}#{id}")
}

/// The send in whose partition an item lies, if it lies in one.
pub fn send_of(pk: &str) -> Option<SendId> {
    SendId::parse(pk.strip_prefix("B#")?).ok()
}

/// The partition of `gsi1` that holds all integrations.
pub const INTEGRATIONS: &str = "I#";
/// How long the count of a minute's requests is kept.
pub const KEEP_REQUESTS: i64 = 3_600;

/// The shard in which is counted what is heard of a phone.
pub fn heard_shard(phone: &PhoneId) -> u32 {
    spread(phone.as_str(), HEARD_SHARDS)
}

/// The shard of a day's figures in which is counted what becomes of a phone.
pub fn figure_shard(phone: &PhoneId) -> u32 {
    spread(phone.as_str(), FIGURE_SHARDS)
}

/// FNV-1a (32 bits) of a text, over so many shards.
fn spread(text: &str, over: u32) -> u32 {
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % over
}

/// Makes the table, as `template.yaml` does on AWS. For the local stack and tests.
pub async fn create(client: &Client, name: &str) -> Result<(), aws_sdk_dynamodb::Error> {
    let mut ask = client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .key_schema(element("pk", KeyType::Hash)?)
        .key_schema(element("sk", KeyType::Range)?)
        .attribute_definitions(text("pk")?)
        .attribute_definitions(text("sk")?);
    for (list, projection) in LISTS
        .map(|(_, list)| (list, ProjectionType::All))
        .into_iter()
        .chain([(REMINDERS, ProjectionType::KeysOnly)])
    {
        ask = ask
            .attribute_definitions(text(list.pk)?)
            .attribute_definitions(text(list.sk)?)
            .global_secondary_indexes(
                GlobalSecondaryIndex::builder()
                    .index_name(list.index)
                    .key_schema(element(list.pk, KeyType::Hash)?)
                    .key_schema(element(list.sk, KeyType::Range)?)
                    .projection(Projection::builder().projection_type(projection).build())
                    .build()?,
            );
    }
    ask.send().await?;
    let ttl = TimeToLiveSpecification::builder().attribute_name(TTL).enabled(true).build()?;
    client.update_time_to_live().table_name(name).time_to_live_specification(ttl).send().await?;
    Ok(())
}

fn element(name: &str, kind: KeyType) -> Result<KeySchemaElement, BuildError> {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build()
}

fn text(name: &str) -> Result<AttributeDefinition, BuildError> {
    AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build()
}

#[cfg(test)]
mod tests;
