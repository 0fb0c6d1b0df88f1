use latchstring_domain::api_key::Scope;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::workspace::Workspace;

use crate::{Caller, Failure, Latchstring, Thing};

/// All workspaces of the deployment, oldest first. For operators only.
///
/// # Errors
/// [`Failure`].
pub async fn list(ls: &Latchstring) -> Result<Vec<Workspace>, Failure> {
    Ok(ls.store().workspaces().await?)
}

/// The caller's workspace. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn own(ls: &Latchstring, caller: &Caller) -> Result<Workspace, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    get(ls, caller.workspace_id()).await
}

/// The workspace with this id.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, id: WorkspaceId) -> Result<Workspace, Failure> {
    ls.store().workspace(id).await?.ok_or(Failure::NotFound(Thing::Workspace))
}
