//! SNS, as its API version 2010-03-31 has it.

use crate::mail::Taken;
use crate::plan::Refusal;
use crate::reply::Reply;
use onramp_tests::link_in;
use std::hash::{DefaultHasher, Hash, Hasher};

const NAMESPACE: &str = "http://sns.amazonaws.com/doc/2010-03-31/";

/// Whose number begins like this wants no messages.
pub const OPTED_OUT: &str = "+1646";

/// Does what a call asks for.
pub fn answer(operation: &str, body: &str) -> (Reply, Option<Taken>) {
    let field = |name: &str| field(body, name).unwrap_or_default();
    match operation {
        "Publish" => publish(field("PhoneNumber"), &field("Message")),
        "CheckIfPhoneNumberIsOptedOut" => {
            let is = field("phoneNumber").starts_with(OPTED_OUT);
            (result(operation, &format!("<isOptedOut>{is}</isOptedOut>")), None)
        }
        other => panic!("{other} is not among the calls that Onramp makes"),
    }
}

/// A field of a form.
pub fn field(body: &str, name: &str) -> Option<String> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_str(body).unwrap();
    fields.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
}

fn publish(number: String, text: &str) -> (Reply, Option<Taken>) {
    if number.starts_with(OPTED_OUT) {
        return (error(400, "InvalidParameter", "Invalid parameter: Phone number is opted out"), None);
    }
    let taken = (number, link_in(text));
    // Another one for each text, and the same in each run of a world.
    let mut hash = DefaultHasher::new();
    taken.hash(&mut hash);
    (result("Publish", &format!("<MessageId>{:x}</MessageId>", hash.finish())), Some(taken))
}

fn result(operation: &str, content: &str) -> Reply {
    let body = format!(
        "<{operation}Response xmlns=\"{NAMESPACE}\"><{operation}Result>{content}</{operation}Result>\
         <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></{operation}Response>"
    );
    Reply::xml(200, body)
}

/// How SNS says no.
pub fn refuse(refusal: Refusal) -> Reply {
    match refusal {
        Refusal::Throttled => error(429, "Throttled", "Rate exceeded"),
        Refusal::Broken | Refusal::Conflict => error(500, "InternalError", "Try again."),
    }
}

fn error(status: u16, code: &str, message: &str) -> Reply {
    let body = format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>Sender</Type><Code>{code}</Code>\
         <Message>{message}</Message></Error></ErrorResponse>"
    );
    Reply::xml(status, body)
}
