use latchstring_domain::api_key::Scope;
use latchstring_domain::bulk::Bulk;
use latchstring_domain::id::BulkId;
use latchstring_storage::{ChangeSet, Constraint};

use super::issue::settle_next;
use crate::attempts::{Attempts, Commit};
use crate::{Caller, Failure, Latchstring, Thing};

/// Makes the next batch of a bulk here and now, and says how far it is: for a program that stands by until all are made.
/// Needs the scope `invitations:write`.
///
/// The work stays promised to the outbox, so whoever stops calling leaves nothing undone; a worker that is at it in the same
/// moment makes other batches.
///
/// # Errors
/// [`Failure`]; then nothing of the batch was made.
pub async fn advance(ls: &Latchstring, caller: &Caller, id: BulkId) -> Result<Bulk, Failure> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let bulk = caller.own(ls, Thing::Bulk, ls.store().bulk(id).await?).await?;
        let Some((next, changes)) = settle_next(ls, bulk.clone()).await? else { return Ok(bulk) };
        let set = changes.into_iter().fold(ChangeSet::new(), ChangeSet::with);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(next),
            Commit::Stale => {}
            // A company that was there a moment ago; the next look finds it gone.
            Commit::Conflict(Constraint::Reference) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a batch was refused")),
        }
    }
}
