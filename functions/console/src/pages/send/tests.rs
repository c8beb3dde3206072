//! That every message whose key is put together is in the catalogs.

use crate::language::{Catalogs, Locale};
use onramp_domain::Ineligible;
use onramp_domain::message::{Flaw, placeholders};

#[test]
fn every_reason_flaw_and_channel_has_its_messages() {
    let catalogs = Catalogs::new().unwrap();
    let words = catalogs.words(Locale::English);
    let mut keys: Vec<String> =
        Ineligible::ALL.into_iter().map(|why| format!("send-why-{}", why.code().replace('_', "-"))).collect();
    let flaws = [
        Flaw::Empty,
        Flaw::TooLong(2, 1),
        Flaw::Control,
        Flaw::Unclosed,
        Flaw::Unknown(String::new()),
        Flaw::LinkInSubject,
        Flaw::Parts(4),
    ];
    keys.extend(flaws.iter().map(|flaw| format!("send-flaw-{}", flaw.code())));
    keys.extend(placeholders().map(|name| format!("send-placeholder-{name}")));
    keys.extend(["light", "dark", "phone", "text"].map(|view| format!("send-view-{view}")));
    for key in [
        "send-channel",
        "send-nobody",
        "send-list",
        "send-column",
        "send-after",
        "send-do",
        "send-do-none",
        "send-do-all",
        "send-confirm",
        "send-confirm-all",
        "send-confirm-do",
    ] {
        keys.extend(["email", "sms"].map(|channel| format!("{key}-{channel}")));
    }
    let whole = ["unknown", "no-phone", "status-bypass", "status-disabled", "status-locked-out"];
    keys.extend(whole.map(|why| format!("send-why-{why}")));
    for key in keys {
        assert!(words.find(&key, &[]).is_some(), "{key}");
    }
}
