use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use latchstring_service::Latchstring;
use latchstring_service::invitation::{Visit, record_visit};
use latchstring_service::ports::Visits;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio_util::sync::CancellationToken;

/// How many visits wait to be written down; further ones are dropped.
const ROOM: usize = 1024;

/// Writes visits down, off the path of the requests that saw them.
pub struct VisitRecorder {
    ls: Latchstring,
    visits: Receiver<Visit>,
    dropped: Arc<AtomicU64>,
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
        (Arc::new(notebook), Self { ls, visits, dropped })
    }

    /// Writes until `stop` is cancelled, then writes what is left and returns.
    pub async fn run(mut self, stop: CancellationToken) {
        loop {
            tokio::select! {
                visit = self.visits.recv() => match visit {
                    Some(visit) => self.write(&visit).await,
                    None => return,
                },
                () = stop.cancelled() => break,
            }
        }
        while let Ok(visit) = self.visits.try_recv() {
            self.write(&visit).await;
        }
    }

    async fn write(&self, visit: &Visit) {
        let dropped = self.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            tracing::warn!(dropped, "visits were not written down: more came than could be written");
        }
        if let Err(failure) = record_visit(&self.ls, visit).await {
            tracing::warn!(error = &failure as &dyn std::error::Error, "a visit was not written down");
        }
    }
}
