use latchstring_domain::api_key::{ApiKey, Scope};

use crate::{Caller, Failure, Latchstring};

/// The keys of the caller's workspace, oldest first, revoked and expired ones among them. Needs the scope
/// `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn list(ls: &Latchstring, caller: &Caller) -> Result<Vec<ApiKey>, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    Ok(ls.store().api_keys(caller.workspace_id()).await?)
}
