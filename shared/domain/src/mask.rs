//! Masks: enough of a name for its owner to know it, too little for anyone else.

use crate::{EmailAddress, Phone, PhoneNumber, Platform, Username};

/// Three dots whatever they hide, so that the length is not told either.
const HIDDEN: &str = "•••";
/// What stands between a phone's platform and its number's last digits.
const ENDING: &str = " ending in ";

/// A username with its first and, of a long one, last character left; an address keeps its top-level domain too.
pub fn username(name: &Username) -> String {
    at_host(name.as_str()).unwrap_or_else(|| ends(name.as_str(), true))
}

/// What has an `@`, masked on both sides of it.
fn at_host(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let (host, tld) =
        domain.rsplit_once('.').map_or((domain, String::new()), |(host, tld)| (host, format!(".{tld}")));
    Some(format!("{}@{}{tld}", ends(local, false), ends(host, false)))
}

fn ends(text: &str, with_last: bool) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(String::from).unwrap_or_default();
    let last = if with_last && text.chars().count() > 4 { chars.next_back() } else { None };
    format!("{first}{HIDDEN}{}", last.map(String::from).unwrap_or_default())
}

/// An address with its first character, its host's first, and its top-level domain left.
pub fn address(address: &EmailAddress) -> String {
    at_host(address.as_str()).unwrap_or_else(|| HIDDEN.to_owned())
}

/// A number with its last two digits left.
pub fn number(number: &PhoneNumber) -> String {
    format!("{HIDDEN}{}", &number.as_str()[number.as_str().len() - 2..])
}

/// A phone by its platform and, if it has a number, the number's last two digits.
pub fn phone(phone: &Phone) -> String {
    let platform = match phone.platform {
        Platform::GenericSmartphone | Platform::Unknown => "smartphone",
        known => known.as_str(),
    };
    match &phone.number {
        Some(number) => format!("{platform}{ENDING}{}", &number.as_str()[number.as_str().len() - 2..]),
        None => platform.to_owned(),
    }
}

/// The digits in what [`phone`] made of a phone; none of one without a number.
pub fn digits(masked: &str) -> Option<&str> {
    masked.split_once(ENDING).map(|(_, digits)| digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn a_name_shows_its_ends_only() {
        let masked = |text| username(&Username::parse(text).unwrap());
        assert_eq!(masked("alex.example"), "a•••e");
        assert_eq!(masked("bob"), "b•••");
        assert_eq!(masked("Жанна"), "Ж•••а");
        assert_eq!(masked("alex@mail.example.org"), "a•••@m•••.org");
        assert_eq!(masked("a@b"), "a•••@b•••");
    }

    #[test]
    fn an_address_and_a_number_do_not_tell_whose_they_are() {
        let masked = |text| address(&EmailAddress::parse(text).unwrap());
        assert_eq!(masked("alex.example@mail.example.org"), "a•••@m•••.org");
        assert_eq!(number(&PhoneNumber::from_e164("+14155552671").unwrap()), "•••71");
    }

    #[test]
    fn a_phone_shows_its_platform_and_two_digits() {
        assert_eq!(phone(&samples::phone()), "smartphone ending in 71");
        let tablet = Phone { number: None, platform: Platform::AppleIos, ..samples::phone() };
        assert_eq!(phone(&tablet), "Apple iOS");
        assert_eq!((digits("smartphone ending in 71"), digits("Apple iOS")), (Some("71"), None));
    }
}
