//! People who open their link while the send is still under way, and admins who start two.

use crate::everything::seeds;
use crate::origin::Origin;
use crate::people::{Reach, crowd};
use crate::plan::Faults;
use crate::verdict::counts_are_a_recount;
use crate::world::{BASE_URL, World};
use bytes::Bytes;
use http::StatusCode;
use onramp_domain::Channel;
use onramp_domain::send::{DeliveryState, Reason};
use onramp_usecases::ports::UnactivatedCount;
use onramp_web::Request;
use serde_json::json;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Duration;

const PEOPLE: usize = 50;
/// How long `redeem` may take: as `template.yaml` has it.
const ANSWER: Duration = Duration::from_secs(10);

impl World {
    /// Of those who get a message, every second opens its link, until `over`. Answers who did, by address.
    async fn links_are_opened(&self, over: &Cell<bool>) -> BTreeSet<String> {
        let (mut seen, mut opened) = (0, BTreeSet::new());
        loop {
            let next = self.services.watch().messages().get(seen).cloned();
            let Some(message) = next else {
                if over.get() {
                    return opened;
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            };
            seen += 1;
            if self.seed.about(&message.link).percent(50) {
                self.open(&message.link).await;
                opened.insert(message.to);
            }
        }
    }

    /// Presses the button of a link's page, again until there is an answer.
    async fn open(&self, link: &str) {
        loop {
            let mut request = Request::new(Bytes::new());
            *request.method_mut() = http::Method::POST;
            *request.uri_mut() = link.trim_start_matches(BASE_URL).parse().unwrap();
            let process = self.process();
            let work = Box::pin(async { self.redeem(&process).handle(request).await });
            let answer = process.run(&self.services, ANSWER, work).await;
            match answer.map(|answer| answer.status()) {
                // The second: it was used before, by who did not hear of it, or from another copy of the message.
                Some(StatusCode::OK | StatusCode::GONE) => return,
                Some(StatusCode::SERVICE_UNAVAILABLE) | None => {}
                Some(other) => panic!("a link that was sent answers {other}"),
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_opens_a_link_at_once_is_active_and_counted_as_sent_to() {
    let origin = Origin::of(crowd(PEOPLE)).await;
    for seed in seeds().take(6) {
        let world = World::new("opened", seed, Faults::ALL, &origin);
        let (recipients, to) = world.selection(Channel::Sms);
        let id = world.start(&json!({ "channel": "sms", "recipients": recipients }), "key").await;
        let over = Cell::new(false);
        let running = async {
            world.run().await;
            over.set(true);
        };
        let ((), opened) = tokio::join!(running, world.links_are_opened(&over));
        world.is_as_promised(&id, &to);
        let phones = world.phones_now();
        let active = phones.iter().filter(|phone| phone.activated);
        let active: BTreeSet<_> =
            active.filter_map(|phone| Some(phone.number.as_ref()?.as_str().to_owned())).collect();
        assert_eq!(active, opened);
        let listed: Vec<_> = phones.iter().map(onramp_domain::Phone::listed).collect();
        let count = |test: fn(&onramp_domain::Listed) -> bool| {
            i64::try_from(listed.iter().filter(|listed| test(listed)).count()).unwrap()
        };
        let recount =
            UnactivatedCount { email: count(|listed| listed.email), sms: count(|listed| listed.sms) };
        assert_eq!(world.count(), recount);
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_sends_to_the_same_people_each_gets_the_message_of_one() {
    let origin = Origin::of(crowd(PEOPLE)).await;
    for seed in seeds().take(6) {
        let world = World::new("two-sends", seed, Faults::ALL, &origin);
        let body = json!({ "channel": "email", "recipients": { "all": true } });
        let (one, other) = tokio::join!(world.start(&body, "one"), world.start(&body, "other"));
        world.run().await;
        let of = |id| (world.send(id), world.deliveries(id));
        let (one, other) = (of(&one), of(&other));
        for (send, deliveries) in [&one, &other] {
            counts_are_a_recount(send, deliveries);
        }
        for (phone, person) in world.phones.iter().zip(&world.people) {
            let ends = [&one, &other].map(|(_, deliveries)| {
                deliveries.iter().find(|delivery| delivery.phone_id == phone.phone_id)
            });
            let ends: Vec<_> = ends.into_iter().flatten().collect();
            let sent = ends.iter().filter(|delivery| delivery.state == DeliveryState::Sent).count();
            let passed_over = ends.iter().any(|d| matches!(d.reason, Some(Reason::LiveLink(_))));
            match person.reach(Channel::Email) {
                Reach::Taken => assert_eq!((sent, passed_over), (1, true), "{ends:?}"),
                Reach::Refused | Reach::Never => assert_eq!(sent, 0, "{ends:?}"),
            }
        }
        world.nobody_is_sent_to_without_need();
    }
}
