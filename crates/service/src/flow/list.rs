use latchstring_domain::api_key::Scope;

use super::find::{FlowView, views};
use crate::{Caller, Failure, Latchstring};

/// All flows of the caller's workspace, oldest first. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(ls: &Latchstring, caller: &Caller) -> Result<Vec<FlowView>, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    views(ls, ls.store().flows(caller.workspace_id()).await?).await
}
