use latchstring_domain::api_key::Scope;
use latchstring_domain::id::CompanyId;
use latchstring_domain::site::Site;

use crate::{Caller, Failure, Latchstring, company};

/// The sites of a company, oldest first. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(ls: &Latchstring, caller: &Caller, company_id: CompanyId) -> Result<Vec<Site>, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    company::find(ls, caller, company_id).await?;
    Ok(ls.store().sites_of(company_id).await?)
}
