//! What was sent to a user's phones and handed over for them, and what became of it.

use crate::ports::{History, Past};
use crate::{Error, Principal};
use onramp_domain::send::Delivery;
use onramp_domain::{Link, Permission, PhoneId, SendId};
use std::collections::{HashMap, HashSet};

/// Most lines of a history.
pub const MOST: usize = 20;

/// A line of a history.
#[derive(Debug, Clone)]
pub struct Line {
    /// When its link was made or its delivery ended, in Unix seconds.
    pub at: i64,
    /// The phone.
    pub phone_id: PhoneId,
    /// The link; none if there was none, or it was taken back.
    pub link: Option<Link>,
    /// The send that it belongs to; none if it was handed over in person.
    pub send_id: Option<SendId>,
    /// The delivery of that send, unless it is swept.
    pub delivery: Option<Delivery>,
}

impl Line {
    fn of(past: Past) -> Self {
        match past {
            Past::Link(link) => Self {
                at: link.created_at,
                phone_id: link.phone_id.clone(),
                send_id: link.send_id.clone(),
                delivery: None,
                link: Some(*link),
            },
            Past::Ended(send_id, delivery) => Self {
                at: delivery.updated_at,
                phone_id: delivery.phone_id.clone(),
                link: None,
                send_id: Some(send_id),
                delivery: Some(*delivery),
            },
        }
    }

    fn key(&self) -> Option<(SendId, PhoneId)> {
        self.send_id.clone().map(|send| (send, self.phone_id.clone()))
    }
}

/// The last lines of all these phones, newest first. One query a phone, side by side, and one batched read.
pub async fn of_phones(store: &impl History, by: &Principal, phones: &[PhoneId]) -> Result<Vec<Line>, Error> {
    by.must(Permission::View)?;
    let found = futures_util::future::try_join_all(phones.iter().map(|id| store.past(id, MOST))).await?;
    let mut lines: Vec<Line> = found.into_iter().flatten().map(Line::of).collect();
    // A delivery of which there is a link is read along with it.
    let linked: HashSet<_> = lines.iter().filter(|line| line.link.is_some()).filter_map(Line::key).collect();
    lines.retain(|line| line.link.is_some() || line.key().is_none_or(|key| !linked.contains(&key)));
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    lines.truncate(MOST);
    let wanted: Vec<_> = lines.iter().filter(|line| line.delivery.is_none()).filter_map(Line::key).collect();
    if wanted.is_empty() {
        return Ok(lines);
    }
    let deliveries = store.deliveries_to(&wanted).await?.into_iter();
    let mut deliveries: HashMap<_, _> =
        deliveries.map(|(send, delivery)| ((send, delivery.phone_id.clone()), delivery)).collect();
    for line in lines.iter_mut().filter(|line| line.delivery.is_none()) {
        line.delivery = line.key().and_then(|key| deliveries.remove(&key));
    }
    Ok(lines)
}
