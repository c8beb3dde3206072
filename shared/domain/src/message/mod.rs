//! Messages: what a person is told, by email or SMS. The wording of an email is in `templates/email`, of an SMS in
//! `sms.rs`.

mod email;
mod flaw;
mod gsm7;
pub mod sample;
mod sms;
mod template;
mod wording;

pub use email::{Email, EmailTemplate};
pub use flaw::Flaw;
pub use gsm7::Encoding;
pub use sms::{MAX_SEGMENTS, Sms, SmsTemplate};
pub use template::{Facts, Template, expiry, placeholders};
pub use wording::{Rendered, Wording};
