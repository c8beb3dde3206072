//! Every form of the console, sent as it stands: what answers is a page like any other.

use crate::audit::Audit;
use crate::crawl::{Crawl, Stand, name};
use crate::person::{NARROW_DARK, Person, WIDE};
use crate::seed;
use serde_json::json;
use std::time::Duration;

/// Sends a form by one of its buttons, whatever the browser itself would have said to it.
const SEND: &str = "window.sent = true; const form = document.forms[arguments[0]]; form.noValidate = true; window.confirm = () => true; \
     form.requestSubmit([...form.elements].filter(press => press.type === 'submit')[arguments[1]])";
/// Until the browser has another page, if the form leads to one.
const BEGINNING: Duration = Duration::from_secs(3);
const POLL: Duration = Duration::from_millis(100);
/// Whether a page is there whole, and whether it is the one that a form was sent from.
const STATE: &str = "return `${document.readyState}${window.sent ? ', sent' : ''}`";

async fn send(person: &Person, stand: &Stand) {
    person.look(WIDE).await;
    person.open(&stand.path).await;
    // What a form before led to may have come late: half a form would be sent.
    person
        .until("the form is there", async || {
            person.place().await == stand.path && person.ask(STATE, Vec::new()).await == "complete"
        })
        .await;
    person.ask(SEND, vec![json!(stand.way.at), json!(stand.way.nth)]).await;
    let mut waited = Duration::ZERO;
    while waited < BEGINNING && person.ask(STATE, Vec::new()).await != "complete" {
        tokio::time::sleep(POLL).await;
        waited += POLL;
    }
    person
        .until("the page is there", async || {
            person.ask(STATE, Vec::new()).await.as_str().is_some_and(|state| state.starts_with("complete"))
        })
        .await;
}

#[tokio::test]
async fn every_form_that_is_sent_as_it_stands_is_answered_with_a_page_that_anyone_can_use() {
    let Some(app) = seed::worked_at().await else { return };
    let Some(person) = Person::at(&app).await else { return };
    let Some(audit) = Audit::new("forms") else { return };
    person.sign_in("/console", "Owner").await;
    let mut crawl = Crawl::new(&app, &person, &audit, &[]).await;
    crawl.walk("/console").await;
    // What a walk finds is told by another test.
    let forms = std::mem::take(&mut crawl.forms);
    let mut faults = Vec::new();
    for status in [400, 409, 422] {
        person.allow(status);
    }
    for (kind, stand) in &forms {
        // What a form before it deleted has no page any more.
        if crawl.status(&stand.path).await == 200 {
            send(&person, stand).await;
            let (_, found) = audit.page(&person, &name(kind), &[WIDE, NARROW_DARK]).await;
            faults.extend(found);
        }
    }
    faults.extend(audit.html());
    assert!(faults.is_empty(), "{} of {:#?}: {faults:#?}", faults.len(), forms.keys());
    person.leave().await;
}
