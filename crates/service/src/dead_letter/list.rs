use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::id::{DeliveryId, OutboxId};
use latchstring_domain::outbox::DeadLetterKind;
use latchstring_domain::webhook::DeliveryStatus;
use latchstring_storage::{ParkedFilter, Slice};
use uuid::Uuid;

use super::model::DeadLetter;
use crate::{Caller, Failure, Latchstring, Listing, PageRequest, Thing};

/// Which dead letters are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListDeadLetters {
    /// Only those of this kind.
    pub kind: Option<DeadLetterKind>,
    /// Only those that were given up then or later.
    pub from: Option<Timestamp>,
    /// Only those that were given up before then.
    pub until: Option<Timestamp>,
    /// After which one, by its id.
    pub after: Option<Uuid>,
    /// How many.
    pub per_page: u32,
}

/// The dead letters of the workspace, the one promised last first. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListDeadLetters,
) -> Result<Listing<DeadLetter, Uuid>, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let ListDeadLetters { kind, from, until, after, per_page } = wish;
    let filter = ParkedFilter { workspace: Some(caller.workspace_id()), from, until };
    let page = PageRequest::After { last: after, per_page };
    let found = read(ls, kind, &filter, after, page.slice().limit()).await?;
    Ok(page.page(found, 0, DeadLetter::id))
}

/// So many of both kinds, in the order of their ids, which is that of their time, newest first.
pub(super) async fn read(
    ls: &Latchstring,
    kind: Option<DeadLetterKind>,
    filter: &ParkedFilter,
    after: Option<Uuid>,
    limit: u32,
) -> Result<Vec<DeadLetter>, Failure> {
    let mut found = Vec::new();
    if kind != Some(DeadLetterKind::Webhook) {
        let slice = Slice::After { id: after.map(OutboxId::from_uuid), limit };
        found.extend(ls.store().parked(filter, slice).await?.into_iter().map(DeadLetter::Work));
    }
    if kind != Some(DeadLetterKind::Work) {
        let slice = Slice::After { id: after.map(DeliveryId::from_uuid), limit };
        let failed = ls.store().failed_deliveries(filter, slice).await?;
        found.extend(failed.into_iter().map(DeadLetter::Webhook));
    }
    found.sort_by_key(|letter| std::cmp::Reverse(letter.id()));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

/// One dead letter. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: Uuid) -> Result<DeadLetter, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    find(ls, caller, id).await
}

/// The caller's dead letter with this id.
pub(super) async fn find(ls: &Latchstring, caller: &Caller, id: Uuid) -> Result<DeadLetter, Failure> {
    let found = match ls.store().parked_entry(OutboxId::from_uuid(id)).await? {
        Some(parked) => Some(DeadLetter::Work(parked)),
        None => {
            let delivery = ls.store().delivery(DeliveryId::from_uuid(id)).await?;
            let failed = delivery.filter(|delivery| delivery.state.status() == DeliveryStatus::Failed);
            failed.map(DeadLetter::Webhook)
        }
    };
    caller.own(ls, Thing::DeadLetter, found).await
}
