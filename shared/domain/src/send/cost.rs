//! What a send costs.

use super::Send;
use crate::{Channel, Invalid};

/// What a message costs, in millionths of a US dollar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prices {
    /// An email.
    pub email: u64,
    /// A part of an SMS: differs by country.
    pub sms_part: u64,
}

impl Default for Prices {
    /// SES at $0.10 a thousand; an SMS part at one cent, about the middle of what countries cost.
    fn default() -> Self {
        Self { email: 100, sms_part: 10_000 }
    }
}

impl Prices {
    /// Reads an amount in US dollars, such as `0.0001`, into millionths.
    pub fn parse(text: &str) -> Result<u64, Invalid> {
        let wrong =
            || Invalid::new("is not an amount", "US dollars with at most six decimals, such as 0.0001");
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 4 || decimals.len() > 6 || !digits(whole) || !digits(decimals) {
            return Err(wrong());
        }
        format!("{whole}{decimals:0<6}").parse().map_err(|_| wrong())
    }

    /// What so many emails, or parts of SMS, cost, in US dollars with four decimals.
    pub fn of(self, channel: Channel, parts: u64) -> String {
        let each = match channel {
            Channel::Email => self.email,
            Channel::Sms => self.sms_part,
        };
        // Rounded up: nobody is told less than they pay.
        let ten_thousandths = each.saturating_mul(parts).div_ceil(100);
        format!("{}.{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000)
    }

    /// What a send has cost so far, in US dollars with four decimals.
    pub fn cost(self, send: &Send) -> String {
        self.of(send.channel, send.parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn amounts_are_read_to_the_millionth() {
        assert_eq!(Prices::parse("0.0001"), Ok(100));
        assert_eq!(Prices::parse("1"), Ok(1_000_000));
        assert_eq!(Prices::parse("0.007900"), Ok(7_900));
        for text in ["", ".1", "1,5", "-1", "0.0000001", "1e3", "12345"] {
            assert!(Prices::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_thousand_emails_cost_ten_cents_and_an_sms_by_its_parts() {
        let prices = Prices::default();
        let send = |channel, parts| Send { channel, parts, ..samples::send() };
        assert_eq!(prices.cost(&send(Channel::Email, 1_000)), "0.1000");
        assert_eq!(prices.cost(&send(Channel::Sms, 3)), "0.0300");
        assert_eq!(prices.cost(&send(Channel::Email, 1)), "0.0001");
    }
}
