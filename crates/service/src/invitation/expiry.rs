use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{DataValue, EventData, EventKind, Origin, Subject};
use latchstring_domain::id::{InvitationId, WorkspaceId};
use latchstring_domain::invitation::InvitationStatus;
use latchstring_storage::{Change, EventFilter, Slice};

use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// The changes that write down an invitation's expiry, if it has expired; none if it was used up, revoked or extended
/// before.
pub(crate) async fn record_expiry(ls: &Latchstring, id: InvitationId) -> Result<Vec<Change>, Failure> {
    // The chain first: an extension between the two reads appends to it, and makes this stale.
    let mut chain = Chain::load(ls, Subject::Invitation(id)).await?;
    let now = ls.now();
    let Some(invitation) = ls.store().invitation(id).await? else { return Ok(Vec::new()) };
    let (InvitationStatus::Expired, Some(at)) = (invitation.status(now), invitation.expires_at) else {
        return Ok(Vec::new());
    };
    // An invitation that was extended has a note for each expiry it had. A late note finds what another has written.
    if last_expiry(ls, invitation.workspace_id, id).await? == Some(DataValue::Text(at.to_string())) {
        return Ok(Vec::new());
    }
    let by = By {
        workspace_id: invitation.workspace_id,
        actor: Actor::new(ActorKind::System, "expiry"),
        origin: Origin::default(),
        now,
        automated: true,
    };
    let data = EventData::none().with("expiresAt", at.to_string());
    Ok(vec![chain.append(ls, &by, EventKind::Expired, data)])
}

/// The expiry that was written down last.
async fn last_expiry(
    ls: &Latchstring,
    workspace: WorkspaceId,
    id: InvitationId,
) -> Result<Option<DataValue>, Failure> {
    let subject = Some(Subject::Invitation(id));
    let filter = EventFilter { subject, kind: Some(EventKind::Expired), ..EventFilter::all(workspace) };
    let mut events = ls.store().events(&filter, Slice::first(1)).await?;
    Ok(events.pop().and_then(|event| event.body.data.values().get("expiresAt").cloned()))
}
