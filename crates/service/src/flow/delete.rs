use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::key::FlowKey;
use latchstring_storage::{Change, ChangeSet};

use super::find::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Deletes a flow. The connections made in it stay, and remember it; links that offer nothing else offer nothing any
/// more. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn delete(ls: &Latchstring, caller: &Caller, name: &FlowKey) -> Result<(), Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let flow = find(ls, caller, name).await?;
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let data = EventData::none().with("flowId", flow.id.to_string()).with("key", flow.key.as_str());
        let event = chain.append(ls, &By::caller(caller, now), EventKind::FlowDeleted, data);
        let set = ChangeSet::new().with(Change::DeleteFlow(flow.id, flow.version)).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a flow could not be deleted")),
        }
    }
}
