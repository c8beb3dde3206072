//! A queue: what SQS does on AWS. Messages are kept as files until they are done, so a crash loses none; one that fails
//! comes back after a while, and is put aside with the dead letters after its twentieth failure.

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use onramp_usecases::ports::{Answer, Job, Jobs, Outage};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

/// Failures after which a job is put aside.
const MAX_RECEIVES: u32 = 20;

#[derive(Debug, Clone)]
struct Waiting {
    body: String,
    receives: u32,
    visible_at: Instant,
}

#[derive(Debug)]
struct State {
    next_id: u64,
    waiting: BTreeMap<u64, Waiting>,
    taken: HashSet<u64>,
    put_off: HashMap<u64, Instant>,
}

/// The queue; clones share it.
#[derive(Debug, Clone)]
pub struct LocalQueue {
    folder: Arc<PathBuf>,
    state: Arc<Mutex<State>>,
    news: Arc<Notify>,
}

impl LocalQueue {
    /// The queue kept in a folder, with the jobs that an earlier run left.
    pub fn open(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        std::fs::create_dir_all(folder.join("dead"))?;
        let mut waiting = BTreeMap::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let id = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse().ok());
            if let (Some(id), Some("json")) = (id, path.extension().and_then(|e| e.to_str())) {
                let body = std::fs::read_to_string(&path)?;
                waiting.insert(id, Waiting { body, receives: 0, visible_at: Instant::now() });
            }
        }
        let next_id = waiting.last_key_value().map_or(0, |(id, _)| id + 1);
        let state = State { next_id, waiting, taken: HashSet::new(), put_off: HashMap::new() };
        Ok(Self {
            folder: Arc::new(folder.to_path_buf()),
            state: Arc::new(Mutex::new(state)),
            news: Arc::default(),
        })
    }

    fn file(&self, id: u64) -> PathBuf {
        self.folder.join(format!("{id:020}.json"))
    }

    fn locked<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps a message that is to be taken in so many seconds, or later. It is a file first and only then one that is taken:
    /// written under another name, so that it is there whole.
    pub fn put(&self, body: &str, secs: u64) -> io::Result<()> {
        let id = self.locked(|state| {
            state.next_id += 1;
            state.next_id - 1
        });
        let draft = self.file(id).with_extension("draft");
        std::fs::write(&draft, body)?;
        std::fs::rename(&draft, self.file(id))?;
        let visible_at = Instant::now() + Duration::from_secs(secs);
        let message = Waiting { body: body.to_owned(), receives: 0, visible_at };
        self.locked(|state| state.waiting.insert(id, message));
        self.news.notify_one();
        Ok(())
    }

    /// The messages that were put aside.
    pub fn dead_letters(&self) -> io::Result<Vec<String>> {
        self.dead_files()?.iter().map(std::fs::read_to_string).collect()
    }

    /// Takes the messages that were put aside up again; how many they were.
    pub fn redrive(&self) -> io::Result<usize> {
        let files = self.dead_files()?;
        for file in &files {
            self.put(&std::fs::read_to_string(file)?, 0)?;
            std::fs::remove_file(file)?;
        }
        Ok(files.len())
    }

    fn dead_files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder.join("dead"))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()?;
        files.sort();
        Ok(files)
    }

    /// The first job that may be taken now; else when one may be, if any waits.
    fn take(&self) -> Result<(u64, Waiting), Option<Instant>> {
        let now = Instant::now();
        self.locked(|state| {
            let State { waiting, taken, .. } = state;
            let mut free = waiting.iter().filter(|(id, _)| !taken.contains(id));
            let Some((id, job)) = free.clone().find(|(_, job)| job.visible_at <= now) else {
                return Err(free.by_ref().map(|(_, job)| job.visible_at).min());
            };
            taken.insert(*id);
            Ok((*id, job.clone()))
        })
    }

    fn done(&self, id: u64) {
        if let Err(error) = std::fs::remove_file(self.file(id)) {
            tracing::warn!(%error, "a job that is done could not be removed and will be done again");
        }
        self.locked(|state| {
            state.waiting.remove(&id);
            state.taken.remove(&id);
        });
    }

    fn failed(&self, id: u64) {
        let receives = self.locked(|state| {
            state.taken.remove(&id);
            let job = state.waiting.get_mut(&id)?;
            job.receives += 1;
            // Unless its handler said when it is to come back.
            let soon = Instant::now() + Duration::from_secs(1 << job.receives.min(6));
            job.visible_at = state.put_off.remove(&id).unwrap_or(soon);
            Some(job.receives)
        });
        if receives >= Some(MAX_RECEIVES) {
            let aside = self.folder.join("dead").join(format!("{id:020}.json"));
            tracing::error!(file = %aside.display(), "a message failed twenty times and is put aside");
            if std::fs::rename(self.file(id), aside).is_ok() {
                self.locked(|state| state.waiting.remove(&id));
            }
        }
        self.news.notify_one();
    }

    /// Does jobs with a handler, one at a time, until `stop` says so; the job at hand is brought to its end.
    pub async fn work<F, R>(self, handler: F, mut stop: watch::Receiver<bool>)
    where
        F: Fn(SqsEvent) -> R,
        R: Future<Output = SqsBatchResponse>,
    {
        while !*stop.borrow() {
            match self.take() {
                Ok((id, job)) => {
                    // Another worker may be waiting while more jobs are there.
                    self.news.notify_one();
                    if handler(event(id, job)).await.batch_item_failures.is_empty() {
                        self.done(id);
                    } else {
                        self.failed(id);
                    }
                }
                Err(visible_at) => {
                    let later = Instant::now() + Duration::from_hours(1);
                    tokio::select! {
                        () = self.news.notified() => {}
                        () = tokio::time::sleep_until(visible_at.unwrap_or(later)) => {}
                        _ = stop.changed() => {}
                    }
                }
            }
        }
    }
}

fn event(id: u64, job: Waiting) -> SqsEvent {
    let mut message = SqsMessage::default();
    message.message_id = Some(id.to_string());
    message.receipt_handle = Some(id.to_string());
    message.attributes.insert("ApproximateReceiveCount".to_owned(), (job.receives + 1).to_string());
    message.body = Some(job.body);
    let mut event = SqsEvent::default();
    event.records.push(message);
    event
}

fn unwritten(error: &io::Error) -> Outage {
    Outage { service: "the queue", cause: error.kind().to_string() }
}

fn body(job: &Job) -> Answer<String> {
    serde_json::to_string(job)
        .map_err(|_| Outage { service: "the queue", cause: "a job could not be written".into() })
}

impl Jobs for LocalQueue {
    async fn enqueue(&self, jobs: &[Job]) -> Answer<()> {
        jobs.iter().try_for_each(|job| self.put(&body(job)?, 0).map_err(|error| unwritten(&error)))
    }

    async fn enqueue_in(&self, secs: u64, job: &Job) -> Answer<()> {
        self.put(&body(job)?, secs).map_err(|error| unwritten(&error))
    }

    async fn put_off(&self, receipt: &str, secs: u64) -> Answer<()> {
        if let Ok(id) = receipt.parse() {
            let then = Instant::now() + Duration::from_secs(secs);
            self.locked(|state| state.put_off.insert(id, then));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lambda_events::sqs::BatchItemFailure;
    use onramp_domain::SendId;

    fn job(n: u128) -> Job {
        Job::Expand { send_id: SendId::from_random(n) }
    }

    #[tokio::test(start_paused = true)]
    async fn a_job_waits_through_a_crash_comes_back_when_it_fails_and_is_put_aside_in_the_end() {
        let folder = tempfile::tempdir().unwrap();
        LocalQueue::open(folder.path()).unwrap().enqueue(&[job(1), job(2)]).await.unwrap();

        let queue = LocalQueue::open(folder.path()).unwrap();
        let (end, stop) = watch::channel(false);
        let (end, seen) = (&end, &Mutex::new(Vec::new()));
        let handler = |event: SqsEvent| async move {
            let body: Job = serde_json::from_str(event.records[0].body.as_deref().unwrap()).unwrap();
            let mut reply = SqsBatchResponse::default();
            if body == job(1) {
                reply.batch_item_failures.push(BatchItemFailure::default());
            }
            let mut seen = seen.lock().unwrap();
            seen.push(body);
            if seen.iter().filter(|seen| **seen == job(1)).count() == 20 {
                end.send(true).unwrap();
            }
            reply
        };
        queue.work(handler, stop).await;

        assert_eq!(seen.lock().unwrap().iter().filter(|seen| **seen == job(2)).count(), 1);
        assert_eq!(std::fs::read_dir(folder.path().join("dead")).unwrap().count(), 1);
        let queue = LocalQueue::open(folder.path()).unwrap();
        assert!(queue.take().is_err());
        assert_eq!(queue.dead_letters().unwrap(), [body(&job(1)).unwrap()]);
        assert_eq!((queue.redrive().unwrap(), queue.dead_letters().unwrap().len()), (1, 0));
        assert!(queue.take().is_ok());
    }
}
