//! Onramp's rules, pure: no AWS, no HTTP, no async, no clock and no randomness of their own.

mod channel;
mod code;
mod ids;
mod invalid;
mod phone;
mod role;
mod settings;
mod user;

pub mod barcode;
pub mod message;

pub use channel::Channel;
pub use code::{ActivationCode, CodeHash, CodeKey};
pub use ids::{EventId, LinkId, PhoneId, SendId, UserId};
pub use invalid::{FieldError, Invalid};
pub use phone::{Holder, LinkStamp, Phone, PhoneName, PhoneNumber, PhoneType, Platform, Region};
pub use role::{Permission, Role};
pub use settings::{BaseUrl, Lifetime, Settings};
pub use user::{EmailAddress, MAX_ATTACHED, RealName, User, UserStatus, Username, fold};
