use latchstring_storage::{Change, ChangeSet, CommitError, StorageError};

use crate::webhook::KEPT_FOR;
use crate::{Failure, Latchstring, bulk};

/// How many answers go in one commit: each may be large, and nobody waits long for the one writer of SQLite.
const ANSWERS_AT_ONCE: u32 = 200;

/// Takes away what is kept for a time only: the marks by which one visitor's return is told from another visitor,
/// counts whose time has come, forwarded messages, webhooks with what became of them, the results of bulks, and answers kept to be given again. To be called now and then, by any number of servers; what outlives its time by an hour
/// or a day harms nobody.
///
/// # Errors
/// [`Failure`].
pub async fn sweep(ls: &Latchstring) -> Result<(), Failure> {
    let now = ls.now();
    let set = ChangeSet::new()
        .with(Change::SweepMarks { now })
        .with(Change::SweepTallies { now })
        .with(Change::SweepMfaMessages { now })
        .with(Change::SweepMessages { before: now.saturating_sub(KEPT_FOR) });
    commit(ls, set).await?;
    bulk::forget(ls, now.saturating_sub(bulk::KEPT_FOR)).await?;
    loop {
        let slots = ls.store().answers_over(now, ANSWERS_AT_ONCE).await?;
        if slots.is_empty() {
            return Ok(());
        }
        commit(ls, ChangeSet::new().with(Change::SweepAnswers { slots, now })).await?;
    }
}

async fn commit(ls: &Latchstring, set: ChangeSet) -> Result<(), Failure> {
    match ls.store().commit(set).await {
        Ok(()) => Ok(()),
        Err(CommitError::Storage(error)) => Err(error.into()),
        Err(refused @ CommitError::Refused { .. }) => Err(StorageError::defect(refused).into()),
    }
}
