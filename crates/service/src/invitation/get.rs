use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{Event, Subject};
use latchstring_domain::id::InvitationId;
use latchstring_domain::invitation::Invitation;

use super::issue::workspace_of;
use super::revealing::record_reveal;
use super::view::{InvitationView, views};
use crate::{Caller, Failure, Latchstring, Thing, event};

/// An invitation with its story.
#[derive(Debug)]
pub struct InvitationDetail {
    /// The invitation.
    pub view: InvitationView,
    /// What happened to it, oldest first: the newest thousand events.
    pub events: Vec<Event>,
}

/// An invitation with what happened to it. Needs the scope `invitations:read`. That its link is shown to somebody is an
/// event.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: InvitationId) -> Result<InvitationDetail, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let invitation = find(ls, caller, id).await?;
    let workspace = workspace_of(ls, caller).await?;
    let mut views = views(ls, caller, &workspace, vec![invitation]).await?;
    record_reveal(ls, caller, &views).await?;
    let view = views.pop().ok_or(Failure::Defect("one invitation has one view"))?;
    Ok(InvitationDetail { view, events: event::story(ls, Subject::Invitation(id)).await? })
}

/// The caller's invitation with this id.
pub(super) async fn find(ls: &Latchstring, caller: &Caller, id: InvitationId) -> Result<Invitation, Failure> {
    caller.own(ls, Thing::Invitation, ls.store().invitation(id).await?).await
}
