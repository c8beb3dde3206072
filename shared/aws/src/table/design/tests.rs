//! That keys sort, spread and read as lists and counters need it.

use super::*;
use onramp_domain::samples;

#[test]
fn phones_spread_over_the_shards() {
    let mut shards = [0_u32; INDEX_SHARDS as usize];
    for n in 0..4_000 {
        shards[spread(PhoneId::from_random(n * 7_919).as_str(), INDEX_SHARDS) as usize] += 1;
    }
    assert!(shards.iter().all(|n| (800..1_200).contains(n)), "{shards:?}");
}

#[test]
fn a_name_that_begins_like_another_sorts_behind_it() {
    let place = |name: &str| {
        let mut phone = samples::phone();
        phone.users[0].username = Username::parse(name).unwrap();
        List::of(Channel::Email).place(Channel::Email, &phone).unwrap().1
    };
    assert!(place("Ann") < place("ann b") && place("ann b") < place("anna"));
}

#[test]
fn only_who_may_be_reached_has_a_place() {
    let mut phone = samples::phone();
    phone.number = None;
    assert!(List::of(Channel::Email).place(Channel::Email, &phone).is_some());
    assert!(List::of(Channel::Sms).place(Channel::Sms, &phone).is_none());
}

#[test]
fn a_bucket_is_counted_where_what_is_in_it_is_counted() {
    for n in 0..2_000 {
        let id = PhoneId::from_random(n * 7_919);
        assert_eq!(PHONES.counted(bucket(id.as_str())).0, count_shard(&id));
    }
    assert_eq!(PHONES.counted(BUCKETS - 1), (COUNT_SHARDS - 1, "p31".into()));
    assert_eq!((USERS.partition(0), USERS.partition(BUCKETS - 1)), ("V#0".into(), "V#3".into()));
}

#[test]
fn deliveries_are_bounded_on_both_sides() {
    let (id, phone) = (SendId::from_random(1), PhoneId::from_random(5));
    let (from, to) = deliveries_after(Some(&phone));
    assert!(Key::delivery(&id, &phone).sk < from && from < to);
    assert!(Key::delivery(&id, &PhoneId::parse("DP999999999999999999").unwrap()).sk < to);
    assert!(to < Key::named(&id, 0).sk);
}
