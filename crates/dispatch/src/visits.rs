use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use latchstring_service::Latchstring;
use latchstring_service::invitation::{Visit, record_visit};
use latchstring_service::ports::Visits;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// How many visits wait to be written down; further ones are dropped.
const ROOM: usize = 1024;

/// How often it is said, at most, that visits were lost. A storm must not flood the logs either.
const SAY_EVERY: Duration = Duration::from_secs(60);

/// Writes visits down, off the path of the requests that saw them.
pub struct VisitRecorder {
    ls: Latchstring,
    visits: Receiver<Visit>,
    dropped: Arc<AtomicU64>,
    failed: u64,
    said: Option<Instant>,
}

struct Notebook {
    visits: Sender<Visit>,
    dropped: Arc<AtomicU64>,
}

impl Visits for Notebook {
    fn note(&self, visit: Visit) {
        if self.visits.try_send(visit).is_err() {
            self.dropped.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl VisitRecorder {
    /// A recorder, and where visits are left for it. It writes nothing until it is run.
    #[must_use]
    pub fn new(ls: Latchstring) -> (Arc<dyn Visits>, Self) {
        let (sender, visits) = channel(ROOM);
        let dropped = Arc::new(AtomicU64::new(0));
        let notebook = Notebook { visits: sender, dropped: Arc::clone(&dropped) };
        (Arc::new(notebook), Self { ls, visits, dropped, failed: 0, said: None })
    }

    /// Writes until `stop` is cancelled, then takes no more, writes what is left and returns.
    pub async fn run(mut self, stop: CancellationToken) {
        loop {
            tokio::select! {
                visit = self.visits.recv() => match visit {
                    Some(visit) => self.write(&visit).await,
                    None => break,
                },
                () = stop.cancelled() => break,
            }
        }
        // Without this a storm could keep the recorder from ever being done.
        self.visits.close();
        while let Some(visit) = self.visits.recv().await {
            self.write(&visit).await;
        }
        self.say();
    }

    async fn write(&mut self, visit: &Visit) {
        if let Err(failure) = record_visit(&self.ls, visit).await {
            tracing::debug!(error = &failure as &dyn std::error::Error, "a visit was not written down");
            self.failed = self.failed.saturating_add(1);
        }
        if self.said.is_none_or(|said| said.elapsed() >= SAY_EVERY) {
            self.say();
        }
    }

    /// Says how many visits were lost since this was last said, if any were.
    fn say(&mut self) {
        let dropped = self.dropped.swap(0, Ordering::Relaxed);
        let failed = std::mem::take(&mut self.failed);
        if dropped > 0 || failed > 0 {
            tracing::warn!(dropped, failed, "visits were lost: too many at once, or the storage failed");
            self.said = Some(Instant::now());
        }
    }
}
