//! What the organisation decides.
//!
//! - `GET /console/settings`: the form.
//! - `POST /console/settings`: saves it.

mod typed;

use crate::layout::{Shell, saying};
use crate::reply::{page, see_other};
use crate::visit::{Visit, Visitor};
use crate::{Console, Parts, Stop};
use askama::Template;
use http::{Method, StatusCode};
use onramp_domain::message::Occasion;
use onramp_domain::{Channel, Permission, QrStyle, ReminderPlan, ReminderRule, Settings};
use onramp_usecases::admin::Scene;
use onramp_usecases::settings::{Saved, save};
use onramp_usecases::{Error, Principal};
use onramp_web::Response;
use typed::{Typed, lifetime_of};

/// What is wrong, by field, as [`Typed`] names them.
type Wrong = Vec<&'static str>;

#[derive(Template)]
#[template(path = "settings/form.html")]
struct Page<'a> {
    shell: Shell<'a>,
    /// What stands in the fields.
    typed: Typed,
    /// What holds by now, where someone else saved meanwhile.
    theirs: Option<Typed>,
    wrong: Wrong,
    deployed: &'a Settings,
    plan: ReminderPlan,
}

impl Page<'_> {
    fn value(&self, field: &str) -> &str {
        self.typed.text(field)
    }

    fn is(&self, field: &str, value: &str) -> bool {
        self.value(field) == value
    }

    /// What stands in a field of the rule: the deployed one until there is another.
    fn rule(&self, field: &str) -> String {
        let plan = &self.plan;
        match (self.value(field), field) {
            ("", "days") if !self.is("reminders", "on") => plan.days.clone(),
            ("", "most") if !self.is("reminders", "on") => plan.most.to_string(),
            ("", "hours") if !self.is("reminders", "on") => plan.hours.clone(),
            ("", "zone") if !self.is("reminders", "on") => plan.zone.clone(),
            (typed, _) => typed.to_owned(),
        }
    }

    /// What is wrong with a field.
    fn problem(&self, field: &str) -> Option<String> {
        self.wrong
            .contains(&field)
            .then(|| self.shell.t(&format!("settings-wrong-{}", field.replace('_', "-"))))
    }

    /// What someone else has saved meanwhile that is not what stands here.
    fn other(&self, field: &str) -> Option<&str> {
        let theirs = self.theirs.as_ref()?.text(field);
        (theirs != self.value(field)).then_some(theirs)
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        self.wrong.iter().filter_map(|field| Some((*field, self.problem(field)?))).collect()
    }

    /// Onramp's own words for a channel.
    fn own_subject(&self) -> &'static str {
        Occasion::First.default(self.deployed.language).subject
    }

    fn own_text(&self, channel: &str) -> &'static str {
        let own = Occasion::First.default(self.deployed.language);
        if channel == "sms" { own.sms } else { own.email }
    }

    /// How long links of a channel live as deployed, in words.
    fn deployed_lifetime(&self, channel: &str) -> String {
        let channel = if channel == "sms" { Channel::Sms } else { Channel::Email };
        let (amount, unit) = lifetime_of(self.deployed.lifetime(channel));
        self.shell.t1(&format!("settings-lifetime-{unit}"), "count", amount)
    }

    fn deployed_reminders(&self) -> String {
        let Some(rule) = &self.deployed.reminders else { return self.shell.t("settings-reminders-none") };
        let ReminderPlan { days, hours, zone, most } = rule.plan();
        let values = [("days", days), ("hours", hours), ("zone", zone), ("most", most.to_string())];
        let values = values.map(|(name, value)| (name.to_owned(), value));
        self.shell.words.find("settings-reminders-rule", &values).unwrap_or_default()
    }

    fn deployed_qr(&self) -> String {
        self.shell.t(match self.deployed.email_qr {
            QrStyle::Link => "settings-qr-link",
            QrStyle::App => "settings-qr-app",
        })
    }
}

/// The page of a path under `/console/settings`.
pub async fn answer<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    path: &[&str],
) -> Result<Response, Stop> {
    let by = visitor.must(Permission::Administer)?;
    match (path, visit.request.method()) {
        ([] | [""], &Method::GET | &Method::HEAD) => {
            let typed = Typed::of(&visit.known.decisions);
            show(console, visit, visitor, StatusCode::OK, typed, None, Vec::new())
        }
        ([] | [""], &Method::POST) => saved(console, visit, visitor, &by).await,
        ([] | [""], _) => Err(Stop::Method("GET, POST")),
        _ => Err(Stop::NotFound),
    }
}

fn show<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    status: StatusCode,
    typed: Typed,
    theirs: Option<Typed>,
    wrong: Wrong,
) -> Result<Response, Stop> {
    let deployed = console.settings.deployed();
    // The fields of a rule are filled in before one is chosen.
    let plan =
        deployed.reminders.as_ref().map_or_else(|| ReminderRule::standard().plan(), ReminderRule::plan);
    page(status, &Page { shell: visitor.shell(visit), typed, theirs, wrong, deployed, plan })
}

async fn saved<P: Parts>(
    console: &Console<P>,
    visit: &Visit<'_>,
    visitor: &Visitor,
    by: &Principal,
) -> Result<Response, Stop> {
    let mut typed = Typed::read(&visitor.form);
    let refused = |typed, wrong| show(console, visit, visitor, StatusCode::BAD_REQUEST, typed, None, wrong);
    let wanted = match typed.decisions() {
        Ok(wanted) => wanted,
        Err(wrong) => return refused(typed, wrong),
    };
    let scene = Scene { by: &by.subject, now: visit.now, chance: &console.chance };
    match save(&console.store, &console.settings, by, wanted, scene).await {
        Ok(Saved::Done(_)) => Ok(saying(see_other("/console/settings"), "flash-settings-saved", &[])),
        Ok(Saved::Unchanged) => Ok(saying(see_other("/console/settings"), "flash-settings-unchanged", &[])),
        Ok(Saved::Elsewhere(now)) => {
            let theirs = Typed::of(&now.decisions);
            typed.take_version_of(&theirs);
            show(console, visit, visitor, StatusCode::CONFLICT, typed, Some(theirs), Vec::new())
        }
        Err(Error::Invalid(error)) => match Typed::known(&error.field) {
            Some(field) => refused(typed, vec![field]),
            None => Err(error.into()),
        },
        Err(error) => Err(error.into()),
    }
}
