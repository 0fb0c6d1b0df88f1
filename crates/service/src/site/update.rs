use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::SiteId;
use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::{ExternalId, SiteAddress, SiteName};
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::company::set;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// What is to change about a site: `None` leaves a part as it is, `Some(None)` empties it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SiteChanges {
    /// Its name.
    pub name: Option<SiteName>,
    /// The customer's own id for it.
    pub external_id: Option<Option<ExternalId>>,
    /// Its postal address.
    pub address: Option<Option<SiteAddress>>,
    /// The groups above it.
    pub path: Option<SitePath>,
}

/// Why a site was not changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UpdateSiteError {
    /// Another site of the company has this external id.
    #[error("another site of the company has this external id")]
    ExternalIdTaken,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Changes a site. A wish that changes nothing is written nowhere. Needs the scope `invitations:write`.
///
/// # Errors
/// [`UpdateSiteError`].
pub async fn update(
    ls: &Latchstring,
    caller: &Caller,
    id: SiteId,
    wish: SiteChanges,
) -> Result<Site, UpdateSiteError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let old = find(ls, caller, id).await?;
        let mut site = old.clone();
        let mut changed = Vec::new();
        set(&mut site.name, wish.name.clone(), "name", &mut changed);
        set(&mut site.external_id, wish.external_id.clone(), "externalId", &mut changed);
        set(&mut site.address, wish.address.clone(), "address", &mut changed);
        set(&mut site.path, wish.path.clone(), "path", &mut changed);
        if changed.is_empty() {
            return Ok(old);
        }
        site.updated_at = now;
        site.version = old.version.next();
        let mut chain = Chain::load(ls, Subject::Company(site.company_id)).await.map_err(Failure::from)?;
        let data = EventData::none().with("siteId", id.to_string()).with("changed", changed);
        let event = chain.append(ls, &By::caller(caller, now), EventKind::SiteUpdated, data);
        match attempts.commit(ChangeSet::new().with(Change::UpdateSite(site.clone())).with(event)).await? {
            Commit::Done => return Ok(site),
            Commit::Stale => {}
            Commit::Conflict(Constraint::SiteExternalId) => return Err(UpdateSiteError::ExternalIdTaken),
            Commit::Conflict(_) => return Err(Failure::Defect("a change of a site was refused").into()),
        }
    }
}
