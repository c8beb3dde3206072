//! What the organisation decides: kept whole, written over nobody, read seldom.

use crate::harness::{NOW, Store, owner};
use onramp_domain::{
    BaseUrl, Channel, Decisions, DefaultMessage, Lifetime, LogoText, OrgName, QrStyle, Region, ReminderRule,
    Reminding, SenderName, Settings, SupportContact,
};
use onramp_usecases::admin::Scene;
use onramp_usecases::ports::{AdministratorLog, OrganisationSettings};
use onramp_usecases::settings::{FRESH, KnownSettings, Saved, save, save_default_message};
use std::collections::BTreeMap;

fn known() -> KnownSettings {
    let base_url = BaseUrl::parse("https://onramp.example.org").unwrap();
    KnownSettings::new(Settings::new("Example", "help", base_url).unwrap(), FRESH)
}

fn everything() -> Decisions {
    Decisions {
        version: 0,
        org: Some(OrgName::parse("Acme").unwrap()),
        support: Some(SupportContact::parse("extension 4357").unwrap()),
        logo: Some(LogoText::parse("ACME").unwrap()),
        sender: Some(SenderName::parse("Acme IT").unwrap()),
        email_default: DefaultMessage::parse(Channel::Email, "Now", "Do it: {link}").unwrap(),
        sms_default: DefaultMessage::parse(Channel::Sms, "", "Do it: {link}").unwrap(),
        email_lifetime: Some(Lifetime::from_secs(3_600).unwrap()),
        sms_lifetime: Some(Lifetime::from_secs(600).unwrap()),
        reminders: Some(Reminding::By(ReminderRule::parse("1,3", 2, "8-20", "Europe/Berlin").unwrap())),
        region: Some(Region::parse("DE").unwrap()),
        email_qr: Some(QrStyle::App),
    }
}

#[tokio::test]
async fn all_that_is_decided_is_read_as_it_was_written_and_nothing_while_nobody_decides() {
    let (store, known) = (Store::new().await, known());
    assert_eq!(store.table.decisions().await.unwrap(), Decisions::default());
    let scene = Scene { by: "ada", now: NOW, chance: &store.chance };
    let saved = save(&store.table, &known, &owner(), everything(), scene).await.unwrap();
    assert!(matches!(saved, Saved::Done(_)), "{saved:?}");
    let wanted = Decisions { version: 1, ..everything() };
    assert_eq!(store.table.decisions().await.unwrap(), wanted);
    let off = Decisions { version: 1, reminders: Some(Reminding::Off), ..Decisions::default() };
    save(&store.table, &known, &owner(), off.clone(), scene).await.unwrap();
    assert_eq!(store.table.decisions().await.unwrap(), Decisions { version: 2, ..off });
    let lines = store.table.events(NOW, NOW, 10).await.unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!((lines[0].actor.as_str(), lines[0].object.as_str()), ("ada", "settings"));
    assert!(lines[0].facts["fields"].starts_with("org,support,logo,sender,email_subject"), "{lines:?}");
}

#[tokio::test]
async fn of_two_who_save_at_once_the_second_is_told_and_a_default_message_does_not_mind() {
    let (store, known) = (Store::new().await, known());
    let scene = Scene { by: "ada", now: NOW, chance: &store.chance };
    let named = |name: &str| Decisions { org: Some(OrgName::parse(name).unwrap()), ..Decisions::default() };
    save(&store.table, &known, &owner(), named("First"), scene).await.unwrap();
    let late = save(&store.table, &known, &owner(), named("Second"), scene).await.unwrap();
    assert!(matches!(late, Saved::Elsewhere(now) if now.settings.org == "First"));
    let message = DefaultMessage::parse(Channel::Sms, "", "Do it: {link}").unwrap();
    save_default_message(&store.table, &known, &owner(), Channel::Sms, message.clone(), scene).await.unwrap();
    let now = store.table.decisions().await.unwrap();
    assert_eq!(now, Decisions { version: 2, sms_default: message, ..named("First") });
    assert!(matches!(save(&store.table, &known, &owner(), now, scene).await.unwrap(), Saved::Unchanged));
}

#[tokio::test]
async fn what_would_not_fit_into_an_sms_is_not_saved() {
    let (store, known) = (Store::new().await, known());
    let scene = Scene { by: "ada", now: NOW, chance: &store.chance };
    let long = Decisions {
        sms_default: DefaultMessage::parse(Channel::Sms, "", &"x".repeat(500)).unwrap(),
        ..Decisions::default()
    };
    let refused = save(&store.table, &known, &owner(), long, scene).await.unwrap_err();
    assert!(refused.to_string().starts_with("sms_message:"), "{refused}");
}

#[tokio::test]
async fn settings_are_one_read_a_minute() {
    let (store, known) = (Store::new().await, known());
    for now in NOW..NOW + 60 {
        known.known(&store.table, now).await.unwrap();
    }
    assert_eq!(store.calls.take(), BTreeMap::from([("GetItem".to_owned(), 1)]));
}
