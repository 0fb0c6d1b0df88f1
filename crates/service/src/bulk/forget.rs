use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_domain::bulk::{BATCH, Bulk};
use latchstring_storage::{BulkChange, Change, ChangeSet, CommitError, StorageError};

use crate::{Failure, Latchstring};

/// For how long the results of a bulk are kept after its last row was settled. The invitations are no part of them.
pub const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// After how long rows that were written down and not taken are nobody's: the request that wrote them is long over.
const STAGED_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// How many bulks are looked for at once.
const BULKS_AT_ONCE: u32 = 20;

/// How many batches go in one commit.
const BATCHES_AT_ONCE: u32 = 50;

/// Takes away what is known of the bulks that were done before a time, and what was written down of bulks that were never
/// taken, a thousand rows in each commit.
///
/// # Errors
/// [`Failure`]; what is left is found the next time.
pub async fn forget(ls: &Latchstring, done_before: Timestamp) -> Result<(), Failure> {
    loop {
        let staged_before = ls.now().saturating_sub(STAGED_FOR);
        let over = ls.store().bulks_over(done_before, staged_before, BULKS_AT_ONCE).await?;
        if over.is_empty() {
            return Ok(());
        }
        for bulk in over {
            forget_one(ls, &bulk).await?;
        }
    }
}

async fn forget_one(ls: &Latchstring, bulk: &Bulk) -> Result<(), Failure> {
    let mut from = bulk.total.div_ceil(BATCH);
    loop {
        from = from.saturating_sub(BATCHES_AT_ONCE);
        let set = ChangeSet::new().with(Change::Bulk(BulkChange::Forget { id: bulk.id, from }));
        ls.store().commit(set).await.map_err(|error| match error {
            CommitError::Storage(error) => error,
            refused @ CommitError::Refused { .. } => StorageError::defect(refused),
        })?;
        if from == 0 {
            return Ok(());
        }
    }
}
