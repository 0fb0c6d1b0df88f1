use std::time::Duration;

use latchstring_domain::Timestamp;
use latchstring_storage::{Claim, ClaimedEntry, OutboxCounts};

use crate::{Failure, Latchstring};

/// Takes work that is due, for as long as the lease.
///
/// # Errors
/// [`Failure`].
pub async fn claim(ls: &Latchstring, lease: Duration, limit: u32) -> Result<Vec<ClaimedEntry>, Failure> {
    Ok(ls.store().claim(Claim { now: ls.now(), lease, limit }).await?)
}

/// When the next work falls due.
///
/// # Errors
/// [`Failure`].
pub async fn next_due(ls: &Latchstring) -> Result<Option<Timestamp>, Failure> {
    Ok(ls.store().next_due().await?)
}

/// How much work there is.
///
/// # Errors
/// [`Failure`].
pub async fn counts(ls: &Latchstring) -> Result<OutboxCounts, Failure> {
    Ok(ls.store().outbox_counts().await?)
}
