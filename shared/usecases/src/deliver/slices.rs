//! Slices of a chunk: as many messages as the rate allows in a few seconds.

use super::prepare::Ready;
use onramp_domain::PhoneId;
use std::collections::VecDeque;

/// How long a slice lasts at the most, in seconds: how quickly a pause takes effect.
const SECONDS: u64 = 5;

/// Messages that go out in one turn.
#[derive(Debug)]
pub struct Slice {
    /// The messages.
    pub ready: Vec<Ready>,
    rate: Option<u32>,
}

impl Slice {
    /// How long the turn lasts, in milliseconds; none where there is no rate to keep to.
    pub fn length_ms(&self) -> Option<i64> {
        self.rate.map(|rate| moment(self.ready.iter().map(Ready::parts).sum(), rate))
    }

    /// Each message with the moment at which it goes out, in milliseconds from the turn's beginning.
    pub fn timed(self) -> impl Iterator<Item = (Ready, i64)> {
        let (mut before, rate) = (0, self.rate);
        self.ready.into_iter().map(move |ready| {
            let at = rate.map_or(0, |rate| moment(before, rate));
            before += ready.parts();
            (ready, at)
        })
    }
}

/// How long so many parts take, in milliseconds.
fn moment(parts: u64, rate: u32) -> i64 {
    i64::try_from((parts * 1000).div_ceil(u64::from(rate))).unwrap_or(i64::MAX)
}

/// A chunk that is cut into slices.
#[derive(Debug)]
pub struct Slices {
    ready: VecDeque<Ready>,
    rate: Option<u32>,
}

impl Slices {
    /// Cuts by a rate of emails, or parts of SMS, a second; without one there is one slice.
    pub fn new(ready: Vec<Ready>, rate: Option<u32>) -> Self {
        Self { ready: ready.into(), rate: rate.map(|rate| rate.max(1)) }
    }

    /// The next slice: at least one message, and no more than its seconds allow.
    pub fn next(&mut self) -> Option<Slice> {
        let room = self.rate.map_or(u64::MAX, |rate| u64::from(rate) * SECONDS);
        let mut parts = 0;
        let count = self.ready.iter().take_while(|ready| {
            parts += ready.parts();
            parts <= room
        });
        let count = count.count().max(1).min(self.ready.len());
        let ready: Vec<_> = self.ready.drain(..count).collect();
        (!ready.is_empty()).then_some(Slice { ready, rate: self.rate })
    }

    /// Whose messages are left: those of a slice, and those behind it.
    pub fn left(self, slice: Slice) -> Vec<PhoneId> {
        slice.ready.into_iter().chain(self.ready).map(|ready| ready.delivery.phone_id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(parts: &[u64], rate: Option<u32>) -> Vec<Slice> {
        let ready = parts.iter().map(|parts| super::super::prepare::tests::ready(*parts)).collect();
        let mut slices = Slices::new(ready, rate);
        std::iter::from_fn(|| slices.next()).collect()
    }

    #[test]
    fn without_a_rate_a_chunk_is_one_slice_and_nobody_waits() {
        let slices = cut(&[1; 33], None);
        assert_eq!((slices.len(), slices[0].length_ms()), (1, None));
        assert!(slices.into_iter().next().unwrap().timed().all(|(_, at)| at == 0));
    }

    #[test]
    fn parts_of_an_sms_each_take_their_time() {
        let [slice] = cut(&[2, 1, 3], Some(10)).try_into().unwrap();
        assert_eq!(slice.length_ms(), Some(600));
        assert_eq!(slice.timed().map(|(_, at)| at).collect::<Vec<_>>(), [0, 200, 300]);
    }

    proptest! {
        #[test]
        fn slices_lose_nobody_and_keep_to_the_rate(parts in prop::collection::vec(1..4_u64, 0..40), rate in 1..60_u32) {
            let slices = cut(&parts, Some(rate));
            prop_assert_eq!(slices.iter().map(|slice| slice.ready.len()).sum::<usize>(), parts.len());
            for slice in slices {
                let all: u64 = slice.ready.iter().map(Ready::parts).sum();
                prop_assert!(slice.ready.len() == 1 || all <= u64::from(rate) * SECONDS);
                prop_assert!(slice.length_ms().unwrap() * i64::from(rate) >= i64::try_from(all * 1000).unwrap());
            }
        }
    }
}
