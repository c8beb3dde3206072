//! That names are read as they are written, and that sums add up however they are taken apart.

use super::*;
use crate::send::Outcome;
use crate::{day_of, samples};
use proptest::prelude::*;

fn way() -> impl Strategy<Value = Way> {
    prop::sample::select(Way::ALL.to_vec())
}

fn figure() -> impl Strategy<Value = Figure> {
    let reasons = ["address_refused", "bounced", "live_link"];
    prop_oneof![
        way().prop_map(Figure::Sent),
        way().prop_map(Figure::Opened),
        (way(), prop::sample::select(Platform::ALL)).prop_map(|(way, on)| Figure::Activated(way, on)),
        (prop::sample::select(Loss::ALL.to_vec()), way(), prop::sample::select(reasons.to_vec()))
            .prop_map(|(loss, way, reason)| Figure::Lost(loss, way, reason.to_owned())),
    ]
}

/// What was counted: on which day, what, how often.
fn history() -> impl Strategy<Value = Vec<(i64, Figure, i64)>> {
    prop::collection::vec((0..12_i64, figure(), -2..50_i64), 0..80)
}

proptest! {
    #[test]
    fn a_name_is_read_as_it_is_written(figure in figure()) {
        prop_assert_eq!(Figure::parse(&figure.name()), Some(figure));
    }

    #[test]
    fn whatever_a_name_is_it_is_read_or_not(name in "[a-z#_ A-Z]{0,30}") {
        if let Some(figure) = Figure::parse(&name) {
            prop_assert_eq!(Figure::parse(&figure.name()), Some(figure));
        }
    }

    #[test]
    fn sums_add_up_by_day_by_way_by_platform_and_by_reason(history in history()) {
        let counted = history.iter().map(|(day, figure, by)| (*day, Sums::from([(figure.clone(), *by)])));
        let period = Period::new(0, 11, counted);
        let total = period.total();
        let sum_of = |wanted: fn(&Figure) -> bool| -> i64 {
            history.iter().filter(|(_, figure, _)| wanted(figure)).map(|(.., by)| by).sum()
        };
        let by_day = |of: fn(&Sums) -> ByWay| -> i64 { period.days().iter().map(|day| of(&day.sums).total()).sum() };

        prop_assert_eq!(total.sent().total(), sum_of(|figure| matches!(figure, Figure::Sent(_))));
        prop_assert_eq!(total.sent().total(), by_day(Sums::sent));
        prop_assert_eq!(total.opened().total(), by_day(Sums::opened));
        let activated = total.activated();
        prop_assert_eq!(activated.total(), by_day(Sums::activated));
        prop_assert_eq!(activated.total(), sum_of(|figure| matches!(figure, Figure::Activated(..))));
        prop_assert_eq!(activated.total(), activated.parts().iter().sum::<i64>());
        for way in Way::ALL {
            let on: i64 = total.platforms().iter().map(|(_, sum)| sum.of(way)).sum();
            prop_assert_eq!(on, activated.of(way));
        }
        let losses = total.losses();
        for loss in Loss::ALL {
            let of: i64 = losses.iter().filter(|((is, _), _)| *is == loss).map(|(_, sum)| sum.total()).sum();
            prop_assert_eq!(of, total.lost(loss).total());
        }
        prop_assert!(losses.windows(2).all(|pair| pair[0].1.total() >= pair[1].1.total()));
    }

    #[test]
    fn days_before_and_after_the_period_are_left_out(history in history(), first in 0..6_i64, last in 6..12_i64) {
        let counted = history.iter().map(|(day, figure, by)| (*day, Sums::from([(figure.clone(), *by)])));
        let period = Period::new(first, last, counted);
        prop_assert_eq!(period.days().iter().map(|day| day.day).collect::<Vec<_>>(), (first..=last).collect::<Vec<_>>());
        let within: i64 = history.iter().filter(|(day, figure, _)| {
            (first..=last).contains(day) && matches!(figure, Figure::Sent(_))
        }).map(|(.., by)| by).sum();
        prop_assert_eq!(period.total().sent().total(), within);
    }
}

#[test]
fn names_are_these() {
    let names = [
        Figure::Sent(Way::InPerson),
        Figure::Activated(Way::Sms, Platform::AppleIos),
        Figure::lost(Loss::Failed, Way::Email, Some(Reason::AddressRefused)),
    ]
    .map(|figure| figure.name());
    assert_eq!(names, ["sent#in_person", "activated#sms#Apple iOS", "failed#email#address_refused"]);
    for foreign in ["", "pk", "ttl", "sent", "sent#fax", "sent#email#x", "lost#email#x", "opened#sms#x#y"] {
        assert_eq!(Figure::parse(foreign), None, "{foreign}");
    }
}

#[test]
fn an_outcome_is_counted_by_its_channel_and_reason() {
    let queued = Delivery::queued(samples::phone().phone_id, None, 0);
    let figure = |outcome| Figure::of_outcome(Channel::Sms, &queued.clone().ended(outcome, 1)).name();
    assert_eq!(figure(Outcome::Sent), "sent#sms");
    assert_eq!(figure(Outcome::Skipped(Reason::LiveLink(9))), "skipped#sms#live_link");
    assert_eq!(figure(Outcome::Failed(Reason::OptedOut)), "failed#sms#opted_out");
}

#[test]
fn a_range_ends_today_and_has_as_many_days_as_it_says() {
    let now = 1_795_528_800;
    for range in Range::ALL {
        let (first, last) = range.bounds(now);
        assert_eq!((last, last - first + 1), (day_of(now), range.days()));
        assert_eq!(Range::parse(&range.days().to_string()), Ok(range));
    }
    assert_eq!(Range::parse(""), Ok(Range::Month));
    assert!(Range::parse("365").is_err());
}

#[test]
fn percentages_are_rounded_and_need_a_whole() {
    assert_eq!(
        [percent(1, 3), percent(2, 3), percent(1, 200), percent(5, 4)],
        [Some(33), Some(67), Some(1), Some(125)]
    );
    assert_eq!([percent(1, 0), percent(-1, 5)], [None, Some(0)]);
}
