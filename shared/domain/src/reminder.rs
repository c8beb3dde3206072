//! Reminders: who gets one, and when.

use crate::{Channel, FieldError, Invalid, Phone};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, ZonedDateTime};
use serde::{Deserialize, Serialize};

const DAY: i64 = 86_400;
/// A reminder that is later than this is left out: nobody is reminded of what was said long ago because reminders were
/// off, or the recipient's phone could not be reached.
const LATE: i64 = 3 * DAY;

/// What a phone was sent since an administrator last sent it a link, as far as reminders go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminded {
    /// When the administrator's message went out, in Unix seconds.
    pub first_at: i64,
    /// How it went out.
    pub channel: Channel,
    /// How many reminders followed, or were left out.
    pub count: u32,
}

/// A rule as people write it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReminderPlan {
    /// Days after the first message: up to ten from 1 to 90, ascending, such as `2,10`.
    pub days: String,
    /// How many reminders follow a message, at most ten.
    pub most: u32,
    /// Between which hours messages go out, such as `9-18`.
    pub hours: String,
    /// The time zone of these hours by its IANA name, such as `Europe/Berlin`.
    pub zone: String,
}

/// When people are reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ReminderPlan", into = "ReminderPlan")]
pub struct ReminderRule {
    /// Days after the first message, ascending.
    days: Vec<i64>,
    /// How many reminders follow a message at the most.
    most: u32,
    /// From which hour of the day on messages go out, and up to which.
    hours: (i8, i8),
    /// The time zone of these hours.
    zone: TimeZone,
}

/// What is to be done about a phone whose reminder is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Remind it now, by this channel.
    Now(Channel),
    /// Look at it again then (Unix seconds).
    At(i64),
    /// Leave it alone: it is activated, cannot be reached, or was reminded often enough.
    Never,
}

impl ReminderRule {
    /// Two reminders, two and ten days after the first message, between 9 and 18 o'clock UTC.
    pub fn standard() -> Self {
        Self { days: vec![2 * DAY, 10 * DAY], most: 2, hours: (9, 18), zone: TimeZone::UTC }
    }

    /// Reads a rule: days, a number of reminders, hours and a time zone as a [`ReminderPlan`] has them.
    pub fn parse(days: &str, most: u32, hours: &str, zone: &str) -> Result<Self, Invalid> {
        let [days, hours, zone] = [days, hours, zone].map(str::to_owned);
        ReminderPlan { days, most, hours, zone }.rule().map_err(|refused| refused.invalid)
    }

    /// The rule as people write it.
    pub fn plan(&self) -> ReminderPlan {
        let days: Vec<_> = self.days.iter().map(|secs| (secs / DAY).to_string()).collect();
        ReminderPlan {
            days: days.join(","),
            most: self.most,
            hours: format!("{}-{}", self.hours.0, self.hours.1),
            zone: self.zone.iana_name().unwrap_or("UTC").to_owned(),
        }
    }

    /// Where a phone stands once an administrator's message went to it at `now`.
    pub fn begun(channel: Channel, now: i64) -> Reminded {
        Reminded { first_at: now, channel, count: 0 }
    }

    /// Where it stands once it was reminded at `now`.
    pub fn continued(&self, reminded: Reminded, now: i64) -> Reminded {
        Reminded { count: self.next(reminded, now).map_or(self.most, |(at, _)| at + 1), ..reminded }
    }

    /// When the next reminder is due, in Unix seconds, for a phone whose link expires then; none if none is to follow.
    pub fn due(&self, reminded: Reminded, expires_at: i64, now: i64) -> Option<i64> {
        self.next(reminded, now).map(|(_, at)| self.waking(at.max(expires_at)))
    }

    /// Decides about a phone at `now`.
    pub fn decide(&self, phone: &Phone, now: i64) -> Due {
        let Some(reminded) = phone.reminded else { return Due::Never };
        let reachable = phone
            .recipient(reminded.channel)
            .is_ok_and(|user| reminded.channel == Channel::Sms || user.email_trouble.is_none());
        if !reachable {
            return Due::Never;
        }
        let expires_at = phone.link.as_ref().map_or(0, |link| link.expires_at);
        match self.due(reminded, expires_at, now) {
            None => Due::Never,
            Some(at) if at > now => Due::At(at),
            Some(_) if self.waking(now) > now => Due::At(self.waking(now)),
            Some(_) => Due::Now(reminded.channel),
        }
    }

    /// The first reminder that is neither sent nor too late: which it is, counted from 0, and when.
    fn next(&self, reminded: Reminded, now: i64) -> Option<(u32, i64)> {
        let reminders = (0..self.most).zip(&self.days).map(|(at, after)| (at, reminded.first_at + after));
        reminders.into_iter().find(|(at, due)| *at >= reminded.count && due + LATE > now)
    }

    /// The first moment from then on at which people are awake.
    fn waking(&self, at: i64) -> i64 {
        let Some(local) = self.local(at) else { return at };
        let (from, to) = self.hours;
        if (from..to).contains(&local.hour()) {
            return at;
        }
        let day = if local.hour() < from { local.date() } else { local.date().saturating_add(1.day()) };
        let morning = day.at(from, 0, 0, 0).to_zoned_datetime(self.zone.clone());
        morning.map_or(at, |morning| morning.timestamp().as_second())
    }

    fn local(&self, at: i64) -> Option<ZonedDateTime> {
        Timestamp::from_second(at).ok().map(|at| at.to_zoned_datetime(self.zone.clone()))
    }
}

impl ReminderPlan {
    /// The rule; what is wrong is told by its field.
    pub fn rule(&self) -> Result<ReminderRule, FieldError> {
        let days = parse_days(&self.days).map_err(|invalid| invalid.in_field("days"))?;
        if self.most > 10 {
            return Err(Invalid::new("are too many reminders", "at most 10").in_field("most"));
        }
        let hours = parse_hours(&self.hours).map_err(|invalid| invalid.in_field("hours"))?;
        let zone = TimeZone::get(self.zone.trim()).map_err(|_| {
            Invalid::new("is not a time zone", "an IANA name, such as Europe/Berlin").in_field("zone")
        })?;
        Ok(ReminderRule { days, most: self.most, hours, zone })
    }
}

impl TryFrom<ReminderPlan> for ReminderRule {
    type Error = Invalid;
    fn try_from(plan: ReminderPlan) -> Result<Self, Invalid> {
        plan.rule().map_err(|refused| refused.invalid)
    }
}

impl From<ReminderRule> for ReminderPlan {
    fn from(rule: ReminderRule) -> Self {
        rule.plan()
    }
}

fn parse_days(text: &str) -> Result<Vec<i64>, Invalid> {
    let wrong =
        || Invalid::new("are not days", "up to ten whole numbers from 1 to 90, ascending, such as 2,10");
    let days: Option<Vec<i64>> = text.split(',').map(|day| day.trim().parse().ok()).collect();
    let days = days.ok_or_else(wrong)?;
    let ascending = days.windows(2).all(|pair| pair[0] < pair[1]);
    let in_range = days.iter().all(|day| (1..=90).contains(day));
    if !ascending || !in_range || days.len() > 10 {
        return Err(wrong());
    }
    Ok(days.into_iter().map(|day| day * DAY).collect())
}

fn parse_hours(text: &str) -> Result<(i8, i8), Invalid> {
    let hours = text
        .split_once('-')
        .and_then(|(from, to)| Some((from.trim().parse().ok()?, to.trim().parse().ok()?)));
    hours.filter(|(from, to)| (0..24).contains(from) && from < to && *to <= 24).ok_or_else(|| {
        Invalid::new("are not hours of a day", "two full hours, the first before the second, such as 9-18")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AddressTrouble, LinkId, LinkStamp, UserStatus, samples};
    use proptest::prelude::*;

    /// Monday, 23 November 2026, 10:00 UTC.
    const FIRST: i64 = 1_795_428_000;
    const HOUR: i64 = 3_600;

    fn phone(count: u32) -> Phone {
        let link = LinkStamp { link_id: LinkId::from_random(1), expires_at: FIRST + DAY };
        let reminded = Reminded { first_at: FIRST, channel: Channel::Email, count };
        Phone { link: Some(link), reminded: Some(reminded), ..samples::phone() }
    }

    fn decide(phone: &Phone, now: i64) -> Due {
        ReminderRule::standard().decide(phone, now)
    }

    #[test]
    fn reminders_come_two_and_ten_days_after_the_first_message_and_no_more() {
        assert_eq!(decide(&phone(0), FIRST + 2 * DAY - 1), Due::At(FIRST + 2 * DAY));
        assert_eq!(decide(&phone(0), FIRST + 2 * DAY), Due::Now(Channel::Email));
        assert_eq!(decide(&phone(1), FIRST + 3 * DAY), Due::At(FIRST + 10 * DAY));
        assert_eq!(decide(&phone(1), FIRST + 10 * DAY), Due::Now(Channel::Email));
        assert_eq!(decide(&phone(2), FIRST + 10 * DAY), Due::Never);
        let once = ReminderRule::parse("2,10", 1, "9-18", "UTC").unwrap();
        assert_eq!(once.decide(&phone(1), FIRST + 10 * DAY), Due::Never);
    }

    #[test]
    fn a_reminder_waits_for_the_link_to_expire_and_for_the_morning() {
        let mut long = phone(0);
        long.link.as_mut().unwrap().expires_at = FIRST + 4 * DAY;
        assert_eq!(decide(&long, FIRST + 2 * DAY), Due::At(FIRST + 4 * DAY));
        // 20:00 is evening, 09:00 the next morning.
        long.link.as_mut().unwrap().expires_at = FIRST + 4 * DAY + 10 * HOUR;
        assert_eq!(decide(&long, FIRST + 3 * DAY), Due::At(FIRST + 4 * DAY + 23 * HOUR));
        assert_eq!(decide(&phone(0), FIRST + 2 * DAY + 10 * HOUR), Due::At(FIRST + 2 * DAY + 23 * HOUR));
    }

    #[test]
    fn the_hours_are_those_of_the_time_zone_also_when_its_clocks_change() {
        let berlin = ReminderRule::parse("2", 2, "8-20", "Europe/Berlin").unwrap();
        // Saturday, 24 October 2026, 22:00 in Berlin; the clocks go back in the night: 08:00 is eleven hours later.
        let evening = 1_792_872_000;
        assert_eq!(berlin.waking(evening), evening + 11 * HOUR);
        assert_eq!(berlin.waking(evening + 12 * HOUR), evening + 12 * HOUR);
    }

    #[test]
    fn who_is_activated_disabled_bounced_or_gone_is_left_alone() {
        let now = FIRST + 2 * DAY;
        let changes: [fn(&mut Phone); 5] = [
            |phone| phone.activated = true,
            |phone| phone.users[0].status = UserStatus::Disabled,
            |phone| phone.users[0].email_trouble = Some(AddressTrouble::Bounced),
            |phone| phone.users.clear(),
            |phone| phone.reminded = None,
        ];
        for change in changes {
            let mut phone = phone(0);
            change(&mut phone);
            assert_eq!(decide(&phone, now), Due::Never);
        }
    }

    #[test]
    fn what_is_long_overdue_is_left_out() {
        assert_eq!(decide(&phone(0), FIRST + 6 * DAY), Due::At(FIRST + 10 * DAY));
        assert_eq!(decide(&phone(0), FIRST + 14 * DAY), Due::Never);
        let rule = ReminderRule::standard();
        let reminded = phone(0).reminded.unwrap();
        assert_eq!(rule.continued(reminded, FIRST + 2 * DAY).count, 1);
        assert_eq!(rule.continued(reminded, FIRST + 10 * DAY).count, 2);
        assert_eq!(rule.due(rule.continued(reminded, FIRST + 10 * DAY), 0, FIRST + 10 * DAY), None);
    }

    #[test]
    fn a_rule_that_makes_no_sense_is_refused() {
        for days in ["", "0", "91", "10,2", "2,2", "two", "1,2,3,4,5,6,7,8,9,10,11"] {
            assert!(ReminderRule::parse(days, 2, "9-18", "UTC").is_err(), "{days}");
        }
        for hours in ["", "9", "18-9", "9-25", "9-9", "-1-5"] {
            assert!(ReminderRule::parse("2", 2, hours, "UTC").is_err(), "{hours}");
        }
        assert!(ReminderRule::parse("2", 2, "9-18", "Mars/Olympus").is_err());
        assert!(ReminderRule::parse("2", 11, "9-18", "UTC").is_err());
    }

    #[test]
    fn a_rule_is_written_as_it_is_read() {
        assert_eq!(ReminderRule::standard().plan().rule(), Ok(ReminderRule::standard()));
        let berlin = ReminderRule::parse(" 1, 5", 3, "8 - 20", "Europe/Berlin").unwrap();
        let plan = berlin.plan();
        assert_eq!((plan.days.as_str(), plan.hours.as_str()), ("1,5", "8-20"));
        assert_eq!(plan.rule(), Ok(berlin));
        let wrong = ReminderPlan { zone: "Mars/Olympus".into(), ..plan };
        assert_eq!(wrong.rule().unwrap_err().field, "zone");
    }

    proptest! {
        #[test]
        fn nobody_is_reminded_more_often_than_allowed_or_at_night(start in 0..40_000_i64, step in 600..90_000_i64) {
            let rule = ReminderRule::parse("1,2,5", 2, "9-18", "America/New_York").unwrap();
            let mut phone = phone(0);
            let mut sent = 0;
            let mut now = FIRST + start;
            while now < FIRST + 20 * DAY {
                if let Due::Now(_) = rule.decide(&phone, now) {
                    sent += 1;
                    prop_assert_eq!(rule.waking(now), now);
                    phone.reminded = phone.reminded.map(|reminded| rule.continued(reminded, now));
                    phone.link.as_mut().unwrap().expires_at = now + DAY;
                }
                now += step;
            }
            prop_assert!(sent <= 2);
        }
    }
}
