use latchstring_domain::api_key::Scope;
use latchstring_domain::provider::Provider;
use latchstring_storage::{ChangeSet, Constraint};

use super::entry::CatalogEntry;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why a provider was not put into the catalog.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateProviderError {
    /// The catalog has a provider at this address.
    #[error("the catalog has a provider at this address")]
    UrlTaken,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Puts a provider into the catalog. One at the same address that a recipient has named, or that was taken out, comes
/// into it with the id it had, so that what was connected there stays of one provider. Needs the scope
/// `workspace:manage`.
///
/// # Errors
/// [`CreateProviderError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    entry: &CatalogEntry,
) -> Result<Provider, CreateProviderError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let mut chain = Chain::load(ls, caller.workspace_subject()).await.map_err(Failure::from)?;
        let old =
            ls.store().provider_by_url(caller.workspace_id(), &entry.url).await.map_err(Failure::from)?;
        if old.as_ref().is_some_and(|old| old.listed) {
            return Err(CreateProviderError::UrlTaken);
        }
        let (provider, changes) = entry.put(ls, &by, &mut chain, old);
        match attempts.commit(changes.into_iter().fold(ChangeSet::new(), ChangeSet::with)).await? {
            Commit::Done => return Ok(provider),
            Commit::Stale => {}
            // Somebody has just named the same address: find it now.
            Commit::Conflict(Constraint::ProviderUrl) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("a new provider was refused").into()),
        }
    }
}
