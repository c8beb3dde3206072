//! The administrator log: who did what, when, to what. Ids, never addresses, codes or texts, so a person can be erased.

use crate::{EventId, Invalid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! actions {
    ($(#[doc = $doc:literal] $name:ident = $text:literal),+ $(,)?) => {
        /// What was done, as the Duo-compatible wire names it where it has a name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Action { $(#[doc = $doc] #[serde(rename = $text)] $name),+ }

        impl Action {
            /// All of them, in the order in which people look for them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The action as the wire names it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

actions!(
    /// Links were sent to many.
    UserBulkActivate = "user_bulk_activate",
    /// Reminders were sent to many.
    UserRemind = "user_remind",
    /// A send was paused.
    SendPause = "send_pause",
    /// A send was resumed.
    SendResume = "send_resume",
    /// A send was cancelled.
    SendCancel = "send_cancel",
    /// A link was made for handing over.
    RegenMobile = "regen_mobile",
    /// An enrollment code was made.
    SendEnrollCode = "send_enroll_code",
    /// A text was sent that says where the app is to be had.
    SendInstallation = "send_sms_installation",
    /// A phone was activated by its user.
    PhoneActivate = "phone_activate",
    /// A phone was deactivated, to be activated anew.
    PhoneDeactivate = "phone_deactivate",
    /// People were imported from a file.
    UserImport = "user_import",
    /// A user was created.
    UserCreate = "user_create",
    /// A user was changed.
    UserUpdate = "user_update",
    /// A user was deleted.
    UserDelete = "user_delete",
    /// A phone was created.
    PhoneCreate = "phone_create",
    /// A phone was changed.
    PhoneUpdate = "phone_update",
    /// A phone was deleted.
    PhoneDelete = "phone_delete",
    /// A phone was attached to a user.
    PhoneAssociate = "phone_associate",
    /// A phone was detached from a user.
    PhoneDisassociate = "phone_disassociate",
    /// An integration was created.
    IntegrationCreate = "integration_create",
    /// An integration's secret key was replaced.
    IntegrationUpdate = "integration_update",
    /// An integration was revoked.
    IntegrationDelete = "integration_delete",
    /// What the organisation decides was changed.
    SettingsUpdate = "settings_update",
);

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
    /// Reads an action as the wire names it.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let named = Self::ALL.iter().find(|action| action.as_str() == text);
        named
            .copied()
            .ok_or_else(|| Invalid::new("is not an action", "one of the log's, such as user_bulk_activate"))
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
