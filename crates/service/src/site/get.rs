use latchstring_domain::api_key::Scope;
use latchstring_domain::id::SiteId;
use latchstring_domain::site::Site;

use crate::{Caller, Failure, Latchstring, Thing};

/// A site. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: SiteId) -> Result<Site, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    find(ls, caller, id).await
}

/// The caller's site with this id.
pub(super) async fn find(ls: &Latchstring, caller: &Caller, id: SiteId) -> Result<Site, Failure> {
    caller.own(ls, Thing::Site, ls.store().site(id).await?).await
}
