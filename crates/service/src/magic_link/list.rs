use latchstring_domain::api_key::Scope;
use latchstring_domain::id::{CompanyId, MagicLinkId};
use latchstring_domain::magic_link::{MagicLink, MagicLinkStatus};

use crate::{Caller, Failure, Latchstring, Listing, PageRequest, company};

/// A magic link as its makers see it. The secret is not in it: it is shown when the link is minted and never again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MagicLinkView {
    /// The link.
    pub link: MagicLink,
    /// Where it stands now.
    pub status: MagicLinkStatus,
}

/// The magic links of a company, newest first: those after the one last seen, at most [`crate::MAX_PER_PAGE`]. Needs
/// the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    company_id: CompanyId,
    last: Option<MagicLinkId>,
    per_page: u32,
) -> Result<Listing<MagicLinkView, MagicLinkId>, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let company = company::find(ls, caller, company_id).await?;
    let page = PageRequest::After { last, per_page };
    let links = ls.store().magic_links(company_id, page.slice()).await?;
    let now = ls.now();
    let view = |link: MagicLink| MagicLinkView { status: link.status(&company, now), link };
    Ok(page.page(links.into_iter().map(view).collect(), 0, |view: &MagicLinkView| view.link.id))
}
