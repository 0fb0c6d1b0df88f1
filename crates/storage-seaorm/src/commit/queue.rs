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

    /// Commits what of a group can be committed; an outcome for each, in order. Or why nothing was.
    fn commit(
        &self,
        group: Vec<Self::Set>,
    ) -> impl Future<Output = Result<Vec<Outcome>, StorageError>> + Send;
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
    waiting: VecDeque<Waiting<S>>,
    /// Somebody takes groups from the queue until it is empty.
    led: bool,
    closed: bool,
}

struct Waiting<S> {
    set: S,
    answer: oneshot::Sender<Outcome>,
}

/// Sets, and where the answer to each goes.
type Group<S> = (Vec<S>, Vec<oneshot::Sender<Outcome>>);

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
            state.waiting.push_back(Waiting { set, answer });
            !std::mem::replace(&mut state.led, true)
        };
        if lead {
            tokio::spawn(lead_groups(Arc::clone(&self.0)));
        }
        match answered.await {
            Ok(outcome) => outcome,
            Err(lost) => Err(StorageError::unavailable(lost).into()),
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
    fn next(&self) -> Option<Group<G::Set>> {
        let mut state = self.state();
        let (mut sets, mut answers, mut changes) = (Vec::new(), Vec::new(), 0);
        while sets.len() < SETS
            && let Some(first) = state.waiting.front()
        {
            changes += G::size(&first.set);
            if changes > CHANGES && !sets.is_empty() {
                break;
            }
            let Some(Waiting { set, answer }) = state.waiting.pop_front() else { break };
            sets.push(set);
            answers.push(answer);
        }
        state.led = !sets.is_empty();
        state.led.then_some((sets, answers))
    }
}

async fn lead_groups<G: Groups>(shared: Arc<Shared<G>>) {
    while let Some((sets, answers)) = shared.next() {
        let (began, count) = (Instant::now(), sets.len());
        let group = Arc::clone(&shared);
        // A task of its own, so that a panic ends the group and not the leader.
        let ended = tokio::spawn(async move { group.groups.commit(sets).await }).await;
        let outcomes = match ended {
            Ok(outcomes) => outcomes,
            Err(panicked) => {
                tracing::error!(%panicked, "a group of commits was given up");
                Err(StorageError::unavailable("the commit was given up"))
            }
        };
        shared.counters.group(count, outcomes.is_err(), began.elapsed());
        answer(answers, outcomes);
    }
    shared.idle.notify_waiters();
}

/// Only now, when the commit is over: a set that was refused for what a neighbour had written must not be told so before
/// that is there to stay. Who does not wait any more is not told.
fn answer(answers: Vec<oneshot::Sender<Outcome>>, outcomes: Result<Vec<Outcome>, StorageError>) {
    match outcomes {
        Ok(outcomes) => {
            for (answer, outcome) in answers.into_iter().zip(outcomes) {
                let _ = answer.send(outcome);
            }
        }
        Err(error) => {
            let why = error.source.map(|source| source.to_string()).unwrap_or_default();
            for answer in answers {
                let _ = answer.send(Err(StorageError::unavailable(why.as_str()).into()));
            }
        }
    }
}
