//! SES, as its API version 2 has it.

use crate::plan::Refusal;
use crate::reply::Reply;
use onramp_tests::link_in;
use serde_json::{Value, json};

/// A message that was taken: to which address or number, with which link.
pub type Taken = (String, String);

/// Whose address begins like this gets no email, for good.
pub const REFUSED: &str = "refused";

/// Does what a call asks for.
pub fn answer(operation: &str, body: &Value) -> (Reply, Option<Taken>) {
    match operation {
        "/v2/email/outbound-emails" => send(body),
        "/v2/email/account" => (account(), None),
        other => panic!("{other} is not among the calls that Onramp makes"),
    }
}

fn send(body: &Value) -> (Reply, Option<Taken>) {
    let to = body["Destination"]["ToAddresses"][0].as_str().unwrap();
    if to.starts_with(REFUSED) {
        return (error(400, "MessageRejected", "Illegal content."), None);
    }
    let text = body["Content"]["Simple"]["Body"]["Text"]["Data"].as_str().unwrap();
    (Reply::json(200, &json!({ "MessageId": "taken" })), Some((to.to_owned(), link_in(text))))
}

/// An account out of the sandbox.
fn account() -> Reply {
    Reply::json(
        200,
        &json!({
            "SendQuota": { "Max24HourSend": 1_000_000.0, "MaxSendRate": 1_000.0, "SentLast24Hours": 0.0 },
            "SendingEnabled": true, "ProductionAccessEnabled": true, "EnforcementStatus": "HEALTHY",
        }),
    )
}

/// How SES says no.
pub fn refuse(refusal: Refusal) -> Reply {
    match refusal {
        Refusal::Throttled => error(429, "TooManyRequestsException", "Maximum sending rate exceeded."),
        Refusal::Broken | Refusal::Conflict => error(500, "InternalServiceErrorException", "Try again."),
    }
}

fn error(status: u16, kind: &str, message: &str) -> Reply {
    Reply::json(status, &json!({ "message": message })).with("x-amzn-errortype", kind)
}
