//! Pausing, resuming and cancelling a send.

use crate::ports::{Deliveries, Job, Jobs, KnownSend, Sends, Told};
use crate::requeue::from_the_start;
use crate::send_links::{Progress, progress};
use crate::{Error, Principal};
use onramp_domain::send::{Control, Forgiven, PauseReason, Position, Send};
use onramp_domain::{Action, Event, EventId, Permission, SendId};

/// How often a send is told something that others keep changing.
const TRIES: usize = 3;

/// Tells a send to go on, to pause or to stop for good. Told what it was told before, it makes sure of it: what may not have
/// been queued is queued again.
pub async fn control_send(
    store: &(impl Sends + Deliveries),
    queue: &impl Jobs,
    by: &Principal,
    id: &SendId,
    to: Control,
    now: i64,
    event_id: EventId,
) -> Result<Progress, Error> {
    by.must(Permission::Send)?;
    let event = event(by, id, to, now, event_id);
    for _ in 0..TRIES {
        let KnownSend { send, .. } = store.known_send(id).await?.ok_or(Error::NotFound("send"))?;
        if !send.may_be(to) {
            return Err(Error::SendOver(send.state()));
        }
        if send.control == to
            || store.control(id, &[send.control], &told(&send, to, now), Some(&event)).await?
        {
            queue.enqueue(&jobs(&send, to)).await?;
            return progress(store, by, id).await;
        }
    }
    Err(Error::Contended)
}

fn event(by: &Principal, id: &SendId, to: Control, now: i64, event_id: EventId) -> Event {
    let action = match to {
        Control::Running => Action::SendResume,
        Control::Paused => Action::SendPause,
        Control::Cancelled => Action::SendCancel,
    };
    Event::new(event_id, action, id.to_string(), &by.subject, now)
}

fn told(send: &Send, to: Control, now: i64) -> Told {
    Told {
        control: to,
        because: (to == Control::Paused).then_some(PauseReason::ByAdministrator),
        // What made it stop is known to who resumes it.
        forgiven: (to == Control::Running).then_some(Forgiven {
            sent: send.sent,
            failed: send.failed,
            skipped: send.skipped,
            at: now,
        }),
        now,
    }
}

/// What is to be done for it: a paused send keeps no jobs in the queue.
fn jobs(send: &Send, to: Control) -> Vec<Job> {
    let id = &send.send_id;
    let all_known = send.expansion.position == Position::End;
    match to {
        Control::Paused => Vec::new(),
        Control::Running if !all_known => vec![from_the_start(id), Job::Expand { send_id: id.clone() }],
        Control::Running | Control::Cancelled => vec![from_the_start(id)],
    }
}
