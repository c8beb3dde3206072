//! Onramp's rules, pure: no AWS, no HTTP, no async, no clock and no randomness of their own.

mod account;
mod audit;
mod channel;
mod code;
mod eligibility;
mod ids;
mod integration;
mod invalid;
mod link;
mod mask;
mod phone;
mod profile;
mod reminder;
mod role;
mod row;
mod session;
mod settings;
mod text;
mod time;
mod user;

pub mod barcode;
pub mod edit;
pub mod import;
pub mod message;
pub mod samples;
pub mod send;

pub use account::{AccountKeys, DeviceKey, SignatureType};
pub use audit::{Action, Event};
pub use channel::Channel;
pub use code::{ActivationCode, CodeHash, CodeKey};
pub use eligibility::{Ineligible, Listed, ListedSince};
pub use ids::{EventId, IntegrationId, LinkId, MessageId, PhoneId, SecretId, SendId, UserId};
pub use integration::{Grant, Integration, IntegrationName, Kind, Rates, SecretKey};
pub use invalid::{FieldError, Invalid};
pub use link::{Link, LinkState, Origin, Redemption};
pub use phone::{Holder, LinkStamp, Phone, PhoneName, PhoneNumber, PhoneType, Platform, Region};
pub use profile::{ActiveDevice, Delay, Dialling, Extension, MAX_ALIASES, Notes, Profile};
pub use reminder::{Due, Reminded, ReminderRule};
pub use role::{Permission, Role};
pub use row::{Barrier, LinkStatus, Row, Standing};
pub use session::{Session, SessionHash, SessionId};
pub use settings::{BaseUrl, InstallUrl, Lifetime, QrStyle, Settings};
pub use time::{from_rfc2822, rfc3339};
pub use user::{AddressTrouble, EmailAddress, MAX_ATTACHED, RealName, User, UserStatus, Username, fold};
