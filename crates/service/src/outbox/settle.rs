use latchstring_domain::Timestamp;
use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_storage::{Change, ChangeSet, ClaimedEntry, CommitError};

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// Gives work back, to be tried again from then on. Of no effect when the lease was lost.
///
/// # Errors
/// [`Failure`].
pub async fn retry_at(ls: &Latchstring, claimed: &ClaimedEntry, run_at: Timestamp) -> Result<(), Failure> {
    let change = Change::Retry { id: claimed.entry.id, fence: claimed.fence, at: ls.now(), run_at };
    settle(ls, change).await
}

/// Gives work up: it is a dead letter from now on, and an event tells of it. Of no effect when the lease was lost.
///
/// # Errors
/// [`Failure`].
pub async fn park(ls: &Latchstring, claimed: &ClaimedEntry, reason: &str) -> Result<(), Failure> {
    let (entry, fence) = (&claimed.entry, claimed.fence);
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let park = Change::Park { id: entry.id, fence, at: now, reason: reason.to_owned() };
        let mut chain = Chain::load(ls, Subject::Workspace(entry.workspace_id)).await?;
        let by = By {
            workspace_id: entry.workspace_id,
            actor: Actor::new(ActorKind::System, "outbox"),
            origin: Origin::default(),
            now,
            automated: true,
        };
        let data = EventData::none()
            .with("deadLetterId", entry.id.to_string())
            .with("task", entry.task.name())
            .with("subjectId", entry.task.subject().to_string())
            .with("reason", reason);
        let told = chain.append(ls, &by, EventKind::WorkGivenUp, data);
        match attempts.commit_fenced(ChangeSet::new().with(park.clone()).with(told)).await {
            Ok(Some(Commit::Done) | None) => return Ok(()),
            Ok(Some(Commit::Stale)) => {}
            // Poison must not go on because it cannot be told of.
            Err(Failure::Contention) => return settle(ls, park).await,
            Ok(Some(Commit::Conflict(_))) => return Err(Failure::Defect("giving work up was refused")),
            Err(failure) => return Err(failure),
        }
    }
}

async fn settle(ls: &Latchstring, change: Change) -> Result<(), Failure> {
    match ls.store().commit(ChangeSet::new().with(change)).await {
        Ok(()) | Err(CommitError::Refused { .. }) => Ok(()),
        Err(CommitError::Storage(error)) => Err(error.into()),
    }
}
