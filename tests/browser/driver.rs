//! Chromium and chromedriver, as Debian has them: one of each a person, gone when the person is.

use onramp_tests::may_start;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// Headless, alone, and silent towards everybody but the page's own server.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--accept-lang=en",
];

/// What `tests/browser/run` wants: nothing is skipped.
fn required() -> bool {
    std::env::var("ONRAMP_BROWSER").is_ok_and(|wanted| wanted == "required")
}

/// Says what a skipped test needs, or fails where nothing may be skipped.
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn lacking(needs: &str) {
    assert!(!required(), "needs {needs}");
    eprintln!("skipped: needs {needs}");
}

/// A running chromedriver, and the browser that it drives.
pub struct Chromium {
    /// The browser.
    pub driver: WebDriver,
    #[expect(dead_code, reason = "held until the browser ends")]
    process: Chromedriver,
    #[expect(dead_code, reason = "held until the browser ends")]
    profile: TempDir,
}

impl Chromium {
    /// A new browser with a profile of its own; none where this machine has none.
    pub async fn start() -> Option<Self> {
        if !may_start("a stack of its own") {
            return None;
        }
        if std::env::var("ONRAMP_BROWSER").is_ok_and(|wanted| wanted == "later") {
            lacking("tests/browser/run");
            return None;
        }
        let Some(process) = Chromedriver::start().await else {
            lacking("chromedriver");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let mut flags: Vec<_> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let settings = serde_json::json!({ "intl.accept_languages": "en" });
        let mut wanted = Capabilities::new();
        wanted.set("browserName", "chrome").unwrap();
        let options = serde_json::json!({ "args": flags, "prefs": settings });
        wanted.set("goog:chromeOptions", options).unwrap();
        let logs = serde_json::json!({ "browser": "ALL", "performance": "ALL" });
        wanted.set("goog:loggingPrefs", logs).unwrap();
        let driver = WebDriver::new(process.url.as_str(), wanted).await.unwrap();
        Some(Self { driver, process, profile })
    }
}

impl Drop for Chromium {
    /// A test that failed has no runtime left that could say goodbye: the process group is ended instead.
    fn drop(&mut self) {
        let _ = self.driver.clone().leak();
    }
}

/// A running chromedriver.
struct Chromedriver {
    child: Child,
    url: String,
    /// Read no further, but kept: a closed pipe would end it.
    #[expect(dead_code, reason = "held until the process ends")]
    lines: Lines<BufReader<ChildStdout>>,
}

impl Chromedriver {
    /// Starts one on a free port; none where it is not installed.
    async fn start() -> Option<Self> {
        let spawned = Command::new("chromedriver")
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .kill_on_drop(true)
            .spawn();
        let mut child = match spawned {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            spawned => spawned.unwrap(),
        };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                return Some(Self { child, url, lines });
            }
        }
        panic!("chromedriver did not start");
    }
}

impl Drop for Chromedriver {
    /// Ends the browser too, which is in the same group, however the test ended.
    fn drop(&mut self) {
        if let Some(id) = self.child.id() {
            let group = format!("-{id}");
            let _ = std::process::Command::new("kill").args(["-KILL", "--", &group]).status();
        }
    }
}

/// Where `tests/browser/run` installs what judges pages.
pub fn installed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("target/browser")
}

/// A file of an installed package; none where it was not installed.
pub fn judge(file: &str) -> Option<PathBuf> {
    let path = installed().join("node_modules").join(file);
    if path.exists() {
        return Some(path);
    }
    lacking("tests/browser/run, which installs what judges pages");
    None
}
