//! Onramp's HTTP edges: what every function that answers requests shares.

pub mod cursor;
mod identity;
#[cfg(feature = "lambda")]
pub mod lambda;
mod problem;
mod read;
mod reply;
pub mod signatures;
pub mod spreadsheet;
pub mod tokens;

pub use identity::{Identity, Refusal, principal};
pub use problem::{MAX_BODY, Problem, max_body};
pub use read::{Query, header, json, json_value, segments};
pub use reply::{html, json_reply, with_headers};

/// A request, its body read whole; the gateway bounds it.
pub type Request = http::Request<bytes::Bytes>;
/// A reply.
pub type Response = http::Response<bytes::Bytes>;
