//! The local stack as a process: started, killed, started again.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

/// A running local stack and the folder it keeps everything in.
pub struct Stack {
    /// Where HTTP is served.
    pub http: String,
    /// Where HTTPS is served.
    pub https: String,
    /// The CA's certificate.
    pub ca: PathBuf,
    /// What it printed before it was ready.
    pub printed: String,
    /// The folder; the imported file is `people.csv` in it.
    pub folder: PathBuf,
    process: Child,
    /// Removes the folder in the end.
    temporary: Option<tempfile::TempDir>,
}

impl Stack {
    /// Starts a stack in a new folder, over these people if any are given.
    pub async fn start(program: &str, csv: Option<&str>, options: &[&str]) -> Self {
        let made = tempfile::tempdir().unwrap();
        let folder = made.path().to_path_buf();
        let mut options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
        if let Some(csv) = csv {
            let file = folder.join("people.csv");
            std::fs::write(&file, csv).unwrap();
            options.extend(["--import".to_owned(), file.display().to_string()]);
        }
        let mut stack = Self::start_in(program, &folder, &options).await;
        stack.temporary = Some(made);
        stack
    }

    /// Starts a stack in a folder.
    pub async fn start_in(program: &str, folder: &Path, options: &[String]) -> Self {
        let mut process = Command::new(program)
            .args(["--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--data"])
            .arg(folder.join("data"))
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut complaints = process.stderr.take().unwrap();
        let mut printed = String::new();
        let ready = async {
            while let Some(line) = lines.next_line().await.unwrap() {
                printed.push_str(&line);
                printed.push('\n');
                if line.starts_with("outbox:") {
                    return true;
                }
            }
            false
        };
        let ready = tokio::time::timeout(Duration::from_mins(5), ready).await;
        if ready != Ok(true) {
            let mut told = String::new();
            let _ = tokio::time::timeout(Duration::from_secs(1), complaints.read_to_string(&mut told)).await;
            panic!("the stack did not start: {printed}\n{told}");
        }
        // Both are read on, so that the process never waits for a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        tokio::spawn(async move { tokio::io::copy(&mut complaints, &mut tokio::io::sink()).await });
        let at = |scheme: &str| {
            let found =
                printed.lines().find_map(|line| line.strip_prefix("listening on ")?.strip_prefix(scheme));
            format!("{scheme}{}", found.unwrap().split(' ').next().unwrap())
        };
        let (http, https) = (at("http://"), at("https://"));
        let ca = printed.split("(CA: ").nth(1).unwrap().split(')').next().unwrap().into();
        Self { http, https, ca, printed, folder: folder.to_path_buf(), process, temporary: None }
    }

    /// Keeps the folder for as long as the stack.
    #[must_use]
    pub fn keeping(mut self, folder: tempfile::TempDir) -> Self {
        self.temporary = Some(folder);
        self
    }

    /// Ends the process as a power cut does, and leaves the folder.
    pub async fn kill(mut self) -> tempfile::TempDir {
        self.process.kill().await.unwrap();
        self.temporary.take().unwrap()
    }

    /// Ends the process as Ctrl-C does, and leaves the folder.
    pub async fn interrupt(mut self) -> (ExitStatus, tempfile::TempDir) {
        let id = self.process.id().unwrap().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
        let ended = tokio::time::timeout(Duration::from_secs(20), self.process.wait()).await;
        (ended.expect("it ends within 20 s").unwrap(), self.temporary.take().unwrap())
    }
}

/// What a start says that is to fail, and whether it failed.
pub async fn exit_of(program: &str, options: &[&str]) -> (bool, String) {
    let output = Command::new(program).args(options).output().await.unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}
