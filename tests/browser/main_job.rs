//! The main job as a person does it: from a file of people to a phone that is active.

use crate::PROGRAM;
use crate::audit::Audit;
use crate::person::{NARROW, PHONE, Person, WIDE, WIDE_DARK};
use onramp_tests::{HEADING, Onramp, people};

const SUBJECT: &str = "Your phone, {realname}";
const TEXT: &str = "Please activate your phone this week.";

/// Twelve who are reached by both channels, and six by SMS alone.
fn file() -> String {
    let row = |n: usize, email: &str| {
        format!("p{n:02},Person {n:02},{email},{},Mobile,Google Android\n", people::number(n))
    };
    let both = (0..12).map(|n| row(n, &format!("p{n:02}@example.org")));
    let rows: String = both.chain((12..18).map(|n| row(n, ""))).collect();
    format!("{HEADING}{rows}")
}

/// An Onramp that knows nobody, and whose messages take their time.
async fn onramp(scripts: bool) -> Option<Onramp> {
    // Without scripts a page looks how it stands every five seconds.
    let rate = if scripts { "4" } else { "1" };
    Onramp::with_options(PROGRAM, HEADING, &["--email-rate", rate, "--sms-rate", "20"]).await
}

/// Looks at the page that a step led to, where something is installed that can judge it.
async fn judge(audit: Option<&Audit>, person: &Person, name: &str) {
    if let Some(audit) = audit {
        let (_, faults) = audit.page(person, name, &[WIDE, WIDE_DARK, NARROW]).await;
        assert!(faults.is_empty(), "{faults:#?}");
        person.look(WIDE).await;
    }
}

async fn import(app: &Onramp, person: &Person, audit: Option<&Audit>) {
    let path = app.stack().home.file("upload.csv");
    std::fs::write(&path, file()).unwrap();
    person.press("Import").await;
    person.upload("File", &path).await;
    person.press("Check file").await;
    go_on(person, "What this file would do").await;
    judge(audit, person, "import-checked").await;
    assert_eq!(app.count().await.email, 0, "nothing has happened yet");
    person.press("Import 18 rows").await;
    go_on(person, "The import is over").await;
    assert_eq!((app.count().await.email, app.count().await.sms), (12, 18));
}

/// To the end of the steps of an import: a script takes them by itself.
async fn go_on(person: &Person, end: &str) {
    person
        .until(&format!("\"{end}\""), async || {
            let over = person.text().await.contains(end);
            if !over && person.has("press", "Continue").await {
                person.press("Continue").await;
            }
            over
        })
        .await;
}

async fn find(person: &Person, username: &str) {
    person.press("Users").await;
    person.fill("Find a user", username).await;
    person.press("Search").await;
    person.see("1 user found.").await;
    person.press(username).await;
    person.see("Details").await;
}

/// By email to all on the page; the person has read what goes out before.
async fn send_email(person: &Person, scripts: bool, audit: Option<&Audit>) {
    person.press("Send links").await;
    let rows = person.table("Users whom email can reach").await;
    assert_eq!(rows.len(), 1 + 12, "{rows:?}");
    if scripts {
        person.tick("Select all on this page").await;
    } else {
        person.press("Select all on this page").await;
    }
    person.fill("Subject", SUBJECT).await;
    person.fill("Text", TEXT).await;
    if !scripts {
        person.press("Show preview").await;
    }
    person.until("the preview", async || person.frame("Preview of the message").await.contains(TEXT)).await;
    judge(audit, person, "send").await;
    person
        .press(if scripts { "Send Email to 12 Selected Users" } else { "Send email to the selected users" })
        .await;
    if person.has("press", "Send the emails now").await {
        person.press("Send the emails now").await;
    }
    person.see("Progress").await;
}

/// By SMS to all that match: those with a live link are passed over.
async fn send_sms(person: &Person, scripts: bool, audit: Option<&Audit>) {
    person.press("Send links").await;
    person.press("By SMS").await;
    let rows = person.table("Users whom SMS can reach").await;
    assert_eq!(rows.iter().filter(|row| row[4].starts_with("Live")).count(), 12, "{rows:?}");
    person.tick("that match, on all pages").await;
    person
        .press(if scripts { "Send SMS to 18 Selected Users" } else { "Send SMS to the selected users" })
        .await;
    person.see("Send SMS to 18 users?").await;
    judge(audit, person, "send-confirm").await;
    person.press("Send the SMS now").await;
    person.see("Progress").await;
    done(person, 18).await;
}

/// How far the bar is.
async fn bar(person: &Person) -> u64 {
    let script = "return document.querySelector('progress')?.value ?? 0";
    person.ask(script, Vec::new()).await.as_f64().map_or(0, |value| format!("{value:.0}").parse().unwrap())
}

/// Watches the bar to the end: it never moves back. Without scripts the page loads itself anew.
async fn done(person: &Person, recipients: u64) -> Vec<u64> {
    let mut seen = vec![bar(person).await];
    let end = format!("{recipients} of {recipients} done");
    person
        .until(&end, async || {
            let text = person.text().await;
            let now = bar(person).await;
            if seen.last() != Some(&now) {
                seen.push(now);
            }
            text.contains(&end) && text.contains("Done")
        })
        .await;
    assert!(seen.is_sorted(), "the bar moves on: {seen:?}");
    seen
}

/// Opens the message to an address in the outbox, and its link, and presses the button there.
async fn activate(app: &Onramp, address: &str) {
    let Some(phone) = Person::at(app).await else { return };
    phone.look(PHONE).await;
    phone.open("/outbox").await;
    phone.press_within("Your phone, Person", address).await;
    phone.see(TEXT).await;
    phone.press("/activate/").await;
    phone.see("Nothing has happened yet.").await;
    phone.press("Activate this phone").await;
    phone.see("active").await;
    phone.leave().await;
}

/// The number in the dashboard's row of that name.
async fn step(person: &Person, name: &str) -> String {
    let rows = person.table("Steps on the way").await;
    let row = rows.into_iter().find(|row| row[0] == name);
    row.unwrap_or_else(|| panic!("{name}")).remove(1)
}

async fn main_job(scripts: bool) {
    let Some(app) = onramp(scripts).await else { return };
    let person = if scripts { Person::at(&app).await } else { Person::without_scripts(&app).await };
    let Some(person) = person else { return };
    let audit = Audit::new(if scripts { "job" } else { "job-without-scripts" });
    person.sign_in("/console", "Owner").await;
    import(&app, &person, audit.as_ref()).await;
    find(&person, "p07").await;
    send_email(&person, scripts, audit.as_ref()).await;
    let seen = done(&person, 12).await;
    assert!(seen.len() > 2, "it is seen on its way: {seen:?}");
    person.reload().await;
    judge(audit.as_ref(), &person, "sent").await;
    person.press("Dashboard").await;
    assert_eq!(
        (step(&person, "Links sent").await, step(&person, "Activated").await),
        ("12".into(), "0".into())
    );
    send_sms(&person, scripts, audit.as_ref()).await;
    activate(&app, "p07@example.org").await;
    find(&person, "p07").await;
    person.see("Activated").await;
    person.press("Send links").await;
    let rows = person.table("Users whom email can reach").await;
    assert!(rows.len() == 12 && !rows.iter().any(|row| row[0].contains("p07")), "{rows:?}");
    person.press("Dashboard").await;
    assert_eq!(step(&person, "Activated").await, "1");
    judge(audit.as_ref(), &person, "dashboard").await;
    let faults = audit.map(|audit| audit.html()).unwrap_or_default();
    assert!(faults.is_empty(), "{faults:#?}");
    person.leave().await;
}

#[tokio::test]
async fn from_a_file_to_an_active_phone() {
    main_job(true).await;
}

#[tokio::test]
async fn from_a_file_to_an_active_phone_without_scripts() {
    main_job(false).await;
}

#[tokio::test]
async fn two_admins_see_and_steer_the_same_send() {
    let Some(app) = Onramp::with_options(PROGRAM, &file(), &["--email-rate", "1"]).await else { return };
    let (Some(ada), Some(bo)) = (Person::at(&app).await, Person::at(&app).await) else { return };
    ada.sign_in_as("/console", "Ada Admin", "Owner").await;
    bo.sign_in_as("/console/sends", "Bo Boss", "User Manager").await;
    send_email(&ada, true, None).await;
    bo.reload().await;
    let rows = bo.table("Sends, the newest first").await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    let place = ada.place().await;
    bo.open(&place).await;
    bo.press("Pause").await;
    bo.see("An administrator paused it.").await;
    // Nobody loads a page anew.
    ada.see("An administrator paused it.").await;
    ada.press("Resume").await;
    bo.see("Running").await;
    bo.press("Cancel…").await;
    bo.press("Cancel the send").await;
    bo.see("Cancelled").await;
    ada.see("Cancelled").await;
    ada.leave().await;
    bo.leave().await;
}

#[tokio::test]
async fn of_two_admins_who_change_the_same_user_the_slower_one_is_told() {
    let Some(app) = Onramp::with_options(PROGRAM, &file(), &[]).await else { return };
    let (Some(ada), Some(bo)) = (Person::at(&app).await, Person::at(&app).await) else { return };
    for (person, name) in [(&ada, "Ada Admin"), (&bo, "Bo Boss")] {
        person.sign_in_as("/console", name, "Owner").await;
        find(person, "p03").await;
        person.press("Edit user").await;
        person.fill("Name", &format!("Named by {name}")).await;
    }
    ada.press("Save").await;
    ada.see("The user was saved.").await;
    bo.allow(409);
    bo.press("Save").await;
    bo.see("Someone else was faster").await;
    assert_eq!(bo.value("Name").await, "Named by Bo Boss");
    bo.press("Save").await;
    bo.see("The user was saved.").await;
    ada.reload().await;
    ada.see("Named by Bo Boss").await;
    ada.leave().await;
    bo.leave().await;
}
