//! Reminds those whose link ran out unused: run by the schedule, or by hand.
//!
//! The payload may hold `slot`, which names the run (the schedule gives the time that it was planned for: fired twice, it
//! sends once; a run by hand is named by its hour), and `dry_run`, which changes nothing and tells what a run would do.

use onramp_domain::{Channel, SendId, rfc3339};
use onramp_usecases::Error;
use onramp_usecases::ports::{Clock, Deliveries, Jobs, Metrics, OrganisationSettings, Reminders, Sends};
use onramp_usecases::remind::{Round, remind};
use onramp_usecases::settings::KnownSettings;
use serde::{Deserialize, Serialize};

/// How long a run by hand goes by the same name, in seconds.
const HOUR: i64 = 3_600;

/// What the function needs, made once a container.
#[derive(Debug)]
pub struct Remind<S, Q, N, C> {
    /// Reminders, phones and sends.
    pub store: S,
    /// The queue.
    pub queue: Q,
    /// Counts reminders.
    pub metrics: N,
    /// What the organisation decided.
    pub settings: KnownSettings,
    /// The present.
    pub clock: C,
}

/// What a run is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The run's name.
    slot: Option<String>,
    /// Whether nothing is to be changed.
    #[serde(default)]
    dry_run: bool,
}

/// What a run answers.
#[derive(Debug, Serialize)]
pub struct Reply {
    /// Whether reminders are switched on.
    on: bool,
    /// Whether nothing was changed.
    dry_run: bool,
    /// By channel.
    reminders: Vec<Reminded>,
    /// Channels left for the next run, since the last reminders are still going out.
    waiting: Vec<Channel>,
    /// Whether there may be more due than one run reminds; the next run goes on.
    more: bool,
}

#[derive(Debug, Serialize)]
struct Reminded {
    channel: Channel,
    count: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    send_id: Option<SendId>,
}

impl<S, Q, N, C> Remind<S, Q, N, C>
where
    S: Reminders + Sends + Deliveries + OrganisationSettings,
    Q: Jobs,
    N: Metrics,
    C: Clock,
{
    /// Does a run. An error has the run tried again by who invoked it.
    pub async fn handle(&self, ask: Option<Ask>) -> Result<Reply, Error> {
        let Ask { slot, dry_run } = ask.unwrap_or_default();
        let now = self.clock.now();
        let Self { store, queue, metrics, settings, .. } = self;
        // Not by what was deployed if it cannot be read: reminders may have been switched off since.
        let known = settings.known(store, now).await?;
        let Some(rule) = &known.settings.reminders else {
            return Ok(Reply { on: false, dry_run, reminders: Vec::new(), waiting: Vec::new(), more: false });
        };
        let slot = slot.unwrap_or_else(|| rfc3339(now - now.rem_euclid(HOUR)));
        let round = remind(store, queue, metrics, &known.settings, rule, &slot, dry_run, now).await?;
        let Round { reminded, waiting, looked_at, more } = round;
        let reminders: Vec<_> = reminded
            .into_iter()
            .map(|(channel, count, send_id)| Reminded { channel, count, send_id })
            .collect();
        let count: usize = reminders.iter().map(|reminded| reminded.count).sum();
        tracing::info!(slot, dry_run, looked_at, count, more, "reminders");
        Ok(Reply { on: true, dry_run, reminders, waiting, more })
    }
}
