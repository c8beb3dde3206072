//! What something costs, told by what something else costs in the same run.

use crate::harness::{NOW, Store};
use onramp_domain::barcode::Barcode;
use onramp_domain::message::{Wording, sample};
use onramp_domain::{BaseUrl, Channel, Lifetime, Settings};
use onramp_usecases::ports::{Phones, Unactivated};
use std::time::{Duration, Instant};

/// The median of so many runs.
fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<_> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

fn ratio(name: &str, of: Duration, to: Duration) {
    println!("{name}: {:.2} ({of:.1?} to {to:.1?})", of.as_secs_f64() / to.as_secs_f64());
}

fn messages() {
    let settings =
        Settings::new("Example", "help", BaseUrl::parse("https://onramp.example.org").unwrap()).unwrap();
    let render = |wording: &Wording| {
        median(500, || {
            wording.render(&settings, &sample::holder(), &sample::code(), NOW, Lifetime::DEFAULT).unwrap();
        })
    };
    let email = render(&Wording::parse(Channel::Email, None, None).unwrap());
    let sms = render(&Wording::parse(Channel::Sms, None, None).unwrap());
    let link = settings.base_url.activation_url(&sample::code());
    let qr = median(500, || {
        Barcode::new(&link).unwrap().png();
    });
    ratio("an email to its QR code alone", email, qr);
    ratio("an SMS to an email", sms, email);
}

/// Measures and prints them.
pub fn print() {
    messages();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (small, large) = (1_000, 20_000);
    let stores = [small, large].map(|people| runtime.block_on(Store::with_people(people)));
    let [in_small, in_large] = stores.each_ref().map(|store| {
        median(100, || {
            runtime.block_on(store.table.page(Channel::Email, None, 100, None)).unwrap();
        })
    });
    ratio("a page of the list of 20,000 to one of 1,000", in_large, in_small);
    let [count_small, count_large] = stores.each_ref().map(|store| {
        median(100, || {
            runtime.block_on(store.table.count()).unwrap();
        })
    });
    ratio("the count of 20,000 to that of 1,000", count_large, count_small);
    let store = &stores[0];
    let phones = runtime.block_on(store.listed(Channel::Email));
    let mut each = phones.iter().cycle();
    let read = median(200, || {
        runtime.block_on(store.table.phone(&each.next().unwrap().phone_id)).unwrap();
    });
    let mut each = phones.iter();
    let made = median(200, || {
        runtime.block_on(store.hand_over(&each.next().unwrap().phone_id, false, NOW)).unwrap();
    });
    ratio("making a link (a read and a transaction) to a read", made, read);
}
