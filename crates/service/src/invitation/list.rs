use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{CompanyId, InvitationId};
use latchstring_domain::invitation::{InvitationSource, InvitationStatus, InvitationType};
use latchstring_domain::text::SearchText;
use latchstring_storage::InvitationFilter;

use super::issue::workspace_of;
use super::revealing::record_reveal;
use super::view::{InvitationView, views};
use crate::{Caller, Failure, Latchstring, Listing, PageRequest, company};

/// Which invitations are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WantedInvitations {
    /// Only those of this company.
    pub company_id: Option<CompanyId>,
    /// Only those that stand there now.
    pub status: Option<InvitationStatus>,
    /// Only those made through this interface.
    pub source: Option<InvitationSource>,
    /// Only those of this type.
    pub kind: Option<InvitationType>,
    /// Only those whose allow-list names this address, or that were mailed to it.
    pub email: Option<EmailAddress>,
    /// Only those whose external id, allow-list or labels have this in them.
    pub text: Option<SearchText>,
    /// Only those made then or later.
    pub made_from: Option<Timestamp>,
    /// Only those made before.
    pub made_before: Option<Timestamp>,
}

/// Which page of which invitations is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListInvitations {
    /// Which of them.
    pub wanted: WantedInvitations,
    /// The page.
    pub page: PageRequest<InvitationId>,
}

/// The invitations of the caller's workspace, newest first. Needs the scope `invitations:read`. That their links are shown
/// to somebody is an event.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    ListInvitations { wanted, page }: ListInvitations,
) -> Result<Listing<InvitationView, InvitationId>, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    if let Some(id) = wanted.company_id {
        company::find(ls, caller, id).await?;
    }
    let filter = InvitationFilter {
        workspace: caller.workspace_id(),
        company: wanted.company_id,
        connection: None,
        status: wanted.status.map(|status| (status, ls.now())),
        source: wanted.source,
        kind: wanted.kind,
        email: wanted.email,
        text: wanted.text,
        made_from: wanted.made_from,
        made_before: wanted.made_before,
    };
    let invitations = ls.store().invitations(&filter, page.slice()).await?;
    let total = if page.is_numbered() { ls.store().count_invitations(&filter).await? } else { 0 };
    let workspace = workspace_of(ls, caller).await?;
    let views = views(ls, caller, &workspace, invitations).await?;
    record_reveal(ls, caller, &views).await?;
    Ok(page.page(views, total, |view| view.invitation.id))
}
