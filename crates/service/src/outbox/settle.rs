use latchstring_domain::Timestamp;
use latchstring_storage::{Change, ChangeSet, ClaimedEntry, CommitError};

use crate::{Failure, Latchstring};

/// Gives work back, to be tried again from then on. Of no effect when the lease was lost.
///
/// # Errors
/// [`Failure`].
pub async fn retry_at(ls: &Latchstring, claimed: &ClaimedEntry, run_at: Timestamp) -> Result<(), Failure> {
    settle(ls, Change::Retry { id: claimed.entry.id, fence: claimed.fence, run_at }).await
}

/// Gives work up, for an operator to look at. Of no effect when the lease was lost.
///
/// # Errors
/// [`Failure`].
pub async fn park(ls: &Latchstring, claimed: &ClaimedEntry, reason: &str) -> Result<(), Failure> {
    let change = Change::Park { id: claimed.entry.id, fence: claimed.fence, reason: reason.to_owned() };
    settle(ls, change).await
}

async fn settle(ls: &Latchstring, change: Change) -> Result<(), Failure> {
    match ls.store().commit(ChangeSet::new().with(change)).await {
        Ok(()) | Err(CommitError::Refused { .. }) => Ok(()),
        Err(CommitError::Storage(error)) => Err(error.into()),
    }
}
