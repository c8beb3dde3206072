//! The administrator log: who did what, when, to what. Ids, never addresses, codes or texts, so a person can be erased.

use crate::{EventId, Invalid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done, as the Duo-compatible wire names it where it has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// A user was created.
    UserCreate,
    /// A user was changed.
    UserUpdate,
    /// A user was deleted.
    UserDelete,
    /// A phone was created.
    PhoneCreate,
    /// A phone was changed.
    PhoneUpdate,
    /// A phone was deleted.
    PhoneDelete,
    /// A phone was attached to a user.
    PhoneAssociate,
    /// A phone was detached from a user.
    PhoneDisassociate,
    /// An enrollment code was made.
    SendEnrollCode,
    /// An integration was created.
    IntegrationCreate,
    /// An integration's secret key was replaced.
    IntegrationUpdate,
    /// An integration was revoked.
    IntegrationDelete,
    /// A send was paused.
    SendPause,
    /// A send was resumed.
    SendResume,
    /// A send was cancelled.
    SendCancel,
    /// Reminders were sent to many.
    UserRemind,
    /// What the organisation decides was changed.
    SettingsUpdate,
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
    /// Who did it: the subject of a token, the id of an integration, `System`, or the id of the user who activated a
    /// phone.
    pub actor: String,
    /// When, in Unix seconds.
    pub at: i64,
    /// More of what it was done to and with: ids, names of fields, and no values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<String, String>,
}

impl Action {
    /// All of them, in the order in which people look for them.
    pub const ALL: [Self; 21] = [
        Self::UserBulkActivate,
        Self::UserRemind,
        Self::SendPause,
        Self::SendResume,
        Self::SendCancel,
        Self::RegenMobile,
        Self::SendEnrollCode,
        Self::PhoneActivate,
        Self::UserImport,
        Self::UserCreate,
        Self::UserUpdate,
        Self::UserDelete,
        Self::PhoneCreate,
        Self::PhoneUpdate,
        Self::PhoneDelete,
        Self::PhoneAssociate,
        Self::PhoneDisassociate,
        Self::IntegrationCreate,
        Self::IntegrationUpdate,
        Self::IntegrationDelete,
        Self::SettingsUpdate,
    ];

    /// Reads an action as the wire names it.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let named = Self::ALL.into_iter().find(|action| action.as_str() == text);
        named.ok_or_else(|| Invalid::new("is not an action", "one of the log's, such as user_bulk_activate"))
    }

    /// The action as the wire names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RegenMobile => "regen_mobile",
            Self::UserBulkActivate => "user_bulk_activate",
            Self::PhoneActivate => "phone_activate",
            Self::UserImport => "user_import",
            Self::UserCreate => "user_create",
            Self::UserUpdate => "user_update",
            Self::UserDelete => "user_delete",
            Self::PhoneCreate => "phone_create",
            Self::PhoneUpdate => "phone_update",
            Self::PhoneDelete => "phone_delete",
            Self::PhoneAssociate => "phone_associate",
            Self::PhoneDisassociate => "phone_disassociate",
            Self::SendEnrollCode => "send_enroll_code",
            Self::IntegrationCreate => "integration_create",
            Self::IntegrationUpdate => "integration_update",
            Self::SendPause => "send_pause",
            Self::SendResume => "send_resume",
            Self::SendCancel => "send_cancel",
            Self::UserRemind => "user_remind",
            Self::IntegrationDelete => "integration_delete",
            Self::SettingsUpdate => "settings_update",
        }
    }
}

impl Event {
    /// A line that says no more than what was done to what.
    pub fn new(
        event_id: EventId,
        action: Action,
        object: impl Into<String>,
        actor: impl Into<String>,
        at: i64,
    ) -> Self {
        let (object, actor) = (object.into(), actor.into());
        Self { event_id, action, object, actor, at, facts: BTreeMap::new() }
    }

    /// The same line with one fact more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.facts.insert(name.to_owned(), value.into());
        self
    }
}
