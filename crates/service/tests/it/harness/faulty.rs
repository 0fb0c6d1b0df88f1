use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::id::FlowSessionId;
use latchstring_storage::{Change, ChangeSet, CommitError, MAX_LIMIT, Refusal, StorageError, Store};
use latchstring_storage_memory::MemoryStore;
use latchstring_storage_testing::relay::{Hook, Relay};
use tokio::task::yield_now;

/// How a commit goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The storage does not answer, and nothing was written.
    Unavailable,
    /// Everything was written, and the answer got lost.
    AnswerLost,
    /// The change at this place cannot be made, after those before it were.
    At(usize),
}

type Tamper = Box<dyn Fn(Vec<Event>) -> Vec<Event> + Send>;

/// A store in memory that goes wrong when it is told to, remembers what was committed, and can show a forged log. Each
/// call lets the other tasks go first, so that use cases that run side by side really read before any of them writes.
pub(crate) type FaultyStore = Relay<MemoryStore, Faults>;

/// What goes wrong, and what was seen.
#[derive(Default)]
pub(crate) struct Faults {
    fault: Mutex<Option<(u32, Fault)>>,
    overtaking: Mutex<Option<ChangeSet>>,
    refused: Mutex<Option<Refusal>>,
    asked: AtomicUsize,
    commits: AtomicUsize,
    committed: Mutex<Vec<ChangeSet>>,
    pub(super) sessions: Mutex<Vec<FlowSessionId>>,
    tamper: Mutex<Option<Tamper>>,
}

impl Faults {
    /// The next commit goes wrong.
    pub(crate) fn fail_next(&self, fault: Fault) {
        self.fail_after(0, fault);
    }

    /// The commit after so many that go well goes wrong.
    pub(crate) fn fail_after(&self, commits: u32, fault: Fault) {
        *self.fault.lock().unwrap() = Some((commits, fault));
    }

    /// Somebody else commits this, after the next commit was decided on and before it arrives.
    pub(crate) fn overtake_next(&self, set: ChangeSet) {
        *self.overtaking.lock().unwrap() = Some(set);
    }

    /// From now on every commit is refused for this reason.
    pub(crate) fn refuse_all(&self, why: Refusal) {
        *self.refused.lock().unwrap() = Some(why);
    }

    /// How often it was asked for anything.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// How often a commit was tried.
    pub(crate) fn commits(&self) -> usize {
        self.commits.load(Ordering::SeqCst)
    }

    /// Whether a fault that was planned has not happened yet; it will not any more.
    pub(crate) fn forget_fault(&self) -> bool {
        self.fault.lock().unwrap().take().is_some()
    }

    /// What was committed since the last call.
    pub(crate) fn take_committed(&self) -> Vec<ChangeSet> {
        std::mem::take(&mut self.committed.lock().unwrap())
    }

    /// From now on the events of each subject are read as this makes them.
    pub(crate) fn forge(&self, tamper: impl Fn(Vec<Event>) -> Vec<Event> + Send + 'static) {
        *self.tamper.lock().unwrap() = Some(Box::new(tamper));
    }

    fn next_fault(&self) -> Option<Fault> {
        let mut planned = self.fault.lock().unwrap();
        match planned.take() {
            Some((0, fault)) => Some(fault),
            Some((commits, fault)) => {
                *planned = Some((commits - 1, fault));
                None
            }
            None => None,
        }
    }

    fn note_sessions(&self, set: &ChangeSet) {
        let opened = set.changes().iter().filter_map(|change| match change {
            Change::CreateFlowSession(session) => Some(session.id),
            _ => None,
        });
        self.sessions.lock().unwrap().extend(opened);
    }
}

/// The set with a change in it that breaks a rule whatever is read again.
async fn with_an_impossible_change(store: &dyn Store, set: ChangeSet, place: usize) -> ChangeSet {
    let existing = store.workspaces().await.unwrap().remove(0);
    let mut changes = set.into_changes();
    changes.insert(place.min(changes.len()), Change::CreateWorkspace(existing));
    changes.into_iter().fold(ChangeSet::new(), ChangeSet::with)
}

fn no_answer() -> StorageError {
    StorageError::unavailable("no answer")
}

#[async_trait]
impl Hook for Faults {
    async fn before(&self) -> Result<(), StorageError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        yield_now().await;
        Ok(())
    }

    async fn commit(&self, store: &dyn Store, set: ChangeSet) -> Result<(), CommitError> {
        self.note_sessions(&set);
        self.commits.fetch_add(1, Ordering::SeqCst);
        let overtaking = self.overtaking.lock().unwrap().take();
        if let Some(faster) = overtaking {
            store.commit(faster).await?;
        }
        if let Some(why) = *self.refused.lock().unwrap() {
            return Err(CommitError::Refused { change: "", index: 0, why });
        }
        match self.next_fault() {
            Some(Fault::Unavailable) => return Err(no_answer().into()),
            Some(Fault::At(place)) => {
                let set = with_an_impossible_change(store, set, place).await;
                return store.commit(set).await;
            }
            Some(Fault::AnswerLost) => {
                store.commit(set.clone()).await?;
                self.committed.lock().unwrap().push(set);
                return Err(no_answer().into());
            }
            None => {}
        }
        store.commit(set.clone()).await?;
        self.committed.lock().unwrap().push(set);
        Ok(())
    }

    async fn events_of(
        &self,
        store: &dyn Store,
        subject: Subject,
        after: u64,
        limit: u32,
    ) -> Result<Vec<Event>, StorageError> {
        if self.tamper.lock().unwrap().is_none() {
            return store.events_of(subject, after, limit).await;
        }
        let all = store.events_of(subject, 0, MAX_LIMIT).await?;
        let mut seen = match &*self.tamper.lock().unwrap() {
            Some(tamper) => tamper(all),
            None => all,
        };
        seen.sort_by_key(|event| event.sequence);
        let wanted = seen.into_iter().filter(|event| event.sequence > after);
        Ok(wanted.take(usize::try_from(limit).unwrap()).collect())
    }
}
