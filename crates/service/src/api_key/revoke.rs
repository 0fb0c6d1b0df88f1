use latchstring_domain::api_key::{ApiKey, Scope};
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::ApiKeyId;
use latchstring_storage::{Change, ChangeSet};

use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing};

/// Revokes a key. Revoking one again changes nothing. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn revoke(ls: &Latchstring, caller: &Caller, id: ApiKeyId) -> Result<ApiKey, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let key = caller.own(ls, Thing::ApiKey, ls.store().api_key(id).await?).await?;
        if key.revoked_at.is_some() {
            return Ok(key);
        }
        let now = ls.now();
        let revoked = key.revoke(now);
        let data = EventData::none().with("apiKeyId", id.to_string());
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let event = chain.append(ls, &By::caller(caller, now), EventKind::ApiKeyRevoked, data);
        match attempts
            .commit(ChangeSet::new().with(Change::UpdateApiKey(revoked.clone())).with(event))
            .await?
        {
            Commit::Done => return Ok(revoked),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a revocation of an API key was refused")),
        }
    }
}
