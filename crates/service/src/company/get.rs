use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::id::CompanyId;
use latchstring_domain::site::Site;

use crate::{Caller, Failure, Latchstring, Thing};

/// A company with its sites, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyView {
    /// The company.
    pub company: Company,
    /// Its sites.
    pub sites: Vec<Site>,
}

/// A company with its sites. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn get(ls: &Latchstring, caller: &Caller, id: CompanyId) -> Result<CompanyView, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let company = find(ls, caller, id).await?;
    let sites = ls.store().sites_of(id).await?;
    Ok(CompanyView { company, sites })
}

/// The caller's company with this id.
pub(crate) async fn find(ls: &Latchstring, caller: &Caller, id: CompanyId) -> Result<Company, Failure> {
    caller.own(ls, Thing::Company, ls.store().company(id).await?).await
}
