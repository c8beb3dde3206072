//! SES and SNS for functions that run on an emulator of AWS: `onramp-services ADDRESS:PORT FOLDER`. What becomes of emails is told
//! to the emulator's EventBridge, where `AWS_ENDPOINT_URL` says that it is.

use serde_json::{Value, json};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

#[tokio::main]
async fn main() -> ExitCode {
    let mut given = std::env::args().skip(1);
    let (Some(address), Some(folder)) = (given.next(), given.next()) else {
        return failed("usage: onramp-services ADDRESS:PORT FOLDER");
    };
    let (events, heard) = unbounded_channel();
    tokio::spawn(tell(heard));
    let served = match TcpListener::bind(&address) {
        Ok(listener) => onramp_local::services::serve(listener, &PathBuf::from(folder), events).await,
        Err(error) => Err(error),
    };
    served.map_or_else(|error| failed(&format!("{address}: {error}")), |()| ExitCode::SUCCESS)
}

/// The reference: `PutEvents` of the EventBridge API.
async fn tell(mut heard: UnboundedReceiver<Value>) {
    // An error means that another one is installed, which does as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build();
    let (Ok(endpoint), Ok(client)) = (std::env::var("AWS_ENDPOINT_URL"), client) else { return };
    while let Some(detail) = heard.recv().await {
        let entry =
            json!({ "Source": "emulated.ses", "DetailType": "Email event", "Detail": detail.to_string() });
        let told = client
            .post(&endpoint)
            .header("x-amz-target", "AWSEvents.PutEvents")
            .header("content-type", "application/x-amz-json-1.1")
            // Unsigned: an emulator reads the service and the region out of it, and checks nothing.
            .header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/events/aws4_request",
            )
            .body(json!({ "Entries": [entry] }).to_string())
            .send();
        let refused = match told.await {
            Ok(reply) => reply.text().await.is_ok_and(|text| {
                !text.contains("\"FailedEntryCount\": 0") && !text.contains("\"FailedEntryCount\":0")
            }),
            Err(_) => true,
        };
        if refused {
            failed("an event was not taken");
        }
    }
}

#[expect(clippy::print_stderr, reason = "a program says why it does not run")]
fn failed(why: &str) -> ExitCode {
    eprintln!("{why}");
    ExitCode::FAILURE
}
