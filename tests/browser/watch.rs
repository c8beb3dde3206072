//! What a browser has to tell besides the page: its requests, and its complaints.

use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use thirtyfour::BrowserLogEntry;

/// Tells of what the policy forbade, in the console and so in the log.
pub const LISTENER: &str = "addEventListener('securitypolicyviolation', event => console.error('the policy forbids ' + \
     event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample), true)";

/// What was seen so far.
#[derive(Debug, Default)]
pub struct Watch {
    origin: String,
    urls: HashMap<String, String>,
    /// What nobody wants to see.
    pub faults: Vec<String>,
    /// Statuses of pages that are as they should be, though they tell of something that is not.
    pub allowed: BTreeSet<u16>,
    /// How the browser names the request for the page that came last.
    pub page: Option<String>,
    /// How much came over the wire since that page was asked for.
    pub bytes: u64,
}

impl Watch {
    /// Over a browser whose requests are all to go to one origin.
    pub fn over(origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..Self::default() }
    }

    /// Takes in the log of the network, and that of the console.
    pub fn take(&mut self, network: &[BrowserLogEntry], console: &[BrowserLogEntry]) {
        for entry in network {
            let told: Value = serde_json::from_str(&entry.message).unwrap();
            let event = &told["message"];
            self.event(event["method"].as_str().unwrap_or_default(), &event["params"], &told["webview"]);
        }
        for entry in console {
            // What failed on the network is told by the network's log; the browser's own pages are not ours.
            let ours = entry.source.as_deref() != Some("network") && !entry.message.starts_with("chrome://");
            if entry.level == "SEVERE" && ours {
                self.faults.push(format!("console: {}", entry.message));
            }
        }
    }

    fn event(&mut self, method: &str, told: &Value, window: &Value) {
        let request = told["requestId"].as_str().unwrap_or_default().to_owned();
        let is_page = told["type"] == "Document" && told["frameId"] == *window;
        match method {
            "Network.requestWillBeSent" => {
                let url = told["request"]["url"].as_str().unwrap_or_default();
                if url.starts_with("http") && !within(&self.origin, url) {
                    self.faults.push(format!("a request to another origin: {url}"));
                }
                if is_page && told["redirectResponse"].is_null() {
                    self.bytes = 0;
                }
                self.bytes += size(&told["redirectResponse"]);
                self.urls.insert(request, url.to_owned());
            }
            "Network.responseReceived" => {
                let url = told["response"]["url"].as_str().unwrap_or_default().to_owned();
                let status = told["response"]["status"].as_u64().unwrap_or_default();
                let status = u16::try_from(status).unwrap_or_default();
                if status >= 400 && !(is_page && self.allowed.contains(&status)) {
                    self.faults.push(format!("{status} for {url}"));
                }
                if is_page {
                    self.page = Some(request);
                }
            }
            "Network.loadingFinished" => self.bytes += size(told),
            "Network.loadingFailed" if told["canceled"] != true => {
                let url = self.urls.get(&request).map_or("", String::as_str);
                if !url.starts_with("chrome://") {
                    self.faults.push(format!("{}: {url}", told["errorText"].as_str().unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
}

/// Bytes of a reply as they were transferred, with its head.
fn size(told: &Value) -> u64 {
    // Chromium counts in floating point; parts of a byte do not matter.
    told["encodedDataLength"].as_f64().map_or(0, |bytes| format!("{bytes:.0}").parse().unwrap_or(0))
}

fn within(origin: &str, url: &str) -> bool {
    url.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}
