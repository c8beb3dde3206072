//! That whatever a page may have to call by a name has one, in every language.

use super::*;
use crate::language::{Catalogs, Locale};
use onramp_domain::samples;

#[test]
fn whatever_has_a_name_has_it_in_every_language() {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(DeliveryState::ALL.map(delivery).map(str::to_owned));
    let links = [LinkState::Live, LinkState::Expired, LinkState::Superseded, LinkState::Redeemed];
    keys.extend(links.map(link).map(str::to_owned));
    let statuses = [UserStatus::Active, UserStatus::Bypass, UserStatus::Disabled, UserStatus::LockedOut];
    keys.extend(statuses.map(status).map(str::to_owned));
    keys.extend(PhoneType::ALL.iter().map(|known| kind(*known).to_owned()));
    keys.extend([AddressTrouble::Bounced, AddressTrouble::Complained].map(trouble).map(str::to_owned));
    for stand in [
        Stand::Active(Some(1)),
        Stand::Ineligible(Ineligible::NoUser),
        Stand::Link(LinkStatus::LiveUntil(1)),
        Stand::Link(LinkStatus::ExpiredAt(1)),
        Stand::Link(LinkStatus::NeverSent),
    ] {
        keys.push(stand.key().to_owned());
        keys.extend(stand.moment().map(|(key, _)| key.to_owned()));
    }
    keys.extend(super::super::KEYS.iter().map(|key| (*key).to_owned()));
    let catalogs = Catalogs::new().unwrap();
    for locale in Locale::ALL {
        for key in &keys {
            assert!(catalogs.words(locale).find(key, &[]).is_some(), "{} {key}", locale.tag());
        }
    }
}

#[test]
fn a_phone_is_called_by_what_may_be_seen_of_it() {
    let catalogs = Catalogs::new().unwrap();
    let words = catalogs.words(Locale::English);
    let known = samples::phone();
    assert_eq!(phone(&words, &known, true), "+14155552671");
    assert_eq!(phone(&words, &known, false), "•••71");
    let extended = Phone { extension: "12".into(), ..samples::phone() };
    assert_eq!(phone(&words, &extended, true), "+14155552671, extension 12");
    assert_eq!(phone(&words, &Phone { number: None, ..known }, true), "Tablet");
}
