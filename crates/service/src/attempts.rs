use std::time::Duration;

use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::{OutboxEntry, Task};
use latchstring_domain::webhook::EventType;
use latchstring_storage::{Change, ChangeSet, CommitError, Constraint, Refusal};

use crate::failure::Failure;
use crate::latchstring::Latchstring;

/// How often a use case decides anew before it gives up. Every round of a race has a winner, so this bounds how many
/// others may win before this one; a link that hundreds use in the same instant still gets through.
const MAX_ATTEMPTS: u32 = 40;
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(64);

/// The bounded tries of one use case: read, decide, commit, and again when the decision was stale.
pub(crate) struct Attempts<'a> {
    ls: &'a Latchstring,
    made: u32,
}

/// What came of a commit.
pub(crate) enum Commit {
    /// It is done.
    Done,
    /// Something it was decided on has changed; read again and decide again. The pause is already over.
    Stale,
    /// A rule stands against it. Where reading again may help all the same, see [`Attempts::again`].
    Conflict(Constraint),
}

impl<'a> Attempts<'a> {
    pub(crate) const fn new(ls: &'a Latchstring) -> Self {
        Self { ls, made: 0 }
    }

    /// The tries of a use case that has made some of them before.
    pub(crate) const fn resumed(ls: &'a Latchstring, made: u32) -> Self {
        Self { ls, made }
    }

    /// How many tries came to nothing.
    pub(crate) const fn made(&self) -> u32 {
        self.made
    }

    pub(crate) async fn commit(&mut self, set: ChangeSet) -> Result<Commit, Failure> {
        let committed = self.send(set).await;
        self.outcome(committed).await
    }

    /// The one way to the storage for what tells of something: every event that webhooks tell of is announced in the very
    /// set that it is in, whichever use case it is of.
    async fn send(&self, mut set: ChangeSet) -> Result<(), CommitError> {
        for announcement in
            set.changes().iter().filter_map(|change| self.announcement(change)).collect::<Vec<_>>()
        {
            set.push(announcement);
        }
        match self.ls.held() {
            Some(held) => held.hold(set),
            None => self.send_together(set).await,
        }
    }

    /// Sends a set as it is, which others were made into.
    pub(crate) async fn send_together(&self, set: ChangeSet) -> Result<(), CommitError> {
        let is_work = set.changes().iter().any(|change| {
            matches!(change, Change::Enqueue(_) | Change::Announce(_) | Change::Requeue { .. })
        });
        let committed = self.ls.store().commit(set).await;
        if is_work && committed.is_ok() {
            self.ls.ring();
        }
        committed
    }

    fn announcement(&self, change: &Change) -> Option<Change> {
        let Change::AppendEvent(event) = change else { return None };
        let told = !EventType::told_of(&event.body).is_empty();
        let at = event.body.occurred_at;
        told.then(|| {
            Change::Announce(OutboxEntry {
                id: OutboxId::generate(at, &mut *self.ls.rng()),
                workspace_id: event.body.workspace_id,
                task: Task::Announce(event.body.id),
                run_at: at,
                created_at: at,
            })
        })
    }

    /// Commits a set whose first change ends an outbox entry; `None` when that very change is stale, because the
    /// lease was lost.
    pub(crate) async fn commit_fenced(&mut self, set: ChangeSet) -> Result<Option<Commit>, Failure> {
        match self.send(set).await {
            Err(CommitError::Refused { why: Refusal::Stale, index: 0, .. }) => Ok(None),
            committed => self.outcome(committed).await.map(Some),
        }
    }

    async fn outcome(&mut self, committed: Result<(), CommitError>) -> Result<Commit, Failure> {
        match committed {
            Ok(()) => Ok(Commit::Done),
            Err(CommitError::Refused { why: Refusal::Conflict(constraint), .. }) => {
                Ok(Commit::Conflict(constraint))
            }
            Err(CommitError::Refused { why: Refusal::Stale, .. }) => {
                self.again().await?;
                Ok(Commit::Stale)
            }
            Err(CommitError::Storage(error)) => Err(Failure::Storage(error)),
        }
    }

    /// Counts a try that came to nothing, and pauses before the next one. A use case that decides to try again after
    /// a conflict calls this too, so that no loop over a storage that contradicts itself is endless.
    pub(crate) async fn again(&mut self) -> Result<(), Failure> {
        self.made += 1;
        if self.made >= MAX_ATTEMPTS {
            return Err(Failure::Contention);
        }
        self.pause().await;
        Ok(())
    }

    /// A random part of a span that doubles with each try, so that those who lost together do not come back together.
    async fn pause(&self) {
        let span = FIRST_PAUSE.saturating_mul(1 << self.made.min(10)).min(LONGEST_PAUSE);
        let random = f64::from(self.ls.rng().next_u32()) / f64::from(u32::MAX);
        self.ls.clock().sleep(span.mul_f64(random)).await;
    }
}
