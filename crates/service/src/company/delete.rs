use latchstring_domain::api_key::Scope;
use latchstring_domain::event::{EventData, EventKind, Subject};
use latchstring_domain::id::CompanyId;
use latchstring_storage::{Change, ChangeSet, Constraint};

use super::get::find;
use crate::attempts::{Attempts, Commit};
use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// Why a company was not deleted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeleteCompanyError {
    /// It has sites, invitations or connections, or somebody is walking through one of its links.
    #[error("the company still has sites, invitations or connections")]
    InUse,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Deletes a company that has no sites, invitations or connections. Its events stay. Needs the scope
/// `invitations:write`.
///
/// # Errors
/// [`DeleteCompanyError`].
pub async fn delete(ls: &Latchstring, caller: &Caller, id: CompanyId) -> Result<(), DeleteCompanyError> {
    caller.require(ls, Scope::InvitationsWrite).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let company = find(ls, caller, id).await?;
        let mut chain = Chain::load(ls, Subject::Company(id)).await.map_err(Failure::from)?;
        let by = By::caller(caller, ls.now());
        let event = chain.append(ls, &by, EventKind::CompanyDeleted, EventData::none());
        let set = ChangeSet::new().with(Change::DeleteCompany(id, company.version)).with(event);
        match attempts.commit(set).await? {
            Commit::Done => return Ok(()),
            Commit::Stale => {}
            Commit::Conflict(Constraint::InUse) => return Err(DeleteCompanyError::InUse),
            Commit::Conflict(_) => return Err(Failure::Defect("a deletion of a company was refused").into()),
        }
    }
}
