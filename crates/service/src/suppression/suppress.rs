use latchstring_domain::email::EmailAddress;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::{Suppression, SuppressionReason};
use latchstring_storage::Change;

use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// Whether a workspace mails this address no more.
pub(crate) async fn is_suppressed(
    ls: &Latchstring,
    workspace: WorkspaceId,
    address: &EmailAddress,
) -> Result<bool, Failure> {
    Ok(ls.store().suppression(workspace, address).await?.is_some())
}

/// The changes by which an address is mailed no more; none where it is so already. Refused as
/// [`Once`](latchstring_storage::Constraint::Once) where somebody else does the same in that moment.
pub(crate) async fn suppress(
    ls: &Latchstring,
    by: &By,
    address: &EmailAddress,
    reason: SuppressionReason,
) -> Result<Vec<Change>, Failure> {
    if is_suppressed(ls, by.workspace_id, address).await? {
        return Ok(Vec::new());
    }
    let row = Suppression { workspace_id: by.workspace_id, address: address.clone(), reason, since: by.now };
    let mut chain = Chain::load(ls, Subject::Workspace(by.workspace_id)).await?;
    let event = chain.append(ls, by, EventKind::AddressSuppressed, told(&row));
    Ok(vec![Change::Suppress(row), event])
}

/// What events tell of one. The address stands there masked; who may see the list finds it there.
pub(super) fn told(row: &Suppression) -> EventData {
    EventData::none().with("address", row.address.masked()).with("reason", row.reason.as_str())
}
