use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use latchstring_storage::{CommitError, StorageError};
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::CommitStats;
use super::stats::Counters;

/// How many sets may wait. More would be memory without an end, and callers who have given up long before.
pub(crate) const WAITING: usize = 1024;

/// How many sets one commit takes.
const SETS: usize = 64;

/// How many changes one commit takes, unless a single set has more: what waits behind a large set waits for one group.
const CHANGES: usize = 512;

/// What became of a set.
pub(crate) type Outcome = Result<(), CommitError>;

/// Commits groups of sets.
pub(crate) trait Groups: Send + Sync + 'static {
    /// A set, as far as it can be made ready before its turn.
    type Set: Send + 'static;

    /// How many changes it has.
    fn size(set: &Self::Set) -> usize;

    /// Commits what of a group can be committed, and answers each. Whoever is not answered learns that the commit was given up.
    fn commit(&self, group: Vec<Job<Self::Set>>) -> impl Future<Output = Ended> + Send;
}

/// A set, and where its answer goes.
#[derive(Debug)]
pub(crate) struct Job<S> {
    pub(crate) set: S,
    answer: oneshot::Sender<Outcome>,
}

impl<S> Job<S> {
    /// Never before the commit is over: a set that was refused for what a neighbour had written must not be told so before that
    /// is there to stay. Who does not wait any more is not told.
    pub(crate) fn answer(self, outcome: Outcome) {
        let _ = self.answer.send(outcome);
    }
}

/// Answers all of a group of which nothing was committed: all get the same, and may try again.
pub(crate) fn fail<S>(group: Vec<Job<S>>, error: StorageError) -> Ended {
    let why = error.source.map(|source| source.to_string()).unwrap_or_default();
    for job in group {
        job.answer(Err(StorageError::unavailable(why.as_str()).into()));
    }
    Ended::Failed
}

/// How a group ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// In one commit, but for the sets that were refused.
    Committed,
    /// Each set by itself, because one stood in the way of the others.
    Apart,
    /// With nothing committed.
    Failed,
}

/// Sets that wait for their commit.
///
/// Once a set is here it is committed or refused, whoever still waits for the answer: what nobody hears is done all the same,
/// and never in part.
pub(crate) struct Queue<G: Groups>(Arc<Shared<G>>);

struct Shared<G: Groups> {
    groups: G,
    state: Mutex<State<G::Set>>,
    idle: Notify,
    counters: Counters,
}

struct State<S> {
    waiting: VecDeque<Job<S>>,
    /// Somebody takes groups from the queue until it is empty.
    led: bool,
    closed: bool,
}

impl<G: Groups> Queue<G> {
    pub(crate) fn new(groups: G) -> Self {
        let state = Mutex::new(State { waiting: VecDeque::new(), led: false, closed: false });
        let (idle, counters) = (Notify::new(), Counters::default());
        Self(Arc::new(Shared { groups, state, idle, counters }))
    }

    /// Commits a set with others.
    pub(crate) async fn commit(&self, set: G::Set) -> Outcome {
        let (answer, answered) = oneshot::channel();
        let lead = {
            let mut state = self.0.state();
            if state.closed {
                return Err(StorageError::unavailable("the store is closed").into());
            }
            if state.waiting.len() >= WAITING {
                self.0.counters.turned_away();
                return Err(StorageError::busy().into());
            }
            state.waiting.push_back(Job { set, answer });
            !std::mem::replace(&mut state.led, true)
        };
        if lead {
            tokio::spawn(lead_groups(Arc::clone(&self.0)));
        }
        match answered.await {
            Ok(outcome) => outcome,
            Err(_) => Err(StorageError::unavailable("the commit was given up").into()),
        }
    }

    /// Takes no more sets, and returns when those that wait are done with.
    pub(crate) async fn close(&self) {
        self.0.state().closed = true;
        loop {
            let mut idle = pin!(self.0.idle.notified());
            idle.as_mut().enable();
            if !self.0.state().led {
                return;
            }
            idle.await;
        }
    }

    pub(crate) fn groups(&self) -> &G {
        &self.0.groups
    }

    pub(crate) fn stats(&self) -> CommitStats {
        let waiting = self.0.state().waiting.len();
        self.0.counters.read(waiting)
    }
}

impl<G: Groups> Shared<G> {
    /// Nothing that holds the lock panics half-way through a change.
    fn state(&self) -> MutexGuard<'_, State<G::Set>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next group; none when nothing waits, and then nobody leads any more.
    fn next(&self) -> Option<Vec<Job<G::Set>>> {
        let mut state = self.state();
        let (mut group, mut changes) = (Vec::new(), 0);
        while group.len() < SETS
            && let Some(first) = state.waiting.front()
        {
            changes += G::size(&first.set);
            if changes > CHANGES && !group.is_empty() {
                break;
            }
            group.extend(state.waiting.pop_front());
        }
        state.led = !group.is_empty();
        state.led.then_some(group)
    }
}

async fn lead_groups<G: Groups>(shared: Arc<Shared<G>>) {
    while let Some(group) = shared.next() {
        let (began, sets) = (Instant::now(), group.len());
        let committing = Arc::clone(&shared);
        // A task of its own, so that a panic ends the group and not the leader.
        let ended = tokio::spawn(async move { committing.groups.commit(group).await }).await;
        let ended = ended.unwrap_or_else(|panicked| {
            tracing::error!(%panicked, "a group of commits was given up");
            Ended::Failed
        });
        shared.counters.group(sets, ended, began.elapsed());
    }
    shared.idle.notify_waiters();
}
