use latchstring_domain::Timestamp;
use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::CompanyId;
use latchstring_domain::metadata::Metadata;
use latchstring_domain::text::{CompanyName, ExternalId};
use latchstring_storage::{Change, ChangeSet, Constraint};
use time::Date;

use super::get::{CompanyView, find};
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What is to change about a company: `None` leaves a part as it is, `Some(None)` empties it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompanyChanges {
    /// Its name.
    pub name: Option<CompanyName>,
    /// The customer's own id for it.
    pub external_id: Option<Option<ExternalId>>,
    /// From when on its data is collected.
    pub data_collection_start_date: Option<Option<Date>>,
    /// The customer's labels; those given take the place of all there were.
    pub metadata: Option<Metadata>,
}

/// Why a company was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateCompanyError {
    /// Another company of the workspace has this external id.
    #[error("another company has this external id")]
    ExternalIdTaken,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Changes a company. A wish that changes nothing is written nowhere. Needs the scope `invitations:write`.
///
/// # Errors
/// [`UpdateCompanyError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    id: CompanyId,
    wish: CompanyChanges,
) -> Result<CompanyView, UpdateCompanyError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let old = find(ls, caller, id).await?;
        let mut company = old;
        if let Some(changes) = change(ls, caller, &mut company, &wish, now).await? {
            let set = changes.into_iter().fold(ChangeSet::new(), ChangeSet::with);
            match attempts.commit(set).await? {
                Commit::Done => {}
                Commit::Stale => continue,
                Commit::Conflict(Constraint::CompanyExternalId) => {
                    return Err(UpdateCompanyError::ExternalIdTaken);
                }
                Commit::Conflict(_) => {
                    return Err(Failure::Defect("a change of a company was refused").into());
                }
            }
        }
        let sites = ls.store().sites_of(id).await.map_err(Failure::from)?;
        return Ok(CompanyView { company, sites });
    }
}

/// Changes a company as wished: its new row and the event, or `None` when the wish changes nothing.
pub(crate) async fn change(
    ls: &Latchstring,
    caller: &Caller,
    company: &mut Company,
    wish: &CompanyChanges,
    now: Timestamp,
) -> Result<Option<[Change; 2]>, Failure> {
    let mut changed = Vec::new();
    set(&mut company.name, wish.name.clone(), "name", &mut changed);
    set(&mut company.external_id, wish.external_id.clone(), "externalId", &mut changed);
    let date = wish.data_collection_start_date;
    set(&mut company.data_collection_start_date, date, "dataCollectionStartDate", &mut changed);
    set(&mut company.metadata, wish.metadata.clone(), "metadata", &mut changed);
    if changed.is_empty() {
        return Ok(None);
    }
    company.updated_at = now;
    company.version = company.version.next();
    let mut chain = Chain::load(ls, Subject::Company(company.id)).await?;
    let data = EventData::none().with("changed", changed);
    let event = chain.append(ls, &By::caller(caller, now), EventKind::CompanyUpdated, data);
    Ok(Some([Change::UpdateCompany(company.clone()), event]))
}

/// Replaces a value when another one is wished for, and notes the name of what changed.
pub(crate) fn set<T: PartialEq>(value: &mut T, wish: Option<T>, name: &str, changed: &mut Vec<String>) {
    if let Some(wish) = wish
        && wish != *value
    {
        *value = wish;
        changed.push(name.to_owned());
    }
}
