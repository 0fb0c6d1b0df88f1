use latchstring_domain::api_key::Scope;
use latchstring_domain::key::FlowKey;

use super::find::{FlowView, find, view};
use crate::{Caller, Failure, Latchstring};

/// The flow with this key or id. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, name: &FlowKey) -> Result<FlowView, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let flow = find(ls, caller, name).await?;
    view(ls, flow).await
}
