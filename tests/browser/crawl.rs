//! A walk over all pages that links lead to, each kind of page a few times.

use crate::audit::{Audit, Facts, Way};
use crate::person::{Look, Person, WIDE};
use crate::pictures::Album;
use onramp_tests::{Browser, Onramp};
use reqwest::Url;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Pages of one kind that are looked at.
const OF_A_KIND: usize = 2;
/// More pages than the console has kinds: a walk that comes to so many goes in circles.
const PAGES: usize = 150;
/// Parts of queries that say where in a list a page begins, or where to come back to.
const PLACES: [&str; 6] = ["after", "before", "cursor", "next", "back", "q"];

/// A form as it stands on a page.
#[derive(Debug, Clone)]
pub struct Stand {
    /// The page.
    pub path: String,
    /// The way to send it.
    pub way: Way,
}

/// A walk, and what was found on it.
pub struct Crawl<'a> {
    person: &'a Person,
    audit: &'a Audit,
    looks: &'a [Look],
    /// Where pictures are kept, if any are wanted.
    pub album: Album,
    /// Fetches what a link leads to first: not all of it is a page.
    http: Browser,
    queue: VecDeque<String>,
    queued: BTreeSet<String>,
    kinds: BTreeMap<String, usize>,
    titles: BTreeMap<String, BTreeSet<String>>,
    /// Whether nobody's address or number may be seen.
    pub masked: bool,
    /// What is wrong.
    pub faults: Vec<String>,
    /// Forms that change something, one of each kind.
    pub forms: BTreeMap<String, Stand>,
}

impl<'a> Crawl<'a> {
    /// A walk of someone who is signed in.
    pub async fn new(app: &Onramp, person: &'a Person, audit: &'a Audit, looks: &'a [Look]) -> Self {
        let mut http = Browser::at(app);
        let session = "__Host-onramp-session";
        http.cookies.insert(session.to_owned(), person.cookie(session).await);
        http.headers.push(("accept-language", "en".to_owned()));
        Self {
            person,
            audit,
            looks,
            album: Album::default(),
            http,
            queue: VecDeque::new(),
            queued: BTreeSet::new(),
            kinds: BTreeMap::new(),
            titles: BTreeMap::new(),
            masked: false,
            faults: Vec::new(),
            forms: BTreeMap::new(),
        }
    }

    /// Walks from a page to all that links and lists' forms lead to.
    pub async fn walk(&mut self, from: &str) {
        self.queue(&format!("{}{from}", self.person.url));
        while let Some(path) = self.queue.pop_front() {
            self.visit(&path).await;
        }
        for (title, kinds) in &self.titles {
            if kinds.len() > 1 {
                self.faults.push(format!("{kinds:?} have one title: {title}"));
            }
        }
    }

    /// The kinds of pages that were seen.
    pub fn seen(&self) -> Vec<&str> {
        self.kinds.keys().map(String::as_str).collect()
    }

    /// How a page answers at the moment.
    pub async fn status(&mut self, path: &str) -> u16 {
        self.http.ask("GET", path, None).await.status
    }

    fn queue(&mut self, url: &str) {
        let Ok(url) = Url::parse(url) else { return };
        let path = url.query().map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path()));
        let console = url.path() == "/console" || url.path().starts_with("/console/");
        if !console || url.path().starts_with("/console/assets/") || self.queued.contains(&path) {
            return;
        }
        let seen = self.kinds.entry(kind(&url)).or_default();
        if *seen < OF_A_KIND {
            *seen += 1;
            self.queued.insert(path.clone());
            self.queue.push_back(path);
        }
    }

    async fn visit(&mut self, path: &str) {
        assert!(self.queued.len() < PAGES, "{:#?}", self.seen());
        let reply = self.http.ask("GET", path, None).await;
        if reply.status != 200 {
            self.faults.push(format!("{path}: {} behind a link", reply.status));
            return;
        }
        if !reply.header("content-type").starts_with("text/html") {
            return;
        }
        if self.masked {
            let told = crate::seed::addresses(&reply.text);
            self.faults.extend(told.into_iter().map(|address| format!("{path}: {address} is shown")));
        }
        self.person.look(*self.looks.first().unwrap_or(&WIDE)).await;
        self.person.open(path).await;
        let (facts, faults) = self.audit.page(self.person, &name(path), self.looks).await;
        self.faults.extend(faults);
        self.album.keep(self.person, path).await;
        self.learn(path, facts);
    }

    fn learn(&mut self, path: &str, facts: Facts) {
        let url = Url::parse(&format!("{}{path}", self.person.url)).unwrap();
        self.titles.entry(facts.title).or_default().insert(kind_of_path(&url));
        for link in &facts.links {
            self.queue(link);
        }
        for way in facts.forms {
            let to = Url::parse(&way.action).unwrap();
            if way.method == "get" && to.path() != "/console/language" {
                self.queue(&format!("{}?{}", way.action.split('?').next().unwrap_or_default(), way.query));
            } else if way.method == "post" && to.path() != "/console/sign-out" {
                let key = format!("{} {} \"{}\"", kind_of_path(&url), kind_of_path(&to), way.name);
                self.forms.entry(key).or_insert(Stand { path: path.to_owned(), way });
            }
        }
    }
}

/// A page's address with what stands for one thing among many left out.
fn kind(url: &Url) -> String {
    let mut parts: Vec<_> = url
        .query_pairs()
        .map(|(name, value)| {
            let few =
                value.len() <= 12 && value.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_');
            if few && !PLACES.contains(&&*name) { format!("{name}={value}") } else { name.into_owned() }
        })
        .collect();
    parts.sort();
    parts.dedup();
    format!("{}?{}", kind_of_path(url), parts.join("&"))
}

/// The same of its path alone.
pub fn kind_of_path(url: &Url) -> String {
    let part = |part: &str| if is_name(part) { part.to_owned() } else { "id".to_owned() };
    url.path().split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Whether a part of a path is a word of ours, rather than an id.
fn is_name(part: &str) -> bool {
    part.bytes().all(|b| b.is_ascii_lowercase() || b"-_.".contains(&b)) && part.len() < 20
}

/// A file's name for a page.
pub fn name(path: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    path.trim_matches('/').chars().map(kept).take(100).collect()
}
