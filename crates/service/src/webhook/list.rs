use latchstring_domain::api_key::Scope;
use latchstring_domain::webhook::Endpoint;

use crate::{Caller, Failure, Latchstring};

/// All endpoints of the caller's workspace, oldest first. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn list(ls: &Latchstring, caller: &Caller) -> Result<Vec<Endpoint>, Failure> {
    caller.require(ls, Scope::WebhooksManage).await?;
    Ok(ls.store().endpoints(caller.workspace_id()).await?)
}
