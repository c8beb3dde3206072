//! What is heard of texts, which are known by their id alone.

use crate::harness::{NOW, Store};
use crate::mailroom::{Clockwork, Mailbox, counts, deliver, send_to_all, text_id};
use onramp_domain::send::{
    Control, Counts, Delivery, DeliveryState, Mark, PauseReason, Reason, Send, became_of_text,
};
use onramp_domain::{Channel, MessageId, Phone, SendId};
use onramp_usecases::ports::{Clock, Deliveries, Ends, Marks, Metric, Sends, Told};
use onramp_usecases::receipts::{Receipt, receipts};

const SPENT: &str = "No quota left for account";

/// Someone to whom a text went, and the text.
struct Texted {
    store: Store,
    send_id: SendId,
    message_id: MessageId,
}

impl Texted {
    async fn someone() -> Self {
        let store = Store::with_people(1).await;
        let (send_id, chunks) = send_to_all(&store, Channel::Sms).await;
        deliver(&store, &Mailbox::default(), &send_id, &chunks.concat(), NOW).await;
        store.counter.take();
        let message_id = text_id(store.first().await.number.as_ref().unwrap());
        Self { store, send_id, message_id }
    }

    /// A receipt of the text, a minute after it was handed over.
    fn receipt(&self, mark: Mark) -> Receipt {
        receipt(&self.message_id, mark)
    }

    async fn hear(&self, told: &[Receipt]) -> usize {
        let clock = Clockwork::at(NOW + 60);
        receipts(&self.store.table, &self.store.counter, &clock, told).await.unwrap()
    }

    async fn delivery(&self) -> Delivery {
        self.store.table.deliveries(&self.send_id, None, 9, None).await.unwrap().items.remove(0)
    }

    async fn send(&self) -> Send {
        self.store.table.send(&self.send_id).await.unwrap().unwrap()
    }

    async fn phone(&self) -> Phone {
        self.store.first().await
    }
}

fn receipt(message_id: &MessageId, mark: Mark) -> Receipt {
    Receipt { message_id: message_id.clone(), mark, handed_over_ms: NOW * 1000, at: NOW + 60 }
}

#[tokio::test]
async fn a_text_that_the_carrier_took_is_delivered_and_stays_sent() {
    let it = Texted::someone().await;
    assert_eq!(it.hear(&[it.receipt(Mark::Delivered)]).await, 0);
    let delivery = it.delivery().await;
    assert_eq!((delivery.state, delivery.delivered_at), (DeliveryState::Sent, Some(NOW + 60)));
    assert!(it.phone().await.link.is_some(), "its link is in the person's hands");
    assert_eq!(it.store.counter.take(), []);
}

#[tokio::test]
async fn a_text_that_was_refused_fails_one_that_came_back_bounces_and_both_free_the_phone() {
    for (answer, state, metric, reason) in [
        ("Phone number is opted out", DeliveryState::Failed, Metric::Failed, Reason::OptedOut),
        ("Destination country is blocked", DeliveryState::Failed, Metric::Failed, Reason::CountryNotEnabled),
        (
            "Phone is currently unreachable/unavailable",
            DeliveryState::Bounced,
            Metric::Bounced,
            Reason::Unreachable,
        ),
    ] {
        let it = Texted::someone().await;
        for _ in 0..2 {
            it.hear(&[it.receipt(became_of_text(false, answer))]).await;
        }
        let delivery = it.delivery().await;
        assert_eq!((delivery.state, delivery.reason), (state, Some(reason)), "{answer}");
        assert_eq!(it.store.counter.take(), [(metric, Some(reason.code()), 1)], "heard twice, counted once");
        assert!(it.phone().await.link.is_none(), "free for a link by another way");
        assert_eq!(it.phone().await.users[0].email_trouble, None, "it says nothing about the address");
        let failed = u64::from(state == DeliveryState::Failed);
        let expected = Counts { queued: 0, sending: 0, sent: 1 - failed, skipped: 0, failed };
        assert_eq!(counts(&it.store, &it.send_id).await, expected);
        assert_eq!(it.send().await.control, Control::Running);
    }
}

#[tokio::test]
async fn a_spent_limit_pauses_the_send_and_one_that_was_cancelled_stays_so() {
    let it = Texted::someone().await;
    let spent = it.receipt(became_of_text(false, SPENT));
    it.hear(std::slice::from_ref(&spent)).await;
    let send = it.send().await;
    assert_eq!((send.control, send.paused_because), (Control::Paused, Some(PauseReason::SpendLimitReached)));
    assert_eq!(send.reasons["spend_limit_reached"], 1);
    let paused = (Metric::Paused, Some("spend_limit_reached"), 1);
    assert!(it.store.counter.take().contains(&paused));

    let cancelled = Told { control: Control::Cancelled, because: None, forgiven: None, now: NOW };
    assert!(it.store.table.control(&it.send_id, &[Control::Paused], &cancelled, None).await.unwrap());
    it.hear(&[spent]).await;
    assert_eq!(it.send().await.control, Control::Cancelled);
}

#[tokio::test]
async fn texts_of_others_are_left_aside_and_told_apart_in_one_read() {
    let it = Texted::someone().await;
    let foreign = MessageId::parse("34d9b400-c6dd-5444-820d-fbeb0f1f54cf").unwrap();
    it.store.calls.take();
    assert_eq!(it.hear(&[receipt(&foreign, Mark::Delivered)]).await, 1);
    assert_eq!(it.store.calls.take().into_iter().collect::<Vec<_>>(), [("BatchGetItem".to_owned(), 1)]);
    let twice =
        [it.receipt(Mark::Delivered), receipt(&foreign, Mark::Delivered), it.receipt(Mark::Delivered)];
    assert_eq!(it.hear(&twice).await, 1);
    assert_eq!(it.delivery().await.delivered_at, Some(NOW + 60));
}

#[tokio::test]
async fn a_receipt_that_comes_before_the_outcome_is_written_down_is_waited_with_for_a_while() {
    let it = Texted::someone().await;
    let early = MessageId::parse("early").unwrap();
    let clock = Clockwork::at(NOW);
    let told = [receipt(&early, Mark::Delivered)];
    let heard = receipts(&it.store.table, &it.store.counter, &clock, &told).await.unwrap();
    assert_eq!((heard, clock.now()), (1, NOW + 7), "looked for again, and then left aside");

    let phone_id = it.phone().await.phone_id;
    let ends = Ends { texts: vec![(early.clone(), phone_id.clone())], ..Ends::default() };
    it.store.table.record(&it.send_id, Channel::Sms, ends, NOW).await.unwrap();
    let known = it.store.table.texts(std::slice::from_ref(&early)).await.unwrap();
    assert_eq!(known[&early], (it.send_id.clone(), phone_id));
    assert_eq!(it.hear(&told).await, 0);
}
