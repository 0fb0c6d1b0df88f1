use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::workspace::{ReturnKey, Workspace};
use latchstring_secrets::keyring::KeyId;
use latchstring_secrets::return_result::ReturnSecret;
use latchstring_storage::{Change, ChangeSet};
use secrecy::SecretString;

use super::get;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Makes the secret anew that signs what browsers carry back to the customer's sites, and shows it, this once. What was
/// signed under the one before it is not genuine any more. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn rotate_return_secret(ls: &Latchstring, caller: &Caller) -> Result<SecretString, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let mut workspace = get(ls, caller.workspace_id()).await?;
        let generation = workspace.return_key.map_or(0, |key| key.generation.saturating_add(1));
        let key = ReturnKey { key_id: ls.keyring().primary_id().to_bytes(), generation };
        workspace.return_key = Some(key);
        workspace.updated_at = now;
        workspace.version = workspace.version.next();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let data = EventData::none().with("changed", vec!["returnSecret".to_owned()]);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::WorkspaceUpdated, data);
        let set = ChangeSet::new().with(Change::UpdateWorkspace(workspace.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => {
                let secret =
                    return_secret(ls, &workspace).ok_or(Failure::Defect("the primary key stands"))?;
                return Ok(secret.text().clone());
            }
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a new return secret was refused")),
        }
    }
}

/// The secret of a workspace, if it has made one and its key still stands.
pub(crate) fn return_secret(ls: &Latchstring, workspace: &Workspace) -> Option<ReturnSecret> {
    let ReturnKey { key_id, generation } = workspace.return_key?;
    let id = workspace.id.to_bytes();
    let secret = ReturnSecret::derive(ls.keyring(), KeyId::new(key_id), &id, generation);
    if secret.is_err() {
        tracing::warn!(workspace = %workspace.id, "the key of a return secret is gone: nothing is signed until another is made");
    }
    secret.ok()
}
