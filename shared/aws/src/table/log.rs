//! The administrator log, read: a partition a day.

use super::calls::{broken, text_of};
use super::items::{Item, read, text};
use super::{Table, design};
use futures_util::{StreamExt, TryStreamExt, stream};
use onramp_domain::{Action, Event};
use onramp_usecases::ports::{AdministratorLog, Answer, LogPlace, Page};

/// Days of the log that are asked for side by side.
const DAYS_AT_ONCE: usize = 16;
/// Days behind which the log is swept.
const DAYS_KEPT: i64 = 400;
/// Queries for a page of the newest lines: days without lines are not walked through to the end of time.
const LOOKS: usize = 31;
/// Lines that a query looks through for those of one action.
const SIFTED: usize = 500;

impl AdministratorLog for Table {
    async fn events(&self, from: i64, now: i64, limit: usize) -> Answer<Vec<Event>> {
        let today = onramp_domain::day_of(now);
        let first = onramp_domain::day_of(from).max(today - DAYS_KEPT);
        let mut days = stream::iter(first..=today)
            .map(|day| async move { self.events_of_day(day, from, limit).await })
            .buffered(DAYS_AT_ONCE);
        let mut events = Vec::new();
        while let Some(of_day) = days.try_next().await? {
            events.extend(of_day);
            if events.len() >= limit {
                events.truncate(limit);
                self.finish_second(&mut events).await?;
                break;
            }
        }
        Ok(events)
    }

    async fn events_before(
        &self,
        before: &LogPlace,
        oldest: i64,
        action: Option<Action>,
        limit: usize,
    ) -> Answer<Page<Event, LogPlace>> {
        let mut place = design::event_place(before.at, &before.line);
        // Before all of a second stands what was written until the second before.
        let mut day = onramp_domain::day_of(before.at - i64::from(before.line.is_empty()));
        let first = onramp_domain::day_of(oldest);
        let mut found = Vec::new();
        for _ in 0..LOOKS {
            if day < first {
                return Ok(Page { items: found, next: None });
            }
            // Of one action few lines may be: as many are looked through as a page of bytes holds, or nearly.
            let wanted = if action.is_some() { SIFTED } else { limit - found.len() };
            let (items, more) = self.day_before(day, &place, wanted).await?;
            for item in items {
                text_of(&item, "sk").clone_into(&mut place);
                let event: Event = read(item)?;
                if event.at < oldest {
                    return Ok(Page { items: found, next: None });
                }
                if action.is_none_or(|action| action == event.action) {
                    found.push(event);
                }
                if found.len() == limit {
                    return Ok(Page { items: found, next: Some(placed(&place)) });
                }
            }
            if !more {
                place = design::events_from(day * design::DAY);
                day -= 1;
            }
        }
        let next = (day >= first).then(|| placed(&place));
        Ok(Page { items: found, next })
    }
}

/// The place of a line's sort key.
fn placed(key: &str) -> LogPlace {
    let (at, line) = key.split_once('#').unwrap_or((key, ""));
    LogPlace { at: at.parse().unwrap_or_default(), line: line.to_owned() }
}

impl Table {
    /// Reads the last second of some lines to its end: who asks on from the last line's time misses none of it.
    async fn finish_second(&self, events: &mut Vec<Event>) -> Answer<()> {
        let Some(at) = events.last().map(|event| event.at) else { return Ok(()) };
        events.retain(|event| event.at < at);
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .key_condition_expression("pk = :day AND sk BETWEEN :from AND :to")
            .expression_attribute_values(":day", text(design::events_of(onramp_domain::day_of(at))))
            .expression_attribute_values(":from", text(design::events_from(at)))
            .expression_attribute_values(":to", text(design::events_from(at + 1)));
        let mut lines = ask.into_paginator().items().send();
        while let Some(line) = lines.next().await {
            events.push(read(line.map_err(|e| broken(&e))?)?);
        }
        Ok(())
    }

    async fn events_of_day(&self, day: i64, from: i64, limit: usize) -> Answer<Vec<Event>> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .key_condition_expression("pk = :day AND sk >= :from")
            .expression_attribute_values(":day", text(design::events_of(day)))
            .expression_attribute_values(":from", text(design::events_from(from)))
            .limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let page = ask.send().await.map_err(|e| broken(&e))?;
        page.items.unwrap_or_default().into_iter().map(read).collect()
    }

    /// The lines of a day that stand before a place, the newest first, and whether there are more.
    async fn day_before(&self, day: i64, place: &str, limit: usize) -> Answer<(Vec<Item>, bool)> {
        let ask = self
            .client
            .query()
            .table_name(&self.name)
            .key_condition_expression("pk = :day AND sk < :place")
            .expression_attribute_values(":day", text(design::events_of(day)))
            .expression_attribute_values(":place", text(place))
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX));
        let page = ask.send().await.map_err(|e| broken(&e))?;
        Ok((page.items.unwrap_or_default(), page.last_evaluated_key.is_some()))
    }
}
