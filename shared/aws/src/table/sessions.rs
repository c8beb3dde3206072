//! Sessions of the console.

use super::Table;
use super::calls::{Expression, Transaction, broken};
use super::design::Key;
use super::items::{self, number, read};
use onramp_domain::{Administrator, Session, SessionHash};
use onramp_usecases::ports::{Answer, Sessions};
use std::collections::BTreeSet;

impl Sessions for Table {
    async fn put_session(&self, hash: &SessionHash, session: &Session) -> Answer<()> {
        let mut both = Transaction::default();
        both.put(self, items::session(hash, session)?, None)?;
        if let Some(known) = Administrator::of(session) {
            both.put(self, items::administrator(&known)?, None)?;
        }
        both.run(self).await.map(drop)
    }

    async fn administrators(&self, subjects: &BTreeSet<&str>) -> Answer<Vec<Administrator>> {
        let keys: Vec<_> = subjects.iter().map(|subject| Key::administrator(subject)).collect();
        self.batch(&keys).await?.into_iter().map(read).collect()
    }

    async fn session(&self, hash: &SessionHash) -> Answer<Option<Session>> {
        self.get(&Key::session(hash)).await?.map(read).transpose()
    }

    async fn note_session(&self, hash: &SessionHash, now: i64) -> Answer<()> {
        let change = Expression::new("SET seen_at = :now").value(":now", number(now));
        self.update_if(&Key::session(hash), "attribute_exists(pk)", change).await.map(drop)
    }

    async fn note_test(&self, hash: &SessionHash, now: i64, before: i64) -> Answer<bool> {
        let change = Expression::new("SET tested_at = :now")
            .value(":now", number(now))
            .value(":before", number(before));
        let due = "attribute_exists(pk) AND (attribute_not_exists(tested_at) OR tested_at <= :before)";
        Ok(self.update_if(&Key::session(hash), due, change).await?.is_ok())
    }

    async fn delete_session(&self, hash: &SessionHash) -> Answer<()> {
        let key = items::key(&Key::session(hash));
        let ask = self.client.delete_item().table_name(&self.name).set_key(Some(key));
        ask.send().await.map(drop).map_err(|e| broken(&e))
    }
}
