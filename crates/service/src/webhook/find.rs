use latchstring_domain::api_key::Scope;
use latchstring_domain::id::EndpointId;
use latchstring_domain::webhook::{Endpoint, EndpointUrl};
use latchstring_domain::workspace::Mode;

use crate::{Caller, Failure, Latchstring, Thing};

/// An endpoint. Its secret is never shown again. Needs the scope `webhooks:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: EndpointId) -> Result<Endpoint, Failure> {
    caller.require(ls, Scope::WebhooksManage).await?;
    find(ls, caller, id).await
}

/// The caller's endpoint with this id.
pub(super) async fn find(ls: &Latchstring, caller: &Caller, id: EndpointId) -> Result<Endpoint, Failure> {
    caller.own(ls, Thing::Webhook, ls.store().endpoint(id).await?).await
}

/// Whether webhooks of the caller's workspace may go to this address: to an `https` one, and where the operator lets
/// sandbox workspaces, to an `http` one too.
pub(super) async fn may_be_sent_to(
    ls: &Latchstring,
    caller: &Caller,
    url: &EndpointUrl,
) -> Result<bool, Failure> {
    if url.is_https() {
        return Ok(true);
    }
    let workspace = ls.store().workspace(caller.workspace_id()).await?;
    let mode = workspace.ok_or(Failure::NotFound(Thing::Workspace))?.mode;
    Ok(mode == Mode::Sandbox && ls.sends_plain_http_in_sandbox())
}
