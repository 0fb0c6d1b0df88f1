use latchstring_domain::api_key::Scope;
use latchstring_domain::id::{CompanyId, InvitationId};
use latchstring_domain::invitation::{InvitationSource, InvitationStatus};
use latchstring_storage::InvitationFilter;

use super::issue::workspace_of;
use super::view::{InvitationView, views};
use crate::{Caller, Failure, Latchstring, Listing, PageRequest, company};

/// Which invitations are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListInvitations {
    /// Only those of this company.
    pub company_id: Option<CompanyId>,
    /// Only those that stand there now.
    pub status: Option<InvitationStatus>,
    /// Only those made through this interface.
    pub source: Option<InvitationSource>,
    /// The page.
    pub page: PageRequest<InvitationId>,
}

/// The invitations of the caller's workspace, newest first. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListInvitations,
) -> Result<Listing<InvitationView, InvitationId>, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    if let Some(id) = wish.company_id {
        company::find(ls, caller, id).await?;
    }
    let filter = InvitationFilter {
        workspace: caller.workspace_id(),
        company: wish.company_id,
        connection: None,
        status: wish.status.map(|status| (status, ls.now())),
        source: wish.source,
    };
    let invitations = ls.store().invitations(&filter, wish.page.slice()).await?;
    let total = if wish.page.is_numbered() { ls.store().count_invitations(&filter).await? } else { 0 };
    let workspace = workspace_of(ls, caller).await?;
    let views = views(ls, caller, &workspace, invitations).await?;
    Ok(wish.page.page(views, total, |view| view.invitation.id))
}
