//! The administrator log: who did what, when, to what. Ids, never addresses, codes or texts, so a person can be erased.

use crate::EventId;
use serde::{Deserialize, Serialize};

/// What was done, as the Duo-compatible wire names it where it has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// A link was made for handing over.
    RegenMobile,
    /// Links were sent to many.
    UserBulkActivate,
    /// A phone was activated by its user.
    PhoneActivate,
    /// People were imported from a file.
    UserImport,
    /// A send was paused.
    SendPause,
    /// A send was resumed.
    SendResume,
    /// A send was cancelled.
    SendCancel,
    /// Reminders were sent to many.
    UserRemind,
}

/// One line of the administrator log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The line's id.
    pub event_id: EventId,
    /// What was done.
    pub action: Action,
    /// The id of what it was done to.
    pub object: String,
    /// Who did it: the subject of a token, `System`, or the id of the user who activated a phone.
    pub actor: String,
    /// When, in Unix seconds.
    pub at: i64,
}
