//! Invoked without HTTP: from the AWS console, its command line, or by a rule of EventBridge.
//!
//! The payload is the body of `POST /api/sends`, with `idempotency_key` beside it if one is wanted; or an event of EventBridge
//! whose `detail` is that, where the event's id is the key unless another is given: an event that comes twice sends once. The
//! reply is what the API answers: the send, or a problem. Who may invoke is IAM's to say.

use crate::bodies::{SendBody, SendReply};
use crate::{SendLinks, key_of};
use onramp_domain::FieldError;
use onramp_usecases::Principal;
use onramp_usecases::ports::{
    Chance, Clock, Deliveries, Jobs, OrganisationSettings, Phones, Sends, Unactivated,
};
use onramp_web::{MAX_BODY, Problem};
use serde_json::Value;

impl<S, Q, C, R> SendLinks<S, Q, C, R>
where
    S: Sends + Deliveries + Phones + Unactivated + OrganisationSettings,
    Q: Jobs,
    C: Clock,
    R: Chance,
{
    /// Answers a payload.
    pub async fn invoke(&self, payload: Value) -> Value {
        match self.invoked(payload).await {
            Ok(reply) => reply,
            Err(problem) => problem.to_json(),
        }
    }

    async fn invoked(&self, payload: Value) -> Result<Value, Problem> {
        if payload.to_string().len() > MAX_BODY {
            return Err(Problem::too_large());
        }
        let (mut body, event_id) = unwrapped(payload);
        let given = body.as_object_mut().and_then(|body| body.remove("idempotency_key"));
        let key = match (given, event_id) {
            (Some(given), _) => Some(key(&given)?),
            (None, event_id) => event_id,
        };
        let body: SendBody = onramp_web::json_value(body)?;
        let started = self.started(body, key, &Principal::system()).await?;
        serde_json::to_value(SendReply::of(&started, self.settings.deployed()))
            .map_err(|_| Problem::unavailable())
    }
}

/// What an event of EventBridge carries, and its id; any other payload is what it is.
fn unwrapped(mut payload: Value) -> (Value, Option<String>) {
    let is_event =
        payload.get("detail-type").is_some() && payload.get("detail").is_some_and(Value::is_object);
    if !is_event {
        return (payload, None);
    }
    let id = payload.get("id").and_then(Value::as_str).map(str::to_owned);
    (payload["detail"].take(), id)
}

fn key(given: &Value) -> Result<String, FieldError> {
    key_of(given.as_str().unwrap_or_default()).map_err(|invalid| invalid.in_field("idempotency_key"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_event_is_unwrapped_and_names_itself() {
        let body = json!({ "channel": "email", "recipients": { "all": true } });
        let event = json!({ "version": "0", "id": "6a7e8feb", "detail-type": "Scheduled", "detail": body });
        assert_eq!(unwrapped(event), (body.clone(), Some("6a7e8feb".to_owned())));
        assert_eq!(unwrapped(body.clone()), (body, None));
    }
}
