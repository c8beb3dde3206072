//! What becomes of an SMS after SNS took it, in the words of its delivery status logs.
//! The reference: <https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html#sms_stats_delivery_fail_reasons>.

use super::{Mark, Reason};

/// Words by which an answer is known, in the order in which they count, and what it means. Of the account, the number or the
/// message itself: nothing was sent.
const REFUSALS: [(&str, Reason); 9] = [
    ("quota", Reason::SpendLimitReached),
    ("spend", Reason::SpendLimitReached),
    ("country", Reason::CountryNotEnabled),
    ("max price", Reason::PriceTooHigh),
    ("opted out", Reason::OptedOut),
    ("invalid phone number", Reason::NumberRefused),
    ("message body is invalid", Reason::MessageRejected),
    ("destination is on a blocked list", Reason::NumberBlocked),
    ("phone is on a blocked list", Reason::NumberBlocked),
];

/// The same of what came back from the carrier or the phone.
const RETURNS: [(&str, Reason); 5] = [
    ("spam", Reason::CarrierBlocked),
    ("carrier has blocked", Reason::CarrierBlocked),
    ("phone has blocked", Reason::NumberBlocked),
    ("unreachable", Reason::Unreachable),
    ("unavailable", Reason::Unreachable),
];

/// What became of an SMS: whether it was delivered, and the answer of its provider. An answer that is not known is one of a
/// carrier that did not deliver.
pub fn became_of_text(delivered: bool, answer: &str) -> Mark {
    if delivered {
        return Mark::Delivered;
    }
    let answer = answer.to_ascii_lowercase();
    let reason = |known: &[(&str, Reason)]| {
        known.iter().find(|(words, _)| answer.contains(words)).map(|(_, reason)| *reason)
    };
    match (reason(&REFUSALS), reason(&RETURNS)) {
        (Some(refused), _) => Mark::Refused(refused),
        (None, returned) => Mark::Bounced(returned.unwrap_or(Reason::NotDelivered)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_that_sns_documents_has_its_meaning() {
        let answers = [
            ("Blocked as spam by phone carrier", Mark::Bounced(Reason::CarrierBlocked)),
            ("Destination is on a blocked list", Mark::Refused(Reason::NumberBlocked)),
            ("Invalid phone number", Mark::Refused(Reason::NumberRefused)),
            ("Message body is invalid", Mark::Refused(Reason::MessageRejected)),
            ("Phone carrier has blocked this message", Mark::Bounced(Reason::CarrierBlocked)),
            ("Phone carrier is currently unreachable/unavailable", Mark::Bounced(Reason::Unreachable)),
            ("Phone has blocked SMS", Mark::Bounced(Reason::NumberBlocked)),
            ("Phone is on a blocked list", Mark::Refused(Reason::NumberBlocked)),
            ("Phone is currently unreachable/unavailable", Mark::Bounced(Reason::Unreachable)),
            ("Phone number is opted out", Mark::Refused(Reason::OptedOut)),
            ("This delivery would exceed max price", Mark::Refused(Reason::PriceTooHigh)),
            ("Unknown error attempting to reach phone", Mark::Bounced(Reason::NotDelivered)),
            ("No quota left for account", Mark::Refused(Reason::SpendLimitReached)),
            ("Destination country is blocked", Mark::Refused(Reason::CountryNotEnabled)),
            ("words that nobody has heard", Mark::Bounced(Reason::NotDelivered)),
            ("", Mark::Bounced(Reason::NotDelivered)),
        ];
        for (answer, mark) in answers {
            assert_eq!(became_of_text(false, answer), mark, "{answer}");
            assert!(mark.frees_the_phone() && mark.trouble().is_none(), "{answer}");
        }
        let taken = "Message has been accepted by phone carrier";
        assert_eq!(became_of_text(true, taken), Mark::Delivered);
    }

    #[test]
    fn only_the_spend_limit_stops_the_send() {
        assert!(became_of_text(false, "No quota left for account").stops_the_send());
        assert!(!became_of_text(false, "Phone number is opted out").stops_the_send());
    }
}
