use std::time::Duration;

use latchstring_domain::sealed::Digest;
use latchstring_secrets::tally;
use latchstring_storage::{Change, ChangeSet, CommitError, Refusal};

use crate::{Failure, Latchstring};

/// Whether it is this process that sweeps: of all that ask within the span, the first. One that dies over it is followed by
/// another when the span is over.
///
/// # Errors
/// [`Failure`].
pub async fn take_turn(ls: &Latchstring, span: Duration) -> Result<bool, Failure> {
    let now = ls.now();
    let key = Digest::new(tally::key(ls.keyring(), "retention-turn", &[]));
    let turn = Change::Tally { key, limit: 1, at: now, until: now.saturating_add(span) };
    match ls.store().commit(ChangeSet::new().with(turn)).await {
        Ok(()) => Ok(true),
        Err(CommitError::Refused { why: Refusal::Conflict(_) | Refusal::Stale, .. }) => Ok(false),
        Err(CommitError::Storage(error)) => Err(error.into()),
    }
}
