//! Messages: what a person is told, by email or SMS. All fixed text is in `words`, a file for each language; the layout of an
//! email in `templates/email`.

mod email;
mod flaw;
mod gsm7;
pub mod sample;
mod sms;
mod template;
mod wording;
mod words;

pub use email::{Email, EmailTemplate};
pub use flaw::Flaw;
pub use gsm7::Encoding;
pub use sms::{MAX_SEGMENTS, Sms, SmsTemplate};
pub use template::{Facts, Template, placeholders};
pub use wording::{Occasion, Rendered, Wording};
pub use words::{DefaultWording, Words};
