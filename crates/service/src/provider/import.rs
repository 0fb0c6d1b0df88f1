use std::collections::BTreeSet;

use latchstring_domain::api_key::Scope;
use latchstring_domain::provider::ProviderUrl;
use latchstring_storage::{ChangeSet, Constraint};

use super::entry::CatalogEntry;
use crate::attempts::{Attempts, Commit};
use crate::connector::Imported;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// The most providers of one import.
pub const MAX_CATALOG: usize = 50_000;

/// How many are one commit. Each is a row and an event.
const PORTION: usize = 500;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportProvidersError {
    /// There are more than [`MAX_CATALOG`].
    #[error("at most {MAX_CATALOG} providers can be imported at once")]
    TooMany,
    /// Two entries have this address.
    #[error("the address {0} is there twice")]
    RepeatedUrl(ProviderUrl),
    /// A failure common to all use cases. What was imported before it stays; importing the same again goes on from there.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Takes providers into the catalog: one at a new address is made, one at a known address is changed, none is removed.
/// Needs the scope `workspace:manage`.
///
/// All that can be wrong with the entries is found before anything is written. Then they are written in portions, each
/// whole or not at all: a catalog of tens of thousands in one commit would hold up everybody else's.
///
/// # Errors
/// [`ImportProvidersError`].
pub async fn import(
    ls: &Latchstring,
    caller: &Caller,
    entries: &[CatalogEntry],
) -> Result<Imported, ImportProvidersError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    check(entries)?;
    let mut imported = Imported::default();
    for portion in entries.chunks(PORTION) {
        let done = put(ls, caller, portion).await?;
        imported.created += done.created;
        imported.updated += done.updated;
        imported.unchanged += done.unchanged;
    }
    Ok(imported)
}

/// What [`import`] would do with these entries, as the catalog stands now. Changes nothing. Needs the scope
/// `workspace:manage`, as the import would.
///
/// # Errors
/// [`ImportProvidersError`]: why the import would be refused.
pub async fn preview(
    ls: &Latchstring,
    caller: &Caller,
    entries: &[CatalogEntry],
) -> Result<Imported, ImportProvidersError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    check(entries)?;
    let mut expected = Imported::default();
    for entry in entries {
        let old =
            ls.store().provider_by_url(caller.workspace_id(), &entry.url).await.map_err(Failure::from)?;
        match old {
            None => expected.created += 1,
            Some(old) if entry.is(&old) => expected.unchanged += 1,
            Some(_) => expected.updated += 1,
        }
    }
    Ok(expected)
}

fn check(entries: &[CatalogEntry]) -> Result<(), ImportProvidersError> {
    if entries.len() > MAX_CATALOG {
        return Err(ImportProvidersError::TooMany);
    }
    let mut urls = BTreeSet::new();
    match entries.iter().find(|entry| !urls.insert(&entry.url)) {
        Some(repeated) => Err(ImportProvidersError::RepeatedUrl(repeated.url.clone())),
        None => Ok(()),
    }
}

async fn put(ls: &Latchstring, caller: &Caller, entries: &[CatalogEntry]) -> Result<Imported, Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let by = By::caller(caller, ls.now());
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let (mut imported, mut set) = (Imported::default(), ChangeSet::new());
        for entry in entries {
            let old = ls.store().provider_by_url(caller.workspace_id(), &entry.url).await?;
            match &old {
                None => imported.created += 1,
                Some(old) if entry.is(old) => {
                    imported.unchanged += 1;
                    continue;
                }
                Some(_) => imported.updated += 1,
            }
            let (_, changes) = entry.put(ls, &by, &mut chain, old);
            changes.into_iter().for_each(|change| set.push(change));
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(imported),
            Commit::Stale => {}
            // Somebody has just named one of them: find it now.
            Commit::Conflict(Constraint::ProviderUrl) => attempts.again().await?,
            Commit::Conflict(_) => return Err(Failure::Defect("an import of providers was refused")),
        }
    }
}
