use latchstring_domain::api_key::{ApiKey, Scope};
use latchstring_domain::id::ApiKeyId;

use crate::{Caller, Failure, Latchstring, Thing};

/// A key of the caller's workspace. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: ApiKeyId) -> Result<ApiKey, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    caller.own(ls, Thing::ApiKey, ls.store().api_key(id).await?).await
}
