//! Roles: what an admin may do.

use crate::Invalid;
use serde::{Deserialize, Serialize};

/// What an admin is, as the organisation's identity provider says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// May do everything.
    Owner,
    /// May send and manage.
    Administrator,
    /// May send and manage.
    UserManager,
    /// May hand over a single link.
    HelpDesk,
    /// May look at lists, in which addresses and numbers are masked.
    ReadOnly,
}

/// What a request needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// To see who is left, to send links and to follow sends.
    Send,
    /// To make one link for handing over in person.
    HandOver,
    /// To look at the console's lists.
    View,
    /// To see the addresses and numbers in them.
    SeeAddresses,
    /// To change users and phones, and to bring people in.
    Manage,
    /// To read the administrator log, and to change integrations and settings.
    Administer,
}

impl Role {
    /// Reads a role in any case; spaces, hyphens and underscores do not count (group names often cannot hold them).
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let letters: String =
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        match letters.as_str() {
            "owner" => Ok(Self::Owner),
            "administrator" => Ok(Self::Administrator),
            "usermanager" => Ok(Self::UserManager),
            "helpdesk" => Ok(Self::HelpDesk),
            "readonly" => Ok(Self::ReadOnly),
            _ => Err(Invalid::new(
                "is not a role of Onramp",
                "Owner, Administrator, User Manager, Help Desk or Read-only",
            )),
        }
    }

    /// The role's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Administrator => "Administrator",
            Self::UserManager => "User Manager",
            Self::HelpDesk => "Help Desk",
            Self::ReadOnly => "Read-only",
        }
    }

    /// Whether this role may do that.
    pub const fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::Send | Permission::Manage => {
                matches!(self, Self::Owner | Self::Administrator | Self::UserManager)
            }
            Permission::Administer => matches!(self, Self::Owner | Self::Administrator),
            Permission::HandOver | Permission::SeeAddresses => !matches!(self, Self::ReadOnly),
            Permission::View => true,
        }
    }

    /// The role that may do most among those named; unknown names do not count.
    pub fn highest<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        names.into_iter().filter_map(|name| Self::parse(name).ok()).min_by_key(|role| *role as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owner_administrator_and_user_manager_send_and_help_desk_hands_over() {
        for name in ["Owner", "administrator", "User Manager", "user-manager", "UserManager"] {
            assert!(Role::parse(name).unwrap().may(Permission::Send), "{name}");
        }
        let help_desk = Role::parse("Help Desk").unwrap();
        assert!(help_desk.may(Permission::HandOver) && !help_desk.may(Permission::Send));
        assert!(!help_desk.may(Permission::Manage) && !help_desk.may(Permission::Administer));
        let user_manager = Role::parse("User Manager").unwrap();
        assert!(user_manager.may(Permission::Manage) && !user_manager.may(Permission::Administer));
        for name in ["", "Billing", "Application Manager", "Owner2", "root"] {
            assert!(Role::parse(name).is_err(), "{name}");
        }
    }

    #[test]
    fn read_only_looks_at_lists_without_addresses_and_does_nothing() {
        let read_only = Role::parse("Read-only").unwrap();
        assert!(read_only.may(Permission::View));
        let others = [
            Permission::Send,
            Permission::HandOver,
            Permission::SeeAddresses,
            Permission::Manage,
            Permission::Administer,
        ];
        for permission in others {
            assert!(!read_only.may(permission), "{permission:?}");
        }
        assert_eq!(Role::highest(["ReadOnly", "HelpDesk"]), Some(Role::HelpDesk));
    }

    #[test]
    fn of_several_groups_the_highest_counts() {
        assert_eq!(Role::highest(["Everyone", "help_desk", "owner"]), Some(Role::Owner));
        assert_eq!(Role::highest(["Everyone"]), None);
    }
}
