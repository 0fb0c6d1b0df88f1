use std::collections::BTreeMap;

use latchstring_domain::api_key::Scope;
use latchstring_domain::company::Company;
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{CompanyId, ConnectionId, SiteId};
use latchstring_storage::ConnectionFilter;

use super::get::{ConnectionView, view};
use crate::{Caller, Failure, Latchstring, Listing, PageRequest, Thing, company};

/// Which connections are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListConnections {
    /// Only those of this company.
    pub company_id: Option<CompanyId>,
    /// Only those that stand there.
    pub status: Option<ConnectionStatus>,
    /// Only those of this owner.
    pub owner_email: Option<EmailAddress>,
    /// Only those that began with one of these sites; empty: any.
    pub sites: Vec<SiteId>,
    /// The page.
    pub page: PageRequest<ConnectionId>,
}

/// The connections of the caller's workspace, newest first. Needs the scope `connections:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListConnections,
) -> Result<Listing<ConnectionView, ConnectionId>, Failure> {
    caller.require(ls, Scope::ConnectionsRead).await?;
    if let Some(id) = wish.company_id {
        company::find(ls, caller, id).await?;
    }
    let filter = ConnectionFilter {
        workspace: caller.workspace_id(),
        company: wish.company_id,
        status: wish.status,
        owner_email: wish.owner_email,
        sites: wish.sites,
        flow: None,
    };
    let connections = ls.store().connections(&filter, wish.page.slice()).await?;
    let total = if wish.page.is_numbered() { ls.store().count_connections(&filter).await? } else { 0 };
    let mut companies: BTreeMap<CompanyId, Company> = BTreeMap::new();
    let mut views = Vec::with_capacity(connections.len());
    for connection in connections {
        let id = connection.company_id;
        let company = match companies.get(&id) {
            Some(company) => company.clone(),
            None => {
                let found = ls.store().company(id).await?.ok_or(Failure::NotFound(Thing::Company))?;
                companies.insert(id, found.clone());
                found
            }
        };
        views.push(view(ls, connection, company)?);
    }
    Ok(wish.page.page(views, total, |view| view.connection.id))
}
