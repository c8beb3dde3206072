//! The page at its fullest, and what its messages are asked for by.

use super::*;
use crate::language::Locale;
use crate::{Assets, Catalogs};
use onramp_domain::figures::Figure;
use onramp_domain::send::Reason;

/// A quarter of busy days: everything that is counted, in large numbers.
fn busy() -> Period {
    let mut sums = Sums::default();
    for way in Way::ALL {
        sums.add(Figure::Sent(way), 123_456);
        sums.add(Figure::Opened(way), 98_765);
        for platform in Platform::ALL {
            sums.add(Figure::Activated(way, *platform), 12_345);
        }
        for (at, reason) in (1..).zip(Reason::all()) {
            sums.add(Figure::lost(Loss::Failed, way, Some(reason)), 10 * at);
        }
    }
    Period::new(20_001, 20_090, (20_001..=20_090).map(|day| (day, sums.clone())))
}

fn page(locale: Locale, period: &Period) -> String {
    let (catalogs, assets) = (Catalogs::new().unwrap(), Assets::new());
    let shell = Shell {
        words: catalogs.words(locale),
        org: "Example",
        support: "help",
        style: &assets.style,
        script: &assets.script,
        path: "/console/dashboard",
        here: "/console/dashboard?days=90",
        visitor: None,
        flash: None,
    };
    let left = UnactivatedCount { email: 5, sms: 3 };
    Overview::of(shell, Range::Quarter, period, left, true).render().unwrap()
}

#[test]
fn the_fullest_page_stays_below_fifty_kilobytes_in_every_language() {
    for locale in Locale::ALL {
        let page = page(locale, &busy());
        assert!(page.len() < 47_000, "{}: {}", locale.tag(), page.len());
        assert!(!page.contains("dashboard-"), "{}: a message is missing", locale.tag());
    }
}

#[test]
fn every_way_and_loss_has_its_message() {
    let catalogs = Catalogs::new().unwrap();
    let words = catalogs.words(Locale::English);
    let mut keys: Vec<String> = WAYS.map(str::to_owned).into();
    keys.extend(Loss::ALL.map(|loss| loss_key(loss).to_owned()));
    keys.extend(steps(&Sums::default(), 0).iter().map(|step| step.key.to_owned()));
    for key in keys {
        assert!(words.find(&key, &[]).is_some(), "{key}");
    }
}

#[test]
fn every_fill_that_a_chart_uses_is_drawn() {
    let page = page(Locale::English, &busy());
    for used in page.split("fill=\"url(#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(page.contains(&format!("<pattern id=\"{used}\"")), "{used}");
    }
}

#[test]
fn a_period_without_figures_says_what_will_stand_there() {
    let page = page(Locale::English, &Period::new(1, 90, []));
    assert!(page.contains("Nothing has been counted in these days") && !page.contains("<table"), "{page}");
    assert!(page.contains("href=\"/console/send\""), "{page}");
}

#[test]
fn who_is_eligible_is_who_is_left_and_who_activated() {
    let sums = Sums::from([
        (Figure::Sent(Way::Email), 8),
        (Figure::Opened(Way::Email), 4),
        (Figure::Activated(Way::Email, Platform::AppleIos), 2),
    ]);
    let counts: Vec<_> = steps(&sums, 6).into_iter().map(|step| (step.count, step.share)).collect();
    let shares = [None, None, Some(Share::OfMessages(50)), Some(Share::OfEligible(25))];
    assert_eq!(counts, [8, 8, 4, 2].into_iter().zip(shares).collect::<Vec<_>>());
    assert!(steps(&Sums::default(), 0).iter().all(|step| step.share.is_none()));
}
