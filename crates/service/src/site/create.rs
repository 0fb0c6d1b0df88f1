use latchstring_domain::Version;
use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::{CompanyId, SiteId};
use latchstring_domain::site::{Site, SitePath};
use latchstring_domain::text::{ExternalId, SiteAddress, SiteName};
use latchstring_storage::{Change, ChangeSet, Constraint};

use crate::attempts::{Attempts, Commit};
use crate::company;
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring, Thing};

/// What a new site is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateSite {
    /// Its name.
    pub name: SiteName,
    /// The customer's own id for it, unique within the company.
    pub external_id: Option<ExternalId>,
    /// Its postal address.
    pub address: Option<SiteAddress>,
    /// The groups above it.
    pub path: SitePath,
}

/// Why a site was not made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CreateSiteError {
    /// Another site of the company has this external id.
    #[error("another site of the company has this external id")]
    ExternalIdTaken,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Makes a site of a company. Needs the scope `invitations:write`.
///
/// # Errors
/// [`CreateSiteError`].
pub async fn create(
    ls: &Latchstring,
    caller: &Caller,
    company_id: CompanyId,
    wish: CreateSite,
) -> Result<Site, CreateSiteError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let company = company::find(ls, caller, company_id).await?;
        let site = Site {
            id: SiteId::generate(now, &mut *ls.rng()),
            workspace_id: company.workspace_id,
            company_id,
            name: wish.name.clone(),
            external_id: wish.external_id.clone(),
            address: wish.address.clone(),
            path: wish.path.clone(),
            created_at: now,
            updated_at: now,
            version: Version::FIRST,
        };
        let mut chain = Chain::load(ls, Subject::Company(company_id)).await.map_err(Failure::from)?;
        let data = EventData::none().with("siteId", site.id.to_string());
        let event = chain.append(ls, &By::caller(caller, now), EventKind::SiteCreated, data);
        let set = ChangeSet::new().with(Change::CreateSite(site.clone())).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(site),
            Commit::Stale => {}
            Commit::Conflict(Constraint::SiteExternalId) => return Err(CreateSiteError::ExternalIdTaken),
            Commit::Conflict(Constraint::Reference) => return Err(Failure::NotFound(Thing::Company).into()),
            Commit::Conflict(_) => return Err(Failure::Defect("a new site was refused").into()),
        }
    }
}
