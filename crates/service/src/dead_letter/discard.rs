use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::outbox::Task;
use latchstring_storage::{Change, ChangeSet};
use uuid::Uuid;

use super::list::find;
use super::model::DeadLetter;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why nothing was thrown away.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DiscardError {
    /// It is a webhook, which is kept as long as all webhooks are.
    #[error("a webhook that was given up is kept as long as all webhooks are, and goes by itself")]
    Webhook,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Throws away work that was given up. The sending of a webhook is not lost by it: the webhook is a dead letter then. Needs the scope
/// `workspace:manage`.
///
/// # Errors
/// [`DiscardError`].
pub async fn discard(ls: &Latchstring, caller: &Caller, id: Uuid) -> Result<(), DiscardError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let DeadLetter::Work(parked) = find(ls, caller, id).await? else { return Err(DiscardError::Webhook) };
        let task = parked.entry.task;
        let mut set = ChangeSet::new().with(Change::Discard { id: parked.entry.id });
        if let Task::Deliver { delivery, .. } = task {
            let delivery = ls.store().delivery(delivery).await.map_err(Failure::from)?;
            set.push_if_any(delivery.and_then(|delivery| delivery.given_up(now)).map(Change::UpdateDelivery));
        }
        let data = EventData::none()
            .with("deadLetterId", id.to_string())
            .with("task", task.name())
            .with("subjectId", task.subject().to_string());
        set.push(chain.append(ls, &By::caller(caller, now), EventKind::DeadLetterDiscarded, data));
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("throwing away was refused").into()),
        }
    }
}
