//! What SES and SNS allow this account.

use crate::table::outage;
use aws_sdk_sesv2::Client;
use onramp_domain::Channel;
use onramp_usecases::ports::{Answer, Clock, Rates};
use std::sync::{Mutex, PoisonError};

/// How long what SES said holds, in seconds: it raises the rate of an account that sends well.
const HOLDS: i64 = 600;
/// Emails a second where SES may not be asked: what its sandbox allows.
const CAREFUL: u32 = 1;

/// The rates that the operator set, or that SES tells.
#[derive(Debug)]
pub struct AccountRates<C> {
    client: Client,
    email: Option<u32>,
    sms: u32,
    clock: C,
    told: Mutex<Option<(u32, i64)>>,
}

impl<C: Clock> AccountRates<C> {
    /// Emails a second, or what SES tells; parts of SMS a second.
    pub fn new(client: Client, email: Option<u32>, sms: u32, clock: C) -> Self {
        Self { client, email, sms, clock, told: Mutex::new(None) }
    }

    fn told(&self) -> std::sync::MutexGuard<'_, Option<(u32, i64)>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What SES allows, asked for every ten minutes a container.
    async fn ask(&self) -> Answer<u32> {
        let now = self.clock.now();
        if let Some((rate, _)) = self.told().filter(|(_, until)| now < *until) {
            return Ok(rate);
        }
        let rate = match self.client.get_account().send().await {
            Ok(reply) => reply.send_quota.map_or(CAREFUL, |quota| whole(quota.max_send_rate)),
            Err(error) => {
                let outage = outage("SES", &error);
                if !outage.cause.starts_with("AccessDenied") {
                    return Err(outage);
                }
                tracing::warn!(
                    "SES may not be asked for its rate: one email a second, unless EmailRate says more"
                );
                CAREFUL
            }
        };
        *self.told() = Some((rate, now + HOLDS));
        Ok(rate)
    }
}

/// A rate as SES tells it, at least one a second.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rates are small and not negative"
)]
fn whole(rate: f64) -> u32 {
    rate.clamp(1.0, 1e6) as u32
}

impl<C: Clock> Rates for AccountRates<C> {
    async fn rate(&self, channel: Channel) -> Answer<Option<u32>> {
        match (channel, self.email) {
            (Channel::Sms, _) => Ok(Some(self.sms)),
            (Channel::Email, Some(rate)) => Ok(Some(rate)),
            (Channel::Email, None) => self.ask().await.map(Some),
        }
    }
}
