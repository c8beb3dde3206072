//! That the catalogs agree with each other, and with what asks for their messages.

use super::*;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use onramp_domain::send::Reason;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The messages of a catalog, and which values each names.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(catalog(locale)).unwrap();
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut names = BTreeSet::new();
        in_pattern(message.value.as_ref().unwrap(), &mut names);
        let twice = messages.insert(message.id.name.to_owned(), names);
        assert!(twice.is_none(), "{} twice in {}", message.id.name, locale.tag());
    }
    messages
}

fn in_pattern(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => {}
            PatternElement::Placeable { expression: Expression::Inline(inline) } => in_inline(inline, names),
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                in_inline(selector, names);
                for variant in variants {
                    in_pattern(&variant.value, names);
                }
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        names.insert(id.name.to_owned());
    }
}

#[test]
fn every_catalog_has_the_same_messages_with_the_same_values() {
    let english = messages(Locale::English);
    for locale in Locale::ALL {
        let other = messages(locale);
        let (of, to): (BTreeSet<_>, BTreeSet<_>) = (english.keys().collect(), other.keys().collect());
        assert_eq!(
            of.symmetric_difference(&to).collect::<Vec<_>>(),
            Vec::<&&String>::new(),
            "{}",
            locale.tag()
        );
        assert_eq!(other, english, "{}", locale.tag());
    }
}

/// Texts of the files of a folder and those below.
fn texts(folder: &Path, into: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, into);
        } else {
            into.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

/// What stands as a text behind `call`, such as `t("`.
fn keys_behind<'a>(text: &'a str, call: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(call).skip(1).filter_map(|rest| rest.split('"').next())
}

#[test]
fn every_message_that_is_asked_for_is_there_with_the_values_that_it_is_given() {
    let known = messages(Locale::English);
    let mut files = Vec::new();
    for folder in ["templates", "src"] {
        texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    let mut asked = 0;
    for (call, values) in [(".t(\"", 0), (".t1(\"", 1), (".t2(\"", 2)] {
        for key in files.iter().flat_map(|text| keys_behind(text, call)) {
            let named = known.get(key).unwrap_or_else(|| panic!("no message {key}"));
            assert_eq!(named.len(), values, "{key}");
            asked += 1;
        }
    }
    assert!(asked > 20, "templates ask for messages: {asked}");
}

#[test]
fn every_role_place_and_reason_has_its_messages() {
    let catalogs = Catalogs::new().unwrap();
    let words = catalogs.words(Locale::English);
    let mut keys: Vec<String> = crate::layout::PLACES.iter().map(|place| place.key.to_owned()).collect();
    for role in ["Owner", "Administrator", "User Manager", "Help Desk", "Read-only"] {
        keys.push(crate::layout::role_key(onramp_domain::Role::parse(role).unwrap()).to_owned());
    }
    for stop in [
        Stop::NotSignedIn,
        Stop::SignIn,
        Stop::NoRole,
        Stop::Forbidden,
        Stop::Form,
        Stop::NotFound,
        Stop::Unavailable,
    ] {
        keys.extend(["title", "text"].map(|part| format!("{}-{part}", stop.key())));
    }
    keys.extend(Reason::all().map(|reason| crate::layout::reason_key(reason.code())));
    for key in keys {
        assert!(words.find(&key, &[]).is_some(), "{key}");
    }
}

#[test]
fn numbers_are_written_by_thousands_and_agree_with_their_noun() {
    let catalogs = Catalogs::new().unwrap();
    let says = |locale, count: i64| catalogs.words(locale).t1("home-left", "count", count);
    assert!(says(Locale::English, 1).starts_with("1 user "));
    assert!(says(Locale::English, 12_345).starts_with("12,345 users "));
    assert!(says(Locale::German, 12_345).starts_with("12.345 Benutzer "));
    assert!(says(Locale::French, 1_234_567).starts_with("1\u{202f}234\u{202f}567 utilisateurs "));
}
