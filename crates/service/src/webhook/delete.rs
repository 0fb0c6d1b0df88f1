use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::id::EndpointId;
use latchstring_storage::{Change, ChangeSet};

use super::find::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Deletes an endpoint, with all that is known of its deliveries. Nothing more is sent there. Needs the scope
/// `webhooks:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn delete(ls: &Latchstring, caller: &Caller, id: EndpointId) -> Result<(), Failure> {
    caller.require(ls, Scope::WebhooksManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let endpoint = find(ls, caller, id).await?;
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let data = EventData::none().with("webhookId", id.to_string()).with("url", endpoint.url.origin());
        let event = chain.append(ls, &By::caller(caller, ls.now()), EventKind::WebhookDeleted, data);
        let set = ChangeSet::new().with(Change::DeleteEndpoint(id, endpoint.version)).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            // A message has just been put on its way there.
            Commit::Conflict(_) => attempts.again().await?,
        }
    }
}
