use latchstring_domain::api_key::Scope;
use latchstring_domain::event::Checkpoint;
use latchstring_domain::id::WorkspaceId;

use crate::{Caller, Failure, Latchstring};

/// The checkpoints of the caller's workspace with a number above `after`, in order, at most `limit`. Needs the scope
/// `events:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    number: u64,
    limit: u32,
) -> Result<Vec<Checkpoint>, Failure> {
    caller.require(ls, Scope::EventsRead).await?;
    after(ls, caller.workspace_id(), number, limit).await
}

/// The same of any workspace, for the deployment's own files.
///
/// # Errors
/// [`Failure`].
pub async fn after(
    ls: &Latchstring,
    workspace: WorkspaceId,
    number: u64,
    limit: u32,
) -> Result<Vec<Checkpoint>, Failure> {
    Ok(ls.store().checkpoints(workspace, number, limit).await?)
}
