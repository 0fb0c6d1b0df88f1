use latchstring_domain::api_key::Scope;
use latchstring_domain::id::CompanyId;
use latchstring_domain::site::Site;
use latchstring_domain::text::ExternalId;
use latchstring_storage::{MAX_LIMIT, Slice};

use super::get::CompanyView;
use crate::{Caller, Failure, Latchstring, Listing, PageRequest};

/// Which companies are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCompanies {
    /// Only the one with this external id.
    pub external_id: Option<ExternalId>,
    /// The page; `None` for all of them.
    pub page: Option<PageRequest<CompanyId>>,
}

/// The companies of the caller's workspace with their sites, newest first. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListCompanies,
) -> Result<Listing<CompanyView, CompanyId>, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let Some(page) = wish.page else { return all(ls, caller, wish.external_id.as_ref()).await };
    let companies = read(ls, caller, wish.external_id.as_ref(), page.slice()).await?;
    Ok(page.page(companies, 0, |view| view.company.id))
}

/// A read of fewer is the last one.
const FULL: usize = MAX_LIMIT as usize;

/// The interface that is answered to has no pages here, so neither has its answer; it is put together from reads of
/// bounded size.
async fn all(
    ls: &Latchstring,
    caller: &Caller,
    external_id: Option<&ExternalId>,
) -> Result<Listing<CompanyView, CompanyId>, Failure> {
    let mut items: Vec<CompanyView> = Vec::new();
    loop {
        let id = items.last().map(|view| view.company.id);
        let read = read(ls, caller, external_id, Slice::After { id, limit: MAX_LIMIT }).await?;
        let last = read.len() < FULL;
        items.extend(read);
        if last {
            return Ok(Listing { items, numbered: None, next: None });
        }
    }
}

async fn read(
    ls: &Latchstring,
    caller: &Caller,
    external_id: Option<&ExternalId>,
    slice: Slice<CompanyId>,
) -> Result<Vec<CompanyView>, Failure> {
    let companies = ls.store().companies(caller.workspace_id(), external_id, slice).await?;
    let ids: Vec<_> = companies.iter().map(|company| company.id).collect();
    let mut sites = ls.store().sites_of_all(&ids).await?;
    let views = companies.into_iter().map(|company| {
        let own: Vec<Site> = sites.extract_if(.., |site| site.company_id == company.id).collect();
        CompanyView { company, sites: own }
    });
    Ok(views.collect())
}
