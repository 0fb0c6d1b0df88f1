use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::retention::Kept;
use latchstring_storage::{Change, ChangeSet, CommitError, StorageError, Sweep, Swept};

use crate::{Failure, Latchstring};

/// How many rows go in one commit, with what belongs to them: nobody waits long for the one writer of SQLite.
const ROWS_AT_ONCE: u32 = 200;

/// How many batches of a bulk go in one commit, which have many rows each.
const BATCHES_AT_ONCE: u32 = 50;

/// After how long rows of a bulk that were written down and not taken are nobody's: the request that wrote them is long over.
const STAGED_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// What has its time in itself, in the order in which it goes.
const BY_THEMSELVES: [Swept; 5] =
    [Swept::Marks, Swept::Tallies, Swept::Answers, Swept::MfaMessages, Swept::FlowSessions];

/// Takes away what is over, in small parts and in the order of `docs/operations/retention.md`: what has its time in itself
/// first; then, of one workspace after the other, what is kept for as long as that says, or the operator, or nobody; and last
/// the rows of bulks that nobody finds any more. What refers to something goes before it. Events never go.
///
/// To be called now and then, by any number of processes: [`take_turn`](super::take_turn) says which. What outlives its time by
/// an hour or a day harms nobody.
///
/// # Errors
/// The first [`Failure`]. What comes after it in the order is swept all the same, and what was left the next time.
pub async fn sweep(ls: &Latchstring) -> Result<(), Failure> {
    let now = ls.now();
    let mut done = Ok(());
    for of in BY_THEMSELVES {
        done = done.and(away(ls, of, now, ROWS_AT_ONCE).await);
    }
    match ls.store().workspaces().await {
        Ok(workspaces) => {
            for workspace in workspaces {
                let retention = workspace.retention.or(ls.retention());
                for kept in Kept::ALL {
                    let Some(days) = retention.of(*kept) else { continue };
                    let until = now.saturating_sub(days.span());
                    done = done.and(away(ls, of(*kept, workspace.id), until, ROWS_AT_ONCE).await);
                }
            }
        }
        Err(error) => done = done.and(Err(error.into())),
    }
    done.and(away(ls, Swept::StagedBulks, now.saturating_sub(STAGED_FOR), BATCHES_AT_ONCE).await)
}

const fn of(kept: Kept, workspace: WorkspaceId) -> Swept {
    match kept {
        Kept::Webhooks => Swept::Webhooks(workspace),
        Kept::BulkResults => Swept::BulkResults(workspace),
        Kept::Mails => Swept::Mails(workspace),
        Kept::DeadLetters => Swept::DeadLetters(workspace),
    }
}

async fn away(ls: &Latchstring, of: Swept, until: Timestamp, limit: u32) -> Result<(), Failure> {
    let sweep = Sweep { of, until, limit };
    while ls.store().any_over(&sweep).await? {
        match ls.store().commit(ChangeSet::new().with(Change::Sweep(sweep))).await {
            Ok(()) => {}
            Err(CommitError::Storage(error)) => return Err(error.into()),
            Err(refused @ CommitError::Refused { .. }) => return Err(StorageError::defect(refused).into()),
        }
    }
    Ok(())
}
