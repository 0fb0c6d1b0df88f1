use latchstring_domain::api_key::Scope;
use latchstring_domain::provider::Provider;
use latchstring_storage::ProviderPlace;

use super::search::SearchProviders;
use crate::page::MAX_PER_PAGE;
use crate::{Caller, Failure, Latchstring};

/// A page of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderPage {
    /// The providers, by name.
    pub providers: Vec<Provider>,
    /// The place after which the next page begins, when there is one.
    pub next: Option<ProviderPlace>,
}

/// The providers of the caller's workspace, by name, those after a place; as many as `wish` says, and at most
/// [`MAX_PER_PAGE`]. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: &SearchProviders,
    after: Option<&ProviderPlace>,
) -> Result<ProviderPage, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let per_page = wish.limit.clamp(1, MAX_PER_PAGE);
    let filter = wish.filter(caller.workspace_id());
    let mut providers = ls.store().providers(&filter, after, per_page.saturating_add(1)).await?;
    let shown = usize::try_from(per_page).unwrap_or(usize::MAX);
    let more = providers.len() > shown;
    providers.truncate(shown);
    let place = |last: &Provider| ProviderPlace { name: last.name.clone(), id: last.id };
    let next = if more { providers.last().map(place) } else { None };
    Ok(ProviderPage { providers, next })
}
