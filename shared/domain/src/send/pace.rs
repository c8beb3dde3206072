//! How fast a send goes, and how long it takes yet.

use super::{Position, Send, SendState};

/// How many recipients get their outcome in how much time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    outcomes: u64,
    secs: u64,
}

/// A pace as people say it: by the longest unit in which it is not long-winded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// So many a second.
    Second(u64),
    /// So many a minute.
    Minute(u64),
    /// So many an hour.
    Hour(u64),
}

/// How long something takes yet, as people say it: rounded up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeLeft {
    /// A minute at the most.
    Moments,
    /// So many minutes.
    Minutes(u64),
    /// So many hours.
    Hours(u64),
}

impl Pace {
    /// The pace of a send at `now` (Unix seconds), since it was asked for or last resumed; none while it does not run, or
    /// has nothing to show for itself yet.
    pub fn of(send: &Send, now: i64) -> Option<Self> {
        let before = send.forgiven.sent + send.forgiven.failed + send.forgiven.skipped;
        let outcomes = send.done().saturating_sub(before);
        let since = send.created_at.max(send.forgiven.at);
        let secs = u64::try_from(now - since).unwrap_or_default().max(1);
        (send.state() == SendState::Running && outcomes > 0).then_some(Self { outcomes, secs })
    }

    /// The pace as people say it.
    pub fn rate(self) -> Rate {
        let per = |unit: u64| (self.outcomes * unit + self.secs / 2) / self.secs;
        if self.outcomes >= 2 * self.secs {
            Rate::Second(per(1))
        } else if self.outcomes * 60 >= 2 * self.secs {
            Rate::Minute(per(60))
        } else {
            Rate::Hour(per(3_600).max(1))
        }
    }

    /// How long so many more take.
    pub fn left(self, open: u64) -> TimeLeft {
        let secs = (open * self.secs).div_ceil(self.outcomes);
        match secs {
            0..=60 => TimeLeft::Moments,
            61..=5_400 => TimeLeft::Minutes(secs.div_ceil(60)),
            _ => TimeLeft::Hours(secs.div_ceil(3_600)),
        }
    }
}

/// How long a send takes yet; none while nobody can know, since it does not run or its recipients are still being found.
pub fn time_left(send: &Send, now: i64) -> Option<TimeLeft> {
    let all_known = send.expansion.position == Position::End;
    let pace = Pace::of(send, now).filter(|_| all_known)?;
    Some(pace.left(send.recipients.saturating_sub(send.done())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use crate::send::{Control, Expansion, Forgiven};
    use proptest::prelude::*;

    /// A send to so many that was asked for at 0.
    fn send(recipients: u64, sent: u64) -> Send {
        let expansion = Expansion { step: 0, position: Position::End, pending: Vec::new() };
        Send { expansion, recipients, sent, ..samples::send() }
    }

    #[test]
    fn a_pace_is_told_by_the_second_the_minute_or_the_hour() {
        let rate = |sent, secs| Pace::of(&send(100_000, sent), secs).map(Pace::rate);
        assert_eq!(rate(140, 10), Some(Rate::Second(14)));
        assert_eq!(rate(10, 10), Some(Rate::Minute(60)));
        assert_eq!(rate(3, 120), Some(Rate::Hour(90)));
        assert_eq!(rate(1, 100_000), Some(Rate::Hour(1)));
        assert_eq!(rate(5, 0), Some(Rate::Second(5)), "within its first second");
        assert_eq!(rate(0, 10), None);
    }

    #[test]
    fn time_left_is_rounded_up_and_told_in_minutes_or_hours() {
        let left = |recipients, sent, secs| time_left(&send(recipients, sent), secs);
        assert_eq!(left(200, 100, 60), Some(TimeLeft::Moments));
        assert_eq!(left(201, 100, 60), Some(TimeLeft::Minutes(2)));
        assert_eq!(left(9_100, 100, 60), Some(TimeLeft::Minutes(90)));
        assert_eq!(left(9_101, 100, 60), Some(TimeLeft::Hours(2)));
        assert_eq!(left(10, 0, 60), None, "nothing is known yet");
    }

    #[test]
    fn a_send_that_was_resumed_is_as_fast_as_it_is_since() {
        let forgiven = Forgiven { sent: 100, failed: 10, skipped: 10, at: 86_400 };
        let resumed = Send { failed: 10, skipped: 10, forgiven, ..send(1_000, 160) };
        assert_eq!(Pace::of(&resumed, 86_410).map(Pace::rate), Some(Rate::Second(6)));
    }

    #[test]
    fn who_does_not_run_or_does_not_know_all_recipients_has_no_time_left_to_tell() {
        let paused = Send { control: Control::Paused, ..send(10, 5) };
        assert_eq!((Pace::of(&paused, 5), time_left(&paused, 5)), (None, None));
        assert_eq!(time_left(&send(10, 10), 5), None, "it is over");
        let expansion = Expansion { position: Position::Shard(1, None), ..send(1, 1).expansion };
        let growing = Send { expansion, ..send(10, 5) };
        assert!(Pace::of(&growing, 5).is_some() && time_left(&growing, 5).is_none());
    }

    proptest! {
        #[test]
        fn no_send_is_too_large_or_too_slow_to_be_told_of(done in 1..1_000_000_u64, more in 1..1_000_000_u64, secs in -9..10_000_000_i64) {
            let send = send(done + more, done);
            prop_assert!(Pace::of(&send, secs).is_some() && time_left(&send, secs).is_some());
        }
    }
}
