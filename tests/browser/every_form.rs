//! Every form of the console, sent as it stands: what answers is a page like any other.

use crate::audit::Audit;
use crate::crawl::{Crawl, Stand, name};
use crate::person::{NARROW_DARK, Person, WIDE};
use crate::seed;
use serde_json::json;
use std::time::Duration;

/// Sends a form by one of its buttons, whatever the browser itself would have said to it.
const SEND: &str = "const form = document.forms[arguments[0]]; form.noValidate = true; window.confirm = () => true; \
     form.requestSubmit([...form.elements].filter(press => press.type === 'submit')[arguments[1]])";
/// Until a script or the browser has begun to ask.
const BEGINNING: Duration = Duration::from_millis(300);

async fn send(person: &Person, stand: &Stand) {
    person.look(WIDE).await;
    person.open(&stand.path).await;
    person.ask(SEND, vec![json!(stand.way.at), json!(stand.way.nth)]).await;
    tokio::time::sleep(BEGINNING).await;
    person
        .until("the page is there", async || {
            person.ask("return document.readyState", Vec::new()).await == "complete"
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
