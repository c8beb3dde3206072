//! Turns: what keeps all containers together to one rate.

use super::Table;
use super::calls::Expression;
use super::design::Key;
use super::items::{Item, number};
use onramp_domain::Channel;
use onramp_usecases::ports::{Answer, Outage, Turn, Turns};

/// How often a turn is tried for that others keep taking.
const TRIES: usize = 8;

impl Turns for Table {
    /// The item holds when the next free turn begins. While there are messages to send, that lies ahead and a turn is taken by
    /// moving it on; after a time of rest it lies in the past, and the turn begins now.
    async fn take_turn(&self, channel: Channel, length_ms: i64, now_ms: i64, latest_ms: i64) -> Answer<Turn> {
        let key = Key::turns(channel);
        for _ in 0..TRIES {
            let move_on = Expression::new("SET next_ms = next_ms + :length")
                .value(":length", number(length_ms))
                .value(":now", number(now_ms))
                .value(":latest", number(latest_ms));
            let condition = "next_ms >= :now AND next_ms <= :latest";
            let stands = match self.update_if(&key, condition, move_on).await? {
                Ok(before) => return Ok(Turn::At(before.as_ref().map_or(now_ms, next))),
                Err(item) => item,
            };
            if let Some(later) = stands.as_ref().map(next).filter(|next| *next > latest_ms) {
                return Ok(Turn::NotBefore(later));
            }
            let begin = Expression::new("SET next_ms = :next")
                .value(":next", number(now_ms + length_ms))
                .value(":now", number(now_ms));
            let condition = "attribute_not_exists(next_ms) OR next_ms < :now";
            if self.update_if(&key, condition, begin).await?.is_ok() {
                return Ok(Turn::At(now_ms));
            }
        }
        Err(Outage { service: "the table", cause: "turns are taken too fast".into() })
    }
}

/// When the next free turn begins, by the item.
fn next(item: &Item) -> i64 {
    item.get("next_ms").and_then(|value| value.as_n().ok()?.parse().ok()).unwrap_or_default()
}
