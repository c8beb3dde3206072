//! What must hold of every page, whichever it is.

use crate::driver::{installed, judge};
use crate::person::{Look, Person};
use onramp_tests::page;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

/// Bytes that a page may weigh with all that it needs, at a first visit.
const WEIGHT: u64 = 50_000;

/// A way to send a form.
#[derive(Debug, Clone, Deserialize)]
pub struct Way {
    /// Which form of the page.
    pub at: usize,
    /// Which of its buttons.
    pub nth: usize,
    /// What the button says.
    pub name: String,
    /// `get` or `post`.
    pub method: String,
    /// Where it goes.
    pub action: String,
    /// What is filled in.
    pub query: String,
}

/// What is known of a page by looking at it.
#[derive(Debug, Clone, Deserialize)]
pub struct Facts {
    /// Its title.
    pub title: String,
    lang: String,
    dir: String,
    h1: usize,
    main: usize,
    headings: Vec<String>,
    /// Where it leads to, within Onramp.
    pub links: Vec<String>,
    /// How its forms can be sent.
    pub forms: Vec<Way>,
}

/// What judges pages.
pub struct Audit {
    axe: String,
    validator: PathBuf,
    sources: PathBuf,
}

impl Audit {
    /// With what is installed; none where nothing is. Sources are kept under a name of this run's.
    pub fn new(name: &str) -> Option<Self> {
        let axe = std::fs::read_to_string(judge("axe-core/axe.min.js")?).unwrap();
        let validator = judge("html-validate/bin/html-validate.mjs")?;
        let sources = installed().join("html").join(name);
        let _ = std::fs::remove_dir_all(&sources);
        std::fs::create_dir_all(&sources).unwrap();
        Some(Self { axe, validator, sources })
    }

    /// Looks at the page that is shown, in each of these ways; what is wrong with it is told under its name.
    pub async fn page(&self, person: &Person, name: &str, looks: &[Look]) -> (Facts, Vec<String>) {
        person.note().await;
        let bytes = person.watch.borrow().bytes;
        let source = self.source(person).await;
        let told = person.ask(include_str!("facts.js"), Vec::new()).await;
        let facts: Facts = serde_json::from_value(told).unwrap();
        let mut faults = facts.faults(&source);
        if bytes > WEIGHT {
            faults.push(format!("{bytes} bytes are transferred, and {WEIGHT} may be"));
        }
        std::fs::write(self.sources.join(format!("{name}.html")), &source).unwrap();
        faults.extend(person.faults().await);
        for look in looks {
            person.look(*look).await;
            for fault in self.look(person, *look).await {
                faults.push(format!("{}: {fault}", look.name));
            }
        }
        // What axe does in the page is not the page's.
        let _ = person.faults().await;
        faults.dedup();
        (facts, faults.into_iter().map(|fault| format!("{name}: {fault}")).collect())
    }

    async fn look(&self, person: &Person, look: Look) -> Vec<String> {
        let told = person.wait_for(include_str!("axe_run.js"), vec![json!(self.axe)]).await;
        let mut faults: Vec<String> = serde_json::from_value(told).unwrap();
        let width = person.ask("return document.documentElement.scrollWidth", Vec::new()).await;
        if width.as_u64().unwrap() > u64::from(look.width) {
            faults.push(format!("the page is {width} wide: {}", self.widest(person, look).await));
        }
        faults
    }

    /// What reaches out of the window.
    async fn widest(&self, person: &Person, look: Look) -> Value {
        let script = "return [...document.querySelectorAll('body *')].filter(element => \
             element.getBoundingClientRect().right > arguments[0]).slice(0, 3).map(element => \
             element.outerHTML.slice(0, 120))";
        person.ask(script, vec![json!(look.width)]).await
    }

    /// The page as it came, before any script.
    async fn source(&self, person: &Person) -> String {
        let request = person.watch.borrow().page.clone().expect("a page");
        let told = person.tell("Network.getResponseBody", json!({ "requestId": request })).await;
        told["body"].as_str().unwrap().to_owned()
    }

    /// What is wrong with the HTML of all pages that were looked at.
    pub fn html(&self) -> Vec<String> {
        let config = concat!(env!("CARGO_MANIFEST_DIR"), "/browser/html.json");
        let run = Command::new("node")
            .arg(&self.validator)
            .args(["--config", config, "--formatter", "json"])
            .arg(&self.sources)
            .output()
            .unwrap();
        let told = String::from_utf8(run.stdout).unwrap();
        let files: Vec<Value> = serde_json::from_str(&told)
            .unwrap_or_else(|error| panic!("{error}: {told}{}", String::from_utf8_lossy(&run.stderr)));
        let mut faults = Vec::new();
        for file in files {
            let path = file["filePath"].as_str().unwrap_or_default();
            for fault in file["messages"].as_array().unwrap() {
                let (line, rule, text) = (&fault["line"], &fault["ruleId"], &fault["message"]);
                faults.push(format!("{path}:{line}: {rule}: {text}"));
            }
        }
        faults
    }
}

impl Facts {
    /// What is wrong with a page, going by its facts and the source that it was made of.
    fn faults(&self, source: &str) -> Vec<String> {
        let mut faults = Vec::new();
        if self.lang.len() < 2 {
            faults.push("no language".to_owned());
        }
        if !["ltr", "rtl"].contains(&self.dir.as_str()) && source.contains("/console/assets/") {
            faults.push("no direction".to_owned());
        }
        if self.h1 != 1 || self.main != 1 {
            faults.push(format!("{} h1, {} main", self.h1, self.main));
        }
        if self.title.trim().is_empty() {
            faults.push("no title".to_owned());
        }
        let words = page::words(&source.replace("&nbsp;", " ")).replace(char::is_whitespace, "");
        for heading in &self.headings {
            if !words.contains(&heading.replace(char::is_whitespace, "")) {
                faults.push(format!("\"{heading}\" is not there without scripts"));
            }
        }
        if source.contains("/console/assets/") {
            faults.extend(inline(source).into_iter().map(|found| format!("inline: {found}")));
        }
        faults
    }
}

/// Styles and scripts that stand in a page, which the console's policy forbids.
fn inline(source: &str) -> Vec<&str> {
    let tags = source.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    let forbidden = |tag: &&str| {
        let name = tag.split_whitespace().next().unwrap_or_default();
        let handlers = tag.split_whitespace().any(|part| {
            part.strip_prefix("on").is_some_and(|rest| {
                rest.split_once('=').is_some_and(|(event, _)| event.bytes().all(|b| b.is_ascii_lowercase()))
            })
        });
        name == "style" || (name == "script" && !tag.contains(" src=")) || tag.contains(" style=") || handlers
    };
    tags.filter(forbidden).collect()
}
