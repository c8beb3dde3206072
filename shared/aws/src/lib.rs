//! Onramp's ports on AWS. No other crate but the local stack calls a store, a mail service or a queue.

mod clients;
pub mod environment;
#[cfg(feature = "metrics")]
mod metrics;
#[cfg(feature = "queue")]
mod queue;
#[cfg(feature = "ses")]
mod rates;
#[cfg(feature = "secrets")]
mod secrets;
#[cfg(feature = "ses")]
mod ses;
#[cfg(feature = "sns")]
mod sns;
mod surroundings;
pub mod table;

pub use clients::sdk_config;
#[cfg(feature = "metrics")]
pub use metrics::EmbeddedMetrics;
#[cfg(feature = "queue")]
pub use queue::Queue;
#[cfg(feature = "ses")]
pub use rates::AccountRates;
#[cfg(feature = "secrets")]
pub use secrets::SecretCodeKey;
#[cfg(feature = "ses")]
pub use ses::SesMailer;
#[cfg(feature = "sns")]
pub use sns::SnsTexter;
pub use surroundings::{SystemChance, SystemClock};
pub use table::Table;
