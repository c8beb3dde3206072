//! Metrics in CloudWatch's embedded metric format: a JSON line in the log, which CloudWatch makes metrics of. No call,
//! no client, no right is needed.
//!
//! Format: <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>

use onramp_usecases::ports::{Clock, Counted, Metrics};
use serde_json::{Value, json};
use std::io::Write;

/// The namespace of every metric of ours.
const NAMESPACE: &str = "Onramp";

/// Counts by lines on standard output.
#[derive(Debug, Clone)]
pub struct EmbeddedMetrics<C> {
    stack: String,
    clock: C,
}

impl<C: Clock> EmbeddedMetrics<C> {
    /// Counts in the name of a stack: several in one account are told apart.
    pub fn new(stack: impl Into<String>, clock: C) -> Self {
        Self { stack: stack.into(), clock }
    }

    /// The line. A metric is told apart by stack and channel alone, since each combination is billed; the reason is
    /// beside it in the log, where the dashboard counts it.
    fn line(&self, counted: Counted) -> Value {
        let name = counted.metric.as_str();
        let mut line = json!({
            "_aws": {
                "Timestamp": self.clock.now() * 1000,
                "CloudWatchMetrics": [{
                    "Namespace": NAMESPACE,
                    "Dimensions": [["Stack", "Channel"]],
                    "Metrics": [{ "Name": name, "Unit": "Count" }],
                }],
            },
            "Stack": self.stack,
            "Channel": counted.channel.map_or("in_person", |channel| channel.as_str()),
            name: counted.count,
        });
        if let Some(reason) = counted.reason {
            line["Reason"] = reason.into();
        }
        line
    }
}

impl<C: Clock> Metrics for EmbeddedMetrics<C> {
    fn count(&self, counted: Counted) {
        // One write, so that lines of others do not get in between; a line that is lost is not worth a request.
        let _ = std::io::stdout().write_all(format!("{}\n", self.line(counted)).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use onramp_domain::Channel;
    use onramp_usecases::ports::Metric;

    struct At(i64);

    impl Clock for At {
        fn now(&self) -> i64 {
            self.0
        }
    }

    fn line(metric: Metric, channel: Option<Channel>, reason: Option<&'static str>) -> Value {
        EmbeddedMetrics::new("main", At(1_700_000_000)).line(Counted { metric, channel, reason, count: 31 })
    }

    #[test]
    fn a_line_declares_the_metric_and_the_dimensions_that_it_holds() {
        let line = line(Metric::Sent, Some(Channel::Sms), None);
        assert_eq!(line["_aws"]["Timestamp"], 1_700_000_000_000_i64);
        let declared = &line["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(declared["Namespace"], "Onramp");
        for metric in declared["Metrics"].as_array().unwrap() {
            assert_eq!(line[metric["Name"].as_str().unwrap()], 31);
        }
        for name in declared["Dimensions"][0].as_array().unwrap() {
            assert!(line[name.as_str().unwrap()].is_string(), "{name}");
        }
        assert_eq!((&line["Stack"], &line["Channel"]), (&json!("main"), &json!("sms")));
    }

    #[test]
    fn a_reason_stands_beside_the_metric_and_is_no_dimension() {
        let line = line(Metric::Failed, Some(Channel::Email), Some("address_refused"));
        assert_eq!(line["Reason"], "address_refused");
        assert_eq!(line["_aws"]["CloudWatchMetrics"][0]["Dimensions"], json!([["Stack", "Channel"]]));
    }

    #[test]
    fn a_link_handed_over_in_person_has_its_own_channel() {
        assert_eq!(line(Metric::Activated, None, None)["Channel"], "in_person");
    }
}
