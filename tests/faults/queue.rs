//! SQS: messages that come back, come twice, and end among the dead letters.

use crate::chance::Seed;
use crate::plan::{Faults, Refusal};
use crate::reply::Reply;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::Instant;

/// How long a message that was given out is not given out again, unless told: as `template.yaml` has it.
const VISIBILITY: Duration = Duration::from_mins(6);
/// How often a message is given out before it goes to the dead letters: as `template.yaml` has it.
const MAX_RECEIVES: u64 = 20;

#[derive(Debug, Clone)]
struct Letter {
    body: String,
    receives: u64,
    visible_at: Instant,
}

#[derive(Debug, Default)]
struct State {
    next_id: u64,
    letters: BTreeMap<u64, Letter>,
    dead: Vec<String>,
}

/// A message as it was given out.
#[derive(Debug, Clone)]
pub struct Received {
    /// The message.
    pub id: u64,
    /// How often it was given out, with this time.
    pub receives: u64,
    /// What it says.
    pub body: String,
}

impl Received {
    /// What names this giving out.
    pub fn handle(&self) -> String {
        format!("{}-{}", self.id, self.receives)
    }
}

/// The queue and its dead letters, on the runtime's clock.
#[derive(Debug, Default)]
pub struct Letters(Mutex<State>);

impl Letters {
    fn locked<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.0.lock().unwrap())
    }

    /// Puts a message into the queue.
    pub fn put(&self, body: &str, delay: Duration) -> u64 {
        self.locked(|state| {
            state.next_id += 1;
            let letter = Letter { body: body.to_owned(), receives: 0, visible_at: Instant::now() + delay };
            state.letters.insert(state.next_id, letter);
            state.next_id
        })
    }

    /// Gives out up to so many messages.
    pub fn receive(&self, most: usize, seed: Seed, faults: &Faults) -> Vec<Received> {
        let now = Instant::now();
        self.locked(|state| {
            state.bury_spent(now);
            let visible = state.letters.iter().filter(|(_, letter)| letter.visible_at <= now);
            let mut ids: Vec<u64> = visible.map(|(id, _)| *id).collect();
            if faults.shuffled {
                ids.sort_by_key(|id| seed.about(("order", id)).0);
            }
            ids.truncate(most);
            ids.into_iter().map(|id| state.give_out(id, now, seed, faults)).collect()
        })
    }

    /// When the next message may be given out, if one waits.
    pub fn next_visible(&self) -> Option<Instant> {
        self.locked(|state| state.letters.values().map(|letter| letter.visible_at).min())
    }

    /// Takes a message out for good.
    pub fn delete(&self, id: u64) {
        self.locked(|state| state.letters.remove(&id));
    }

    /// What the dead letters say.
    pub fn dead(&self) -> Vec<String> {
        self.locked(|state| state.dead.clone())
    }

    /// Puts the dead letters back into the queue, as `infra/redrive` does.
    pub fn redrive(&self) {
        for body in self.locked(|state| std::mem::take(&mut state.dead)) {
            self.put(&body, Duration::ZERO);
        }
    }

    /// Does what a call asks for; of a batch only a part, if told.
    pub fn answer(&self, operation: &str, body: &Value, part: Option<u64>) -> Reply {
        let part = part.map(Seed);
        let reply = match operation {
            "SendMessage" => {
                json!({ "MessageId": self.send(body).to_string(), "MD5OfMessageBody": "" })
            }
            "SendMessageBatch" => batch(
                body,
                part,
                |entry| json!({ "MessageId": self.send(entry).to_string(), "MD5OfMessageBody": "" }),
            ),
            "ChangeMessageVisibility" => self.change_visibility(body),
            "ChangeMessageVisibilityBatch" => batch(body, part, |entry| self.change_visibility(entry)),
            "DeleteMessage" => self.remove(body),
            "DeleteMessageBatch" => batch(body, part, |entry| self.remove(entry)),
            other => panic!("{other} is not among the calls that Onramp makes"),
        };
        Reply::json(200, &reply)
    }

    fn send(&self, entry: &Value) -> u64 {
        let delay = Duration::from_secs(entry["DelaySeconds"].as_u64().unwrap_or_default());
        self.put(entry["MessageBody"].as_str().unwrap(), delay)
    }

    fn change_visibility(&self, entry: &Value) -> Value {
        let (id, receives) = handle(entry);
        let hidden = Duration::from_secs(entry["VisibilityTimeout"].as_u64().unwrap());
        self.locked(|state| {
            // Who was given the message before the last time has no say any more.
            if let Some(letter) = state.letters.get_mut(&id).filter(|letter| letter.receives == receives) {
                letter.visible_at = Instant::now() + hidden;
            }
        });
        json!({})
    }

    fn remove(&self, entry: &Value) -> Value {
        self.delete(handle(entry).0);
        json!({})
    }
}

impl State {
    /// Moves messages that were given out too often to the dead letters.
    fn bury_spent(&mut self, now: Instant) {
        let spent = |letter: &Letter| letter.visible_at <= now && letter.receives >= MAX_RECEIVES;
        let ids: Vec<_> =
            self.letters.iter().filter(|(_, letter)| spent(letter)).map(|(id, _)| *id).collect();
        for letter in ids.iter().filter_map(|id| self.letters.remove(id)) {
            self.dead.push(letter.body);
        }
    }

    fn give_out(&mut self, id: u64, now: Instant, seed: Seed, faults: &Faults) -> Received {
        let letter = self.letters.get_mut(&id).unwrap();
        letter.receives += 1;
        if !seed.about(("twice", id)).percent(faults.twice) {
            letter.visible_at = now + VISIBILITY;
        }
        Received { id, receives: letter.receives, body: letter.body.clone() }
    }
}

fn handle(entry: &Value) -> (u64, u64) {
    let handle = entry["ReceiptHandle"].as_str().unwrap();
    let (id, receives) = handle.split_once('-').unwrap();
    (id.parse().unwrap(), receives.parse().unwrap())
}

/// Does each entry, or fails it by a coin if only a part is to be done.
fn batch(body: &Value, part: Option<Seed>, mut act: impl FnMut(&Value) -> Value) -> Value {
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for entry in body["Entries"].as_array().unwrap() {
        let id = entry["Id"].as_str().unwrap();
        if part.is_some_and(|part| part.about(id).percent(50)) {
            failed.push(json!({ "Id": id, "SenderFault": false, "Code": "InternalError" }));
        } else {
            let mut reply = act(entry);
            reply["Id"] = id.into();
            done.push(reply);
        }
    }
    json!({ "Successful": done, "Failed": failed })
}

/// How SQS says no.
pub fn refuse(refusal: Refusal) -> Reply {
    match refusal {
        Refusal::Throttled => {
            let kind = "com.amazonaws.sqs#RequestThrottled";
            Reply::json(400, &json!({ "__type": kind, "message": "Rate exceeded" }))
                .with("x-amzn-query-error", "RequestThrottled;Sender")
        }
        Refusal::Broken | Refusal::Conflict => Reply::json(
            500,
            &json!({ "__type": "com.amazonaws.sqs#InternalFailure", "message": "Try again." }),
        )
        .with("x-amzn-query-error", "InternalFailure;Receiver"),
    }
}
