use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::{ExtendError, Extended, Extension, Invitation, InvitationStatus};
use latchstring_domain::workspace::Workspace;
use latchstring_storage::{Change, ChangeSet};

use super::get::find;
use super::issue::{look_at_expiry, workspace_of};
use super::remind::look_before_expiry;
use super::view::{InvitationView, views};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why an invitation was not extended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtendInvitationError {
    /// It cannot have that expiry, or no other any more.
    #[error(transparent)]
    Refused(#[from] ExtendError),
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Gives an invitation a later expiry, an expired one too. One that lives that long already stays as it is, and the
/// answer is the same. Needs the scope `invitations:write`.
///
/// # Errors
/// [`ExtendInvitationError`].
pub async fn extend(
    ls: &Latchstring,
    caller: &Caller,
    id: InvitationId,
    extension: Extension,
) -> Result<InvitationView, ExtendInvitationError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let workspace = workspace_of(ls, caller).await?;
    let mut attempts = Attempts::new(ls);
    let extended = loop {
        let by = By::caller(caller, ls.now());
        let before = find(ls, caller, id).await?;
        let mut chain = Chain::load(ls, Subject::Invitation(id)).await.map_err(Failure::from)?;
        let mut set = ChangeSet::new();
        let after = lengthen(ls, &mut set, &mut chain, &by, &workspace, before, extension)?;
        if set.changes().is_empty() {
            break after;
        }
        look_before_expiry(ls, &mut set, &workspace, &after, by.now).await?;
        match attempts.commit(set).await? {
            Commit::Done => break after,
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("an extension was refused").into()),
        }
    };
    let mut views = views(ls, caller, &workspace, vec![extended]).await?;
    Ok(views.pop().ok_or(Failure::Defect("one invitation has one view"))?)
}

/// Adds what extends an invitation to a set: its new state, the event, and the note to look at its new expiry. Adds
/// nothing, when it lives that long already.
pub(super) fn lengthen(
    ls: &Latchstring,
    set: &mut ChangeSet,
    chain: &mut Chain,
    by: &By,
    workspace: &Workspace,
    before: Invitation,
    extension: Extension,
) -> Result<Invitation, ExtendError> {
    let revived = before.status(by.now) == InvitationStatus::Expired;
    let from = before.expires_at;
    let after = match before.extend(by.now, extension, &workspace.expiry)? {
        Extended::Already(invitation) => return Ok(invitation),
        Extended::Now(invitation) => invitation,
    };
    let mut data = EventData::none().with("revived", revived);
    for (name, at) in [("from", from), ("expiresAt", after.expires_at)] {
        if let Some(at) = at {
            data = data.with(name, at.to_string());
        }
    }
    set.push(Change::UpdateInvitation(after.clone()));
    set.push(chain.append(ls, by, EventKind::Extended, data));
    if let Some(at) = after.expires_at {
        set.push(look_at_expiry(ls, &after, at, by.now));
    }
    Ok(after)
}
