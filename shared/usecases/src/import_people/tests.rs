use super::*;
use onramp_domain::{Language, Region};
use std::sync::atomic::{AtomicU64, Ordering};

struct Counting(AtomicU64);
impl Chance for Counting {
    fn bits(&self) -> u128 {
        u128::from(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

fn row(cells: [&str; 6]) -> ImportRow {
    ImportRow::parse(cells, Region::default()).unwrap()
}

fn planned(row: &ImportRow, known: &Known) -> Option<Plan> {
    // Behind the ids of what is known.
    plan(row, known, &Counting(AtomicU64::new(100 * known.users.len() as u64)), 0).unwrap()
}

fn after(plan: Plan) -> Known {
    Known {
        users: vec![plan.change.after],
        phones: plan.change.phones.into_iter().map(|c| c.after).collect(),
    }
}

#[test]
fn a_language_that_a_row_does_not_tell_stays() {
    let silent = row(["ana", "Ana", "ana@example.org", "+14155552671", "Mobile", "Apple iOS"]);
    let french = silent.clone().in_language("fr").unwrap();
    let known = after(planned(&french, &Known::default()).unwrap());
    assert_eq!(known.users[0].language, Some(Language::French));
    assert_eq!(known.phones[0].users[0].language, Some(Language::French));
    assert!(planned(&silent, &known).is_none());
    let change = planned(&silent.in_language("de").unwrap(), &known).unwrap();
    assert_eq!(change.parts, [Part::Language]);
}

#[test]
fn the_same_row_again_changes_nothing() {
    let ana = row(["ana", "Ana", "ana@example.org", "+14155552671", "Mobile", "Apple iOS"]);
    let known = after(planned(&ana, &Known::default()).unwrap());
    assert!(planned(&ana, &known).is_none());
    let tablet = row(["bo", "Bo", "bo@example.org", "", "Mobile", "Apple iOS"]);
    let known = after(planned(&tablet, &Known::default()).unwrap());
    assert!(planned(&tablet, &known).is_none());
}

#[test]
fn a_new_address_reaches_the_users_phones() {
    let ana = row(["ana", "Ana", "ana@example.org", "+14155552671", "Mobile", "Apple iOS"]);
    let known = after(planned(&ana, &Known::default()).unwrap());
    let moved = row(["ANA", "Ana", "ana@example.com", "+14155552671", "Mobile", "Apple iOS"]);
    let plan = planned(&moved, &known).unwrap();
    assert!(!plan.created);
    assert_eq!(plan.parts, [Part::Email]);
    assert_eq!(plan.change.phones[0].after.users[0].email.as_ref().unwrap().as_str(), "ana@example.com");
    assert_eq!(plan.change.after.username.as_str(), "ana");
}

#[test]
fn a_second_phone_joins_the_first_and_a_shared_one_gets_a_second_user() {
    let known = after(
        planned(&row(["ana", "", "", "+14155552671", "Mobile", "Apple iOS"]), &Known::default()).unwrap(),
    );
    let second = planned(&row(["ana", "", "", "+14155552672", "Mobile", "Apple iOS"]), &known).unwrap();
    assert!(second.created && second.change.after.phone_ids.len() == 2 && second.change.phones.len() == 1);
    let shared = planned(&row(["bo", "", "", "+14155552671", "Mobile", "Apple iOS"]), &known).unwrap();
    assert_eq!(shared.change.phones[0].after.users.len(), 2);
    assert_eq!((second.parts, shared.parts), (vec![Part::Phone], vec![Part::User, Part::Attached]));
    let other =
        planned(&row(["ana", "Ana", "", "+14155552671", "Mobile", "Google Android"]), &known).unwrap();
    assert_eq!((other.created, other.parts), (false, vec![Part::Realname, Part::Platform]));
}

#[test]
fn another_name_of_someone_is_no_new_person() {
    let mut known = after(planned(&row(["ana", "", "", "", "", ""]), &Known::default()).unwrap());
    let alias = onramp_domain::Username::parse("ang").unwrap();
    known.users[0].profile.aliases.insert("alias1".to_owned(), alias);
    let refused = plan(&row(["ANG", "", "", "", "", ""]), &known, &Counting(AtomicU64::new(9)), 0);
    assert_eq!(refused.err().map(|error| error.field), Some("username".into()));
}

#[test]
fn no_file_gives_a_phone_more_users_than_it_may_have() {
    let mut earlier = Earlier::default();
    let mut admit = |line: usize| {
        let username = format!("p{line}");
        let row = row([&username, "", "", "+12125550100", "Landline", ""]);
        earlier.admit(&Numbered { line: line as u64, row })
    };
    assert!((0..MAX_ATTACHED).all(|line| admit(line).is_ok()));
    assert_eq!(admit(MAX_ATTACHED).unwrap_err().field, "phone");
}

#[test]
fn what_an_activated_phone_reported_stays() {
    let generic = row(["ana", "", "", "+14155552671", "Mobile", "Generic Smartphone"]);
    let mut known = after(planned(&generic, &Known::default()).unwrap());
    known.phones[0].activated = true;
    known.phones[0].platform = Platform::AppleIos;
    assert!(planned(&generic, &known).is_none());
}

#[test]
fn a_row_that_contradicts_or_repeats_an_earlier_one_is_refused_with_its_line() {
    let mut earlier = Earlier::default();
    let mut admit = |line, cells| earlier.admit(&Numbered { line, row: row(cells) });
    assert!(admit(2, ["ana", "Ana", "", "+14155552671", "Mobile", ""]).is_ok());
    assert!(admit(3, ["ana", "Ana", "", "+14155552672", "Mobile", ""]).is_ok());
    // Taken, it would change the phone back and forth with every import.
    let other = admit(6, ["bo", "Bo", "", "+14155552671", "Mobile", "Apple iOS"]).unwrap_err();
    assert!(other.field == "phone" && other.invalid.wrong.contains("line 2"), "{other}");
    assert!(admit(7, ["bo", "Bo", "", "+14155552671", "Mobile", ""]).is_ok());
    assert!(
        admit(4, ["Ana", "Anna", "", "+14155552673", "Mobile", ""])
            .unwrap_err()
            .invalid
            .wrong
            .contains("line 2")
    );
    assert!(
        admit(5, ["ana", "Ana", "", "+14155552672", "Mobile", ""])
            .unwrap_err()
            .invalid
            .wrong
            .contains("line 3")
    );
}
