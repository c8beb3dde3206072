//! SMS through SNS.

use crate::table::outage;
use aws_sdk_sns::Client;
use aws_sdk_sns::operation::publish::PublishError;
use aws_sdk_sns::types::MessageAttributeValue;
use onramp_domain::message::Sms;
use onramp_domain::send::Reason;
use onramp_domain::{MessageId, PhoneNumber};
use onramp_usecases::ports::{NotTaken, Texter};

/// Sends SMS in the organisation's name.
#[derive(Debug, Clone)]
pub struct SnsTexter {
    client: Client,
    sender_id: Option<String>,
}

impl SnsTexter {
    /// Sends under that sender id, where a country knows them.
    pub fn new(client: Client, sender_id: Option<String>) -> Self {
        Self { client, sender_id }
    }
}

fn text(value: &str) -> Result<MessageAttributeValue, NotTaken> {
    MessageAttributeValue::builder()
        .data_type("String")
        .string_value(value)
        .build()
        .map_err(|_| NotTaken::Never(Reason::MessageRejected))
}

/// Whether an error ends the delivery or only puts it off. Unknown ones put it off: the queue gives up in the end.
fn verdict(error: &PublishError) -> Option<Reason> {
    match error {
        PublishError::InvalidParameterException(e)
            if e.message().is_some_and(|text| text.contains("opted out")) =>
        {
            Some(Reason::OptedOut)
        }
        PublishError::InvalidParameterException(_) | PublishError::InvalidParameterValueException(_) => {
            Some(Reason::NumberRefused)
        }
        _ => None,
    }
}

impl SnsTexter {
    /// Whether the number's owner asked for no more messages. Publishing to such a number is taken by SNS and goes nowhere. Where
    /// it cannot be asked, the message is tried.
    async fn opted_out(&self, to: &PhoneNumber) -> bool {
        let ask = self.client.check_if_phone_number_is_opted_out().phone_number(to.as_str());
        match ask.send().await {
            Ok(reply) => reply.is_opted_out,
            Err(error) => {
                let outage = outage("SNS", &error);
                tracing::warn!(%outage, "it is not known whether a number opted out");
                false
            }
        }
    }
}

impl Texter for SnsTexter {
    async fn text(&self, to: &PhoneNumber, sms: &Sms) -> Result<Option<MessageId>, NotTaken> {
        if self.opted_out(to).await {
            return Err(NotTaken::Never(Reason::OptedOut));
        }
        // Transactional: delivered with the highest reliability, also at night; a code that someone waits for.
        let mut ask = self
            .client
            .publish()
            .phone_number(to.as_str())
            .message(&sms.text)
            .message_attributes("AWS.SNS.SMS.SMSType", text("Transactional")?);
        if let Some(sender_id) = &self.sender_id {
            ask = ask.message_attributes("AWS.SNS.SMS.SenderID", text(sender_id)?);
        }
        let error = match ask.send().await {
            Ok(taken) => return Ok(taken.message_id().and_then(|id| MessageId::parse(id).ok())),
            Err(error) => error,
        };
        match error.as_service_error().and_then(verdict) {
            Some(reason) => Err(NotTaken::Never(reason)),
            None => Err(NotTaken::Later(outage("SNS", &error).cause)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_sdk_sns::types::error::{InternalErrorException, InvalidParameterException};

    #[test]
    fn an_opted_out_number_is_told_from_a_bad_one_and_throttling_puts_off() {
        let opted_out = InvalidParameterException::builder().message("Phone number is opted out").build();
        assert_eq!(verdict(&PublishError::InvalidParameterException(opted_out)), Some(Reason::OptedOut));
        let bad = InvalidParameterException::builder().message("Invalid parameter: PhoneNumber").build();
        assert_eq!(verdict(&PublishError::InvalidParameterException(bad)), Some(Reason::NumberRefused));
        assert_eq!(
            verdict(&PublishError::InternalErrorException(InternalErrorException::builder().build())),
            None
        );
    }
}
