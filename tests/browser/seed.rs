//! An Onramp at which some work was done, so that its pages have something to show.

use crate::PROGRAM;
use onramp_tests::{Ask, Channel, HEADING, Onramp, people};

/// People who are reached by both channels.
const BOTH: usize = 60;
/// People who are reached by SMS alone.
const TEXTS: usize = 30;

/// Addresses to which nothing arrives, each in its way, and numbers that are refused.
const UNLUCKY: &str = "\
bounce,Bo Bounce,bounce@example.org,+12125559001,Mobile,Apple iOS
suppressed,Sue Pressed,suppressed@example.org,+12125559002,Mobile,Google Android
refused,Ray Fused,refused@example.org,+12125559003,Mobile,Google Android
complaint,Connie Plaint,complaint@example.org,+12125559004,Mobile,Apple iOS
optedout,Otto Pted,,+12125550199,Mobile,Google Android
notaken,Nora Taken,,+12125550198,Mobile,Google Android
landline,Lana Line,lana.line@example.org,+12125559005,Landline,Unknown
unknown,Una Known,una.known@example.org,+12125559006,Mobile,Unknown
tablet,Tab Let,tab.let@example.org,,Mobile,Generic Smartphone
nobody,No Body,,,Mobile,Apple iOS
zak,Łukasz Żak 山田 عمر,lukasz.zak@example.org,+447400123456,Mobile,Generic Smartphone
";

fn directory() -> String {
    let number = people::number;
    let both = (0..BOTH).map(|n| {
        format!(
            "person.{n:03},Person Number {n},person.{n:03}@example.org,{},Mobile,Google Android\n",
            number(n)
        )
    });
    let texts =
        (BOTH..BOTH + TEXTS).map(|n| format!("texts.{n:03},Text Only {n},,{},Mobile,Apple iOS\n", number(n)));
    let rows: String = both.chain(texts).collect();
    format!("{HEADING}{UNLUCKY}{rows}")
}

/// The Onramp: a send that finished, with failures, one that is paused, an activated phone, a live link, an integration.
pub async fn worked_at() -> Option<Onramp> {
    let app = Onramp::with_options(PROGRAM, &directory(), &["--sms-rate", "2"]).await?;
    app.integration(PROGRAM, "read-resource,write-resource").await;
    let first = app.row(Channel::Email, "person.000").await;
    let link = app.link_for(&first.phone_id).await;
    app.press(&link.url).await.expect(200);
    let all = app.unactivated(Channel::Email).await;
    let most: Vec<_> = all.iter().skip(8).map(|row| row.phone_id.as_str()).collect();
    let send = app.sent(&Ask::phones(Channel::Email, &most)).await;
    app.finished(&send).await;
    for row in all.iter().skip(8).take(5) {
        let link = app.outbox(row.email.as_deref().unwrap_or_default()).await;
        if let Some(message) = link.first() {
            app.press(&message.link()).await.expect(200);
        }
    }
    let texts = app.send_to_all(Channel::Sms).await;
    app.tell(&texts, "pause").await.expect(200);
    Some(app)
}

/// The people's addresses and numbers in a text that are not masked.
pub fn addresses(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "@.+*•…".contains(c)));
    let whole = |word: &&str| {
        let address = word.split_once('@').is_some_and(|(name, host)| {
            host.starts_with("example.org") && name != "helpdesk" && !name.contains(['*', '•', '…'])
        });
        let number = word
            .strip_prefix('+')
            .is_some_and(|digits| digits.len() > 9 && digits.bytes().all(|b| b.is_ascii_digit()));
        address || number
    };
    words.filter(whole).map(str::to_owned).collect()
}
