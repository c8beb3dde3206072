//! How users, phones, links and deliveries are called in the catalogs.

use crate::language::Words;
use onramp_domain::send::DeliveryState;
use onramp_domain::{
    AddressTrouble, Ineligible, Language, LinkState, LinkStatus, Phone, PhoneNumber, PhoneType, Platform,
    UserStatus, mask,
};

/// The language of messages to a user, by its name in itself.
pub fn language(words: &Words<'_>, own: Option<Language>, organisations: Language) -> String {
    match own {
        Some(own) => own.name().to_owned(),
        None => words.t1("users-language-organisation", "language", organisations.name()),
    }
}

/// The languages that a user may have, each with its value in a form.
pub fn languages(words: &Words<'_>, organisations: Language) -> Vec<(&'static str, String)> {
    let choices = std::iter::once(None).chain(Language::ALL.map(Some));
    choices.map(|own| (own.map_or("", Language::tag), language(words, own, organisations))).collect()
}

/// A user's status.
pub fn status(status: UserStatus) -> &'static str {
    match status {
        UserStatus::Active => "users-status-active",
        UserStatus::Bypass => "users-status-bypass",
        UserStatus::Disabled => "users-status-disabled",
        UserStatus::LockedOut => "users-status-locked-out",
    }
}

/// What is the matter with an address.
pub fn trouble(trouble: AddressTrouble) -> &'static str {
    match trouble {
        AddressTrouble::Bounced => "users-address-bounced",
        AddressTrouble::Complained => "users-address-complained",
    }
}

/// A phone's type.
pub fn kind(kind: PhoneType) -> &'static str {
    match kind {
        PhoneType::Unknown => "users-type-unknown",
        PhoneType::Mobile => "users-type-mobile",
        PhoneType::Landline => "users-type-landline",
    }
}

/// A platform: by its own name, or by ours for what is none.
pub fn platform(words: &Words<'_>, platform: Platform) -> String {
    match platform {
        Platform::Unknown => words.t("users-platform-unknown"),
        Platform::GenericSmartphone => words.t("users-platform-generic"),
        known => known.as_str().to_owned(),
    }
}

/// What has become of a link.
pub fn link(state: LinkState) -> &'static str {
    match state {
        LinkState::Live => "users-link-live",
        LinkState::Expired => "users-link-expired",
        LinkState::Superseded => "users-link-replaced",
        LinkState::Redeemed => "users-link-used",
    }
}

/// What has become of a delivery.
pub fn delivery(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Queued => "users-delivery-queued",
        DeliveryState::Sending => "users-delivery-sending",
        DeliveryState::Sent => "users-delivery-sent",
        DeliveryState::Skipped => "users-delivery-skipped",
        DeliveryState::Failed => "users-delivery-failed",
        DeliveryState::Bounced => "users-delivery-bounced",
        DeliveryState::Opened => "users-delivery-opened",
        DeliveryState::Activated => "users-delivery-activated",
    }
}

/// How a phone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It is activated, since then if that is known (Unix seconds).
    Active(Option<i64>),
    /// It cannot get a link.
    Ineligible(Ineligible),
    /// It may get one, and that is its newest.
    Link(LinkStatus),
}

impl Stand {
    /// How a phone stands at `now` (Unix seconds).
    pub fn of(phone: &Phone, now: i64) -> Self {
        match phone.eligible() {
            Err(Ineligible::AlreadyActivated) => Self::Active(phone.activated_at),
            Err(why) => Self::Ineligible(why),
            Ok(_) => Self::Link(LinkStatus::of(phone, now)),
        }
    }

    /// Its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Active(_) => "users-phone-active",
            Self::Ineligible(_) => "users-phone-ineligible",
            Self::Link(LinkStatus::LiveUntil(_)) => "users-phone-live",
            Self::Link(LinkStatus::ExpiredAt(_)) => "users-phone-expired",
            Self::Link(LinkStatus::NeverSent) => "users-phone-no-link",
        }
    }

    /// The badge that it is shown with, beside its name.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Active(_) => "badge good",
            Self::Ineligible(_) => "badge",
            Self::Link(LinkStatus::LiveUntil(_)) => "badge note",
            Self::Link(LinkStatus::ExpiredAt(_) | LinkStatus::NeverSent) => "badge warn",
        }
    }

    /// The moment that belongs to it, and how that is called.
    pub fn moment(self) -> Option<(&'static str, i64)> {
        match self {
            Self::Active(at) => at.map(|at| ("users-active-since", at)),
            Self::Link(LinkStatus::LiveUntil(at)) => Some(("users-link-until", at)),
            Self::Link(LinkStatus::ExpiredAt(at)) => Some(("users-link-ran-out", at)),
            Self::Ineligible(_) | Self::Link(LinkStatus::NeverSent) => None,
        }
    }
}

/// A number as who is signed in may see it.
pub fn number(number: &PhoneNumber, open: bool) -> String {
    if open { number.as_str().to_owned() } else { mask::number(number) }
}

/// What a phone is known by in a list: its number, or else its name, or that it is a tablet.
pub fn phone(words: &Words<'_>, phone: &Phone, open: bool) -> String {
    match &phone.number {
        Some(known) if phone.extension.is_empty() || !open => number(known, open),
        Some(known) => words.t2("users-extended", "number", known.as_str(), "extension", &phone.extension),
        None if !phone.name.as_str().is_empty() => phone.name.as_str().to_owned(),
        None => words.t("users-phone-tablet"),
    }
}

#[cfg(test)]
mod tests;
