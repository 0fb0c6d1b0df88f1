use latchstring_domain::id::WorkspaceId;
use latchstring_domain::workspace::Workspace;

use crate::{Failure, Latchstring, Thing};

/// All workspaces of the deployment, oldest first. For operators only.
///
/// # Errors
/// [`Failure`].
pub async fn list(ls: &Latchstring) -> Result<Vec<Workspace>, Failure> {
    Ok(ls.store().workspaces().await?)
}

/// The workspace with this id.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, id: WorkspaceId) -> Result<Workspace, Failure> {
    ls.store().workspace(id).await?.ok_or(Failure::NotFound(Thing::Workspace))
}
