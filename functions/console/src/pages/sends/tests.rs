//! That all that is named at run time has its text.

use super::{control, view};
use crate::Catalogs;
use crate::language::Locale;
use onramp_domain::Channel;
use onramp_domain::send::{Control, DeliveryState, PauseReason, Reason, SendState};

#[test]
fn every_state_and_every_reason_has_a_text_in_every_language() {
    let mut keys: Vec<String> = Reason::all().map(|reason| view::reason_key(reason.code())).collect();
    keys.extend(DeliveryState::ALL.map(view::delivery_key));
    keys.extend(SendState::ALL.map(|state| view::state_key(state).to_owned()));
    keys.extend(SendState::ALL.map(|state| control::over(state).to_owned()));
    keys.extend(SendState::ALL.map(|state| format!("sends-said-{}", state.as_str())));
    keys.extend(PauseReason::ALL.map(|why| view::paused_key(why).to_owned()));
    keys.extend([Channel::Email, Channel::Sms].map(|channel| view::channel_key(channel).to_owned()));
    keys.extend(
        [Control::Running, Control::Paused, Control::Cancelled].map(|to| control::done(to).to_owned()),
    );
    for state in DeliveryState::ALL.into_iter().filter(|state| state.may_be_sent_again()) {
        let view::NotReached { show, again, .. } = view::NotReached::of(state, 1);
        keys.extend([show, again]);
        keys.push(format!("sends-again-title-{}", state.as_str()));
    }
    keys.push("flash-sends-again".to_owned());
    let catalogs = Catalogs::new().unwrap();
    for locale in Locale::ALL {
        let words = catalogs.words(locale);
        for key in &keys {
            assert!(words.find(key, &[]).is_some(), "{key} in {}", locale.tag());
        }
    }
}
