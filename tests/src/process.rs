//! The local stack as a process: started, killed, interrupted, started again in the same place.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

/// How long a start may take that imports a few people.
pub const START: Duration = Duration::from_mins(1);
/// How long a stack may take to end after Ctrl-C.
const STOP: Duration = Duration::from_secs(10);

/// The folder that outlives a process: its data, and the file that is imported.
pub struct Home(TempDir);

impl Home {
    /// A new and empty one.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A file beside the data.
    pub fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What `--data` names.
    pub fn data(&self) -> PathBuf {
        self.file("data")
    }

    /// Writes `people.csv`, and gives the options that import it.
    pub fn import(&self, csv: &[u8]) -> [String; 2] {
        let file = self.file("people.csv");
        std::fs::write(&file, csv).unwrap();
        ["--import".to_owned(), text(&file)]
    }

    /// Starts the program here and waits until it listens.
    pub async fn start(self, program: &str, options: &[String], patience: Duration) -> Stack {
        let mut child = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--data", &text(&self.data())])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let (sink, mut lines) = unbounded_channel();
        let printed = Arc::default();
        let readers = [
            keep(&printed, child.stdout.take().unwrap(), sink.clone()),
            keep(&printed, child.stderr.take().unwrap(), sink),
        ];
        let process = Process { child, printed };
        let addresses = tokio::time::timeout(patience, addresses(&mut lines)).await;
        let Ok(Some([http, https])) = addresses else { panic!("no start within {patience:?}") };
        Stack { http, https, home: self, process, readers }
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

/// A running local stack.
pub struct Stack {
    /// Where HTTP is served.
    pub http: String,
    /// Where HTTPS is served.
    pub https: String,
    /// The folder it works in.
    pub home: Home,
    process: Process,
    readers: [JoinHandle<()>; 2],
}

impl Stack {
    /// What it has printed so far.
    pub fn printed(&self) -> String {
        self.process.printed.lock().unwrap().clone()
    }

    /// Ends the process as a power cut does.
    pub async fn kill(mut self) -> Home {
        self.process.child.kill().await.unwrap();
        self.home
    }

    /// Ends the process as Ctrl-C does: how it ended, and all that it printed.
    pub async fn interrupt(mut self) -> (ExitStatus, String, Home) {
        let id = self.process.child.id().expect("it runs").to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
        let ended = tokio::time::timeout(STOP, self.process.child.wait()).await;
        let status = ended.expect("it ends within ten seconds of Ctrl-C").unwrap();
        for reader in self.readers {
            reader.await.unwrap();
        }
        let printed = self.process.printed.lock().unwrap().clone();
        (status, printed, self.home)
    }
}

/// A process and what it printed: shown where a test fails.
struct Process {
    child: Child,
    printed: Arc<Mutex<String>>,
}

impl Drop for Process {
    #[expect(clippy::print_stderr, reason = "a failed test shows what became of its stack")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let ended = self.child.try_wait();
            let printed = self.printed.lock().map(|printed| printed.clone()).unwrap_or_default();
            let (lines, shown) = (printed.lines().count(), 40);
            let last: Vec<_> = printed.lines().skip(lines.saturating_sub(shown)).collect();
            eprintln!("the stack ended: {ended:?}; of {lines} lines the last were:\n{}", last.join("\n"));
        }
    }
}

/// Reads on for as long as the process lives, so that it never waits for a full pipe.
fn keep(
    printed: &Arc<Mutex<String>>,
    from: impl AsyncRead + Unpin + Send + 'static,
    to: UnboundedSender<String>,
) -> JoinHandle<()> {
    let (printed, mut lines) = (Arc::clone(printed), BufReader::new(from).lines());
    tokio::spawn(async move {
        while let Ok(Some(line)) = lines.next_line().await {
            {
                let mut printed = printed.lock().unwrap();
                printed.push_str(&line);
                printed.push('\n');
            }
            // No one listens once the addresses are known.
            let _ = to.send(line);
        }
    })
}

/// Where it listens by HTTP and HTTPS, once it does; none if it ended before.
async fn addresses(lines: &mut UnboundedReceiver<String>) -> Option<[String; 2]> {
    let (mut http, mut https) = (None, None);
    loop {
        let line = lines.recv().await?;
        let Some(url) = line.strip_prefix("listening on ").and_then(|rest| rest.split(' ').next()) else {
            continue;
        };
        let to = if url.starts_with("https://") { &mut https } else { &mut http };
        *to = Some(url.trim_end_matches('/').to_owned());
        if let (Some(http), Some(https)) = (&http, &https) {
            return Some([http.clone(), https.clone()]);
        }
    }
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}
