//! How a send is shown: its state, its bar, its pace.

use crate::language::{Locale, Words};
use onramp_domain::send::{
    Counts, DeliveryState, Heard, Pace, PauseReason, Position, Rate, Send, SendState, TimeLeft, time_left,
};
use onramp_domain::{Channel, Settings};
use onramp_usecases::SYSTEM;
use onramp_usecases::send_links::Progress;
use std::collections::BTreeMap;

/// A part of a bar: what of, where it begins and how long it is, in thousandths.
pub type Piece = (&'static str, u64, u64);

/// How often the page of a send that is going on looks how it stands, in milliseconds.
const GOING_ON: u32 = 2_000;
/// The same for one that waits for someone to resume it.
const WAITING: u32 = 5_000;

/// A send as pages show it.
pub struct View {
    /// The send.
    pub send: Send,
    /// Its deliveries by state.
    pub counts: Counts,
    /// What was heard of those sent.
    pub heard: Heard,
    /// Whether it is under way.
    pub state: SendState,
    cost: String,
    now: i64,
}

impl View {
    /// A send as it stands at `now` (Unix seconds).
    pub fn of(progress: Progress, settings: &Settings, now: i64) -> Self {
        let Progress { send, counts, heard } = progress;
        Self { state: send.state(), cost: settings.prices.cost(&send), send, counts, heard, now }
    }

    /// Its page.
    pub fn path(&self) -> String {
        format!("/console/sends/{}", self.send.send_id)
    }

    /// Whether it has an end that no one can change.
    pub fn is_over(&self) -> bool {
        matches!(self.state, SendState::Finished | SendState::Cancelled)
    }

    /// Whether messages are going out.
    pub fn is_running(&self) -> bool {
        self.state == SendState::Running
    }

    /// Whether it waits for someone to resume it.
    pub fn is_paused(&self) -> bool {
        self.state == SendState::Paused
    }

    /// Whether every recipient is written down.
    pub fn all_known(&self) -> bool {
        self.send.expansion.position == Position::End
    }

    /// How many have no outcome yet.
    pub fn open(&self) -> u64 {
        self.counts.queued + self.counts.sending
    }

    /// When the page is to look again, in milliseconds; none once nothing changes any more.
    pub fn again(&self) -> Option<u32> {
        match self.state {
            SendState::Running => Some(GOING_ON),
            // What was under way when it was stopped still ends.
            SendState::Paused if self.counts.sending > 0 => Some(GOING_ON),
            SendState::Cancelled if self.open() > 0 => Some(GOING_ON),
            SendState::Paused => Some(WAITING),
            SendState::Finished | SendState::Cancelled => None,
        }
    }

    /// What is read out when it changes: its state and, while it runs, each quarter that is done.
    pub fn step(&self) -> String {
        format!("{} {}", self.state.as_str(), self.quarter())
    }

    /// How many of a hundred are done, in quarters; 0 while nobody can know.
    pub fn quarter(&self) -> u64 {
        match self.send.recipients {
            0 => 0,
            all if self.all_known() => self.send.done() * 4 / all * 25,
            _ => 0,
        }
    }

    /// The bar: handed over, passed over, refused. What is left of it is open.
    pub fn pieces(&self) -> Vec<Piece> {
        let all = self.send.recipients.max(1);
        let parts =
            [("sent", self.counts.sent), ("skipped", self.counts.skipped), ("failed", self.counts.failed)];
        let (mut pieces, mut before) = (Vec::new(), 0);
        for (what, count) in parts.into_iter().filter(|(_, count)| *count > 0) {
            let from = before * 1_000 / all;
            before += count;
            pieces.push((what, from, (before * 1_000 / all - from).max(1)));
        }
        pieces
    }

    /// Why some were not reached: the reasons' messages and how many each, most first.
    pub fn reasons(&self, words: &Words<'_>) -> Vec<(String, u64)> {
        let text = |code: &str| words.find(&reason_key(code), &[]).unwrap_or_else(|| code.to_owned());
        let mut reasons: Vec<_> =
            self.send.reasons.iter().map(|(code, count)| (text(code), *count)).collect();
        reasons.sort_by(|(one, few), (other, many)| many.cmp(few).then_with(|| one.cmp(other)));
        reasons
    }

    /// Those who were not reached and may be sent to again, by state.
    pub fn unreached(&self) -> Vec<NotReached> {
        let all = [
            (DeliveryState::Failed, self.counts.failed),
            (DeliveryState::Bounced, self.heard.bounced),
            (DeliveryState::Skipped, self.counts.skipped),
        ];
        let some = all.into_iter().filter(|(_, count)| *count > 0);
        some.map(|(state, count)| NotReached::of(state, count)).collect()
    }

    /// How fast it goes.
    pub fn rate(&self, words: &Words<'_>) -> Option<String> {
        Some(match Pace::of(&self.send, self.now)?.rate() {
            Rate::Second(count) => words.t1("sends-rate-second", "count", count),
            Rate::Minute(count) => words.t1("sends-rate-minute", "count", count),
            Rate::Hour(count) => words.t1("sends-rate-hour", "count", count),
        })
    }

    /// How long it takes yet.
    pub fn left(&self, words: &Words<'_>) -> Option<String> {
        Some(match time_left(&self.send, self.now)? {
            TimeLeft::Moments => words.t("sends-left-moments"),
            TimeLeft::Minutes(count) => words.t1("sends-left-minutes", "count", count),
            TimeLeft::Hours(count) => words.t1("sends-left-hours", "count", count),
        })
    }

    /// What it has cost so far.
    pub fn cost(&self, words: &Words<'_>) -> String {
        let amount = match words.locale {
            Locale::English => self.cost.clone(),
            Locale::German | Locale::French => self.cost.replace('.', ","),
        };
        let parts = self.send.parts;
        match self.send.channel {
            Channel::Email => words.t2("sends-cost-email", "amount", amount, "count", parts),
            Channel::Sms => words.t2("sends-cost-sms", "amount", amount, "count", parts),
        }
    }

    /// How long its links live.
    pub fn lifetime(&self, words: &Words<'_>) -> String {
        match self.send.valid_secs {
            secs if secs % 3_600 == 0 => words.t1("sends-lifetime-hours", "count", secs / 3_600),
            secs => words.t1("sends-lifetime-minutes", "count", secs / 60),
        }
    }

    /// What who asked for it is called, or else their subject.
    pub fn asked_by<'a>(&'a self, names: &'a BTreeMap<String, String>) -> &'a str {
        names.get(&self.send.created_by).unwrap_or(&self.send.created_by)
    }

    /// Who asked for it, if it was no person.
    pub fn is_by_system(&self) -> bool {
        self.send.created_by == SYSTEM
    }

    /// Its channel's name in the catalogs.
    pub fn channel_key(&self) -> &'static str {
        channel_key(self.send.channel)
    }

    /// Its state's name in the catalogs.
    pub fn state_key(&self) -> &'static str {
        state_key(self.state)
    }

    /// The title of its page, in the catalogs.
    pub fn title_key(&self) -> &'static str {
        match (self.send.reminds, self.send.channel) {
            (false, Channel::Email) => "sends-title-email",
            (false, Channel::Sms) => "sends-title-sms",
            (true, Channel::Email) => "sends-title-reminder-email",
            (true, Channel::Sms) => "sends-title-reminder-sms",
        }
    }

    /// What is read out when it comes into its state, in the catalogs.
    pub fn said_key(&self) -> String {
        format!("sends-said-{}", self.state.as_str())
    }

    /// How its state looks.
    pub fn badge(&self) -> &'static str {
        match self.state {
            SendState::Running => "note",
            SendState::Paused => "warn",
            SendState::Finished => "good",
            SendState::Cancelled => "bad",
        }
    }

    /// Why it is paused, in the catalogs, while it is.
    pub fn paused_key(&self) -> Option<&'static str> {
        self.send.paused_because.filter(|_| self.is_paused()).map(paused_key)
    }
}

/// Those of a send who were not reached.
pub struct NotReached {
    /// In which state their deliveries are.
    pub state: &'static str,
    /// How many they are.
    pub count: u64,
    /// The way to a list of them, in the catalogs.
    pub show: String,
    /// The way to sending again to them, in the catalogs.
    pub again: String,
}

impl NotReached {
    /// Those in a state.
    pub fn of(state: DeliveryState, count: u64) -> Self {
        let state = state.as_str();
        Self { state, count, show: format!("sends-show-{state}"), again: format!("sends-again-{state}") }
    }
}

/// A channel's name in the catalogs.
pub fn channel_key(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "sends-channel-email",
        Channel::Sms => "sends-channel-sms",
    }
}

/// A send's state in the catalogs.
pub fn state_key(state: SendState) -> &'static str {
    match state {
        SendState::Running => "sends-state-running",
        SendState::Paused => "sends-state-paused",
        SendState::Finished => "sends-state-finished",
        SendState::Cancelled => "sends-state-cancelled",
    }
}

/// Why a send is paused, in the catalogs.
pub fn paused_key(why: PauseReason) -> &'static str {
    match why {
        PauseReason::ByAdministrator => "sends-paused-by-administrator",
        PauseReason::TooManyFailures => "sends-paused-too-many-failures",
        PauseReason::AccountSuspended => "sends-paused-account-suspended",
        PauseReason::SpendLimitReached => "sends-paused-spend-limit-reached",
    }
}

/// A delivery's state in the catalogs.
pub fn delivery_key(state: DeliveryState) -> String {
    format!("sends-delivery-{}", state.as_str())
}

/// A reason in the catalogs, by its code.
pub fn reason_key(code: &str) -> String {
    format!("sends-reason-{}", code.replace('_', "-"))
}
