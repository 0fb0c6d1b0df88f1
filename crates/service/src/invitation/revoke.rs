use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{RevokeError, Revoked};
use latchstring_storage::{Change, ChangeSet};

use super::get::find;
use super::issue::workspace_of;
use super::view::{InvitationView, views};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why an invitation was not revoked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RevokeInvitationError {
    /// There is nothing left to revoke.
    #[error(transparent)]
    NotActive(#[from] RevokeError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Revokes an invitation: once this has returned, no use of it begins. Revoking one again changes nothing and
/// answers the same. Needs the scope `invitations:write`.
///
/// # Errors
/// [`RevokeInvitationError`].
pub async fn revoke(
    ls: &Latchstring,
    caller: &Caller,
    id: InvitationId,
) -> Result<InvitationView, RevokeInvitationError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    let revoked = loop {
        let now = ls.now();
        let revoked = match find(ls, caller, id).await?.revoke(now)? {
            Revoked::Already(invitation) => break invitation,
            Revoked::Now(invitation) => invitation,
        };
        let mut chain = Chain::load(ls, Subject::Invitation(id)).await.map_err(Failure::from)?;
        let event = chain.append(ls, &By::caller(caller, now), EventKind::Revoked, EventData::none());
        let set = ChangeSet::new().with(Change::UpdateInvitation(revoked.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => break revoked,
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a revocation was refused").into()),
        }
    };
    let workspace = workspace_of(ls, caller).await?;
    let mut views = views(ls, caller, &workspace, vec![revoked]).await?;
    Ok(views.pop().ok_or(Failure::Defect("one invitation has one view"))?)
}
