use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::workspace::{InboundKey, Workspace};
use latchstring_secrets::keyring::KeyId;
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_storage::{Change, ChangeSet};
use secrecy::SecretString;

use super::get;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Makes the secret anew under which mail services and the like sign what they hand in, and shows it, this once. What is
/// signed under the one before it is not taken any more. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn rotate_inbound_secret(ls: &Latchstring, caller: &Caller) -> Result<SecretString, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let mut workspace = get(ls, caller.workspace_id()).await?;
        let generation = workspace.inbound_key.map_or(0, |key| key.generation.saturating_add(1));
        let key = InboundKey { key_id: ls.keyring().primary_id().to_bytes(), generation };
        workspace.inbound_key = Some(key);
        workspace.updated_at = now;
        workspace.version = workspace.version.next();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let data = EventData::none().with("changed", vec!["inboundSecret".to_owned()]);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WorkspaceUpdated, data);
        let set = ChangeSet::new().with(Change::UpdateWorkspace(workspace.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => {
                let secret =
                    inbound_secret(ls, &workspace).ok_or(Failure::Defect("the primary key stands"))?;
                return Ok(secret.expose());
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a new inbound secret was refused")),
        }
    }
}

/// The secret of a workspace, if it has made one and its key still stands.
pub(crate) fn inbound_secret(ls: &Latchstring, workspace: &Workspace) -> Option<WebhookSecret> {
    let InboundKey { key_id, generation } = workspace.inbound_key?;
    let id = workspace.id.to_bytes();
    let secret = WebhookSecret::inbound(ls.keyring(), KeyId::new(key_id), &id, generation);
    if secret.is_err() {
        tracing::warn!(workspace = %workspace.id, "the key of an inbound secret is gone: nothing is taken until another is made");
    }
    secret.ok()
}
