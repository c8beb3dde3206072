//! Deliveries as CSV, fit for spreadsheets.

use onramp_domain::send::{Delivery, Reason};
use onramp_domain::{harmless, rfc3339};

const COLUMNS: [&str; 11] = [
    "phone_id",
    "user_id",
    "username",
    "state",
    "reason_code",
    "reason",
    "updated_at",
    "delivered_at",
    "bounced_at",
    "opened_at",
    "activated_at",
];

/// A table of deliveries, with its heading or without.
pub fn of_deliveries(deliveries: &[Delivery], heading: bool) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if heading {
        writer.write_record(COLUMNS)?;
    }
    for delivery in deliveries {
        writer.write_record(row(delivery).map(harmless))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn row(delivery: &Delivery) -> [String; 11] {
    let time = |at: Option<i64>| at.map(rfc3339).unwrap_or_default();
    [
        delivery.phone_id.to_string(),
        delivery.user_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        delivery.username.as_ref().map(ToString::to_string).unwrap_or_default(),
        delivery.state.as_str().to_owned(),
        delivery.reason.map(Reason::code).unwrap_or_default().to_owned(),
        delivery.reason.map(|reason| reason.sentence().into_owned()).unwrap_or_default(),
        rfc3339(delivery.updated_at),
        time(delivery.delivered_at),
        time(delivery.bounced_at),
        time(delivery.opened_at),
        time(delivery.activated_at),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::{Username, samples};

    #[test]
    fn a_row_has_a_cell_for_each_column_the_first_page_a_heading_and_no_cell_a_formula() {
        let phone = samples::phone();
        let mut delivery = Delivery::queued(phone.phone_id.clone(), phone.users.first(), 0);
        delivery.username = Some(Username::parse("=HYPERLINK(1,2)").unwrap());
        assert_eq!(row(&delivery).len(), COLUMNS.len());
        let page = |first| String::from_utf8(of_deliveries(&[delivery.clone()], first).unwrap()).unwrap();
        assert_eq!((page(true).lines().count(), page(false).lines().count()), (2, 1));
        assert!(page(false).contains(",\"'=HYPERLINK(1,2)\",queued,"), "{}", page(false));
    }
}
