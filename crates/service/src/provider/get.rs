use latchstring_domain::api_key::Scope;
use latchstring_domain::id::ProviderId;
use latchstring_domain::provider::Provider;

use crate::{Caller, Failure, Latchstring, Thing};

/// A provider of the caller's workspace, whether recipients find it or not. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: ProviderId) -> Result<Provider, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    find(ls, caller, id).await
}

/// The caller's provider with this id.
pub(super) async fn find(ls: &Latchstring, caller: &Caller, id: ProviderId) -> Result<Provider, Failure> {
    caller.own(ls, Thing::Provider, ls.store().provider(id).await?).await
}
