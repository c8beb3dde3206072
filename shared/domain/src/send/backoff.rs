//! How long a job waits that could not be done.

/// The first wait, in seconds; each further one is twice as long.
const FIRST: u64 = 2;
/// The longest wait, in seconds.
const LONGEST: u64 = 900;
/// How long to wait for a quota that comes back by the day, in seconds: twenty such waits outlast the day.
const QUOTA: u64 = 5_400;

/// Why a job could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// A service was busy or out of reach.
    Busy,
    /// The day's quota is used up.
    Quota,
    /// Someone else is at it until then (Unix seconds).
    Claimed(i64),
}

/// How many seconds a job waits that was given out so many times (from 1 on), with a random part so that jobs that failed
/// together do not come back together.
pub fn wait(obstacle: Obstacle, receives: u32, now: i64, random: u128) -> u64 {
    let part = |of: u64| u64::try_from(random % u128::from(of + 1)).unwrap_or_default();
    match obstacle {
        Obstacle::Busy => {
            let longest = (FIRST << receives.saturating_sub(1).min(16)).min(LONGEST);
            longest / 2 + part(longest / 2)
        }
        Obstacle::Quota => QUOTA + part(QUOTA / 3),
        Obstacle::Claimed(until) => u64::try_from(until - now).unwrap_or_default().min(LONGEST) + 1 + part(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn waits_double_up_to_a_quarter_of_an_hour(receives in 1..60_u32, random: u128) {
            let wait = wait(Obstacle::Busy, receives, 0, random);
            let longest = if receives > 9 { 900 } else { 2_u64 << (receives - 1) };
            prop_assert!((longest / 2..=longest).contains(&wait), "{wait} of {longest}");
        }

        #[test]
        fn who_waits_for_someone_else_waits_until_they_are_done(left in 0..900_i64, random: u128) {
            let wait = wait(Obstacle::Claimed(1_000 + left), 1, 1_000, random);
            prop_assert!((left + 1..=left + 3).contains(&i64::try_from(wait).unwrap()));
        }
    }

    #[test]
    fn twenty_waits_for_a_quota_outlast_its_day() {
        assert!(20 * wait(Obstacle::Quota, 1, 0, 0) > 86_400);
    }
}
